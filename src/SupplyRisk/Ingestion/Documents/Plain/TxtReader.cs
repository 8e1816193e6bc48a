using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion.Documents.Plain;

/// <summary>Plain text: paragraphs by blank lines, hard-wrapped lines joined, lists, underlined or capital headings, tables by tabs or bars.</summary>
internal static partial class TxtReader
{
    /// <summary>Lines longer than this were wrapped by nobody: each is a paragraph of its own.</summary>
    private const int WidestWrap = 130;

    private static readonly SearchValues<char> _ruleSigns = SearchValues.Create("-+=|: ");

    public static DocumentText Read(string content, ReaderLimits limits, CancellationToken ct)
    {
        var assembler = new TextAssembler(limits);
        var lines = Lines(content);
        var longest = lines.Where(l => !l.Contains('\t', StringComparison.Ordinal)).Select(l => l.Length).DefaultIfEmpty().Max();
        var wrap = longest <= WidestWrap ? longest : int.MaxValue;

        for (var i = 0; i < lines.Count;)
        {
            ct.ThrowIfCancellationRequested();
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                i++;
                continue;
            }

            var end = i;
            while (end < lines.Count && !string.IsNullOrWhiteSpace(lines[end]))
                end++;
            AddStanza(assembler, lines, i, end, wrap);
            i = end;
        }

        return assembler.Finish(DocumentFormat.Text, null);
    }

    private static List<string> Lines(string content)
    {
        var lines = new List<string>();
        foreach (var range in content.AsSpan().Split('\n'))
        {
            // A page's end within a line ends the line.
            var line = content.AsSpan(range).TrimEnd();
            foreach (var part in line.Split('\f'))
                lines.Add(line[part].ToString());
        }

        return lines;
    }

    private static void AddStanza(TextAssembler assembler, List<string> lines, int from, int to, int wrap)
    {
        for (var i = from; i < to;)
        {
            if (RowEnd(lines, i, to) is var rows && rows > i)
            {
                AddTable(assembler, lines, i, rows);
                i = rows;
            }
            else if (i + 1 < to && IsUnderline(lines[i + 1]) && lines[i].Length <= 120)
            {
                assembler.Add(assembler.Count == 0 ? BlockKind.Title : BlockKind.Heading, lines[i]);
                i += 2;
            }
            else if (IsUnderline(lines[i]))
            {
                i++;
            }
            else
            {
                i = AddParagraph(assembler, lines, i, from, to, wrap);
            }
        }
    }

    private static int AddParagraph(TextAssembler assembler, List<string> lines, int i, int from, int to, int wrap)
    {
        var text = new StringBuilder(lines[i].Trim());
        var next = i + 1;
        while (next < to && GoesOn(lines[next - 1], lines[next], wrap))
            LineJoin.Append(text, lines[next++].Trim());
        var bullet = Bullet().Match(text.ToString());
        if (bullet.Success)
            assembler.Add(BlockKind.ListItem, text.ToString(bullet.Length, text.Length - bullet.Length));
        else
            assembler.Add(to - from == 1 && HeadingShape.IsHeading(text.ToString()) ? BlockKind.Heading : BlockKind.Paragraph, text.ToString());
        return next;
    }

    /// <summary>A line was wrapped if the next line's first word would not have fitted on it.</summary>
    private static bool GoesOn(string line, string next, int wrap)
    {
        if (wrap is < 40 or int.MaxValue || Bullet().IsMatch(next) || Numbered().IsMatch(next) || IsUnderline(next))
            return false;
        var words = next.AsSpan().Trim();
        var word = words.IndexOf(' ') is var space and >= 0 ? space : words.Length;
        if (LineJoin.IsUnspaced(words[0]))
            word = 1;
        return line.Length + 1 + word > wrap;
    }

    private static int RowEnd(List<string> lines, int from, int to)
    {
        var end = from;
        while (end < to && IsRow(lines[end]))
            end++;
        return end - from >= 2 || (end > from && lines[from].Contains('\t', StringComparison.Ordinal)) ? end : from;
    }

    private static bool IsRow(string line) =>
        line.AsSpan().Trim().Contains('\t') || line.AsSpan().Count('|') >= 2 || IsRule(line);

    /// <summary>The line of dashes, bars and crosses that parts a table's rows.</summary>
    private static bool IsRule(string line) =>
        line.AsSpan().TrimStart() is ['|' or '+', .. var rest] && rest.Length >= 3 && !rest.ContainsAnyExcept(_ruleSigns);

    private static bool IsUnderline(string line) =>
        line.AsSpan().Trim() is [('=' or '-' or '_' or '*' or '~') and var sign, .. var rest] && rest.Length >= 2 && !rest.ContainsAnyExcept(sign);

    private static void AddTable(TextAssembler assembler, List<string> lines, int from, int to)
    {
        var table = assembler.NewTable();
        var row = 0;
        for (var i = from; i < to; i++)
        {
            if (IsRule(lines[i]))
                continue;
            var line = lines[i];
            var cells = line.Contains('\t', StringComparison.Ordinal) ? line.Split('\t') : line.Trim().Trim('|').Split('|');
            assembler.AddRow(table, row++, cells);
        }
    }

    [GeneratedRegex(@"^\s*(?:[-–—*•▪●◦·‣]|[oO](?=\s{2}))\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\s*(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|[一二三四五六七八九十]{1,3}、)\s*\S", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbered();
}
