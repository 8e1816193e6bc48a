namespace SupplyRisk.Ingestion.Documents;

/// <summary>What a stretch of a document's text is.</summary>
public enum BlockKind
{
    Title,
    Heading,

    /// <summary>The name of a sheet; rows and columns after it are those of the sheet.</summary>
    Sheet,
    Paragraph,
    ListItem,
    Cell,
}

/// <summary>A stretch of the normalised text and where in the document it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First UTF-16 offset in <see cref="DocumentText.Text"/>.</param>
/// <param name="End">Offset after the last UTF-16 unit.</param>
/// <param name="Page">1-based, or null where the format has no pages.</param>
/// <param name="Section">The heading it stands under, or null before the first; in a workbook the sheet.</param>
/// <param name="Table">0-based number of the table in the document, for cells.</param>
/// <param name="Row">0-based row in the table, for cells; in a workbook the row of the sheet.</param>
/// <param name="Column">0-based column in the table, for cells; in a workbook the column of the sheet.</param>
public sealed record TextBlock(
    BlockKind Kind, int Start, int End, int? Page, string? Section, int? Table = null, int? Row = null, int? Column = null);

/// <summary>A part of a document that could not be read. It adds no coverage, and is read again when the cause may be gone.</summary>
/// <param name="Page">1-based, or null for the whole document.</param>
/// <param name="Cause">Why.</param>
/// <param name="Reason">One sentence for a person: what is wrong and what to do.</param>
public sealed record UnreadablePart(int? Page, UnreadableCause Cause, string Reason);

/// <summary>Why a document or a page of it could not be read.</summary>
public enum UnreadableCause
{
    /// <summary>A scan: pictures of text.</summary>
    NoTextLayer,
    Password,

    /// <summary>A program the reader needs is not installed here; tried again once it is.</summary>
    ToolMissing,

    /// <summary>Not what its name says, damaged, or empty.</summary>
    Malformed,

    /// <summary>Over a declared limit of size, time or memory.</summary>
    OverLimit,
}

/// <summary>The one normalised text of a document, with provenance. Every offset anywhere in the product refers to <see cref="Text"/>.</summary>
public sealed record DocumentText
{
    /// <summary>
    /// NFC, lines ended by <c>\n</c>, blocks apart by a blank line, cells of a row apart by a tab, rows of a table by a line end;
    /// no other control characters. Within a block a line end is a break its author set.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>In the order of the text, not overlapping; empty if nothing could be read.</summary>
    public required IReadOnlyList<TextBlock> Blocks { get; init; }

    /// <summary>The document's own title, or null.</summary>
    public string? Title { get; init; }

    /// <summary>What the content was read as.</summary>
    public DocumentFormat Format { get; init; }

    /// <summary>Number of pages, or null where the format has none.</summary>
    public int? Pages { get; init; }

    /// <summary>Empty if everything was read.</summary>
    public IReadOnlyList<UnreadablePart> Unreadable { get; init; } = [];
}
