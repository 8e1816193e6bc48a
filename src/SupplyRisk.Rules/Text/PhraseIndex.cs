namespace SupplyRisk.Rules.Text;

/// <summary>All phrases of all word sets in one trie over symbols, so that one pass over a sentence finds every set's mentions.</summary>
internal sealed class PhraseIndex
{
    private readonly Dictionary<string, int> sets = [];
    private readonly List<int> setLanguage = [];
    private readonly Dictionary<long, int> edges = [];
    private readonly List<List<int>> outputs = [[]];
    private readonly List<(NumberRange Range, int Set)> ranges = [];
    private int[] first = [];
    private int[][] frozen = [];

    public Vocabulary Vocabulary { get; } = new();

    public int SetCount => setLanguage.Count;

    public IReadOnlyList<(NumberRange Range, int Set)> Ranges => ranges;

    public int LanguageOf(int set) => setLanguage[set];

    /// <summary>The set with these phrases and numbers in this language; the same ones give the same set.</summary>
    public int Set(int language, IEnumerable<string> phrases, IReadOnlyList<NumberRange> numbers)
    {
        var words = phrases.Select(p => string.Join(' ', Folding.Words(p))).Where(p => p.Length > 0)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var key = string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{language}:{string.Join('|', words)}|{string.Join('|', numbers.Select(n => $"{n.Least:R}-{n.Most:R}"))}");
        if (sets.TryGetValue(key, out var known))
            return known;
        var set = sets[key] = setLanguage.Count;
        setLanguage.Add(language);
        foreach (var phrase in words)
            Add(phrase.Split(' '), set);
        foreach (var range in numbers)
            ranges.Add((range, set));
        return set;
    }

    private void Add(string[] words, int set)
    {
        var node = 0;
        foreach (var word in words)
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
        frozen = [.. outputs.Select(o => o.ToArray())];
        first = new int[Vocabulary.Count];
        for (var symbol = 0; symbol < first.Length; symbol++)
            first[symbol] = edges.GetValueOrDefault((long)(uint)symbol);
    }

    /// <summary>Node after the first word of a phrase, or 0.</summary>
    public int First(int symbol) => first[symbol];

    public int Next(int node, int symbol) => edges.GetValueOrDefault(((long)node << 32) | (uint)symbol);

    /// <summary>Sets with a phrase that ends at this node.</summary>
    public int[] Sets(int node) => frozen[node];
}
