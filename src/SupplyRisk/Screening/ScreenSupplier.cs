using Newtonsoft.Json;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening;

/// <summary>A screened supplier, ready to be recorded.</summary>
/// <param name="Subject">What went in.</param>
/// <param name="Card">The four numbers, the account and the flags.</param>
/// <param name="Screening">The row to keep.</param>
/// <param name="Result">Its contributions, flags and upstream facts.</param>
/// <param name="Change">What moved since the previous screening; everything is new at the first.</param>
public sealed record ScreenedSupplier(Subject Subject, ScoreCard Card, SupplierScreening Screening, ScreeningResult Result, WhatChanged Change)
{
    /// <summary>True if anything a person sees came out different.</summary>
    public bool IsDifferent =>
        Subject.Previous is not { } was || was.Residual != Screening.Residual || was.Band != Screening.Band
        || was.Coverage != Screening.Coverage || was.Flags != Screening.Flags || was.ResultJson != Screening.ResultJson;

    /// <summary>True if it rests on other facts than before, whether or not they made a difference: a person's decision may rest on them.</summary>
    public bool RestsOnOtherFacts =>
        Subject.Previous is not { } was || was.InputHash != Screening.InputHash || was.SupplierVersionId != Screening.SupplierVersionId;

    /// <summary>True if other things stand up its chain than before. Its buyers' chains run through it.</summary>
    public bool UpstreamMoved =>
        Subject.Previous is { } was && was.ResultJson != Screening.ResultJson
        && StoredJson.Write(StoredJson.Read<ScreeningResult>(was.ResultJson).Upstream) != StoredJson.Write(Result.Upstream);
}

/// <summary>From subject to recorded flag: facts, rules, score, what changed. Pure; the stages around it read and write.</summary>
public static class ScreenSupplier
{
    public static ScreenedSupplier Screen(Subject subject, PinnedInputs inputs, Run run)
    {
        var facts = subject.Facts(inputs.AsOf, inputs.ListsLoaded);
        var card = inputs.Rulesets.Score(facts);
        var result = ResultOf(card, facts);
        // The first screening of an unflagged supplier is news to nobody.
        var change = subject.Previous is null && card.Flags.Count == 0 ? WhatChanged.Nothing : Changes.Between(subject.Previous, result);
        var screened = new ScreenedSupplier(subject, card, Record(subject, card, result, run, inputs), result, change);
        if (screened.IsDifferent) screened.Screening.ChangedRunId = run.Id;
        return screened;
    }

    internal static ScreeningResult ResultOf(ScoreCard card, SubjectFacts facts) => new(
        [.. card.Contributions.Select(c => new ContributionRow(c.Rule, c.Indicator, c.Part, c.Hundredths, c.Because, [.. c.Evidence.Select(Quote)]))],
        card.Flags, facts.Upstream)
    { Shared = facts.Shared.Count > 0 ? facts.Shared : null };

    private static EvidenceRow Quote(FindingFact f) =>
        new(f.Document.Path, f.Document.Sha256, f.Page, f.Finding.Start, f.Finding.End, f.Finding.Quote, f.Finding.Status);

    private static SupplierScreening Record(Subject subject, ScoreCard card, ScreeningResult result, Run run, PinnedInputs inputs) => new()
    {
        SupplierId = subject.Supplier.Id,
        RunId = run.Id,
        SupplierVersionId = subject.Version.Id,
        ScreenedAt = run.StartedAt,
        AsOf = inputs.AsOf,
        InputHash = InputHash.Of(subject, inputs),
        RiskScore = card.RiskScore,
        Band = card.Band,
        Coverage = card.CoverageHundredths,
        Inherent = card.Inherent,
        Evidence = card.Evidence,
        Controls = card.Controls,
        Residual = card.Residual,
        Flags = string.Join('|', card.Flags.Select(f => f.Kind).Distinct().Order()),
        ResultJson = StoredJson.Write(result),
        UpstreamSignal = UpstreamSignal.Of(subject, card, inputs.Rulesets),
        ToldSignal = subject.Previous?.ToldSignal ?? "",
        ChangedRunId = subject.Previous?.ChangedRunId ?? run.Id,
        NextFreshnessStep = Freshness.NextStep(subject.Documents, inputs.Rulesets, inputs.AsOf),
    };
}

/// <summary>JSON as kept in the database.</summary>
public static class StoredJson
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        NullValueHandling = NullValueHandling.Ignore,
        Converters = { new Newtonsoft.Json.Converters.StringEnumConverter() },
        Culture = System.Globalization.CultureInfo.InvariantCulture,
        MaxDepth = 32,
    };

    public static string Write(object value) => JsonConvert.SerializeObject(value, Settings);

    public static T Read<T>(string json) =>
        JsonConvert.DeserializeObject<T>(json, Settings) ?? throw new JsonSerializationException($"Stored JSON is null where a {typeof(T).Name} was kept.");
}
