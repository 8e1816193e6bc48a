using System.Globalization;

namespace SupplyRisk.Rules.Text;

/// <summary>Rules and word lists resolved against each other.</summary>
internal sealed class TextCompilation
{
    private readonly List<TextRuleProblem> problems = [];
    private readonly TextLexicon lexicon;
    private readonly int[][] stopwordLanguages;
    private readonly Dictionary<(int Language, IReadOnlyDictionary<string, NamedList>? Own, string Written), int> sets = [];

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
        stopwordLanguages = StopwordsByWord();
    }

    public IReadOnlyList<TextRule> Rules { get; }
    public PhraseIndex Phrases { get; } = new();
    public CompiledLanguage[] Languages { get; }
    public IReadOnlyList<TextRuleProblem> Problems => problems;

    /// <summary>Languages that have the word as a stopword, by its entry in the vocabulary.</summary>
    public int[] StopwordLanguages(int word) => stopwordLanguages[word];

    private int[][] StopwordsByWord()
    {
        var stopwords = Languages.Select(l => l.Stopwords).ToHashSet();
        return [.. Enumerable.Range(0, Phrases.WordCount).Select(w =>
            Phrases.Starts(w).SelectMany(Phrases.SetsAt).Where(stopwords.Contains).Select(Phrases.LanguageOf).ToArray())];
    }

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
        var legs = pattern.Legs.Select(Sequence).ToArray();
        return new CompiledPattern
        {
            Source = pattern,
            Legs = legs,
            Before = pattern.Before is null ? null : Sequence(pattern.Before),
            Rule = rule,
            Cue = cue,
            Conditional = conditional,
            Language = language.Index,
            Required = [.. legs.SelectMany(l => l).Where(p => !p.Optional).Select(p => p.Set).Distinct()],
        };

        CompiledPart[] Sequence(IReadOnlyList<PatternPart> parts) => [.. parts.Select(part => new CompiledPart(SetOf(part, language, ruleId, pattern, own), part.Gap, part.Optional))];
    }

    // A list of hundreds of words stands in most patterns of a language, so what a part comes to is worked out once.
    private int SetOf(PatternPart part, CompiledLanguage language, string ruleId, Pattern pattern, IReadOnlyDictionary<string, NamedList> own)
    {
        var written = string.Join('|', part.Alternatives.Concat(part.Numbers.Select(n => string.Create(CultureInfo.InvariantCulture, $"<{n.Least:R}-{n.Most:R}>"))));
        var key = (language.Index, UsesOwn(part.Alternatives, language, own, []) ? own : null, written);
        if (sets.TryGetValue(key, out var known))
            return known;
        var before = problems.Count;
        var set = Phrases.Set(language.Index, Expand(part.Alternatives, language, ruleId, pattern, own, []), part.Numbers);
        if (problems.Count == before) // else every pattern that names it says so
            sets[key] = set;
        return set;
    }

    private static bool UsesOwn(
        IReadOnlyList<string> alternatives, CompiledLanguage language, IReadOnlyDictionary<string, NamedList> own, HashSet<string> seen) =>
        own.Count > 0 && alternatives.Any(a => a.StartsWith('@') && seen.Add(a)
            && (own.ContainsKey(a[1..]) || (language.Lexicon.Lists.TryGetValue(a[1..], out var list) && UsesOwn(list.Members, language, own, seen))));

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
        Phrases.Set(language.Index, Words(language, language.Lexicon.ClauseWords.GetValueOrDefault(word) ?? [], word.ToString()), []);

    /// <summary>Words of a language's file, lists it names written out.</summary>
    /// <param name="name">What they are there for, for messages.</param>
    public List<string> Words(CompiledLanguage language, IReadOnlyList<string> words, string name = "quantities") => Expand(
        words, language, "(lexicon)", new Pattern(PatternKind.Sign, name, [], new YamlDotNet.RepresentationModel.YamlScalarNode()),
        new Dictionary<string, NamedList>(), []);
}
