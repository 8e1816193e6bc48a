using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Exchange;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Cases;

/// <summary>The second pair of eyes: approves what somebody else has proposed, or sends it back with words. Until then the old status stands.</summary>
public sealed class SecondLook(
    IDbContextFactory<SupplyRiskDb> databases, DecideFacts facts, ReviewFinding findings, DecideDocumentLink links, DecideAnswer answers, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    /// <param name="actor">Another person than the one who proposed it.</param>
    /// <param name="id">The proposal.</param>
    /// <param name="words">Kept with it; may be empty.</param>
    /// <param name="ct">Ends it.</param>
    public Task<Result<PendingDecision>> ApproveAsync(Actor actor, Guid id, string words, CancellationToken ct) =>
        AnswerAsync(actor, id, CaseMove.Approve, words, ct);

    /// <param name="actor">Another person than the one who proposed it.</param>
    /// <param name="id">The proposal.</param>
    /// <param name="words">Why; required.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Result<PendingDecision>> SendBackAsync(Actor actor, Guid id, string words, CancellationToken ct) =>
        (actor.Lacks(Right.ApproveDecisions) ?? DecideCase.CheckWords(words)) is { } no ? no : await AnswerAsync(actor, id, CaseMove.SendBack, words, ct);

    /// <summary>Takes back what one has proposed oneself.</summary>
    public Task<Result<PendingDecision>> WithdrawAsync(Actor actor, Guid id, CancellationToken ct) => AnswerAsync(actor, id, CaseMove.Withdraw, "", ct);

    /// <summary>Proposes to close a case; within the caller's transaction.</summary>
    internal static async Task<PendingDecision> ProposeAsync(CaseRecord record, Case c, CaseDecisionRequest request, CancellationToken ct)
    {
        var outcome = Words.Snake(request.Outcome!.Value).Replace('_', ' '); // only closing is proposed, and that has one
        var proposal = New(record, ProposedKind.CloseCase, c.SupplierId, c, $"case:{c.Id}", $"Close as {outcome}", request with { SeenVersion = null }, c.FactsKey, request.Words);
        (c.HeldById, c.HeldUntil) = (null, null); // nothing more to do for whoever held it
        await WaitAsync(record, c, proposal, ct);
        return proposal;
    }

    /// <summary>Proposes a word on a match; within the caller's transaction.</summary>
    /// <param name="record">Begun.</param>
    /// <param name="match">As the last run found it.</param>
    /// <param name="request">What to say of it.</param>
    /// <param name="c">The case that shows it, or null.</param>
    /// <param name="ct">Ends it.</param>
    internal static async Task<Result<PendingDecision>> ProposeAsync(CaseRecord record, SupplierMatch match, MatchReviewRequest request, Case? c, CancellationToken ct)
    {
        var subject = $"match:{match.SupplierId}:{match.WatchlistId}:{match.EntryId}";
        if (await record.Db.PendingDecisions.AnyAsync(p => p.Subject == subject && p.State == PendingState.Waiting, ct)) return CaseErrors.Waits();
        var says = request.Review switch
        {
            MatchReview.Confirmed => $"Confirm that it is {match.EntryName} of {match.List}",
            MatchReview.Dismissed => $"Say that it is not {match.EntryName} of {match.List}, which is a hard trigger or holds a critical flag now",
            MatchReview.Unreviewed => $"Take back that it is {match.EntryName} of {match.List}",
        };
        var proposal = New(record, ProposedKind.ReviewMatch, match.SupplierId, c, subject, says,
            new ProposedMatchReview(match.WatchlistId, match.EntryId, request.Review, request.Words.Trim()), match.FactsKey, request.Words);
        await WaitAsync(record, c, proposal, ct);
        return proposal;
    }

    /// <summary>Proposes what is said of a fact; within the caller's transaction.</summary>
    /// <param name="record">Begun.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="supplier">Whose flag it would take away.</param>
    /// <param name="subject">One proposal at a time on it.</param>
    /// <param name="says">In a line.</param>
    /// <param name="request">As it is carried out when it is approved.</param>
    /// <param name="factsKey">What it rests on.</param>
    /// <param name="words">Why; may be empty where none are asked for.</param>
    /// <param name="ct">Ends it.</param>
    internal static async Task<Result<PendingDecision>> ProposeAsync(
        CaseRecord record, ProposedKind kind, Guid supplier, string subject, string says, object request, string factsKey, string words, CancellationToken ct)
    {
        if (await record.Db.PendingDecisions.AnyAsync(p => p.Subject == subject && p.State == PendingState.Waiting, ct)) return CaseErrors.Waits();
        var c = await CaseOfAsync(record, supplier, Lane.Risk, ct);
        var proposal = New(record, kind, supplier, c, subject, says, request, factsKey, words);
        await WaitAsync(record, c, proposal, ct);
        return proposal;
    }

    /// <summary>The case of a supplier that shows a proposal about its facts: one that is flagged, and if it can be of this lane; null if it has none.</summary>
    internal static async Task<Case?> CaseOfAsync(CaseRecord record, Guid supplier, Lane lane, CancellationToken ct)
    {
        var ids = await record.Db.Cases.Where(c => c.SupplierId == supplier && c.Lane != Lane.GatherEvidence).Select(c => new { c.Id, c.Lane, c.Flagged }).ToListAsync(ct);
        var best = ids.OrderByDescending(c => c.Flagged).ThenByDescending(c => c.Lane == lane).FirstOrDefault();
        return best is null ? null : await record.HoldAsync(best.Id, ct);
    }

    private static PendingDecision New(CaseRecord record, ProposedKind kind, Guid supplier, Case? c, string subject, string says, object request, string factsKey, string words) => new()
    {
        Id = record.NewId(),
        SupplierId = supplier,
        CaseId = c?.Id,
        Kind = kind,
        Subject = subject,
        Says = says,
        RequestJson = StoredJson.Write(request),
        FactsKey = factsKey,
        ProposedBy = record.Actor.Id,
        ProposedAt = record.Now,
        Words = words.Trim(),
        State = PendingState.Waiting,
    };

    private static async Task WaitAsync(CaseRecord record, Case? c, PendingDecision proposal, CancellationToken ct)
    {
        record.Db.PendingDecisions.Add(proposal);
        if (c is null)
        {
            await record.WriteAsync(proposal, "proposed", new { proposal.Says, proposal.Words }, ct);
            return;
        }
        c.Waiting++;
        await record.WriteAsync(c, CaseEventKind.Proposed, [proposal.Words.Length > 0 ? $"{proposal.Says}: {proposal.Words}" : proposal.Says], new { c.Status, c.Outcome }, new { proposal.Says, proposal.Words, proposal = proposal.Id }, changes: true, ct);
    }

    private async Task<Result<PendingDecision>> AnswerAsync(Actor actor, Guid id, CaseMove move, string words, CancellationToken ct)
    {
        if (actor.Lacks(move == CaseMove.Withdraw ? Right.DecideCases : Right.ApproveDecisions) is { } lacks) return lacks;
        if (words.Length > 4_000) return ReviewErrors.WordsTooLong();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // A correction is taken in like a list: that turn comes before the record's, as it does there.
        if (await db.PendingDecisions.AnyAsync(p => p.Id == id && p.Kind == ProposedKind.AcceptCorrection, ct)) await db.TakeTurnAsync(Turn.Imports, ct);
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        var proposal = await db.PendingDecisions.FirstOrDefaultAsync(p => p.Id == id, ct);
        if (proposal is null || !actor.Sees(proposal.SupplierId)) return new Refusal(RefusalKind.NotFound, "proposal_not_found", "There is no such proposal.");
        var c = proposal.CaseId is { } caseId ? await record.HoldAsync(caseId, ct) : null;
        var standing = new CaseStanding(c?.Status ?? CaseStatus.NotAssessed, proposal.State == PendingState.Waiting, proposal.ProposedBy);
        if (CaseMoves.Against(actor, move, standing) is { } no) return no;
        (proposal.State, proposal.AnsweredBy, proposal.AnsweredAt, proposal.Answer) =
            (move switch { CaseMove.Approve => PendingState.Approved, CaseMove.SendBack => PendingState.SentBack, _ => PendingState.Withdrawn }, actor.Id, record.Now, words.Trim());
        if (c is not null) c.Waiting--;
        if (move == CaseMove.Approve && await DoAsync(record, proposal, c, ct) is { } refused) return refused;
        var kind = move switch { CaseMove.Approve => CaseEventKind.Approved, CaseMove.SendBack => CaseEventKind.SentBack, _ => CaseEventKind.Withdrawn };
        if (c is null) await record.WriteAsync(proposal, kind, new { proposal.Says, answer = words }, ct);
        else await record.WriteAsync(c, kind, [words.Trim().Length > 0 ? $"{proposal.Says}: {words.Trim()}" : proposal.Says], new { proposal = proposal.Id, state = PendingState.Waiting }, new { proposal.State, words }, changes: true, ct);
        await transaction.CommitAsync(ct);
        if (proposal is { State: PendingState.Approved, Kind: not ProposedKind.CloseCase }) signal.Set();
        return proposal;
    }

    private Task<Refusal?> DoAsync(CaseRecord record, PendingDecision proposal, Case? c, CancellationToken ct) => proposal.Kind switch
    {
        ProposedKind.CloseCase => CloseAsync(record, proposal, c, ct),
        ProposedKind.ReviewMatch => ReviewMatch.ApproveAsync(record, facts, proposal, ct),
        ProposedKind.ReviewFinding => findings.ApproveAsync(record, proposal, ct),
        ProposedKind.DecideLink => links.ApproveAsync(record, proposal, ct),
        ProposedKind.AcceptCorrection => answers.ApproveAsync(record, proposal, ct),
    };

    private static async Task<Refusal?> CloseAsync(CaseRecord record, PendingDecision proposal, Case? c, CancellationToken ct)
    {
        var screening = c is null ? null : await record.Db.Screenings.AsNoTracking().FirstOrDefaultAsync(s => s.SupplierId == c.SupplierId, ct);
        if (c is null || screening is null || c.FactsKey != proposal.FactsKey) return CaseErrors.FactsMoved();
        await DecideCase.WriteAsync(record, c, StoredJson.Read<CaseDecisionRequest>(proposal.RequestJson), screening, proposal.ProposedBy, record.Actor.Id, ct);
        return null;
    }
}
