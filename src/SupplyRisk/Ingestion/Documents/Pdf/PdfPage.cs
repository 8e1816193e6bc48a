namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>A word and its box, in points from the page's top left.</summary>
internal readonly record struct PdfWord(float Left, float Top, float Right, float Bottom, string Text)
{
    /// <summary>The size of its font where other words tell it, or null.</summary>
    public float? Size { get; init; }

    /// <summary>About the size of the font. Many fonts, Chinese ones above all, declare boxes far higher than their letters; then the width tells more.</summary>
    public float Em
    {
        get
        {
            if (Size is { } size)
                return size;
            var (units, height, byWidth) = (Units, Bottom - Top, ByWidth);
            if (IsSquare && height > 1.3f * byWidth)
                return Math.Max(1, byWidth);
            return Math.Max(1, units >= 2 && height > 1.9f * byWidth ? byWidth * 1.15f : height / 1.15f);
        }
    }

    /// <summary>The size its letters' width speaks for: right for Chinese, rough for others.</summary>
    public float ByWidth => (Right - Left) / Math.Max(Units, 0.5f);

    private float Units
    {
        get
        {
            float units = 0;
            foreach (var c in Text)
                units += LineJoin.IsUnspaced(c) ? 1 : 0.5f;
            return units;
        }
    }

    /// <summary>The height its letters stand at. High boxes reach further above the letters than below.</summary>
    public float Middle(float em) => ((Top + Bottom) / 2) + (0.14f * Math.Max(0, Bottom - Top - (1.15f * em)));

    public bool IsSquare => LineJoin.IsUnspaced(Text[Text.Length / 2]);
}

/// <summary>A line as Poppler sees it; lines of one block stand together on the page.</summary>
internal sealed record PdfLine(int Block, IReadOnlyList<PdfWord> Words);

internal sealed record PdfPage(int Number, float Width, float Height, IReadOnlyList<PdfLine> Lines)
{
    /// <summary>The title in the file's own properties; the same for all pages.</summary>
    public string? Title { get; init; }
}
