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

    private readonly MatchSettings settings;
    private readonly (int Entry, NameForm Form)[] forms;
    private readonly NameFacts[] facts;
    private readonly Dictionary<string, int> words;
    private readonly NumberLists postings;
    private readonly NearSpellings near;
    private readonly HashedNumbers hashed;
    private readonly CommonWords common;

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
        facts = [.. forms.Select(form => new NameFacts(0, (float)form.Form.TotalWeight))];
        common = new CommonWords(postings, words.Count, settings.Postings, facts);
    }

    internal int FormCount => forms.Length;

    internal int WordCount => words.Count;

    internal (int Entry, NameForm Form) Form(int form) => forms[form];

    /// <summary>At most the declared number of forms, those that share most weight.</summary>
    internal List<int> Candidates(NameForm query, Workspace workspace)
    {
        workspace.Budget = settings.Postings;
        workspace.Long.Clear();
        // The shortest lists first: the long ones only say more about what these have found. What the name itself says before what
        // may be meant by it.
        NameToken[] tokens = [.. query.Tokens.OrderBy(Length).ThenByDescending(token => token.Weight)];
        foreach (var token in tokens)
            AddWord(BlockingWords.Key(token), (float)token.Weight, token, workspace);
        foreach (var token in tokens)
            AddLike(token, workspace);
        foreach (var joined in Joins(query))
            AddWord(joined, 0.9f, null, workspace);
        foreach (var acronym in query.Acronyms)
            AddWord(SoundKey.Of(acronym), 0.8f, null, workspace);
        if (query.Tokens.Length == 1)
            AddHashed(Initials, query.Tokens[0].Text, 0.8f, workspace);
        AddLong(workspace);
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

    private void AddLike(NameToken token, Workspace workspace)
    {
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

    // What the long lists add to the names found so far.
    private void AddLong(Workspace workspace)
    {
        workspace.Common = 0;
        foreach (var (word, points, _) in workspace.Long)
        {
            if (!common.TryBit(word, out var bit))
                AddToTouched(postings[word], points, workspace);
            else if ((workspace.Common & 1UL << bit) == 0 || workspace.CommonPoints[bit] < points)
            {
                workspace.Common |= 1UL << bit;
                workspace.CommonPoints[bit] = points;
            }
        }
        if (workspace.Common == 0)
            return;
        foreach (var form in workspace.Touched)
            workspace.Points[form] += CommonPoints(facts[form].Common, workspace);
    }

    private static float CommonPoints(ulong held, Workspace workspace)
    {
        var points = 0f;
        for (held &= workspace.Common; held != 0; held &= held - 1)
            points += workspace.CommonPoints[BitOperations.TrailingZeroCount(held)];
        return points;
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

    private List<int> Top(NameForm query, Workspace workspace)
    {
        workspace.Heap.Clear();
        var best = 0f;
        foreach (var form in workspace.Touched)
        {
            var worth = Worth(query, workspace.Points[form], facts[form].Weight);
            best = Math.Max(best, worth);
            Offer(form, worth, workspace);
        }
        AddCommon(query, best, workspace);
        foreach (var form in workspace.Touched)
            workspace.Points[form] = 0;
        workspace.Touched.Clear();
        workspace.Candidates.Clear();
        while (workspace.Heap.TryDequeue(out var form, out _))
            workspace.Candidates.Add(form);
        return workspace.Candidates;
    }

    private bool Offer(int form, float worth, Workspace workspace)
    {
        if (workspace.Heap.Count < settings.Candidates)
            workspace.Heap.Enqueue(form, worth);
        else if (workspace.Heap.TryPeek(out _, out var least) && worth > least)
            workspace.Heap.EnqueueDequeue(form, worth);
        else
            return false;
        return true;
    }

    private static float Worth(NameForm query, float points, float weight) => points / ((float)query.TotalWeight + weight);

    // Names that only common words can find: of the query's own words where one is that common, else ("Golden Textile"), where a name of
    // these words alone could still be the best, of the one that says most.
    private void AddCommon(NameForm query, float best, Workspace workspace)
    {
        var core = workspace.Long.Exists(list => list.Token is { IsCore: true });
        if (workspace.Long.Count == 0 || (!core && CommonWorth(query, workspace) < best))
            return;
        workspace.Budget = settings.Postings * LongLists;
        foreach (var list in workspace.Long.OrderByDescending(list => list.Points).ThenBy(list => postings.Length(list.Word)))
        {
            if (core && list.Token is not { IsCore: true })
                continue;
            if (common.TryBit(list.Word, out var bit))
                AddGroups(query, list.Word, bit, workspace);
            else
                AddNames(query, list, workspace);
            if (!core)
                break;
        }
    }

    // Of a name that held all common words of the query and nothing else.
    private static float CommonWorth(NameForm query, Workspace workspace)
    {
        var (points, weight) = (0f, 0.0);
        foreach (var token in query.Tokens)
        {
            var most = 0f;
            foreach (var list in workspace.Long)
                most = list.Token == token ? Math.Max(most, list.Points) : most;
            points += most;
            weight += most > 0 ? token.Weight : 0;
        }
        return points / (float)(query.TotalWeight + weight);
    }

    private void AddGroups(NameForm query, int word, int bit, Workspace workspace)
    {
        var others = workspace.Common & ~(1UL << bit);
        foreach (ref readonly var group in common.Groups(bit))
        {
            // One common word of several is no sign.
            if (others != 0 && (group.Held & others) == 0)
                continue;
            var points = CommonPoints(group.Held, workspace);
            if (workspace.Heap.Count == settings.Candidates && workspace.Heap.TryPeek(out _, out var least) && Worth(query, points, group.Lightest) <= least)
                continue;
            foreach (var form in postings[word][group.Start..group.End])
            {
                if (workspace.Points[form] != 0)
                    continue;
                // From here on each is heavier.
                if (!Offer(form, Worth(query, points, facts[form].Weight), workspace))
                    break;
                workspace.Touched.Add(form);
                workspace.Points[form] = points;
            }
        }
    }

    private void AddNames(NameForm query, LongList list, Workspace workspace)
    {
        if (postings.Length(list.Word) > workspace.Budget)
            return;
        workspace.Budget -= postings.Length(list.Word);
        foreach (var form in postings[list.Word])
        {
            if (workspace.Points[form] != 0 || (workspace.Common != 0 && (facts[form].Common & workspace.Common) == 0))
                continue;
            var points = CommonPoints(facts[form].Common, workspace) + list.Points;
            workspace.Touched.Add(form);
            workspace.Points[form] = points;
            Offer(form, Worth(query, points, facts[form].Weight), workspace);
        }
    }
}
