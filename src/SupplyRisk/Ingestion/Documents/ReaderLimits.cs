namespace SupplyRisk.Ingestion.Documents;

/// <summary>How much a single document may cost. Beyond a limit it is unreadable with <see cref="UnreadableCause.OverLimit"/>; it never stops a run.</summary>
public sealed record ReaderLimits
{
    public static ReaderLimits Default { get; } = new();

    /// <summary>Bytes of any file.</summary>
    public long MaxFileBytes { get; init; } = 256L << 20;

    /// <summary>Bytes of an HTML file. Its parser holds the whole page: some 12 times its size in memory, tags apart.</summary>
    public long MaxHtmlBytes { get; init; } = 16L << 20;

    /// <summary>Tags of an HTML file, opening and closing. Each costs its parser about a kilobyte.</summary>
    public int MaxHtmlTags { get; init; } = 300_000;

    /// <summary>Bytes of a TXT or Markdown file.</summary>
    public long MaxTextBytes { get; init; } = 32L << 20;

    /// <summary>Bytes of a DOCX or XLSX once unpacked, all its parts together.</summary>
    public long MaxUnzippedBytes { get; init; } = 512L << 20;

    /// <summary>Bytes of a DOCX or XLSX part that is read for its text, unpacked.</summary>
    public long MaxXmlBytes { get; init; } = 64L << 20;

    /// <summary>Parts in a DOCX or XLSX.</summary>
    public int MaxZipEntries { get; init; } = 20_000;

    /// <summary>Elements within elements, in HTML, DOCX and XLSX.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>UTF-16 units of the normalised text.</summary>
    public int MaxTextLength { get; init; } = 32 << 20;

    /// <summary>Stretches of the normalised text.</summary>
    public int MaxBlocks { get; init; } = 1_000_000;

    /// <summary>Columns of a sheet.</summary>
    public int MaxColumns { get; init; } = 500;

    /// <summary>Pages of a PDF.</summary>
    public int MaxPages { get; init; } = 5_000;

    /// <summary>Wall clock for one document, child process included.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Address space of the PDF program, where the system can hold it to that; elsewhere its working set is watched.</summary>
    public long MaxToolMemoryBytes { get; init; } = 1L << 30;

    /// <summary>Bytes the PDF program may write.</summary>
    public long MaxToolOutputBytes { get; init; } = 512L << 20;

    /// <summary>Poppler's <c>pdftotext</c>: a name looked up on the path, or a path.</summary>
    public string PdfToText { get; init; } = "pdftotext";

    /// <summary>Files listed in one documents folder.</summary>
    public int MaxFiles { get; init; } = 200_000;

    /// <summary>Folders within folders.</summary>
    public int MaxFolderDepth { get; init; } = 32;
}
