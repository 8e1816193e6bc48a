using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
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

/// <summary>Records a decision with the facts it rests on. It holds while they hold.</summary>
public sealed class DecideCase(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    public async Task<Result<Case>> DecideAsync(Actor actor, CaseDecisionRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } no) return no;
        var refusals = Check(request);
        if (refusals.Count > 0) return Result<Case>.Refused(refusals);
        await using var db = await databases.CreateDbContextAsync(ct);
        var c = await db.Cases.FindAsync([request.CaseId], ct);
        if (c is null || actor.Suppliers?.Contains(c.SupplierId) == false) return ReviewErrors.NoSuchCase(request.CaseId);
        if (request.SeenVersion is { } seen && seen != c.Version) return ReviewErrors.ChangedMeanwhile();

        var screening = await db.Screenings.AsNoTracking().FirstOrDefaultAsync(s => s.SupplierId == c.SupplierId, ct);
        if (screening is null) return ReviewErrors.NoSuchCase(request.CaseId); // the supplier's import was undone
        var now = time.Instant();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var before = new { c.Status, c.Outcome };
        c.Status = request.Status;
        c.Outcome = request.Outcome;
        c.UpdatedAt = now;
        c.ClosedAt = request.Status == CaseStatus.Closed ? now : null;
        c.DecidedFactsKey = c.FactsKey;
        c.Version++;
        db.CaseDecisions.Add(new CaseDecision
        {
            Id = time.NewId(),
            CaseId = c.Id,
            ActorId = actor.Id,
            At = now,
            Status = request.Status,
            Outcome = request.Outcome,
            ReasonCode = request.ReasonCode,
            Words = request.Words.Trim(),
            FactsKey = c.FactsKey,
            RiskScore = screening.RiskScore,
            Band = screening.Band.ToString(),
        });
        db.CaseEvents.Add(new CaseEvent
        {
            Id = time.NewId(),
            CaseId = c.Id,
            At = now,
            ActorId = actor.Id,
            Kind = "decided",
            ChangesJson = StoredJson.Write(new[] { request.Words.Trim() }),
        });
        try
        {
            await audit.AppendAsync(db, actor, "case.decided", $"case:{c.Id}", new { before, after = new { c.Status, c.Outcome, request.ReasonCode, request.Words } }, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ReviewErrors.ChangedMeanwhile();
        }
        await transaction.CommitAsync(ct);
        return c;
    }

    private static List<Refusal> Check(CaseDecisionRequest request)
    {
        var refusals = new List<Refusal>();
        if (request.Status == CaseStatus.NotAssessed) refusals.Add(ReviewErrors.StatusMissing());
        if (request.Status == CaseStatus.Closed && request.Outcome is null) refusals.Add(ReviewErrors.OutcomeMissing());
        if (request.Status != CaseStatus.Closed && request.Outcome is not null) refusals.Add(ReviewErrors.OutcomeTooEarly());
        if (!ReasonCodes.All.Any(r => r.Code == request.ReasonCode)) refusals.Add(ReviewErrors.ReasonMissing());
        if (string.IsNullOrWhiteSpace(request.Words)) refusals.Add(ReviewErrors.WordsMissing());
        else if (request.Words.Length > 4_000) refusals.Add(ReviewErrors.WordsTooLong());
        return refusals;
    }
}
