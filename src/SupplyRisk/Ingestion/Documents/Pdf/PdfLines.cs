namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>
/// Puts lines of mixed scripts together again: where a Chinese font's boxes are much higher than a Latin font's, Poppler takes the
/// Latin words and digits out of the line and makes a line of their own, far from their sentence.
/// </summary>
internal static class PdfLines
{
    public static List<PdfLine> Of(PdfPage page)
    {
        var sizes = SizesByHeight(page);
        var lines = page.Lines
            .Select((line, order) => new Line(sizes.Count == 0 ? line : line with { Words = [.. line.Words.Select(w => Sized(w, sizes))] }, order))
            .Where(l => l.Words.Count > 0)
            .ToList();
        var byHeight = lines.OrderBy(l => l.Middle).ToList();
        for (var i = 0; i < byHeight.Count; i++)
        {
            for (var j = i + 1; j < byHeight.Count && byHeight[j].Middle - byHeight[i].Middle < byHeight[i].Em; j++)
                Merge(byHeight[i], byHeight[j]);
        }

        return lines.Where(l => l.Into is null).Select(l => new PdfLine(l.Block, [.. l.Words.OrderBy(w => w.Left)])).ToList();
    }

    /// <summary>The sizes of Chinese fonts whose boxes are far higher than their letters, by the height of the box in tenths of a point.</summary>
    private static Dictionary<int, float> SizesByHeight(PdfPage page) => page.Lines
        .SelectMany(l => l.Words)
        .Where(w => w.Text.Length >= 2 && w.Text.All(LineJoin.IsUnspaced) && w.Bottom - w.Top > 1.9f * w.ByWidth)
        .GroupBy(Height)
        .ToDictionary(g => g.Key, g => g.Select(w => w.Em).Order().ElementAt(g.Count() / 2));

    /// <summary>Digits and Latin words of such a font have its high boxes too, but not the width that would tell their size.</summary>
    private static PdfWord Sized(PdfWord word, Dictionary<int, float> sizes) =>
        word.Text.Length > 0 && !word.IsSquare && sizes.TryGetValue(Height(word), out var size) && word.ByWidth > 0.3f * size && word.ByWidth < 2 * size
            ? word with { Size = size }
            : word;

    private static int Height(PdfWord word) => (int)MathF.Round((word.Bottom - word.Top) * 10);

    private static void Merge(Line one, Line other)
    {
        (one, other) = (one.Root, other.Root);
        if (one == other || Math.Abs(one.Middle - other.Middle) > 0.45f * Math.Min(one.Em, other.Em) || Math.Max(one.Em, other.Em) > 1.4f * Math.Min(one.Em, other.Em))
            return;
        if (!one.Words.Exists(a => other.Words.Exists(b => Touch(a, b, one.Em))))
            return;
        var (keep, drop) = one.Length > other.Length || (one.Length == other.Length && one.Order < other.Order) ? (one, other) : (other, one);
        keep.Words.AddRange(drop.Words);
        drop.Into = keep;
    }

    private static bool Touch(PdfWord a, PdfWord b, float em)
    {
        if (a.IsSquare == b.IsSquare)
            return false;
        var gap = Math.Max(a.Left, b.Left) - Math.Min(a.Right, b.Right);
        return gap > -0.3f * em && gap < 0.5f * em;
    }

    private sealed class Line(PdfLine line, int order)
    {
        public List<PdfWord> Words { get; } = line.Words.Where(w => !string.IsNullOrWhiteSpace(w.Text)).ToList();
        public int Block { get; } = line.Block;
        public int Order { get; } = order;
        public int Length { get; } = line.Words.Sum(w => w.Text.Length);
        public float Em { get; } = line.Words.MaxBy(w => w.Text.Length).Em;
        public float Middle { get; } = line.Words.MaxBy(w => w.Text.Length) is var word ? word.Middle(word.Em) : 0;
        public Line? Into { get; set; }
        public Line Root => Into?.Root ?? this;
    }
}
