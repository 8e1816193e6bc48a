namespace SupplyRisk.Rules.Text;

/// <summary>Rules and word lists resolved against each other.</summary>
internal sealed class TextCompilation
{
    private readonly List<TextRuleProblem> problems = [];
    private readonly TextLexicon lexicon;

    public TextCompilation(IReadOnlyList<TextRule> rules, TextLexicon lexicon)
    {
        this.lexicon = lexicon;
        Rules = rules;
        Languages = new CompiledLanguage[lexicon.Languages.Count];
        var variants = new Dictionary<char, char>();
        for (var i = 0; i < Languages.Length; i++)
        {
            Languages[i] = new CompiledLanguage(i, lexicon.Languages[i], this);
            foreach (var (variant, same) in lexicon.Languages[i].Variants)
                variants[variant] = same;
        }

        for (var i = 0; i < rules.Count; i++)
            AddRule(rules[i], i);
        Phrases.Freeze(variants);
        foreach (var language in Languages)
            language.Freeze(Phrases);
    }

    public IReadOnlyList<TextRule> Rules { get; }
    public PhraseIndex Phrases { get; } = new();
    public CompiledLanguage[] Languages { get; }
    public IReadOnlyList<TextRuleProblem> Problems => problems;

    private void AddRule(TextRule rule, int index)
    {
        foreach (var patterns in rule.Languages)
        {
            var language = Array.Find(Languages, l => l.Lexicon.Language == patterns.Language);
            if (language is null)
            {
                if (patterns.Patterns.Count > 0)
                    problems.Add(new(rule.Id, patterns.Patterns[0].Source, $"no word lists for language '{patterns.Language}'; there are {string.Join(", ", lexicon.Languages.Select(l => l.Language))}"));
                continue;
            }

            foreach (var pattern in patterns.Patterns)
                language.Rules.Add(Compile(pattern, language, rule.Id, index, patterns.Lists, default, patterns.Conditional));
        }
    }

    public CompiledPattern Compile(
        Pattern pattern, CompiledLanguage language, string ruleId, int rule, IReadOnlyDictionary<string, NamedList> own, CueKind cue,
        bool conditional = false)
    {
        var legs = pattern.Legs.Select(leg => leg.Select(part => new CompiledPart(
            Phrases.Set(language.Index, Expand(part.Alternatives, language, ruleId, pattern, own, []), part.Numbers),
            part.Gap, part.Optional)).ToArray()).ToArray();
        return new CompiledPattern
        {
            Source = pattern,
            Legs = legs,
            Rule = rule,
            Cue = cue,
            Conditional = conditional,
            Language = language.Index,
            Required = [.. legs.SelectMany(l => l).Where(p => !p.Optional).Select(p => p.Set).Distinct()],
        };
    }

    private List<string> Expand(
        IEnumerable<string> alternatives, CompiledLanguage language, string ruleId, Pattern pattern,
        IReadOnlyDictionary<string, NamedList> own, HashSet<string> open)
    {
        var phrases = new List<string>();
        foreach (var alternative in alternatives)
        {
            if (!alternative.StartsWith('@'))
            {
                phrases.Add(alternative);
                continue;
            }

            var name = alternative[1..];
            if (!own.TryGetValue(name, out var list) && !language.Lexicon.Lists.TryGetValue(name, out list))
                problems.Add(new(ruleId, pattern.Source, $"'{pattern.Written}': no list named {alternative} in '{language.Lexicon.Language}'{Nearest(name, language, own)}"));
            else if (!open.Add(name))
                problems.Add(new(ruleId, list.Source, $"list {alternative} contains itself"));
            else
                phrases.AddRange(Expand(list.Members, language, ruleId, pattern, own, open));
            open.Remove(name);
        }

        return phrases;
    }

    private static string Nearest(string name, CompiledLanguage language, IReadOnlyDictionary<string, NamedList> own)
    {
        var near = own.Keys.Concat(language.Lexicon.Lists.Keys).FirstOrDefault(k =>
            k.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(k, StringComparison.Ordinal));
        return near is null ? "" : $"; did you mean @{near}?";
    }

    public int WordSet(CompiledLanguage language, ClauseWord word) =>
        Phrases.Set(language.Index, Expand(
            language.Lexicon.ClauseWords.GetValueOrDefault(word) ?? [], language, "(lexicon)",
            new Pattern(PatternKind.Sign, word.ToString(), [], new YamlDotNet.RepresentationModel.YamlScalarNode()),
            new Dictionary<string, NamedList>(), []), []);
}

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

    /// <summary>Sets that rules use; the others matter only once a rule has matched.</summary>
    public HashSet<int> OfRules { get; private set; } = [];

    /// <summary>True if a rule waits for a number.</summary>
    public bool AnchorsOnNumbers { get; private set; }

    public void Freeze(PhraseIndex phrases)
    {
        phrases.MarkStopwords(Index, Stopwords);
        RulesBySet = BySet(Rules, phrases);
        CuesBySet = BySet(Cues, phrases);
        var anchors = Enumerable.Range(0, phrases.SetCount).Where(s => RulesBySet[s].Length > 0).ToHashSet();
        OfRules = [.. Rules.SelectMany(p => p.Legs).SelectMany(l => l).Select(p => p.Set)];
        OfRules.UnionWith(NumberOf.Keys);
        phrases.MarkRules(Index, OfRules, anchors);
        AnchorsOnNumbers = phrases.Ranges.Any(r => anchors.Contains(r.Set));
    }

    // A pattern is filed under the set that fewest patterns share, as that one is seen least often in vain.
    private CompiledPattern[][] BySet(IReadOnlyCollection<CompiledPattern> patterns, PhraseIndex phrases)
    {
        var uses = new int[phrases.SetCount];
        foreach (var set in patterns.SelectMany(p => p.Required))
            uses[set] += uses[set] == 0 && phrases.IsCommon(set, Stopwords) ? 1000 : 1;
        foreach (var (_, set) in phrases.Ranges)
            uses[set] += 500;
        var filed = new List<CompiledPattern>?[phrases.SetCount];
        foreach (var pattern in patterns)
            (filed[pattern.Required.MinBy(s => uses[s])] ??= []).Add(pattern);
        return [.. filed.Select(f => f?.ToArray() ?? [])];
    }
}
