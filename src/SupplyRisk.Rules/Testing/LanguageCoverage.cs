using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Testing;

/// <summary>How far an indicator is looked for in a language.</summary>
/// <param name="Live">Rules that count.</param>
/// <param name="Shadow">Rules that are shown as hints.</param>
/// <param name="Patterns">Lines of patterns of both.</param>
/// <param name="Cases">Cases of both in that language.</param>
public sealed record LanguageCoverage(Indicator Indicator, string Language, int Live, int Shadow, int Patterns, int Cases)
{
    /// <summary>Every indicator with every language that any rule looks in, indicators in their order, languages with the most live rules first.</summary>
    public static IReadOnlyList<LanguageCoverage> Of(RulesetBundle bundle)
    {
        var rules = bundle.Rules.Where(r => r is { Text: not null, Mode: not RuleMode.Off }).ToList();
        var languages = rules.SelectMany(r => r.Text!.Languages.Select(l => (l.Language, Live: r.Mode == RuleMode.Live && !bundle.Scanner.IsExperimental(l.Language)))) // filtered above
            .GroupBy(l => l.Language, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count(l => l.Live)).ThenByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).ToList();
        return [.. Enum.GetValues<Indicator>().SelectMany(i => languages.Select(l => One(rules.Where(r => r.Indicator == i).ToList(), i, l, bundle.Scanner.IsExperimental(l))))];
    }

    private static LanguageCoverage One(List<Rule> rules, Indicator indicator, string language, bool experimental)
    {
        var inIt = rules.Where(r => r.Text!.Languages.Any(l => l.Language == language)).ToList(); // text rules
        return new LanguageCoverage(
            indicator, language, inIt.Count(IsLive), inIt.Count(r => !IsLive(r)),
            inIt.Sum(r => r.Text!.Languages.Where(l => l.Language == language).Sum(l => l.Patterns.Count)),
            inIt.Sum(r => r.Cases.Count(c => c.Language == language)));

        bool IsLive(Rule rule) => rule.Mode == RuleMode.Live && !experimental;
    }
}
