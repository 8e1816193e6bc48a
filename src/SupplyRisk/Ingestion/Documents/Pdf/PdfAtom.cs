using System.Text;

namespace SupplyRisk.Ingestion.Documents.Pdf;

/// <summary>Lines close below one another in one column: a paragraph, or one line of cells' worth of a table.</summary>
/// <param name="lines">At least one, from top to bottom.</param>
internal sealed class PdfAtom(List<PdfSegment> lines)
{
    public List<PdfSegment> Lines { get; } = lines;
    public float Left { get; private set; } = lines.Min(l => l.Left);
    public float Right { get; private set; } = lines.Max(l => l.Right);
    public float Top => Lines[0].Top;
    public float Bottom => Lines[^1].Bottom;
    public float Em => Lines[0].Em;
    public float Width => Right - Left;

    public bool Overlaps(float left, float right) => Math.Min(Right, right) - Math.Max(Left, left) > 1;

    /// <summary>Groups a page's segments; Poppler's blocks are taken apart where a gap is wider than the lines' own.</summary>
    public static List<PdfAtom> Of(List<PdfSegment> segments)
    {
        var atoms = new List<PdfAtom>();
        foreach (var block in segments.GroupBy(s => s.Block))
        {
            var open = new List<PdfAtom>();
            var widest = WidestGap([.. block]);
            foreach (var segment in block.OrderBy(s => s.Top).ThenBy(s => s.Left))
            {
                var above = open.FindLast(a => a.Takes(segment, widest));
                if (above is null)
                {
                    open.Add(new PdfAtom([segment]));
                    atoms.Add(open[^1]);
                }
                else
                {
                    above.Lines.Add(segment);
                    above.Left = Math.Min(above.Left, segment.Left);
                    above.Right = Math.Max(above.Right, segment.Right);
                }
            }
        }

        return atoms;
    }

    /// <summary>One text: lines the width broke are joined, lines that ended early stay apart by a line end.</summary>
    public string Text(IReadOnlySet<string> words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < Lines.Count; i++)
        {
            if (i > 0 && !WrapsInto(i))
                text.Append('\n').Append(Lines[i].Text);
            else
                LineJoin.Append(text, Lines[i].Text, words);
        }

        return text.ToString();
    }

    /// <summary>True if line <paramref name="i"/> only goes on from the one before: its first word would not have fitted there.</summary>
    public bool WrapsInto(int i)
    {
        var (before, line) = (Lines[i - 1], Lines[i]);
        if (before.Text[^1] is '-' or '\u00AD' or '\u2010')
            return true;
        if (PdfParagraphs.StartsItem(line.Text) || line.Em > before.Em * 1.2f || before.Em > line.Em * 1.2f)
            return false;
        var widest = Lines.Max(l => l.Width);
        var slack = LineJoin.IsUnspaced(line.Text[0]) ? 2.5f * line.Em : 0.3f * line.Em;
        return before.Width + line.FirstWordWidth + slack > widest;
    }

    private bool Takes(PdfSegment next, float widest)
    {
        var gap = next.Top - Bottom;
        return Overlaps(next.Left, next.Right) && gap > -0.6f * next.Em && gap <= widest;
    }

    private static float WidestGap(List<PdfSegment> block)
    {
        var gaps = new List<float>();
        for (var i = 1; i < block.Count; i++)
        {
            if (block[i].Top > block[i - 1].Top + (0.5f * block[i].Em))
                gaps.Add(block[i].Top - block[i - 1].Bottom);
        }

        // Few lines say nothing of their spacing; then single spacing is assumed. Wider than one and a half lines are rows of a table.
        gaps.Sort();
        return gaps.Count >= 3 ? Math.Clamp(gaps[gaps.Count / 2] + (0.1f * block[0].Em), 0.4f * block[0].Em, 0.7f * block[0].Em) : 0.4f * block[0].Em;
    }
}
