namespace SupplyRisk.Ingestion;

/// <summary>How much of a list is read before it is refused. Every limit is checked before memory is spent on what exceeds it.</summary>
public sealed record ReadLimits
{
    /// <summary>Rows of a sheet; Excel's own limit.</summary>
    public const int SheetRows = 1_048_576;

    /// <summary>Rows of a sheet of Excel 97 to 2003.</summary>
    public const int OldSheetRows = 65_536;

    /// <summary>Columns of a sheet; Excel's own limit.</summary>
    public const int SheetColumns = 16_384;

    public static ReadLimits Default { get; } = new();

    /// <summary>Size of the file.</summary>
    public long FileBytes { get; init; } = 300L * 1024 * 1024;

    /// <summary>Rows that are not empty.</summary>
    public int Rows { get; init; } = 1_000_000;

    /// <summary>Columns up to the last with a value.</summary>
    public int Columns { get; init; } = 500;

    /// <summary>Characters of one cell; Excel's own limit.</summary>
    public int CellLength { get; init; } = 32_767;

    /// <summary>Characters of a text file without a line end.</summary>
    public int LineLength { get; init; } = 1_000_000;

    /// <summary>Size of a workbook when unzipped.</summary>
    public long UnzippedBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>How many times larger than the file a workbook may become; looked at above 64 MB, since small repetitive sheets shrink a lot.</summary>
    public int UnzipRatio { get; init; } = 200;

    /// <summary>Size of a workbook's table of shared texts, the one part that is held in memory.</summary>
    public long SharedTextBytes { get; init; } = 256L * 1024 * 1024;
}
