using System.Globalization;
using Newtonsoft.Json.Linq;
using SupplyRisk.Rules.Evaluation;

namespace SupplyRisk.Screening.Receipts;

/// <summary>Computes a receipt's score again from its facts and the rulesets alone.</summary>
public static class VerifyReceipt
{
    private const int MostShown = 50;

    /// <summary>Where the receipt and the computation differ, in sentences; empty if they match.</summary>
    /// <param name="digests">Of the receipt's parts as they are now, from <see cref="ReceiptFile.Read"/>.</param>
    public static IReadOnlyList<string> Run(Receipt receipt, IReadOnlyDictionary<string, string> digests, RulesetBundle rulesets)
    {
        var differences = new List<string>(Changed(receipt.Digests, digests));
        differences.AddRange(Contradictions(receipt));
        if (receipt.Pinned.Ruleset.Hash != rulesets.Hash)
        {
            differences.Add(OtherRuleset(receipt, rulesets));
            return differences;
        }

        if (receipt.Pinned.Ruleset.TextHash != rulesets.TextHash) differences.Add($"pinned.ruleset.text_hash: the receipt says {receipt.Pinned.Ruleset.TextHash}, the rulesets have {rulesets.TextHash}.");
        if (receipt.Pinned.Ruleset.Engine != RulesetBundle.EngineVersion) differences.Add($"pinned.ruleset.engine: the receipt says {receipt.Pinned.Ruleset.Engine}, this program has {RulesetBundle.EngineVersion}.");
        Compare("rules", ByRule(receipt.Rules), ByRule(ResultsOf(rulesets, receipt.Facts)), differences);
        Compare("result", CanonicalJson.Tree(receipt.Result), CanonicalJson.Tree(ReceiptResult.Of(rulesets.Score(receipt.Facts))), differences);
        return differences.Count <= MostShown ? differences : [.. differences.Take(MostShown), $"And {differences.Count - MostShown} more."];
    }

    /// <summary>What every fact rule says of the facts, as a receipt keeps it.</summary>
    internal static IReadOnlyList<ReceiptRule> ResultsOf(RulesetBundle rulesets, Rules.Model.SubjectFacts facts) =>
        [.. rulesets.Evaluate(facts).Select(r => new ReceiptRule(r.Rule.Id, r.Fired, r.Because))];

    private static IEnumerable<string> Changed(IReadOnlyDictionary<string, string> written, IReadOnlyDictionary<string, string> now) =>
        from part in written.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
        where !written.TryGetValue(part, out var was) || !now.TryGetValue(part, out var digest) || was != digest
        select $"{part}: changed after the receipt was written; it no longer has the digest that was noted.";

    // What is pinned and what the facts say of the same thing are written apart.
    private static IEnumerable<string> Contradictions(Receipt receipt)
    {
        if (receipt.Facts.AsOf != receipt.Pinned.AsOf)
            yield return string.Create(CultureInfo.InvariantCulture, $"facts.as_of: {receipt.Facts.AsOf:yyyy-MM-dd}, but the run was pinned to {receipt.Pinned.AsOf:yyyy-MM-dd}.");
        if (receipt.Facts.ListsLoaded && receipt.Pinned.Lists.Count == 0)
            yield return "facts.lists_loaded: true, but no list snapshot is pinned.";
    }

    private static string OtherRuleset(Receipt receipt, RulesetBundle rulesets)
    {
        var now = rulesets.Score(receipt.Facts);
        return $"Made with another ruleset: the receipt was scored by {receipt.Pinned.Ruleset.Hash}, these rulesets are {rulesets.Hash}. "
            + $"It can be verified only with the rulesets it was made with (--rulesets DIR). By these the facts give {now.RiskScore}, the receipt says {receipt.Result.RiskScore}.";
    }

    private static JObject ByRule(IEnumerable<ReceiptRule> rules)
    {
        var byRule = new JObject();
        foreach (var rule in rules) byRule[rule.Rule] = CanonicalJson.Tree(rule);
        return byRule;
    }

    private static void Compare(string path, JToken? said, JToken? computed, List<string> differences)
    {
        switch (said, computed)
        {
            case (JObject a, JObject b):
                foreach (var name in a.Properties().Select(p => p.Name).Union(b.Properties().Select(p => p.Name)).Order(StringComparer.Ordinal)) Compare($"{path}.{name}", a[name], b[name], differences);
                break;
            case (JArray a, JArray b):
                for (var i = 0; i < Math.Max(a.Count, b.Count); i++) Compare($"{path}[{i}]", i < a.Count ? a[i] : null, i < b.Count ? b[i] : null, differences);
                break;
            default:
                if (!JToken.DeepEquals(said, computed)) differences.Add($"{path}: the receipt says {Shown(said)}, the rules give {Shown(computed)}.");
                break;
        }
    }

    private static string Shown(JToken? value)
    {
        if (value is null) return "nothing";
        var text = value.ToString(Newtonsoft.Json.Formatting.None);
        return text.Length <= 200 ? text : text[..199] + "…";
    }
}
