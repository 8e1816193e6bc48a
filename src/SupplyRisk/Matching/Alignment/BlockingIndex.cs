using System.Runtime.Intrinsics;
using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Alignment;

/// <summary>
/// Which names may be meant at all: an inverted index over the distinct words of all names, found exactly, by sense,
/// by joined neighbours, by initials, or by shared trigrams where spelt differently.
/// </summary>
internal sealed class BlockingIndex
{
    private readonly MatchSettings settings;
    private readonly List<(int Entry, NameForm Form)> forms = [];
    private readonly Dictionary<string, int> words = [];
    private readonly int[][] postings;
    private readonly string[] spellings;
    private readonly int[] firstOfLength;
    private readonly Vector128<byte>[] sounds;
    private readonly Dictionary<int, int[]> trigrams;
    private readonly double[] weights;

    internal BlockingIndex(IndexedEntry[] entries, MatchSettings settings)
    {
        this.settings = settings;
        var building = new List<List<int>>();
        for (var i = 0; i < entries.Length; i++)
        {
            foreach (var form in entries[i].Forms)
            {
                foreach (var key in Keys(form))
                {
                    if (!words.TryGetValue(key, out var word))
                    {
                        words[key] = word = building.Count;
                        building.Add([]);
                    }
                    if (building[word].Count == 0 || building[word][^1] != forms.Count)
                        building[word].Add(forms.Count);
                }
                forms.Add((i, form));
            }
        }
        Sort(building, out postings, out spellings, out firstOfLength);
        trigrams = Trigrams();
        sounds = [.. spellings.TakeWhile(IsSpelling).Select(SoundCounts.Of)];
        weights = [.. forms.Select(form => form.Form.TotalWeight)];
    }

    internal int FormCount => forms.Count;

    internal int WordCount => postings.Length;

    internal (int Entry, NameForm Form) Form(int form) => forms[form];

    /// <summary>At most the declared number of forms, those that share most weight.</summary>
    internal List<int> Candidates(NameForm query, Workspace workspace)
    {
        var budget = settings.Postings;
        // The shortest lists first: in a long list the words before them leave only what they have found.
        foreach (var token in query.Tokens.OrderBy(Length).ThenByDescending(token => token.Weight))
            budget = AddToken(token, workspace, budget);
        foreach (var joined in Joins(query))
            budget = AddKey(joined, 0.9f, workspace, budget);
        foreach (var acronym in query.Acronyms)
            budget = AddKey(SoundKey.Of(acronym), 0.8f, workspace, budget);
        if (query.Tokens.Length == 1)
            AddKey("@" + query.Tokens[0].Text, 0.8f, workspace, budget);
        return Top(query, workspace);
    }

