using System.Text;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads comma-separated text with quoted fields (RFC 4180). Lines that begin with <c>#</c> before the header are notes.</summary>
internal static class CsvText
{
    private const int MaxRows = 200_000;

    /// <summary>Records with the line each starts at; null after saying what is wrong.</summary>
    public static List<(int Line, string[] Cells)>? Parse(RulesetFile file, IssueList issues)
    {
        if (file.Text.Length > YamlText.MaxLength * 4)
        {
            issues.Add(file.Path, 1, 1, "The table is too large; split it.");
            return null;
        }

        var records = new List<(int, string[])>();
        var text = file.Text.TrimStart('\uFEFF');
        var line = 1;
        var at = 0;
        while (at < text.Length)
        {
            var start = line;
            if (records.Count == 0 && text[at] == '#')
            {
                var end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end + 1;
                line++;
                continue;
            }

            if (ReadRecord(text, ref at, ref line) is not { } cells)
            {
                issues.Add(file.Path, start, 1, "A quoted field is not closed.");
                return null;
            }

            if (cells is [""]) continue;
            records.Add((start, cells));
            if (records.Count <= MaxRows) continue;
            issues.Add(file.Path, start, 1, $"More than {MaxRows} rows.");
            return null;
        }

        return records;
    }

    private static string[]? ReadRecord(string text, ref int at, ref int line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\n') line++;
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[++at]);
                else quoted = false;
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == ',')
            {
                Close(cells, cell);
            }
            else if (c == '\n')
            {
                at++;
                Close(cells, cell);
                return [.. cells];
            }
            else
            {
                cell.Append(c);
            }
        }

        Close(cells, cell);
        return quoted ? null : [.. cells];
    }

    private static void Close(List<string> cells, StringBuilder cell)
    {
        cells.Add(cell.ToString().Trim());
        cell.Clear();
    }
}
