using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>One row of a list below its header. Empty rows do not appear.</summary>
public sealed record ListRow
{
    /// <summary>1-based row in the file, as a spreadsheet program counts.</summary>
    public required int Row { get; init; }

    /// <summary>Null where the row cannot be used, repeats an earlier one, or is no supplier (see <see cref="Skipped"/>).</summary>
    public SupplierRecord? Record { get; init; }

    /// <summary>The key of <see cref="Record"/> in its list; null with it.</summary>
    public SupplierKey? Key { get; init; }

    /// <summary>In the order of the columns; may be empty.</summary>
    public required IReadOnlyList<RowIssue> Issues { get; init; }

    /// <summary>The cells as the list has them, null where empty; as many as there are columns.</summary>
    public required IReadOnlyList<string?> Raw { get; init; }

    /// <summary>True for a repeated header, a total or a footnote: no supplier was lost. It has one note that says which.</summary>
    public bool Skipped { get; init; }
}
