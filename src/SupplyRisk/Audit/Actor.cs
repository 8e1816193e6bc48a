namespace SupplyRisk.Audit;

/// <summary>Who does something. Every handler takes one; it decides what may be seen and stands in the audit record.</summary>
/// <param name="Id">Lasting id, e.g. <c>local-administrator</c>.</param>
/// <param name="Name">As shown.</param>
public sealed record Actor(string Id, string Name)
{
    /// <summary>The one person of an installation without sign-in.</summary>
    public static readonly Actor LocalAdministrator = new("local-administrator", "Local administrator");

    /// <summary>The scheduled job.</summary>
    public static readonly Actor Schedule = new("schedule", "Scheduled job");

    /// <summary>Suppliers this actor may see; null is all of them.</summary>
    public IReadOnlySet<Guid>? Suppliers { get; init; }
}
