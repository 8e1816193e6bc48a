namespace SupplyRisk.Rules.Text;

/// <summary>One language's part of a compilation.</summary>
internal sealed class CompiledLanguage
{
    private static readonly NumberRange AnyYear = new(1990, 2099);
    private readonly Dictionary<int, double> numbers = [];
    private uint[] clauseWordsAt = [];
    private bool[] hasNumberWord = [];

    public CompiledLanguage(int index, LanguageLexicon lexicon, TextCompilation all)
    {
        Index = index;
        Lexicon = lexicon;
        Words = [.. Enum.GetValues<ClauseWord>().Select(w => all.WordSet(this, w))];
        Stopwords = all.Phrases.Set(index, lexicon.Stopwords, []);
        Fillers = all.Phrases.Set(index, lexicon.Fillers, []);
        foreach (var (word, value) in lexicon.Numbers)
            numbers[all.Phrases.Set(index, [word], [])] = value;
        Years = all.Phrases.Set(index, [], [AnyYear]);
        Quantities = new QuantityWords(lexicon, words => all.Words(this, words));
        Cues = [.. lexicon.Cues.SelectMany(c => c.Value.Select(p =>
            all.Compile(p, this, $"({lexicon.Language} lexicon)", -1, new Dictionary<string, NamedList>(), c.Key)))];
    }

    public int Index { get; }
    public LanguageLexicon Lexicon { get; }
    public int[] Words { get; }
    public int Stopwords { get; }
    public int Fillers { get; }
    public int Years { get; }

    /// <summary>The words by which quantities are read.</summary>
    public QuantityWords Quantities { get; }

    public List<CompiledPattern> Rules { get; } = [];
    public CompiledPattern[] Cues { get; }

    /// <summary>By set: rule patterns to try when the set is in a sentence.</summary>
    public CompiledPattern[][] RulesBySet { get; private set; } = [];

    /// <summary>By set: cues to try when the set is in a sentence.</summary>
    public CompiledPattern[][] CuesBySet { get; private set; } = [];

    /// <summary>By set: true if a rule pattern is filed there.</summary>
    public bool[] IsFiled { get; private set; } = [];

    /// <summary>Finds the sets that rules use; the others matter only once a rule has matched.</summary>
    public PhraseWalk RuleWalk { get; private set; } = null!; // set by Freeze, with all below

    public PhraseWalk CueWalk { get; private set; } = null!;

    /// <summary>What cues that forbid wait for.</summary>
    public Anchors Prohibitions { get; private set; } = null!;

    public void Freeze(PhraseIndex phrases)
    {
        var common = phrases.SharingWith(Stopwords);
        RulesBySet = BySet(Rules, phrases, common);
        CuesBySet = BySet(Cues, phrases, common);
        IsFiled = [.. RulesBySet.Select(p => p.Length > 0)];
        HashSet<int> ofRules = [.. Rules.SelectMany(p => p.Legs.Append(p.Before ?? [])).SelectMany(l => l).Select(p => p.Set), .. numbers.Keys];
        RuleWalk = new PhraseWalk(phrases, Index, ofRules.Contains);
        CueWalk = new PhraseWalk(phrases, Index, s => !ofRules.Contains(s) || numbers.ContainsKey(s));
        Prohibitions = new Anchors(phrases, CuesBySet, c => c.Cue is CueKind.Prohibition or CueKind.ProhibitionAfter);
        clauseWordsAt = new uint[phrases.NodeCount];
        hasNumberWord = new bool[phrases.NodeCount];
        for (var node = 0; node < phrases.NodeCount; node++)
        {
            foreach (var set in phrases.SetsAt(node))
            {
                if (phrases.LanguageOf(set) != Index)
                    continue;
                for (var word = 0; word < Words.Length; word++)
                    clauseWordsAt[node] |= Words[word] == set ? 1u << word : 0;
                hasNumberWord[node] |= numbers.ContainsKey(set);
            }
        }
    }

    /// <summary>The kinds of <see cref="ClauseWord"/> of the phrase that ends at a node, as bits.</summary>
    public uint ClauseWordsAt(int node) => clauseWordsAt[node];

    /// <summary>True if the phrase that ends at a node is a number in words.</summary>
    public bool HasNumberWord(int node) => hasNumberWord[node];

    /// <summary>The value of a number word's set, else NaN.</summary>
    public double NumberOf(int set) => numbers.GetValueOrDefault(set, double.NaN);

    // A pattern is filed under the set that fewest patterns share, as that one is seen least often in vain.
    private static CompiledPattern[][] BySet(IReadOnlyCollection<CompiledPattern> patterns, PhraseIndex phrases, HashSet<int> common)
    {
        var uses = new int[phrases.SetCount];
        foreach (var set in patterns.SelectMany(p => p.Required))
            uses[set] += uses[set] == 0 && common.Contains(set) ? 1000 : 1;
        foreach (var (_, set) in phrases.Ranges)
            uses[set] += 500;
        var filed = new List<CompiledPattern>?[phrases.SetCount];
        foreach (var pattern in patterns)
            (filed[pattern.Required.MinBy(s => uses[s])] ??= []).Add(pattern);
        return [.. filed.Select(f => f?.ToArray() ?? [])];
    }
}
