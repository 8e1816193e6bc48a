using SupplyRisk.Rules.Model;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Text;

/// <summary>Reads the value of a rule's <c>text:</c> key.</summary>
public static class TextRuleReader
{
    // Between what an earlier sentence says and what this one adds: "passports" >> "they are kept by the agent".
    private const string Then = ">>";

    private static readonly (string Key, PatternKind Kind)[] Kinds =
    [
        ("signs", PatternKind.Sign), ("mentions", PatternKind.Mention),
        ("opposites", PatternKind.Opposite), ("unless", PatternKind.Unless),
    ];

    /// <summary>Reads patterns by language; every mistake goes to <paramref name="problem"/> with the node it stands at.</summary>
    /// <returns>The rule, or null if nothing usable was left.</returns>
    public static TextRule? Read(string ruleId, Indicator indicator, YamlNode node, Action<YamlNode, string> problem)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(problem);
        if (node is not YamlMappingNode byLanguage)
        {
            problem(node, "text: holds patterns by language, e.g. \"en: { signs: [...] }\"");
            return null;
        }

        var languages = new List<LanguagePatterns>();
        foreach (var (key, value) in byLanguage.Children)
        {
            var language = YamlValues.Scalar(key);
            if (language is not { Length: 2 })
                problem(key, $"'{language}' is not a language code; use two letters such as en, zh, es");
            else if (value is not YamlMappingNode sections)
                problem(value, "a language holds lists of patterns: signs, mentions, opposites, unless");
            else
                languages.Add(ReadLanguage(language, sections, problem));
        }

        languages.RemoveAll(l => l.Patterns.All(p => p.Kind == PatternKind.Unless));
        if (languages.Count > 0)
            return new TextRule(ruleId, indicator, languages);
        problem(node, "text: needs at least one pattern under signs, mentions or opposites");
        return null;
    }

    private static LanguagePatterns ReadLanguage(string language, YamlMappingNode sections, Action<YamlNode, string> problem)
    {
        var patterns = new List<Pattern>();
        var lists = new Dictionary<string, NamedList>();
        var conditional = false;
        foreach (var (key, value) in sections.Children)
        {
            var name = YamlValues.Scalar(key);
            if (name == "lists")
            {
                YamlValues.ReadLists(value, lists, problem);
                continue;
            }

            if (name == "conditional")
            {
                conditional = YamlValues.Scalar(value) == "true";
                if (!conditional && YamlValues.Scalar(value) != "false")
                    problem(value, "conditional: is true or false");
                continue;
            }

            var kind = Array.FindIndex(Kinds, k => k.Key == name);
            if (kind < 0)
                problem(key, $"'{name}' is not known here; use signs, mentions, opposites, unless, lists or conditional");
            else
                ReadPatterns(Kinds[kind].Kind, value, patterns, problem);
        }

        return new LanguagePatterns(language, patterns, lists, conditional);
    }

    internal static void ReadPatterns(PatternKind kind, YamlNode node, List<Pattern> patterns, Action<YamlNode, string> problem)
    {
        foreach (var (item, written) in YamlValues.Strings(node, problem))
        {
            var here = written;
            IReadOnlyList<PatternPart>? before = null;
            string? wrong = null;
            if (written.IndexOf(Then, StringComparison.Ordinal) is var cut and >= 0)
            {
                here = written[(cut + Then.Length)..].TrimStart();
                before = PatternReader.Read(written[..cut], out wrong) is [var one] ? one : null;
                if (before is null)
                    wrong ??= "one sequence stands before >>, without &";
            }

            var atStart = here.StartsWith('^');
            if (wrong is null && PatternReader.Read(atStart ? here[1..] : here, out wrong) is { } legs)
                patterns.Add(new Pattern(kind, written, legs, item, atStart, before));
            else
                problem(item, $"'{written}': {wrong}");
        }
    }
}
