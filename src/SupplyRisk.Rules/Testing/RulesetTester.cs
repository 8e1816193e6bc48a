using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Testing;

/// <summary>How one case came out.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Case">Number of the case within the rule, from 1.</param>
/// <param name="File">File of the case.</param>
/// <param name="Line">Line of the case.</param>
/// <param name="Note">What the case shows.</param>
/// <param name="Passed">True if it came out as stated.</param>
/// <param name="Expected">What the case states.</param>
/// <param name="Got">What came out.</param>
/// <param name="Why">The conditions that held or not, or the finding's own reason.</param>
public sealed record CaseResult(
    string Rule, int Case, string File, int Line, string Note, bool Passed, string Expected, string Got, string Why);

/// <summary>Runs the cases that rules carry.</summary>
public static class RulesetTester
{
    /// <summary>Every case of every rule that is not off, in rule and file order; then those of quantity steps, in order of their ids.</summary>
    public static IReadOnlyList<CaseResult> Run(RulesetBundle bundle) =>
        [.. bundle.Rules.Where(r => r.Mode != RuleMode.Off).SelectMany(r => Run(bundle, r)), .. QuantityCases.Run(bundle)];

    /// <summary>Every case of one rule.</summary>
    public static IReadOnlyList<CaseResult> Run(RulesetBundle bundle, Rule rule) => [.. rule.Cases.Select(c => Run(bundle, rule, c))];

    private static CaseResult Run(RulesetBundle bundle, Rule rule, RuleCase one)
    {
        var (passed, got, why) = one switch
        {
            { Facts: { } facts } => RunFacts(bundle, rule, one, facts),
            { Text: { } text } => RunText(bundle, rule, one, text),
            _ => throw new InvalidOperationException($"{rule.Id}: a case has facts or a text"),
        };
        return new CaseResult(rule.Id, one.Number, one.File, one.Line, one.Note, passed, Expected(one), got, why);
    }

    private static string Expected(RuleCase one) =>
        one.ExpectBecause is null ? one.Expect : $"{one.Expect}, saying `{one.ExpectBecause}`";

    private static (bool Passed, string Got, string Why) RunFacts(RulesetBundle bundle, Rule rule, RuleCase one, SubjectFacts facts)
    {
        var result = bundle.Evaluate(rule, facts);
        var got = result.Fired ? "fires" : "silent";
        var passed = got == one.Expect
            && (one.ExpectBecause is null || result.Because.Contains(one.ExpectBecause, StringComparison.OrdinalIgnoreCase));
        return (passed, result.Fired ? $"fires, saying `{result.Because}`" : got, string.Join("; ", Lines(result.Trace)));
    }

    /// <remarks>A passage may give the rule several findings. Asserted passes if one of them is; another status passes if one has it and none is asserted.</remarks>
    private static (bool Passed, string Got, string Why) RunText(RulesetBundle bundle, Rule rule, RuleCase one, string text)
    {
        var findings = bundle.Scanner.Scan(text, one.Language).Where(f => f.Rule == rule.Id).ToList();
        var got = findings.Select(f => f.Status.Snake()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var passed = Passes(one.Expect, got);
        var why = findings.Count == 0 ? "no pattern of the rule stands in the text" : string.Join("; ", findings.Select(f => $"`{f.Quote}`: {f.Why}"));
        return (passed, got.Count == 0 ? "silent" : string.Join(" and ", got), why);
    }

    /// <summary>Whether a passage in which a rule has these statuses comes out as its case states.</summary>
    internal static bool Passes(string expect, IReadOnlyCollection<string> got) => expect switch
    {
        "silent" => got.Count == 0,
        "asserted" => got.Contains("asserted"),
        _ => got.Contains(expect) && !got.Contains("asserted"),
    };

    private static IEnumerable<string> Lines(ConditionTrace trace) => trace.Parts.Count == 0
        ? [$"{trace.Words}: {(trace.Held ? "yes" : "no")}"]
        : trace.Parts.SelectMany(Lines);
}
