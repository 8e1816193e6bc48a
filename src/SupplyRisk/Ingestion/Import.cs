namespace SupplyRisk.Ingestion;

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Read and compared; nothing of the portfolio changed yet.</summary>
    Previewed,
    Applied,
    Undone,
}

/// <summary>One reading of one supplier list into a named list source.</summary>
public sealed class Import
{
    public required Guid Id { get; init; }

    public required Guid ListSourceId { get; init; }

    public required string FileName { get; init; }

    public required string FileSha256 { get; init; }

    public required string Format { get; init; }

    /// <summary>The user's column mapping as given, or null.</summary>
    public string? Mapping { get; init; }

    /// <summary>Columns as detected: JSON, shown again on the import's page.</summary>
    public required string ColumnsJson { get; init; }

    public required ImportState State { get; set; }

    public required string ActorId { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? AppliedAt { get; set; }

    public DateTime? UndoneAt { get; set; }

    public int RowsRead { get; set; }

    public int RowsTaken { get; set; }

    public int RowsRejected { get; set; }

    public int Warnings { get; set; }

    public int New { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    public int NoLongerListed { get; set; }
}

/// <summary>One problem in one row, kept with the import.</summary>
public sealed class ImportIssue
{
    public required Guid Id { get; init; }

    public required Guid ImportId { get; init; }

    /// <summary>1-based row of the file.</summary>
    public required int Row { get; init; }

    public required string Column { get; init; }

    public string? Value { get; init; }

    /// <summary><c>error</c>: the row was not taken; <c>warning</c>: taken without the value; <c>note</c>: taken as it is.</summary>
    public required string Severity { get; init; }

    public required string Message { get; init; }

    public required string Advice { get; init; }
}

/// <summary>An import listed a supplier again, or no longer; kept so that undoing it puts back what was.</summary>
public sealed class ListingChange
{
    public required Guid Id { get; init; }

    public required Guid ImportId { get; init; }

    public required Guid SupplierId { get; init; }

    /// <summary><see cref="Suppliers.Supplier.NotListedSince"/> before the import.</summary>
    public DateTime? Before { get; init; }
}
