using System.Numerics;
using System.Runtime.InteropServices;
using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Alignment;

/// <summary>
/// Which names may be meant at all: an inverted index over the distinct words of all names, found exactly, by sense, by consonants,
/// by joined neighbours, by initials, or by spelling where spelt differently. Rare words first; the commonest, whose lists are too
/// long to look through, are then only asked of the names the others have found.
/// </summary>
internal sealed class BlockingIndex
{
    private const char Joined = '+';
    private const char Initials = '@';

    // A search in a sorted list costs about as much as passing over so many of it.
    private const int Search = 24;

    // Where only common words can find a name, so many times more is looked through.
    private const int LongLists = 8;

    /// <summary>What blocking needs of a form, in one place: at a million names every other place is a wait for memory.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Facts(ulong Common, float Weight);

    private readonly MatchSettings settings;
    private readonly (int Entry, NameForm Form)[] forms;
    private readonly Facts[] facts;
    private readonly Dictionary<string, int> words;
    private readonly NumberLists postings;
    private readonly NearSpellings near;
    private readonly HashedNumbers hashed;
    private readonly Dictionary<int, int> commonest;

    internal BlockingIndex(IndexedEntry[] entries, int distinctTokens, MatchSettings settings)
    {
        this.settings = settings;
        forms = [.. entries.SelectMany((entry, i) => entry.Forms.Select(form => (i, form)))];
        var building = new BlockingWords(distinctTokens);
        for (var form = 0; form < forms.Length; form++)
        {
            foreach (var token in forms[form].Form.Tokens)
                building.Add(token, form);
        }
        words = building.Numbers;
        postings = building.Postings();
        near = new NearSpellings(building.Spellings, settings);
        hashed = Hash();
        commonest = Commonest();
        facts = [.. forms.Select(form => new Facts(0, (float)form.Form.TotalWeight))];
        foreach (var (word, bit) in commonest)
        {
            foreach (var form in postings[word])
                facts[form] = facts[form] with { Common = facts[form].Common | 1UL << bit };
        }
    }

    internal int FormCount => forms.Length;

    internal int WordCount => words.Count;

    internal (int Entry, NameForm Form) Form(int form) => forms[form];

    /// <summary>At most the declared number of forms, those that share most weight.</summary>
    internal List<int> Candidates(NameForm query, Workspace workspace)
    {
        workspace.Budget = settings.Postings;
        workspace.Long.Clear();
        // The shortest lists first: the long ones only say more about what these have found.
        foreach (var token in query.Tokens.OrderBy(Length).ThenByDescending(token => token.Weight))
            AddToken(token, workspace);
        foreach (var joined in Joins(query))
            AddWord(joined, 0.9f, null, workspace);
        foreach (var acronym in query.Acronyms)
            AddWord(SoundKey.Of(acronym), 0.8f, null, workspace);
        if (query.Tokens.Length == 1)
            AddHashed(Initials, query.Tokens[0].Text, 0.8f, workspace);
        AddLong(query, workspace);
        return Top(query, workspace);
    }

    private HashedNumbers Hash()
    {
        var hashes = new List<int>(forms.Length * 3);
        var holders = new List<int>(forms.Length * 3);
        for (var form = 0; form < forms.Length; form++)
        {
            foreach (var joined in Joins(forms[form].Form))
                hashes.Add(HashedNumbers.Hash(Joined, joined));
            foreach (var acronym in forms[form].Form.Acronyms)
                hashes.Add(HashedNumbers.Hash(Initials, acronym));
            while (holders.Count < hashes.Count)
                holders.Add(form);
        }
        return new HashedNumbers(hashes, holders, forms.Length);
    }

    // As many as a number has bits: then one look tells which of them a name holds.
    private Dictionary<int, int> Commonest() =>
        Enumerable.Range(0, words.Count).Where(word => postings.Length(word) > settings.Postings)
            .OrderByDescending(postings.Length).ThenBy(word => word).Take(64)
            .Select((word, bit) => (word, bit)).ToDictionary(pair => pair.word, pair => pair.bit);

    private static IEnumerable<string> Joins(NameForm form)
    {
        for (var i = 0; i + 1 < form.Tokens.Length && i < 4; i++)
        {
            if ((form.Tokens[i].IsCore || form.Tokens[i + 1].IsCore) && form.Tokens[i].Kind != TokenKind.Place && form.Tokens[i + 1].Kind != TokenKind.Place)
                yield return SoundKey.Of(form.Tokens[i].Text + form.Tokens[i + 1].Text);
        }
        if (form.Tokens.Length is 3 or 4)
            yield return SoundKey.Of(string.Concat(form.Tokens.Select(token => token.Text)));
    }

    private int Length(NameToken token) =>
        words.TryGetValue(BlockingWords.Key(token), out var word) ? postings.Length(word) : 0;

    private void AddToken(NameToken token, Workspace workspace)
    {
        AddWord(BlockingWords.Key(token), (float)token.Weight, token, workspace);
        if (!token.IsCore)
            return;
        if (token.Sense is not null)
            AddWord(token.Key, (float)token.Weight, token, workspace);
        AddHashed(Joined, token.Key, (float)(token.Weight * 0.9), workspace);
        if (BlockingWords.Consonants(token) is { } consonants)
            AddWord(consonants, (float)(token.Weight * 0.7), token, workspace);
        near.Find(token.Key, workspace);
        foreach (var (_, word) in workspace.Found)
            AddPostings(word, (float)(token.Weight * 0.75), token, workspace);
    }