    private static IEnumerable<string> Keys(NameForm form)
    {
        foreach (var token in form.Tokens)
        {
            yield return token.Sense is { } sense ? "=" + sense : token.Key;
            if (token is { IsCore: true, Text.Length: >= 5, Skeleton.Length: >= 3 })
                yield return "~" + token.Skeleton;
        }
        foreach (var joined in Joins(form))
            yield return Joined + joined;
        foreach (var acronym in form.Acronyms)
            yield return "@" + acronym;
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

    // Neighbours written as one. Found as they stand, and no spellings: most of what a list of a million names holds would be these.
    private const string Joined = "+";

    private int Length(NameToken token) =>
        words.TryGetValue(token.Sense is { } sense ? "=" + sense : token.Key, out var word) ? postings[word].Length : 0;

    private int AddKey(string key, float points, Workspace workspace, int budget) =>
        words.TryGetValue(key, out var word) ? AddPostings(word, points, workspace, budget) : budget;

    private int AddToken(NameToken token, Workspace workspace, int budget)
    {
        if (token.Sense is { } sense)
            budget = AddKey("=" + sense, (float)token.Weight, workspace, budget);
        if (token.Sense is not null && !token.IsCore)
            return budget;
        budget = AddKey(token.Key, (float)token.Weight, workspace, budget);
        if (!token.IsCore)
            return budget;
        budget = AddKey(Joined + token.Key, (float)(token.Weight * 0.9), workspace, budget);
        if (token is { Text.Length: >= 5, Skeleton.Length: >= 3 })
            budget = AddKey("~" + token.Skeleton, (float)(token.Weight * 0.7), workspace, budget);
        foreach (var (_, word) in Similar(token, workspace))
            budget = AddPostings(word, (float)(token.Weight * 0.75), workspace, budget);
        return budget;
    }

    // A word's postings count once for each form, so that two spellings of one query word do not add up.
    private int AddPostings(int word, float points, Workspace workspace, int budget)
    {
        var list = postings[word];
        var onlyTouched = list.Length > budget;
        if (onlyTouched && workspace.Touched.Count < list.Length / Search)
            return AddToTouched(list, points, workspace, budget);
        foreach (var form in list)
        {
            if (workspace.Points[form] == 0)
            {
                if (onlyTouched)
                    continue;
                workspace.Touched.Add(form);
            }
            workspace.Points[form] += points;
        }
        return budget - (onlyTouched ? 0 : list.Length);
    }

    // A search in a sorted list costs about as much as passing over so many of it.
    private const int Search = 24;

    private static int AddToTouched(int[] list, float points, Workspace workspace, int budget)
    {
        foreach (var form in workspace.Touched)
        {
            if (Array.BinarySearch(list, form) >= 0)
                workspace.Points[form] += points;
        }
        return budget;
    }

    // Words are numbered by the length of their spelling, so that a trigram's list is looked through only where
    // the lengths may fit; senses, skeletons and initials, which are no spellings, come last.
    private void Sort(List<List<int>> building, out int[][] sortedPostings, out string[] sortedSpellings, out int[] starts)
    {
        string[] order =
        [
            .. words.Keys.OrderBy(key => IsSpelling(key) ? Math.Min(key.Length, LongestSpelling) : LongestSpelling + 1)
                .ThenBy(key => key, StringComparer.Ordinal),
        ];
        sortedPostings = new int[order.Length][];
        starts = new int[LongestSpelling + 2];
        Array.Fill(starts, order.Length);
        for (var word = order.Length - 1; word >= 0; word--)
        {
            sortedPostings[word] = [.. building[words[order[word]]]];
            words[order[word]] = word;
            starts[IsSpelling(order[word]) ? Math.Min(order[word].Length, LongestSpelling) : LongestSpelling + 1] = word;
        }
        for (var length = LongestSpelling; length >= 0; length--)
            starts[length] = Math.Min(starts[length], starts[length + 1]);
        sortedSpellings = order;
    }

    private const int LongestSpelling = 40;

    private static bool IsSpelling(string key) => key[0] is not ('=' or '~' or '@' or '+');

    private List<(int Distance, int Word)> Similar(NameToken token, Workspace workspace)
    {
        var key = token.Key;
        var found = workspace.Found;
        found.Clear();
        if (key.Length is < 4 or >= LongestSpelling - 3)
            return found;
        var limit = settings.SlipsAllowed(key.Length + 2);
        var start = firstOfLength[key.Length - limit / 2];
        var end = firstOfLength[key.Length + limit / 2 + 1];
        for (var i = 0; i < key.Length; i++)
        {
            if (trigrams.TryGetValue(Gram(key, i), out var list))
                Count(list, start, end, workspace.Shared);
        }
        for (var length = key.Length - limit / 2; length <= key.Length + limit / 2; length++)
            AddSimilar(key, length, settings.SlipsAllowed(Math.Max(key.Length, length)), workspace);
        workspace.Shared.AsSpan(start, end - start).Clear();
        InOrder(found);
        return found;
    }

    private static void Count(int[] list, int start, int end, byte[] shared)
    {
        var at = Array.BinarySearch(list, start);
        for (at = at < 0 ? ~at : at; at < list.Length && list[at] < end; at++)
            shared[list[at]]++;
    }

    // All words of one length need the same number of trigrams: thousands are looked through for the few that have it.
    // Within a length they stand by first letter. Another first letter is a slip in itself, so the rest must share more.
    private void AddSimilar(string key, int length, int limit, Workspace workspace)
    {
        var mine = SoundCounts.Of(key);
        var (start, end) = (firstOfLength[length], firstOfLength[length + 1]);
        var same = FirstWith(key[0], start, end);
        var other = FirstWith((char)(key[0] + 1), same, end);
        AddSimilar(key, mine, start, same, Needed(key.Length + length, settings.SharedOtherwise), limit, workspace);
        AddSimilar(key, mine, same, other, Needed(key.Length + length, settings.SharedTrigrams), limit, workspace);
        AddSimilar(key, mine, other, end, Needed(key.Length + length, settings.SharedOtherwise), limit, workspace);
    }

    private void AddSimilar(string key, Vector128<byte> mine, int word, int end, int needed, int limit, Workspace workspace)
    {
        var shared = workspace.Shared.AsSpan(0, end);
        while (word < end && shared[word..].IndexOfAnyInRange((byte)needed, byte.MaxValue) is >= 0 and var skipped)
        {
            word += skipped;
            if (SoundCounts.Least(mine, sounds[word]) <= limit && spellings[word] != key && SoundDistance.Of(key, spellings[word], limit) is var distance && distance <= limit)
                workspace.Found.Add((distance, word));
            word++;
        }
    }

    private static int Needed(int bothLengths, double share) => Math.Max(1, (int)Math.Ceiling(share * bothLengths / 2));

    private int FirstWith(char letter, int start, int end)
    {
        while (start < end)
        {
            var middle = (start + end) / 2;
            if (spellings[middle][0] < letter)
                start = middle + 1;
            else
                end = middle;
        }
        return start;
    }

    // The nearest first: they are the ones to try where there are too many.
    private void InOrder(List<(int Distance, int Word)> found)
    {
        found.Sort();
        if (found.Count > settings.FuzzyWords)
            found.RemoveRange(settings.FuzzyWords, found.Count - settings.FuzzyWords);
    }

    private Dictionary<int, int[]> Trigrams()
    {
        var building = new Dictionary<int, List<int>>();
        for (var word = 0; word < spellings.Length; word++)
        {
            if (!IsSpelling(spellings[word]) || spellings[word].Length < 3)
                continue;
            for (var i = 0; i < spellings[word].Length; i++)
            {
                var gram = Gram(spellings[word], i);
                if (!building.TryGetValue(gram, out var list))
                    building[gram] = list = [];
                if (list.Count == 0 || list[^1] != word)
                    list.Add(word);
            }
        }
        return building.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    // The i-th of the key.Length trigrams of ^key$.
    private static int Gram(string key, int i) =>
        (i == 0 ? '^' : key[i - 1]) << 16 | key[i] << 8 | (i + 1 < key.Length ? key[i + 1] : '$');

    private List<int> Top(NameForm query, Workspace workspace)
    {
        var heap = workspace.Heap;
        heap.Clear();
        foreach (var form in workspace.Touched)
        {
            var points = workspace.Points[form];
            workspace.Points[form] = 0;
            var worth = points / (float)(query.TotalWeight + weights[form]);
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
