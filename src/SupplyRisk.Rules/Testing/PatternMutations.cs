using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;

namespace SupplyRisk.Rules.Testing;

/// <summary>Leaves out each line of patterns of a text rule in turn; some case of the rule must then come out otherwise.</summary>
/// <remarks>A line is the unit, not each of its words: a list of forty names of a document is one thing said once, and the line is what can be wrong.</remarks>
internal static class PatternMutations
{
    /// <summary>The lines that no case needs, in the order of the file.</summary>
    public static IEnumerable<(string Language, Pattern Line)> Unneeded(RulesetBundle bundle, Rule rule)
    {
        if (rule.Text is null) return [];
        var needed = new HashSet<Pattern>(ReferenceEqualityComparer.Instance);
        foreach (var one in rule.Cases)
        {
            // Only what matched somewhere in the passage can make a difference to it.
            var probe = new PatternProbe();
            if (!Passes(bundle, rule, one, probe)) continue;
            foreach (var line in probe.Seen.Where(p => !needed.Contains(p) && IsOf(rule, p)))
            {
                if (!Passes(bundle, rule, one, new PatternProbe(line))) needed.Add(line);
            }
        }

        return rule.Text.Languages.SelectMany(l => l.Patterns.Select(p => (l.Language, Line: p))).Where(p => !needed.Contains(p.Line));
    }

    private static bool IsOf(Rule rule, Pattern pattern) => rule.Text!.Languages.Any(l => l.Patterns.Any(p => ReferenceEquals(p, pattern))); // a text rule

    private static bool Passes(RulesetBundle bundle, Rule rule, RuleCase one, PatternProbe probe) => RulesetTester.Passes(
        one.Expect,
        [.. bundle.Scanner.Scan(one.Text ?? "", one.Language, probe).Where(f => f.Rule == rule.Id).Select(f => f.Status.Snake()).Distinct(StringComparer.Ordinal)]);
}
