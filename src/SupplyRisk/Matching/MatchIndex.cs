using SupplyRisk.Matching.Alignment;
using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching;

/// <summary>
/// List entries, ready to be looked up by name. Immutable and safe for many threads.
/// First blocking (which few names share rare words, spellings or initials), then a full, explained comparison of those.
/// </summary>
public sealed class MatchIndex
{
    private readonly MatchSettings settings;
    private readonly NameReader reader;
    private readonly IndexedEntry[] entries;
    private readonly BlockingIndex blocking;
    private readonly Dictionary<(string Scheme, string Value), List<int>> byIdentifier = [];
    // More threads than this at once make workspaces of their own; nothing but a little memory is lost.
    private const int MostSpare = 64;

    private readonly Workspace?[] spare = new Workspace?[MostSpare];

    private MatchIndex(IReadOnlyCollection<MatchEntry> entries, TokenFrequencies frequencies, MatchSettings settings)
    {
        this.settings = settings;
        reader = new NameReader(frequencies, settings);
        reader.Learn(true);
        this.entries = [.. entries.Select(entry => new IndexedEntry(entry, reader))];
        reader.Learn(false);
        blocking = new BlockingIndex(this.entries, reader.Learned, settings);
        for (var i = 0; i < this.entries.Length; i++)
        {
            foreach (var identifier in this.entries[i].Qualifiers.Identifiers)
            {
                if (!byIdentifier.TryGetValue(identifier, out var holders))
                    byIdentifier[identifier] = holders = [];
                holders.Add(i);
            }
        }
    }

