using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening;

/// <summary>The newest screening of a supplier.</summary>
public sealed class SupplierScreening
{
    public required Guid SupplierId { get; init; }

    public required Guid RunId { get; init; }

    /// <summary>The facts it was screened on.</summary>
    public required Guid SupplierVersionId { get; init; }

    public required DateTime ScreenedAt { get; init; }

    public required DateOnly AsOf { get; init; }

    /// <summary>SHA-256 over everything that went in, first 32 hex digits; equal input, equal result.</summary>
    public required string InputHash { get; init; }

    /// <summary>0 to 100, higher is worse.</summary>
    public required int RiskScore { get; init; }

    public required Band Band { get; init; }

    /// <summary>0 to 100 hundredths.</summary>
    public required int Coverage { get; init; }

    /// <summary>Hundredths of a point, like the three below.</summary>
    public required int Inherent { get; init; }

    public required int Evidence { get; init; }

    public required int Controls { get; init; }

    public required int Residual { get; init; }

    /// <summary>Kinds of flags, <c>|</c> between, in their declared order; empty if none.</summary>
    public required string Flags { get; init; }

    /// <summary>Contributions, flags with reasons and upstream facts: <see cref="ScreeningResult"/> as JSON.</summary>
    public required string ResultJson { get; init; }

    /// <summary>What buyers of this supplier must know: its own hard triggers and open questions. A change re-scores them.</summary>
    public required string UpstreamSignal { get; init; }

    /// <summary>What its buyers have been told: <see cref="UpstreamSignal"/> as of the end of the last round. Scores read this, so that who is scored first makes no difference.</summary>
    public required string ToldSignal { get; init; }

    /// <summary>The last run in which it came out different.</summary>
    public required Guid ChangedRunId { get; set; }

    /// <summary>The next day on which time alone may change the score; null if none.</summary>
    public DateOnly? NextFreshnessStep { get; init; }
}

/// <summary>What one run changed of one supplier. Written only where something did change.</summary>
public sealed class ScreeningChange
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    public required Guid RunId { get; init; }

    /// <summary><see cref="RunPartition.Round"/> of the run: what stands up its chain may move it a second time.</summary>
    public required int Round { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Null at the first screening.</summary>
    public int? FromScore { get; init; }

    public required int ToScore { get; init; }

    public Band? FromBand { get; init; }

    public required Band ToBand { get; init; }

    /// <summary>Kinds of flags before and after, <c>|</c> between.</summary>
    public required string FromFlags { get; init; }

    public required string ToFlags { get; init; }

    /// <summary>Risks added, removed and moved: <see cref="WhatChanged"/> as JSON.</summary>
    public required string ChangeJson { get; init; }
}

/// <summary>A list entry that may be a supplier, as the last run found it.</summary>
public sealed class SupplierMatch
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    public required Guid WatchlistId { get; init; }

    public required string List { get; init; }

    public required string EntryId { get; init; }

    public required string EntryName { get; init; }

    public required string MatchedAlias { get; init; }

    public required double Score { get; init; }

    /// <summary><c>candidate</c> or <c>related</c>.</summary>
    public required string Outcome { get; init; }

    public required bool IdentifierEqual { get; init; }

    public string? Programme { get; init; }

    /// <summary>JSON array of match features, weightiest first.</summary>
    public required string FeaturesJson { get; init; }

    /// <summary>Hash of the supplier's and the entry's identifying facts: a person's decision holds while it stays the same.</summary>
    public required string FactsKey { get; init; }
}

/// <summary>What a person said of a match, and the facts it was said of.</summary>
public sealed class MatchDecision
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    public required Guid WatchlistId { get; init; }

    public required string EntryId { get; init; }

    public required MatchReview Review { get; init; }

    public required string FactsKey { get; init; }

    public required string Words { get; init; }

    public required string ActorId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The second person, where one was needed.</summary>
    public string? ApprovedBy { get; init; }
}

/// <summary>A text finding of one document under one version of the text rules.</summary>
public sealed class Finding
{
    public required Guid Id { get; init; }

    public required Guid DocumentId { get; init; }

    public required string Rule { get; init; }

    public required Indicator Indicator { get; init; }

    public required EvidenceStatus Status { get; init; }

    public required Speaker Speaker { get; init; }

    public required int Start { get; init; }

    public required int End { get; init; }

    public int? Page { get; init; }

    public string? Section { get; init; }

    public required string Quote { get; init; }

    public required string Why { get; init; }

    public required string Language { get; init; }

    /// <summary>What the passage counts of it, a list of <see cref="Quantity"/> as JSON; null if nothing.</summary>
    public string? QuantitiesJson { get; init; }

    public static string? Stored(IReadOnlyList<Quantity> quantities) => quantities.Count == 0 ? null : StoredJson.Write(quantities);

    /// <summary>The same in the order of the text; may be empty.</summary>
    public static IReadOnlyList<Quantity> Read(string? json) => json is null ? [] : StoredJson.Read<List<Quantity>>(json);
}

/// <summary>What a person said of a finding. Keyed to document, rule and quote, so it survives a new reading and reopens when the words change.</summary>
public sealed class FindingDecision
{
    public required Guid Id { get; init; }

    public required Guid DocumentId { get; init; }

    public required string Rule { get; init; }

    public required string Quote { get; init; }

    /// <summary>True if dismissed, false if brought back.</summary>
    public required bool Dismissed { get; init; }

    public required string Words { get; init; }

    public required string ActorId { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>A reason to look at a supplier, from the run that raised it to the run that found it gone.</summary>
public sealed class SupplierFlag
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    public required FlagKind Kind { get; init; }

    public required string Because { get; set; }

    public required Guid OpenedRunId { get; init; }

    public required DateTime OpenedAt { get; init; }

    public Guid? ClosedRunId { get; set; }

    public DateTime? ClosedAt { get; set; }
}
