using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Cases;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review;

/// <summary>A person's decision on a case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Status">What it becomes.</param>
/// <param name="Outcome">Required to close, not allowed otherwise.</param>
/// <param name="ReasonCode">One of <see cref="ReasonCodes.All"/>.</param>
/// <param name="Words">Why, in the person's own words; required.</param>
/// <param name="SeenVersion">The version the person looked at; null does not check.</param>
public sealed record CaseDecisionRequest(Guid CaseId, CaseStatus Status, CaseOutcome? Outcome, string ReasonCode, string Words, int? SeenVersion = null);

/// <summary>What came of a decision.</summary>
/// <param name="Case">As it stands now.</param>
/// <param name="Waits">Set if it waits for a second person: then the case stands as before.</param>
public sealed record CaseDecided(Case Case, PendingDecision? Waits);

/// <summary>Why a case is decided as it is.</summary>
public static class ReasonCodes
{
    /// <summary>Code and wording, in the order shown.</summary>
    public static readonly IReadOnlyList<(string Code, string Words)> All =
    [
        ("evidence_reviewed", "Evidence read and judged"),
        ("different_entity", "Another company or site"),
        ("same_entity", "The listed company or site"),
        ("text_misread", "The passage says something else"),
        ("already_remedied", "Put right and verified"),
        ("supplier_answered", "The supplier has answered"),
        ("documents_requested", "Documents asked for"),
        ("needs_senior", "Needs a second opinion"),
        ("outside_scope", "No longer supplies us"),
        ("other", "Another reason, see words"),
    ];
}

/// <summary>Records a decision with the facts it rests on. It holds while they hold. Clearing a critical flag is proposed first, and waits for a second person.</summary>
public sealed class DecideCase(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    public async Task<Result<CaseDecided>> DecideAsync(Actor actor, CaseDecisionRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } no) return no;
        var refusals = Check(request);
        if (refusals.Count > 0) return Result<CaseDecided>.Refused(refusals);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        if (await record.HoldAsync(request.CaseId, ct) is not { } c) return ReviewErrors.NoSuchCase(request.CaseId);
        var result = await ApplyAsync(record, c, request, ct);
        if (!result.Done) return result;
        await transaction.CommitAsync(ct);
        return result;
    }

    private static async Task<Result<CaseDecided>> ApplyAsync(CaseRecord record, Case c, CaseDecisionRequest request, CancellationToken ct)
    {
        if (request.SeenVersion is { } seen && seen != c.Version) return ReviewErrors.ChangedMeanwhile();
        if (CaseMoves.To(c.Status, request.Status) is not { } move) return ReviewErrors.StatusMissing();
        if (await record.AgainstAsync(c, move, ct) is { } no) return no;
        if (await record.Db.Screenings.AsNoTracking().FirstOrDefaultAsync(s => s.SupplierId == c.SupplierId, ct) is not { } screening)
            return ReviewErrors.NoSuchCase(c.Id); // the supplier's import was undone
        if (NeedsSecond(c, request, screening)) return new CaseDecided(c, await SecondLook.ProposeAsync(record, c, request, ct));
        var before = CaseRecord.Before(c);
        var decision = await WriteAsync(record, c, request, screening, record.Actor.Id, null, ct);
        record.Keep(request.Outcome is { } outcome ? $"Close as {Words.Snake(outcome).Replace('_', ' ')}" : SaysOf(request.Status), [before with { Version = c.Version, DecisionId = decision.Id }]);
        await record.Db.SaveChangesAsync(ct);
        return new CaseDecided(c, null);
    }

    /// <summary>Writes a decision: straight away, or once a second person has approved it.</summary>
    internal static async Task<CaseDecision> WriteAsync(CaseRecord record, Case c, CaseDecisionRequest request, SupplierScreening screening, string by, string? approvedBy, CancellationToken ct)
    {
        var before = new { c.Status, c.Outcome };
        c.Status = request.Status;
        c.Outcome = request.Outcome;
        c.ClosedAt = request.Status == CaseStatus.Closed ? record.Now : null;
        c.DecidedFactsKey = c.FactsKey;
        (c.HeldById, c.HeldUntil, c.SnoozedAt, c.SnoozedUntil) = (null, null, null, null);
        var decision = new CaseDecision
        {
            Id = record.NewId(),
            CaseId = c.Id,
            ActorId = by,
            At = record.Now,
            Status = request.Status,
            Outcome = request.Outcome,
            ReasonCode = request.ReasonCode,
            Words = request.Words.Trim(),
            FactsKey = c.FactsKey,
            RiskScore = screening.RiskScore,
            Band = screening.Band.ToString(),
            ApprovedBy = approvedBy,
        };
        record.Db.CaseDecisions.Add(decision);
        if (request.Outcome is not null)
            record.Db.CaseDecisionRules.AddRange(RulesOf(screening, c.Lane).Select(r => new CaseDecisionRule { DecisionId = decision.Id, Rule = r }));
        await record.WriteAsync(c, CaseEventKind.Decided, [request.Words.Trim()], before,
            new { c.Status, c.Outcome, request.ReasonCode, request.Words, decided_by = by, approved_by = approvedBy }, changes: true, ct);
        return decision;
    }

    internal static List<Refusal> Check(CaseDecisionRequest request)
    {
        var refusals = new List<Refusal>();
        if (request.Status == CaseStatus.NotAssessed) refusals.Add(ReviewErrors.StatusMissing());
        if (request.Status == CaseStatus.Closed && request.Outcome is null) refusals.Add(ReviewErrors.OutcomeMissing());
        if (request.Status != CaseStatus.Closed && request.Outcome is not null) refusals.Add(ReviewErrors.OutcomeTooEarly());
        if (!ReasonCodes.All.Any(r => r.Code == request.ReasonCode)) refusals.Add(ReviewErrors.ReasonMissing());
        if (CheckWords(request.Words) is { } no) refusals.Add(no);
        return refusals;
    }

    internal static Refusal? CheckWords(string words) =>
        string.IsNullOrWhiteSpace(words) ? ReviewErrors.WordsMissing() : words.Length > 4_000 ? ReviewErrors.WordsTooLong() : null;

    internal static bool NeedsSecond(Case c, CaseDecisionRequest request, SupplierScreening screening) =>
        CaseMoves.ClearsCritical(c.Lane, request.Status, request.Outcome, screening.Band, screening.Flags.Parts().Contains(nameof(FlagKind.HardTrigger)));

    /// <summary>A move that does not close, in a few words.</summary>
    internal static string SaysOf(CaseStatus status) => status switch
    {
        CaseStatus.NeedsEvidence => "Ask for evidence",
        CaseStatus.Escalated => "Escalate",
        CaseStatus.InReview => "Keep in review",
        CaseStatus.Closed => "Close",
        CaseStatus.NotAssessed => "Not assessed",
    };

    // What stood for the case in the account: reasons that raised the score, and the rules of its flags.
    private static IEnumerable<string> RulesOf(SupplierScreening screening, Lane lane)
    {
        var result = StoredJson.Read<ScreeningResult>(screening.ResultJson);
        var raised = lane == Lane.Risk ? result.Contributions.Where(r => r.Points > 0 && r.Part is ScorePart.Inherent or ScorePart.Evidence or ScorePart.Floor).Select(r => r.Rule) : [];
        return raised.Concat(result.Flags.Where(f => OpenCases.LaneOf(f.Kind) == lane).Select(f => f.Rule)).Distinct(StringComparer.Ordinal);
    }
}
