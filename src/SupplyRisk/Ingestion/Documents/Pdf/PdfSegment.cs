using System.Text;

namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>Words that stand side by side without a gap: a line of prose or a line within a table cell.</summary>
internal sealed class PdfSegment
{
    private PdfSegment(int block, List<PdfWord> words)
    {
        (Block, Words) = (block, words);
        (Left, Right) = (words.Min(w => w.Left), words.Max(w => w.Right));
        Text = Join(words);
        var longest = words.MaxBy(w => w.Text.Length);
        Em = longest.Em;
        var middle = longest.Middle(Em);
        (Top, Bottom) = (middle - (0.575f * Em), middle + (0.575f * Em));
    }

    public int Block { get; }

    public List<PdfWord> Words { get; }
    public string Text { get; }
    public float Left { get; }
    public float Right { get; }
    public float Top { get; }
    public float Bottom { get; }

    /// <summary>About the size of the font.</summary>
    public float Em { get; }

    public float Width => Right - Left;

    /// <summary>The room its first word takes: what a line above would have needed to hold it.</summary>
    public float FirstWordWidth => LineJoin.IsUnspaced(Text[0]) ? Em : Words[0].Right - Words[0].Left;

    public static List<PdfSegment> Of(PdfPage page)
    {
        var segments = new List<PdfSegment>();
        var lines = PdfLines.Of(page);
        var columns = ColumnStarts(lines);
        foreach (var line in lines)
        {
            var part = new List<PdfWord>();
            var usual = UsualGap(line);
            foreach (var word in line.Words)
            {
                if (part.Count > 0 && IsGap(part[^1], word, usual, columns))
                {
                    segments.Add(new PdfSegment(line.Block, part));
                    part = [];
                }

                part.Add(word);
            }

            if (part.Count > 0)
                segments.Add(new PdfSegment(line.Block, part));
        }

        return segments;
    }

    /// <summary>A wide gap parts table cells; a moderate one does if the next word starts where a line near by, or several words after gaps, start.</summary>
    private static bool IsGap(PdfWord before, PdfWord word, float usual, List<(float Left, float Top, bool Line)> columns)
    {
        var (gap, em) = (word.Left - before.Right, word.Em);
        if (gap > 1.3f * em)
            return true;
        if (!MayPart(before, word, usual))
            return false;
        var aligned = columns.FindAll(c => Math.Abs(c.Left - word.Left) < 1.5f && Math.Abs(c.Top - word.Top) > 1);
        return aligned.Exists(c => c.Line && Math.Abs(c.Top - word.Top) < 60) || aligned.Count >= 3
            || (IsUnspacedGap(before, word) && aligned.Count(c => Math.Abs(c.Top - word.Top) < 60) >= 2);
    }

    private static bool MayPart(PdfWord before, PdfWord word, float usual) =>
        word.Left - before.Right is var gap && gap > 0.55f * word.Em && (gap >= 1.8f * usual || IsUnspacedGap(before, word));

    /// <summary>Chinese has no spaces that could be as wide as this, justified or not.</summary>
    private static bool IsUnspacedGap(PdfWord before, PdfWord word) =>
        (word.Size is not null || word.IsSquare || before.IsSquare) && word.Left - before.Right > 0.9f * word.Em;

    private static List<(float Left, float Top, bool Line)> ColumnStarts(List<PdfLine> lines)
    {
        var starts = new List<(float Left, float Top, bool Line)>();
        foreach (var line in lines)
        {
            starts.Add((line.Words[0].Left, line.Words[0].Top, true));
            var usual = UsualGap(line);
            for (var i = 1; i < line.Words.Count; i++)
            {
                if (MayPart(line.Words[i - 1], line.Words[i], usual))
                    starts.Add((line.Words[i].Left, line.Words[i].Top, false));
            }
        }

        return starts;
    }

    /// <summary>The middle one of a line's gaps: in justified prose all are wide, and none of them parts anything.</summary>
    private static float UsualGap(PdfLine line)
    {
        if (line.Words.Count < 4)
            return 0;
        var gaps = Enumerable.Range(1, line.Words.Count - 1).Select(i => line.Words[i].Left - line.Words[i - 1].Right).Order().ToList();
        return gaps[gaps.Count / 2];
    }

    private static string Join(List<PdfWord> words)
    {
        var text = new StringBuilder(words[0].Text);
        for (var i = 1; i < words.Count; i++)
        {
            // Chinese sets digits and Latin words apart by a hair's breadth, which Poppler takes for a space.
            var hair = LineJoin.IsUnspaced(text[^1]) || LineJoin.IsUnspaced(words[i].Text[0]);
            if (!hair || words[i].Left - words[i - 1].Right > 0.17f * words[i].Em)
                text.Append(' ');
            text.Append(words[i].Text);
        }

        return text.ToString();
    }
}
