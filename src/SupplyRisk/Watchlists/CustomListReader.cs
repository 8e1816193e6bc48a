using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace SupplyRisk.Watchlists;

/// <summary>
/// Reads a list of one's own: CSV in UTF-8, comma separated, with a header. <c>id</c> and <c>name</c> are required columns;
/// <c>aliases</c> (separated by |), <c>country</c>, <c>identifiers</c> (<c>lei:…|uscc:…</c>), <c>address</c>, <c>listed_on</c>,
/// <c>delisted_on</c> (yyyy-MM-dd), <c>includes_subsidiaries</c> (true or false), <c>programme</c> and <c>source_url</c> are optional.
/// Everything wrong is told at once.
/// </summary>
public static class CustomListReader
{
    public const long LargestFile = 512L * 1024 * 1024;
    public const int MostRows = 2_000_000;
    public const int LongestField = 20_000;
    public const int MostIssues = 1_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file; a missing one is the caller's to report (<see cref="FileNotFoundException"/>).</summary>
    public static CustomListReading Read(string path, string name)
    {
        using var file = File.OpenRead(path);
        return Read(file, name);
    }

    /// <summary>Reads a stream to its end.</summary>
    public static CustomListReading Read(Stream stream, string name)
    {
        var bytes = ReadCapped(stream);
        if (bytes is null)
            return Unusable(name, "", new CustomListIssue(0, null, null, $"The file is larger than {LargestFile / 1024 / 1024} MB.", "Split the list into several files."));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        string text;
        try
        {
            text = StrictUtf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Unusable(name, sha256, new CustomListIssue(0, null, null, "The file is not UTF-8 text.", "Save it as CSV UTF-8."));
        }
        if (string.IsNullOrWhiteSpace(text))
            return Unusable(name, sha256, new CustomListIssue(0, null, null, "The file is empty.", "Give a header row with at least id,name and one row below it."));
        if (text.Contains('\0', StringComparison.Ordinal))
            return Unusable(name, sha256, new CustomListIssue(0, null, null, "The file holds binary data.", "Save the list as CSV UTF-8."));
        return ReadText(text, name, sha256);
    }

    private static CustomListReading ReadText(string text, string name, string sha256)
    {
        var issues = new List<CustomListIssue>();
        var entries = new List<CustomListEntry>();
        try
        {
            ReadRows(text, entries, issues);
        }
        catch (CsvHelperException problem)
        {
            var row = problem.Context?.Parser?.RawRow ?? 0;
            issues.Add(UnclosedQuote(row, null));
        }
        return new CustomListReading { ListName = name, Entries = entries, Issues = issues, Sha256 = sha256 };
    }

    private static void ReadRows(string text, List<CustomListEntry> entries, List<CustomListIssue> issues)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            MaxFieldSize = LongestField,
            BadDataFound = bad =>
            {
                // A stray quote within a field is text; a field that opens with one and does not end with it swallowed what follows.
                if (bad.Field.StartsWith('"'))
                    issues.Add(UnclosedQuote(bad.Context?.Parser?.RawRow ?? 0, bad.Field));
            },
            TrimOptions = TrimOptions.Trim,
            DetectColumnCountChanges = false,
        };
        using var csv = new CsvParser(new StringReader(text), configuration);
        if (!csv.Read() || csv.Record is not { } header || CustomListColumns.Read(header, issues) is not { } columns)
            return;
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        while (csv.Read())
        {
            if (TooMuch(entries, issues) is { } excess)
            {
                issues.Add(new CustomListIssue(csv.RawRow, null, null, excess, "Correct or split the list first."));
                return;
            }
            if (csv.Record is not { } record || Array.TrueForAll(record, string.IsNullOrWhiteSpace))
                continue;
            var row = new CustomListRow(csv.RawRow, record, columns, issues);
            if (row.Entry() is not { } entry)
                continue;
            if (!ids.TryAdd(entry.Id, csv.RawRow))
                row.Issue("id", entry.Id, $"The id already stands in row {ids[entry.Id]}.", "Give every row an id of its own, or join the two rows.");
            else
                entries.Add(entry);
        }
        if (entries.Count == 0 && issues.Count == 0)
            issues.Add(new CustomListIssue(1, null, null, "The list has a header but no rows.", "Add at least one row."));
    }

    private static string? TooMuch(List<CustomListEntry> entries, List<CustomListIssue> issues) =>
        entries.Count > MostRows ? $"The list has more than {MostRows} rows."
        : issues.Count >= MostIssues ? $"More than {MostIssues} problems; the rest of the file was not read."
        : null;

    private static CustomListIssue UnclosedQuote(int row, string? field) => new(
        row, null, field is { Length: > 80 } ? field[..80] : field,
        $"The row cannot be read as CSV: quotes do not close, or a field has more than {LongestField} characters.",
        "Check the quotes of this row and of the one before it.");

    private static CustomListReading Unusable(string name, string sha256, CustomListIssue issue) =>
        new() { ListName = name, Entries = [], Issues = [issue], Sha256 = sha256 };

    private static byte[]? ReadCapped(Stream stream)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        int read;
        while ((read = stream.Read(chunk)) > 0)
        {
            if (buffer.Length + read > LargestFile)
                return null;
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }
}
