using System.Buffers;
using System.Text;

namespace SupplyRisk.Ingestion;

/// <summary>The rows that had problems, as a file to correct and send again: the list's own columns, then what is wrong and what to do.</summary>
public static class RejectedRowsFile
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>
    /// Writes UTF-8 with a byte order mark, so that Excel opens it as such, and leaves the stream open. Rows with warnings are in it
    /// too; rows with nothing but notes are not. Cells that a spreadsheet would run as a formula get an apostrophe in front, which
    /// reading the file again takes off.
    /// </summary>
    /// <returns>How many rows were written.</returns>
    public static int Write(Stream stream, IReadOnlyList<MappedColumn> columns, IEnumerable<ListRow> rows)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        WriteLine(writer, [.. columns.Select(c => c.Header), "problem", "what_to_do"]);
        var written = 0;
        foreach (var row in rows)
        {
            var problems = row.Issues.Where(i => i.Severity is not IssueSeverity.Note).ToList();
            if (problems.Count == 0)
                continue;
            WriteLine(writer, [.. row.Raw, Joined(problems, i => i.Column.Length > 0 ? $"{i.Column}: {i.Message}" : i.Message), Joined(problems, i => i.Advice)]);
            written++;
        }
        return written;
    }

    private static string Joined(List<RowIssue> issues, Func<RowIssue, string> part) => string.Join("; ", issues.Select(part).Where(p => p.Length > 0).Distinct());

    private static void WriteLine(StreamWriter writer, IEnumerable<string?> cells)
    {
        writer.WriteLine(string.Join(',', cells.Select(Cell)));
    }

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(Quoted) || safe[0] == ' ' || safe[^1] == ' ' ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