    private void AddWord(string key, float points, NameToken? token, Workspace workspace)
    {
        if (words.TryGetValue(key, out var word))
            AddPostings(word, points, token, workspace);
    }

    private void AddPostings(int word, float points, NameToken? token, Workspace workspace)
    {
        var list = postings[word];
        if (list.Length > workspace.Budget)
            workspace.Long.Add(new LongList(word, points, token));
        else
            Add(list, points, workspace);
    }

    private void AddHashed(char kind, string text, float points, Workspace workspace)
    {
        workspace.Hashed.Clear();
        hashed.Find(HashedNumbers.Hash(kind, text), workspace.Hashed);
        if (workspace.Hashed.Count <= workspace.Budget)
            Add(CollectionsMarshal.AsSpan(workspace.Hashed), points, workspace);
    }

    private static void Add(ReadOnlySpan<int> list, float points, Workspace workspace)
    {
        foreach (var form in list)
        {
            if (workspace.Points[form] == 0)
                workspace.Touched.Add(form);
            workspace.Points[form] += points;
        }
        workspace.Budget -= list.Length;
    }

    // What the long lists add to the names found so far; then, where a name of common words alone could still be better than all of
    // these ("Golden Textile"), the names of their rarest.
    private void AddLong(NameForm query, Workspace workspace)
    {
        if (workspace.Long.Count == 0)
            return;
        var mask = 0UL;
        foreach (var (word, points, _) in workspace.Long)
        {
            if (!commonest.TryGetValue(word, out var bit))
                AddToTouched(postings[word], points, workspace);
            else if ((mask & 1UL << bit) == 0 || workspace.CommonPoints[bit] < points)
            {
                mask |= 1UL << bit;
                workspace.CommonPoints[bit] = points;
            }
        }
        var best = 0f;
        foreach (var form in workspace.Touched)
        {
            workspace.Points[form] += CommonPoints(form, mask, workspace);
            best = Math.Max(best, Worth(query, form, workspace));
        }
        if (CommonWorth(query, workspace) >= best)
            TouchCommon(mask, workspace);
    }

    private float CommonPoints(int form, ulong mask, Workspace workspace)
    {
        var points = 0f;
        for (var held = facts[form].Common & mask; held != 0; held &= held - 1)
            points += workspace.CommonPoints[BitOperations.TrailingZeroCount(held)];
        return points;
    }

    // Of a name that held all common words of the query and nothing else.
    private static float CommonWorth(NameForm query, Workspace workspace)
    {
        var (points, weight) = (0f, 0.0);
        foreach (var token in query.Tokens)
        {
            var most = 0f;
            foreach (var common in workspace.Long)
                most = common.Token == token ? Math.Max(most, common.Points) : most;
            points += most;
            weight += most > 0 ? token.Weight : 0;
        }
        return points / (float)(query.TotalWeight + weight);
    }

    private void TouchCommon(ulong mask, Workspace workspace)
    {
        var core = workspace.Long.Exists(common => common.Token is { IsCore: true });
        workspace.Budget = settings.Postings * LongLists;
        foreach (var (word, points, token) in workspace.Long.OrderByDescending(common => common.Points).ThenBy(common => postings.Length(common.Word)))
        {
            if ((core && token is not { IsCore: true }) || postings.Length(word) > workspace.Budget)
                continue;
            workspace.Budget -= postings.Length(word);
            var own = commonest.TryGetValue(word, out var bit) ? 1UL << bit : 0;
            foreach (var form in postings[word])
            {
                // One common word of several is no sign.
                if (workspace.Points[form] != 0 || ((mask & ~own) != 0 && (facts[form].Common & mask & ~own) == 0))
                    continue;
                workspace.Touched.Add(form);
                workspace.Points[form] = CommonPoints(form, mask, workspace) + (own == 0 ? points : 0);
            }
            if (!core)
                break;
        }
    }

    private static void AddToTouched(ReadOnlySpan<int> list, float points, Workspace workspace)
    {
        if (workspace.Touched.Count < list.Length / Search)
        {
            foreach (var form in workspace.Touched)
                workspace.Points[form] += list.BinarySearch(form) >= 0 ? points : 0;
            return;
        }
        foreach (var form in list)
            workspace.Points[form] += workspace.Points[form] > 0 ? points : 0;
    }

    private float Worth(NameForm query, int form, Workspace workspace) =>
        workspace.Points[form] / ((float)query.TotalWeight + facts[form].Weight);

    private List<int> Top(NameForm query, Workspace workspace)
    {
        var heap = workspace.Heap;
        heap.Clear();
        foreach (var form in workspace.Touched)
        {
            var worth = Worth(query, form, workspace);
            workspace.Points[form] = 0;
            if (heap.Count < settings.Candidates)
                heap.Enqueue(form, worth);
            else if (heap.TryPeek(out _, out var least) && worth > least)
                heap.EnqueueDequeue(form, worth);
        }
        workspace.Touched.Clear();
        workspace.Candidates.Clear();
        while (heap.TryDequeue(out var form, out _))
            workspace.Candidates.Add(form);
        return workspace.Candidates;
    }
}
