namespace SupplyRisk.Watchlists.Formats;

/// <summary>A table's columns by name, as its header has them.</summary>
internal sealed class Headed
{
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    /// <param name="header">The header's cells.</param>
    /// <param name="known">Names by every wording of the column, in lower case; a wording that ends with … is a beginning.</param>
    private Headed(string[] header, IReadOnlyDictionary<string, string> known)
    {
        for (var i = 0; i < header.Length; i++)
        {
            var wording = Plain(header[i]);
            if (wording.Length == 0) continue;
            var name = known.GetValueOrDefault(wording) ?? known.FirstOrDefault(k => k.Key.EndsWith('…') && wording.StartsWith(k.Key[..^1], StringComparison.Ordinal)).Value;
            if (name is null) Unknown.Add(header[i].Trim());
            else columns.TryAdd(name, i);
        }
        Count = header.Length;
    }

    public int Count { get; }

    /// <summary>Headings that say nothing to us, as they stand.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>A header that has all of <paramref name="required"/>, or null.</summary>
    public static Headed? Of(string[] header, IReadOnlyDictionary<string, string> known, params IReadOnlyList<string> required)
    {
        var read = new Headed(header, known);
        return required.All(read.columns.ContainsKey) ? read : null;
    }

    /// <summary>As <see cref="Of"/>; one without the columns is said to be none of <paramref name="what"/>.</summary>
    public static Headed Required(string[] header, IReadOnlyDictionary<string, string> known, string what, ReadingNotes notes, params IReadOnlyList<string> required)
    {
        var read = new Headed(header, known);
        var missing = required.Where(r => !read.columns.ContainsKey(r)).ToList();
        if (missing.Count > 0)
            throw new UnreadableListException($"This is no {what}: there is no column for {string.Join(", ", missing)}. The header is: {Words.Visible(string.Join(", ", header.Take(40)) is { Length: > 300 } longer ? longer[..300] + "…" : string.Join(", ", header.Take(40)))}.");
        read.TellUnknown(notes);
        return read;
    }

    public void TellUnknown(ReadingNotes notes)
    {
        foreach (var unknown in Unknown.Take(20)) notes.Remark($"the column '{Words.Visible(unknown.Length > 60 ? unknown[..60] : unknown)}' is new and was not read");
    }

    public bool Has(string name) => columns.ContainsKey(name);

    /// <summary>The cell, trimmed; null where it is empty or there is none.</summary>
    public string? Value(string[] cells, string name) => columns.TryGetValue(name, out var at) && at < cells.Length && cells[at].Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Columns that are their own names.</summary>
    public static Dictionary<string, string> Names(params IEnumerable<string> names) => names.ToDictionary(n => n, StringComparer.Ordinal);

    private static string Plain(string heading) => string.Join(' ', heading.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimStart('\uFEFF');
}
