namespace SupplyRisk.Rules.Text;

/// <summary>One language's part of a compilation.</summary>
internal sealed class CompiledLanguage
{
    private static readonly NumberRange AnyYear = new(1990, 2099);

    public CompiledLanguage(int index, LanguageLexicon lexicon, TextCompilation all)
    {
        Index = index;
        Lexicon = lexicon;
        Words = [.. Enum.GetValues<ClauseWord>().Select(w => all.WordSet(this, w))];
        Stopwords = all.Phrases.Set(index, lexicon.Stopwords, []);
        Fillers = all.Phrases.Set(index, lexicon.Fillers, []);
        foreach (var (word, value) in lexicon.Numbers)
            NumberOf[all.Phrases.Set(index, [word], [])] = value;
        Years = all.Phrases.Set(index, [], [AnyYear]);
        Cues = [.. lexicon.Cues.SelectMany(c => c.Value.Select(p =>
            all.Compile(p, this, $"({lexicon.Language} lexicon)", -1, new Dictionary<string, NamedList>(), c.Key)))];
    }

    public int Index { get; }
    public LanguageLexicon Lexicon { get; }
    public int[] Words { get; }
    public int Stopwords { get; }
    public int Fillers { get; }
    public int Years { get; }

    /// <summary>By set of a number word: its value.</summary>
    public Dictionary<int, double> NumberOf { get; } = [];
    public List<CompiledPattern> Rules { get; } = [];
    public CompiledPattern[] Cues { get; }

    /// <summary>By set: rule patterns to try when the set is in a sentence.</summary>
    public CompiledPattern[][] RulesBySet { get; private set; } = [];

    /// <summary>By set: cues to try when the set is in a sentence.</summary>
    public CompiledPattern[][] CuesBySet { get; private set; } = [];

    /// <summary>Sets that rules use.</summary>
    public HashSet<int> OfRules { get; private set; } = [];

    public void File(PhraseIndex phrases)
    {
        var common = phrases.SharingWith(Stopwords);
        RulesBySet = BySet(Rules, phrases, common);
        CuesBySet = BySet(Cues, phrases, common);
        OfRules = [.. Rules.SelectMany(p => p.Legs).SelectMany(l => l).Select(p => p.Set)];
        OfRules.UnionWith(NumberOf.Keys);
    }

    /// <summary>The sets under which one of the patterns is filed.</summary>
    public static IEnumerable<int> SetsThatFile(CompiledPattern[][] bySet, Func<CompiledPattern, bool> isMeant) =>
        Enumerable.Range(0, bySet.Length).Where(s => bySet[s].Any(isMeant));

    // A pattern is filed under the set that fewest patterns share, as that one is seen least often in vain.
    private CompiledPattern[][] BySet(IReadOnlyCollection<CompiledPattern> patterns, PhraseIndex phrases, HashSet<int> common)
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
