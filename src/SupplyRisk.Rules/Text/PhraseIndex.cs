namespace SupplyRisk.Rules.Text;

/// <summary>All phrases of all word sets in one trie over symbols, so that one pass over a sentence finds every set's mentions.</summary>
internal sealed class PhraseIndex
{
    private readonly Dictionary<string, int> sets = [];
    private readonly List<int> setLanguage = [];
    private readonly Dictionary<long, int> edges = [];
    private readonly List<List<int>> outputs = [[]];
    private readonly List<List<int>> followers = [[]];
    private readonly List<(NumberRange Range, int Set)> ranges = [];
    private int[] first = [];
    private int[][][] ofRules = [];
    private int[][][] ofCues = [];
    private bool[][] anchors = [];
    private ulong[] stopwordLanguages = [];
    private ulong[] anchorLanguages = [];

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
                followers[node].Add(child);
                followers.Add([]);
            }

            node = child;
        }

        outputs[node].Add(set);
    }

    public void Freeze(IReadOnlyDictionary<char, char> variants)
    {
        Vocabulary.Freeze(variants);
        var languages = setLanguage.Count == 0 ? 0 : setLanguage.Max() + 1;
        anchors = new bool[languages][];
        ofRules = new int[languages][][];
        ofCues = new int[languages][][];
        first = new int[Vocabulary.Count];
        for (var symbol = 0; symbol < first.Length; symbol++)
            first[symbol] = edges.GetValueOrDefault((long)(uint)symbol);
    }

    /// <summary>Node after the first word of a phrase, or 0.</summary>
    public int First(int symbol) => first[symbol];

    public int Next(int node, int symbol) => edges.GetValueOrDefault(((long)node << 32) | (uint)symbol);

    /// <summary>Sets of a language with a phrase that ends at this node: those that rules use, or the others.</summary>
    public int[] Sets(int language, int node, bool rules) => (rules ? ofRules : ofCues)[language][node];

    /// <summary>True if a phrase that a rule waits for ends at this node.</summary>
    public bool IsAnchor(int language, int node) => anchors[language][node];

    /// <summary>Languages, as bits, that have the symbol as a stopword.</summary>
    public ulong StopwordLanguages(int symbol) => stopwordLanguages[symbol];

    /// <summary>Languages, as bits, in which a phrase that a rule waits for begins with the symbol.</summary>
    public ulong AnchorLanguages(int symbol) => anchorLanguages[symbol];

    /// <summary>True if one of the set's phrases is a single stopword, so that most sentences hold it.</summary>
    public bool IsCommon(int set, int stopwords) => outputs.Exists(o => o.Contains(set) && o.Contains(stopwords));

    public void MarkStopwords(int language, int set)
    {
        stopwordLanguages = stopwordLanguages.Length == 0 ? new ulong[first.Length] : stopwordLanguages;
        for (var symbol = 0; symbol < first.Length; symbol++)
        {
            if (first[symbol] != 0 && outputs[first[symbol]].Contains(set))
                stopwordLanguages[symbol] |= 1UL << language;
        }
    }

    public void MarkRules(int language, HashSet<int> rules, HashSet<int> sets)
    {
        ofRules[language] = [.. outputs.Select(o => o.Where(s => setLanguage[s] == language && rules.Contains(s)).ToArray())];
        ofCues[language] = [.. outputs.Select(o => o.Where(s => setLanguage[s] == language && !rules.Contains(s)).ToArray())];
        anchors[language] = [.. outputs.Select(o => o.Exists(sets.Contains))];
        anchorLanguages = anchorLanguages.Length == 0 ? new ulong[first.Length] : anchorLanguages;
        var leads = new Dictionary<int, bool>();
        for (var symbol = 0; symbol < first.Length; symbol++)
        {
            if (first[symbol] != 0 && Leads(first[symbol]))
                anchorLanguages[symbol] |= 1UL << language;
        }

        bool Leads(int node) => leads.TryGetValue(node, out var known) ? known
            : leads[node] = outputs[node].Exists(sets.Contains) || followers[node].Any(Leads);
    }
}
