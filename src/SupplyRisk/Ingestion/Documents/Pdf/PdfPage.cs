namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>A word and its box, in points from the page's top left.</summary>
internal readonly record struct PdfWord(float Left, float Top, float Right, float Bottom, string Text);

/// <summary>A line as Poppler sees it; lines of one block stand together on the page.</summary>
internal sealed record PdfLine(int Block, IReadOnlyList<PdfWord> Words);

internal sealed record PdfPage(int Number, float Width, float Height, IReadOnlyList<PdfLine> Lines)
{
    /// <summary>The title in the file's own properties; the same for all pages.</summary>
    public string? Title { get; init; }
}
