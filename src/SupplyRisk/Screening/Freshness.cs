using System.Globalization;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening;

/// <summary>Documents lose weight in steps and never daily, so a score moves on days that can be told. The rules say on which.</summary>
public static class Freshness
{
    /// <summary>The next day on which a document counts otherwise, or null.</summary>
    public static DateOnly? NextStep(IReadOnlyList<DocumentFact> documents, RulesetBundle rulesets, DateOnly asOf) =>
        documents.Select(d => Next(d, rulesets, asOf)).Min();

    /// <summary>Between which steps each document stands, in their order.</summary>
    public static string Steps(IReadOnlyList<DocumentFact> documents, RulesetBundle rulesets, DateOnly asOf) =>
        string.Join(',', documents.Select(d => d.Date is null ? "?" : Next(d, rulesets, asOf)?.ToString("O", CultureInfo.InvariantCulture) ?? "-"));

    private static DateOnly? Next(DocumentFact document, RulesetBundle rulesets, DateOnly asOf) =>
        document.Date is { } date ? rulesets.NextFreshnessStep(date, asOf) : null;
}
