namespace SupplyRisk.Ingestion;

/// <summary>A cell as the file has it.</summary>
/// <param name="Text">Null where the cell is empty or blank.</param>
/// <param name="Number">What a workbook stores as a number; its text then follows no decimal convention.</param>
/// <param name="Spilled">True if the value belongs to a merged neighbour on the left.</param>
internal readonly record struct Cell(string? Text, decimal? Number = null, bool Spilled = false)
{
    /// <summary>A spreadsheet keeps 15 digits of a number: longer ones were cut.</summary>
    public bool LostDigits => Number is { } number && Math.Abs(number) >= 1_000_000_000_000_000m;
}

/// <summary>A row with at least one value.</summary>
/// <param name="Number">1-based row in the file.</param>
/// <param name="Cells">Up to the last value.</param>
internal sealed record SourceRow(int Number, Cell[] Cells)
{
    public int Filled => Cells.Count(c => c.Text is not null && !c.Spilled);

    public string? Text(int column) => column < Cells.Length && !Cells[column].Spilled ? Cells[column].Text : null;
}

/// <summary>A file whose rows can be gone through, more than once.</summary>
internal interface IRowSource
{
    /// <summary>How many rows are looked at to find the header and to tell what columns hold.</summary>
    const int SampledRows = 1000;

    ListFormat Format { get; }

    /// <summary>The first rows that are not empty.</summary>
    List<SourceRow> Sample { get; }

    /// <summary>Rows that are not empty, in order. Throws <see cref="UnusableListException"/> where a limit is passed or the file is damaged.</summary>
    IEnumerable<SourceRow> Rows(CancellationToken ct);
}
