using Microsoft.EntityFrameworkCore;

namespace SupplyRisk.Review.Views;

/// <summary>Filters, order and columns of a table that a person has given a name.</summary>
public sealed class SavedView
{
    public required Guid Id { get; init; }

    public required string OwnerId { get; init; }

    /// <summary>Which page, e.g. <c>suppliers</c>.</summary>
    public required string Page { get; init; }

    public required string Name { get; init; }

    /// <summary>The query of its address, without the question mark.</summary>
    public required string Query { get; set; }

    public required DateTime At { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<SavedView>().HasIndex(x => new { x.OwnerId, x.Page, x.Name }).IsUnique();
}
