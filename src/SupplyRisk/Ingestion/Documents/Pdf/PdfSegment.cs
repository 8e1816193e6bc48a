using System.Text;

namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>Words that stand side by side without a gap: a line of prose or a line within a table cell.</summary>
internal sealed class PdfSegment
{
    private PdfSegment(int block, int order, List<PdfWord> words)
    {
        (Block, Order, Words) = (block, order, words);
        (Left, Right) = (words.Min(w => w.Left), words.Max(w => w.Right));
        Text = Join(words);
        var longest = words.MaxBy(w => w.Text.Length);
        Em = longest.Em;
        var middle = longest.Middle(Em);
        (Top, Bottom) = (middle - (0.575f * Em), middle + (0.575f * Em));
    }

    public int Block { get; }

    /// <summary>Poppler's reading order.</summary>
    public int Order { get; }

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
        var starts = lines.Select(l => (l.Words[0].Left, l.Words[0].Top)).OrderBy(s => s.Left).ToList();
        foreach (var line in lines)
        {
            var part = new List<PdfWord>();
            foreach (var word in line.Words)
            {
                if (part.Count > 0 && IsGap(part[^1], word, starts))
                {
                    segments.Add(new PdfSegment(line.Block, segments.Count, part));
                    part = [];
                }

                part.Add(word);
            }

            if (part.Count > 0)
                segments.Add(new PdfSegment(line.Block, segments.Count, part));
        }

        return segments;
    }

    /// <summary>A wide gap parts table cells; a moderate one does if the next word starts where another line near by starts.</summary>
    private static bool IsGap(PdfWord before, PdfWord word, List<(float Left, float Top)> starts)
    {
        var gap = word.Left - before.Right;
        var em = word.Em;
        if (gap > 1.3f * em)
            return true;
        return gap > 0.55f * em && starts.Exists(s => Math.Abs(s.Left - word.Left) < 1.5f && Math.Abs(s.Top - word.Top) is > 1 and < 60);
    }

    private static string Join(List<PdfWord> words)
    {
        var text = new StringBuilder(words[0].Text);
        for (var i = 1; i < words.Count; i++)
        {
            // Chinese sets digits and Latin words apart by a hair's breadth, which Poppler takes for a space.
            var hair = LineJoin.IsUnspaced(text[^1]) || LineJoin.IsUnspaced(words[i].Text[0]);
            if (!hair || words[i].Left - words[i - 1].Right > 0.2f * words[i].Em)
                text.Append(' ');
            text.Append(words[i].Text);
        }

        return text.ToString();
    }
}
