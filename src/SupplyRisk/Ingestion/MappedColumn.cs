namespace SupplyRisk.Ingestion;

/// <summary>A column of a list and what it was taken to hold.</summary>
public sealed record MappedColumn
{
    /// <summary>0-based.</summary>
    public required int Index { get; init; }

    /// <summary>As the list has it; empty where it has none.</summary>
    public required string Header { get; init; }

    /// <summary>Null where the column is not used.</summary>
    public SupplierField? Field { get; init; }

    /// <summary>0 to 1; 0 where <see cref="Field"/> is null.</summary>
    public required double Confidence { get; init; }

    /// <summary>One phrase: where the decision comes from.</summary>
    public required string Why { get; init; }

    /// <summary>The first different values, at most five.</summary>
    public required IReadOnlyList<string> Samples { get; init; }
}
