using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads the cases of a rule and holds them to the house rule: one that fires, one that stays silent, one for the usual false positive.</summary>
internal static class CaseReader
{
    private static readonly string[] FactOutcomes = ["fires", "silent"];
    private static readonly string[] TextOutcomes = [.. Wording.All<EvidenceStatus>(), "silent"];

    public static IReadOnlyList<RuleCase> Read(MappingReader rule, bool isText)
    {
        var cases = rule.Mappings("cases", required: true);
        var read = Read(cases, isText, after: 0);
        if (read.Count == cases.Count && rule.Value("cases") is { } at) RequireKinds(rule, at, read, isText);
        return read;
    }

    /// <summary>Cases that stand in a file of their own.</summary>
    /// <param name="after">How many the rule has already.</param>
    public static List<RuleCase> Read(IReadOnlyList<MappingReader> cases, bool isText, int after) =>
        [.. cases.Select((c, i) => isText ? ReadText(c, after + i + 1) : ReadFacts(c, after + i + 1)).OfType<RuleCase>()];

    private static void RequireKinds(MappingReader rule, YamlDotNet.RepresentationModel.YamlNode at, List<RuleCase> read, bool isText)
    {
        var fires = isText ? "asserted" : "fires";
        if (!read.Any(c => c.Expect == fires)) rule.Problem(at, $"No case expects `{fires}`: an untested rule is not published.");
        if (!read.Any(c => c.Expect != fires)) rule.Problem(at, "No case expects the rule to stay silent.");

        // For a text rule a passage that looks alike and is not asserted is such a case by nature, so a second one will do.
        var shown = read.Any(c => c.Expect != fires && c.UsualFalsePositive) || (isText && read.Count(c => c.Expect != fires) > 1);
        if (!shown) rule.Problem(at, isText ? "Two cases must stay unasserted: one silent, one for the usual false positive." : "No case shows the usual false positive (`usual_false_positive: true`).");
    }

    private static RuleCase? ReadFacts(MappingReader c, int number)
    {
        var facts = c.Mapping("facts", required: true);
        return Common(c, number, FactOutcomes, read => read with { Facts = facts is null ? null : FactsReader.Read(facts) });
    }

    private static RuleCase? ReadText(MappingReader c, int number)
    {
        var text = c.Text("text", required: true);
        var language = c.Text("lang");
        return Common(c, number, TextOutcomes, read => read with { Text = text, Language = language });
    }

    private static RuleCase? Common(MappingReader c, int number, string[] outcomes, Func<RuleCase, RuleCase> complete)
    {
        var expect = c.Text("expect", required: true);
        var read = complete(new RuleCase
        {
            Number = number,
            File = c.File,
            Line = (int)c.Node.Start.Line,
            Note = c.Text("note") ?? "",
            Expect = expect ?? "",
            ExpectBecause = c.Text("because"),
            UsualFalsePositive = c.Flag("usual_false_positive") ?? false,
        });
        c.RefuseOthers();
        if (expect is not null && !outcomes.Contains(expect))
        {
            c.Problem(c.Value("expect") ?? c.Node, $"`{expect}` is no outcome; allowed are {string.Join(", ", outcomes)}.", Nearest.To(expect, outcomes));
            return null;
        }

        if (read.UsualFalsePositive && expect is ("fires" or "asserted")) c.Problem(c.Node, "A usual false positive cannot be expected to fire.");
        return expect is null || (read.Facts is null && read.Text is null) ? null : read;
    }
}
