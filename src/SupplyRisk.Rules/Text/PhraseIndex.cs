using System.Globalization;

namespace SupplyRisk.Rules.Text;

/// <summary>All phrases of all word sets in one trie over symbols, so that one pass over a sentence finds every set's mentions.</summary>
internal sealed class PhraseIndex
{
    private readonly Dictionary<string, int> sets = [];
    private readonly Dictionary<string, string> folded = [];
    private readonly List<int> setLanguage = [];
    private readonly Dictionary<long, int> edges = [];
    private readonly List<List<int>> outputs = [[]];
    private readonly List<(NumberRange Range, int Set)> ranges = [];

    // By node: where its children begin; they are ordered by symbol.
    private int[] childrenOf = [];
    private int[] childSymbols = [];
    private int[] children = [];
    private int[][] setsAt = [];
    private int[][] starts = [];

    public Vocabulary Vocabulary { get; } = new();

    public int SetCount => setLanguage.Count;

    public int NodeCount => outputs.Count;

    public IReadOnlyList<(NumberRange Range, int Set)> Ranges => ranges;

    public int LanguageOf(int set) => setLanguage[set];

    /// <summary>The set with these phrases and numbers in this language; the same ones give the same set.</summary>
    public int Set(int language, IEnumerable<string> phrases, IReadOnlyList<NumberRange> numbers)
    {
        var words = phrases.Select(Folded).Where(p => p.Length > 0)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var key = string.Create(CultureInfo.InvariantCulture,
            $"{language}:{string.Join('|', words)}|{string.Join('|', numbers.Select(n => $"{n.Least:R}-{n.Most:R}"))}");
        if (sets.TryGetValue(key, out var known))
            return known;
        var set = sets[key] = setLanguage.Count;
        setLanguage.Add(language);
        foreach (var phrase in words)
            Add(phrase, set);
        foreach (var range in numbers)
            ranges.Add((range, set));
        return set;
    }

    private string Folded(string phrase) =>
        folded.TryGetValue(phrase, out var known) ? known : folded[phrase] = string.Join(' ', Folding.Words(phrase));

    private void Add(string phrase, int set)
    {
        var node = 0;
        foreach (var word in phrase.Split(' '))
        {
            var edge = ((long)node << 32) | (uint)Vocabulary.Symbol(word);
            if (!edges.TryGetValue(edge, out var child))
            {
                child = edges[edge] = outputs.Count;
                outputs.Add([]);
            }

            node = child;
        }

        outputs[node].Add(set);
    }

    public void Freeze(IReadOnlyDictionary<char, char> variants)
    {
        Vocabulary.Freeze(variants);
        var ordered = edges.ToArray();
        Array.Sort(ordered, static (a, b) => a.Key.CompareTo(b.Key));
        childrenOf = new int[NodeCount + 1];
        childSymbols = new int[ordered.Length];
        children = new int[ordered.Length];
        for (var i = 0; i < ordered.Length; i++)
        {
            childrenOf[(ordered[i].Key >> 32) + 1] = i + 1;
            (childSymbols[i], children[i]) = ((int)(uint)ordered[i].Key, ordered[i].Value);
        }

        for (var node = 0; node < NodeCount; node++)
            childrenOf[node + 1] = Math.Max(childrenOf[node + 1], childrenOf[node]);
        setsAt = [.. outputs.Select(o => o.ToArray())];
        starts = [.. Vocabulary.Entries.Select(symbols => symbols.Select(s => Next(0, s)).Where(n => n != 0).ToArray())];
    }

    /// <summary>By entry of the vocabulary: the nodes after the first word of a phrase.</summary>
    public int[] Starts(int word) => starts[word];

    public int WordCount => starts.Length;

    /// <summary>The node one word further, or 0.</summary>
    public int Next(int node, int symbol)
    {
        var from = childrenOf[node];
        var at = childSymbols.AsSpan(from, childrenOf[node + 1] - from).BinarySearch(symbol);
        return at < 0 ? 0 : children[from + at];
    }

    public bool IsLeaf(int node) => childrenOf[node] == childrenOf[node + 1];

    /// <summary>Sets, of all languages, with a phrase that ends at the node.</summary>
    public int[] SetsAt(int node) => setsAt[node];

    /// <summary>By set: whether it is wanted. Asked once a set, as a set stands at many nodes.</summary>
    public bool[] Wanted(Func<int, bool> isWanted) => [.. Enumerable.Range(0, SetCount).Select(isWanted)];

    /// <summary>By node: whether one of the wanted sets is there or further on.</summary>
    public bool[] Reach(bool[] wanted)
    {
        var reach = new bool[NodeCount];

        // Nodes are numbered from the root outwards, so what lies behind a child is known before its parent's turn.
        for (var node = NodeCount - 1; node >= 0; node--)
        {
            var here = false;
            foreach (var set in setsAt[node])
                here |= wanted[set];
            for (var i = childrenOf[node]; i < childrenOf[node + 1]; i++)
                here |= reach[children[i]];
            reach[node] = here;
        }

        return reach;
    }

    /// <summary>The sets that share a phrase with the set, itself included.</summary>
    public HashSet<int> SharingWith(int set) => [.. setsAt.Where(s => Array.IndexOf(s, set) >= 0).SelectMany(s => s)];
}
