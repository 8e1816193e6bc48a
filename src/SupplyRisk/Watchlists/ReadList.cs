using System.Xml;
using CsvHelper;
using Newtonsoft.Json;

namespace SupplyRisk.Watchlists;

/// <summary>What a list's files hold, without keeping the entries.</summary>
/// <param name="Rows">Entries that can be taken in.</param>
/// <param name="PublishedOn">As the files state; null if they do not.</param>
public sealed record ListSurvey(int Rows, ReadingNotes Notes, DateOnly? PublishedOn);

/// <summary>Reads a list of any source: entries one by one, whatever goes wrong told instead of thrown.</summary>
public static class ReadList
{
    public const int MostRows = 5_000_000;
    private const int LongestName = 2_000;
    private const int LongestId = 200;
    private const int MostAliases = 500;

    /// <summary>Reads everything once and keeps nothing but what is to be told.</summary>
    public static ListSurvey Survey(WatchlistSource source, ListFiles files, ReadingOptions options)
    {
        var notes = new ReadingNotes(options);
        var rows = Entries(source, files, notes).Count();
        if (rows == 0 && notes.Issues.Count == 0) notes.Problem(0, null, null, "The list has no entries.", notes.LeftOut.Count > 0 ? "All of them were left out; see why." : "Is it the right file?");
        return new ListSurvey(rows, notes, notes.PublishedOn);
    }

    /// <summary>The entries in the order of the files, each id once. Streams: nothing but the ids seen is kept.</summary>
    public static IEnumerable<ListEntry> Entries(WatchlistSource source, ListFiles files, ReadingNotes notes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        using var entries = Started(source, files, notes).GetEnumerator();
        var number = 0;
        while (Next(entries, notes) is { } entry)
        {
            if (++number > MostRows)
            {
                notes.Problem(0, null, null, $"The list has more than {MostRows} entries.", "Split it.");
                yield break;
            }
            if (Trimmed(entry) is not { Name.Length: > 0, Id.Length: > 0 } usable) notes.Problem(number, "name", null, "An entry has no name.", "Ask the publisher.");
            else if (!seen.Add(usable.Id)) notes.Problem(number, "id", usable.Id, "The id stands twice.", "Give every entry an id of its own, or join the two.");
            else yield return usable;
        }
    }

    // Nothing is opened before the first entry is asked for, so that whatever goes wrong goes wrong in one place.
    private static IEnumerable<ListEntry> Started(WatchlistSource source, ListFiles files, ReadingNotes notes)
    {
        if (files.All.FirstOrDefault(f => new FileInfo(f.Path).Length > ListFiles.LargestFile) is { } tooLarge)
            throw new UnreadableListException($"{tooLarge.Name} is larger than {ListFiles.LargestFile >> 30} GB. Is it the right file?");
        foreach (var entry in source.Read(files, notes)) yield return entry;
    }

    private static ListEntry? Next(IEnumerator<ListEntry> entries, ReadingNotes notes)
    {
        try
        {
            return entries.MoveNext() ? entries.Current : null;
        }
        catch (Exception e) when (WhyUnreadable(e) is { } why)
        {
            notes.End(why);
        }
        return null;
    }

    /// <summary>Why a file could not be read to its end, for people; null for an exception that is not the file's fault.</summary>
    public static string? WhyUnreadable(Exception e) => e switch
    {
        UnreadableListException => e.Message,
        // Their messages say where, and quote nothing that steers a terminal once it is made visible.
        XmlException or JsonException or CsvHelperException or InvalidDataException or EndOfStreamException or System.Text.DecoderFallbackException =>
            $"The file cannot be read to its end: {Words.Visible(e.Message.ReplaceLineEndings(" "))}",
        _ => null,
    };

    // Lists are kept with | between aliases; what nobody sees would make two spellings of one name.
    private static ListEntry Trimmed(ListEntry entry)
    {
        var name = Part(entry.Name);
        return entry with
        {
            Id = Cut(Words.WithoutHidden(entry.Id).Trim(), LongestId),
            Name = name,
            Aliases = [.. entry.Aliases.Select(Part).Where(a => a.Length > 0 && a != name).Distinct(StringComparer.Ordinal).Take(MostAliases)],
            Identifiers = [.. entry.Identifiers.Select(Part).Distinct(StringComparer.Ordinal).Take(MostAliases)],
            Address = Known(entry.Address),
            Programme = Known(entry.Programme),
            SourceUrl = Known(entry.SourceUrl),
        };
    }

    private static string Part(string text) => Cut(Words.WithoutHidden(text).Replace('|', '/').Trim(), LongestName);

    private static string? Known(string? text) => text is not null && Cut(Words.WithoutHidden(text).Trim(), LongestName) is { Length: > 0 } known ? known : null;

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