    /// <summary>Indexes entries; ids must be unique.</summary>
    /// <exception cref="ArgumentException">Two entries have one id.</exception>
    public static MatchIndex Build(IReadOnlyCollection<MatchEntry> entries, TokenFrequencies frequencies, MatchSettings settings)
    {
        var ids = new HashSet<string>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!ids.Add(entry.Id))
                throw new ArgumentException($"Two entries have the id '{entry.Id}'.", nameof(entries));
        }
        return new MatchIndex(entries, frequencies, settings);
    }

    /// <summary>How many names (aliases included, forms without brackets too) are indexed.</summary>
    public int NameCount => blocking.FormCount;

    /// <summary>
    /// The entries that may be the queried one: at most <paramref name="limit"/>, scoring at least <paramref name="threshold"/>,
    /// equal identifiers first, then by score; ties by country, address and identifiers, then rarity, ordinal id. Empty for placeholders.
    /// </summary>
    public IReadOnlyList<MatchResult> Match(MatchQuery query, int limit, double threshold) =>
        Answer(query, limit, threshold, relatedToo: false);

    /// <summary>
    /// What a person should look at: candidates, and entries that may be related to the query (parent, subsidiary, sister),
    /// in the order of matches.
    /// </summary>
    public IReadOnlyList<MatchResult> Questions(MatchQuery query, int limit) =>
        Answer(query, limit, settings.ReviewThreshold, relatedToo: true);

    private List<MatchResult> Answer(MatchQuery query, int limit, double threshold, bool relatedToo)
    {
        if (limit <= 0)
            return [];
        var workspace = Take();
        var results = Find(query, limit, threshold, relatedToo, workspace);
        // Only after success: what an exception interrupted holds half a query's points.
        Return(workspace);
        return results;
    }

    private Workspace Take()
    {
        for (var i = 0; i < spare.Length; i++)
        {
            if (spare[i] is not null && Interlocked.Exchange(ref spare[i], null) is { } workspace)
                return workspace;
        }
        return new Workspace(settings, blocking.FormCount, blocking.WordCount);
    }

    private void Return(Workspace workspace)
    {
        for (var i = 0; i < spare.Length; i++)
        {
            if (spare[i] is null && Interlocked.CompareExchange(ref spare[i], workspace, null) is null)
                return;
        }
    }

    /// <summary>Scores two names against each other, with no list: the same score an index of the right one would give.</summary>
    public static MatchResult Compare(MatchQuery left, MatchQuery right, TokenFrequencies frequencies, MatchSettings settings)
    {
        var names = new NameReader(frequencies, settings);
        var alignment = new NameAlignment(settings);
        var entry = new IndexedEntry(AsEntry(right), names);
        var subject = new Subject(left, names);
        var best = Best(subject, entry, entry.Forms, alignment, settings);
        return Explanation.Of(subject, entry, best, alignment, settings);
    }

    private static MatchEntry AsEntry(MatchQuery right) => new()
    {
        Id = "right",
        Name = right.Name,
        Aliases = right.NativeName is { } native ? [native] : [],
        Country = right.Country,
        Address = right.Address,
        Identifiers = right.Identifiers,
    };

    private List<MatchResult> Find(MatchQuery query, int limit, double threshold, bool relatedToo, Workspace workspace)
    {
        var subject = new Subject(query, reader);
        workspace.Best.Clear();
        foreach (var form in subject.Forms)
        {
            foreach (var candidate in blocking.Candidates(form, workspace))
            {
                var (entry, entryForm) = blocking.Form(candidate);
                var score = EntityScore.Of(form, entryForm, NameScore.Of(form, entryForm, workspace.Alignment, settings), subject, entries[entry], settings);
                // A form below the threshold is in no answer, and never displaces one that is.
                if (score.Value >= (relatedToo ? 0 : threshold))
                    Consider(entry, form, entryForm, score, workspace);
            }
        }
        AddByIdentifier(subject, workspace);
        if (workspace.Best.Count == 0)
            return [];
        return
        [
            .. workspace.Best
                .Where(pair => pair.Value.Score.Value >= threshold || (relatedToo && Explanation.Outcome(entries[pair.Key], pair.Value, workspace.Alignment, settings) == MatchOutcome.Related))
                .OrderByDescending(pair => pair.Value.Score.IdentifierEqual)
                .ThenByDescending(pair => pair.Value.Score.Value)
                .ThenByDescending(pair => pair.Value.Score.Country + pair.Value.Score.Identifiers + pair.Value.Score.Address)
                .ThenByDescending(pair => pair.Value.Entry?.TotalWeight ?? 0)
                .ThenBy(pair => entries[pair.Key].Entry.Id, StringComparer.Ordinal)
                .Take(limit)
                .Select(pair => Explanation.Of(subject, entries[pair.Key], pair.Value, workspace.Alignment, settings)),
        ];
    }

    private void AddByIdentifier(Subject subject, Workspace workspace)
    {
        foreach (var identifier in subject.Qualifiers.Identifiers)
        {
            foreach (var entry in byIdentifier.GetValueOrDefault(identifier, []))
            {
                var best = Best(subject, entries[entry], entries[entry].Forms, workspace.Alignment, settings);
                Consider(entry, best.Query, best.Entry, best.Score, workspace);
            }
        }
    }

    private void Consider(int entry, NameForm? query, NameForm? form, in EntityScore score, Workspace workspace)
    {
        if (!workspace.Best.TryGetValue(entry, out var known) || Order(score, known.Score) is var order && (order > 0 || (order == 0 && query == known.Query && IsEarlier(form, known.Entry, entries[entry].Forms))))
            workspace.Best[entry] = new Comparison(query, form, score);
    }

    // An equal identifier decides whatever the names say; the name shown is still the one that fits best.
    private static int Order(in EntityScore one, in EntityScore other) => (one.Value, one.Name.Value).CompareTo((other.Value, other.Name.Value));

    // Of two names that fit alike, the one the list gives first, in whatever order blocking found them.
    private static bool IsEarlier(NameForm? form, NameForm? known, List<NameForm> forms) =>
        form is not null && known is not null && form != known && forms.IndexOf(form) < forms.IndexOf(known);

    private static Comparison Best(Subject subject, IndexedEntry entry, List<NameForm> forms, NameAlignment alignment, MatchSettings settings)
    {
        var best = new Comparison(null, null, EntityScore.Of(null, null, default, subject, entry, settings));
        foreach (var query in subject.Forms)
        {
            foreach (var form in forms)
            {
                var score = EntityScore.Of(query, form, NameScore.Of(query, form, alignment, settings), subject, entry, settings);
                if (best.Query is null || Order(score, best.Score) > 0)
                    best = new Comparison(query, form, score);
            }
        }
        return best;
    }
}
