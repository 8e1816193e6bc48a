using System.Security.Cryptography;
using System.Text;
using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.Custom;

/// <summary>
/// Reads a list of one's own: CSV in UTF-8, comma separated, with a header. <c>id</c> and <c>name</c> are required columns;
/// <c>aliases</c> (separated by |), <c>country</c>, <c>identifiers</c> (<c>lei:…|uscc:…</c>), <c>address</c>, <c>listed_on</c>,
/// <c>delisted_on</c> (yyyy-MM-dd), <c>includes_subsidiaries</c> (true or false), <c>programme</c> and <c>source_url</c> are optional.
/// Everything wrong is told at once. With a mapping the columns may have any names and order, the id may be missing, and countries may be named.
/// </summary>
public static class CustomListReader
{
    public const int MostIssues = ReadingNotes.MostIssues;
    private const int LongestField = 20_000;
    private const int Head = 8 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file whole; a missing one is the caller's to report (<see cref="FileNotFoundException"/>).</summary>
    public static ListReading Read(string path, string name)
    {
        using var file = File.OpenRead(path);
        return Read(file, name);
    }

    /// <summary>Reads a stream to its end.</summary>
    public static ListReading Read(Stream stream, string name)
    {
        using var seekable = stream.CanSeek ? null : new MemoryStream();
        if (seekable is not null) stream.CopyTo(seekable);
        var file = seekable ?? stream;
        file.Position = 0;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        file.Position = 0;
        var notes = new ReadingNotes(new ReadingOptions());
        var entries = new List<ListEntry>();
        try
        {
            foreach (var entry in Entries(file, mapping: null, notes)) entries.Add(entry);
        }
        catch (UnreadableListException e)
        {
            return Made([.. notes.Issues, new ListIssue(0, null, null, e.Message, "Correct or split the list first.")]);
        }
        if (entries.Count == 0 && notes.Issues.Count == 0) notes.Problem(1, null, null, "The list has a header but no rows.", "Add at least one row.");
        return Made(notes.Issues);

        ListReading Made(IReadOnlyList<ListIssue> issues) => new() { ListName = name, Entries = entries, Issues = issues, Sha256 = sha256 };
    }

    /// <summary>Entries of a CSV, one at a time.</summary>
    internal static IEnumerable<ListEntry> Entries(Stream file, CustomMapping? mapping, ReadingNotes notes)
    {
        var head = new byte[Head];
        var first = head.AsSpan(0, file.ReadAtLeast(head, Head, throwOnEndOfStream: false)).ToArray();
        file.Position = 0;
        if (Unusable(first, file.Length) is { } issue)
        {
            notes.Problem(0, null, null, issue.Message, issue.Advice);
            yield break;
        }
        using var text = new StreamReader(file, StrictUtf8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var delimiter = mapping is null ? ',' : DelimiterOf(Encoding.UTF8.GetString(first));
        using var entries = Entries(DelimitedRows.Of(text, delimiter, LongestField, notes), mapping, notes).GetEnumerator();
        while (Next(entries, notes)) yield return entries.Current;
    }

    /// <summary>Entries of rows, the header being the first that is not blank.</summary>
    internal static IEnumerable<ListEntry> Entries(IEnumerable<TableRow> rows, CustomMapping? mapping, ReadingNotes notes)
    {
        Dictionary<string, int>? columns = null;
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.IsBlank) continue;
            if (columns is null)
            {
                if ((columns = CustomListColumns.Read(row.Cells, mapping, notes)) is null) yield break;
                continue;
            }
            var read = new CustomListRow(row, columns, mapping is not null, notes);
            if (read.Entry() is not { } entry) continue;
            if (ids.TryAdd(entry.Id, row.Number)) yield return entry;
            else read.Issue("id", entry.Id, $"The id already stands in row {ids[entry.Id]}.", "Give every row an id of its own, or join the two rows.");
        }
    }

    // A byte that is no UTF-8 may stand anywhere in the file.
    private static bool Next(IEnumerator<ListEntry> entries, ReadingNotes notes)
    {
        try
        {
            return entries.MoveNext();
        }
        catch (DecoderFallbackException)
        {
            notes.Problem(0, null, null, "The file is not UTF-8 text.", "Save it as CSV UTF-8.");
            return false;
        }
    }

    private static (string Message, string Advice)? Unusable(byte[] head, long length) =>
        head.Contains((byte)0) ? ("The file holds binary data.", "Save the list as CSV UTF-8.")
        : length <= Head && string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(head).TrimStart('\uFEFF')) ? ("The file is empty.", "Give a header row with at least id,name and one row below it.")
        : null;

    private static char DelimiterOf(string head)
    {
        var line = head.AsSpan();
        if (line.IndexOfAny('\r', '\n') is var end and >= 0) line = line[..end];
        var (commas, semicolons, tabs) = (line.Count(','), line.Count(';'), line.Count('\t'));
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }
}
