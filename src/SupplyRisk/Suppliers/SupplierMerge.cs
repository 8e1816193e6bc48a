namespace SupplyRisk.Suppliers;

/// <summary>
/// A person said that two suppliers are one and the same: what is known of the one counts for the other from then on. A redirect, never a deletion:
/// the merged one keeps its id, facts, documents and cases, and a split brings it back as it stood. Known from <see cref="MergedAt"/> to <see cref="SplitAt"/>,
/// so that a screening of an earlier instant reads what held then.
/// </summary>
public sealed class SupplierMerge
{
    public required Guid Id { get; init; }

    /// <summary>The merged one. It has at most one merge that is not split.</summary>
    public required Guid SupplierId { get; init; }

    /// <summary>Whom it counts for; may have been merged itself since.</summary>
    public required Guid SurvivorId { get; init; }

    public required DateTime MergedAt { get; init; }

    public required string MergedBy { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Words { get; init; }

    /// <summary>Null while it holds.</summary>
    public DateTime? SplitAt { get; set; }

    public string? SplitBy { get; set; }

    public string? SplitWords { get; set; }
}
