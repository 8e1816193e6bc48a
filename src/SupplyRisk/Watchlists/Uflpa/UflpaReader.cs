using System.Text.RegularExpressions;
using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.Uflpa;

/// <summary>A row of the page.</summary>
/// <param name="Section">Of the Act, e.g. <c>2(d)(2)(B)(ii)</c>; null where the page does not say above the table.</param>
internal sealed record UflpaRow(int Line, string? Section, string Name, string? EffectiveDate);

/// <summary>Reads the page: a table a section of the Act, each with a name and a date.</summary>
internal static partial class UflpaReader
{
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["name of entity"] = "name",
        ["entity name"] = "name",
        ["entity"] = "name",
        ["name of entity…"] = "name",
        ["effective date"] = "date",
        ["effective date…"] = "date",
    };

    public static IEnumerable<UflpaRow> Read(ListFile file, ReadingNotes notes)
    {
        var (tables, rest, page) = HtmlTables.Read(file);
        var updated = page.DocumentNode.Descendants("time").Select(t => t.GetAttributeValue("datetime", "")).FirstOrDefault(t => t.Length >= 10);
        if (updated is not null) notes.PublishedOn = notes.Date(0, "last updated", updated[..10], "yyyy-MM-dd");
        else if (tables.SelectMany(t => t.Before).Concat(rest).Select(t => Updated().Match(t)).FirstOrDefault(m => m.Success) is { } said)
            notes.PublishedOn = notes.Date(0, "last updated", said.Groups["date"].Value, "MM/dd/yyyy", "M/d/yyyy", "MMMM d, yyyy");
        var any = false;
        foreach (var table in tables)
        {
            var header = table.Rows.Take(3).Select(r => (Row: r, Columns: Headed.Of(r.Cells, Columns, "name", "date"))).FirstOrDefault(r => r.Columns is not null);
            if (header.Columns is not { } columns)
            {
                notes.Problem(table.Rows.Count > 0 ? table.Rows[0].Line : 0, null, table.Rows.Count > 0 ? string.Join(", ", table.Rows[0].Cells) : null,
                    "The page has a table without a name and an effective date.", "The page's layout may have changed: compare it with the publisher's.");
                continue;
            }
            any = true;
            columns.TellUnknown(notes);
            var section = table.Before.Select(b => Section().Match(b)).LastOrDefault(m => m.Success)?.Groups["section"].Value.Replace(" ", "", StringComparison.Ordinal);
            foreach (var row in table.Rows.SkipWhile(r => r != header.Row).Skip(1))
            {
                if (columns.Value(row.Cells, "name") is { } name) yield return new UflpaRow(row.Line, section, name, columns.Value(row.Cells, "date"));
                else if (Array.Exists(row.Cells, c => c.Length > 0)) notes.Problem(row.Line, "Name of Entity", string.Join(", ", row.Cells), "A row has no name.", "The page's layout may have changed.");
            }
        }
        if (!any) throw new UnreadableListException($"{file.Name} has no table with the columns Name of Entity and Effective Date. Is it the page of the UFLPA Entity List?");
    }

    [GeneratedRegex(@"(?<section>2\s?\(d\)\s?\(2\)\s?\(B\)\s?\([ivx]+\))", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();

    [GeneratedRegex(@"last\s+(updated|reviewed|published)\s*(on)?:?\s*(?<date>\d{1,2}/\d{1,2}/\d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Updated();
}
