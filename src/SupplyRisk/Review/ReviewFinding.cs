using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Proposals;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review;

/// <summary>A person says that a finding is wrong, or takes that back.</summary>
/// <param name="FindingId">The finding as shown.</param>
/// <param name="Dismissed">True: it scores nothing from now on, but stays visible.</param>
/// <param name="Words">Why; required.</param>
public sealed record FindingReviewRequest(Guid FindingId, bool Dismissed, string Words)
{
    /// <summary>What is wrong with it; given, the passage is also proposed as a case of the rule. Null proposes nothing.</summary>
    public FindingFault? Fault { get; init; }

    /// <summary>What the passage really says, where the status is what is wrong.</summary>
    public EvidenceStatus? Should { get; init; }
}

/// <summary>What came of a word on a finding.</summary>
/// <param name="Waits">Set if it waits for a second person: then the finding counts as before.</param>
public sealed record FindingReviewed(Finding Finding, PendingDecision? Waits);

/// <summary>Records what a person said of a finding and scores its suppliers again at once. What would take a critical flag away waits for a second person.</summary>
public sealed class ReviewFinding(IDbContextFactory<SupplyRiskDb> databases, DecideFacts facts, ActiveRulesets rulesets, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    public async Task<Result<FindingReviewed>> ReviewAsync(Actor actor, FindingReviewRequest request, CancellationToken ct)
    {
        if ((actor.Lacks(Right.DecideCases) ?? DecideCase.CheckWords(request.Words)) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        var finding = await db.Findings.AsNoTracking().FirstOrDefaultAsync(f => f.Id == request.FindingId, ct);
        if (finding is null) return ReviewErrors.NoSuchFinding();
        var suppliers = await SuppliersAsync(db, finding, ct);
        var restricted = await db.Documents.Where(d => d.Id == finding.DocumentId).Select(d => d.Restricted).FirstOrDefaultAsync(ct);
        if (actor.Suppliers is { } visible && (restricted || !suppliers.Any(visible.Contains))) return ReviewErrors.NoSuchFinding();
        if (request.Fault == FindingFault.WrongStatus && (request.Should is null || request.Should == finding.Status)) return ProposalErrors.StatusMissing();
        var waits = await facts.DecideAsync(record, Decision(record, finding, suppliers, request, actor.Id, null, ct), ProposeAsync, ct);
        if (!waits.Done) return Result<FindingReviewed>.Refused(waits.Refusals);
        await transaction.CommitAsync(ct);
        if (waits.Value is null) signal.Set();
        return new FindingReviewed(finding, waits.Value);

        async Task<Result<PendingDecision>> ProposeAsync(Guid supplier)
        {
            var document = await db.Documents.Where(d => d.Id == finding.DocumentId).Select(d => d.Title ?? d.Path).FirstAsync(ct);
            var rule = rulesets.Current.Find(finding.Rule)?.Title ?? finding.Rule;
            var says = $"{(request.Dismissed ? "Dismiss" : "Bring back")} the finding “{rule}” in “{document}”, which would take the critical flag of the supplier away";
            return await SecondLook.ProposeAsync(record, ProposedKind.ReviewFinding, supplier, $"finding:{finding.DocumentId}:{finding.Id}", says, request, KeyOf(finding), request.Words, ct);
        }
    }

    /// <summary>Carries out what was proposed, if the document still says it; within the caller's transaction.</summary>
    internal async Task<Refusal?> ApproveAsync(CaseRecord record, PendingDecision proposal, CancellationToken ct)
    {
        var request = StoredJson.Read<FindingReviewRequest>(proposal.RequestJson);
        var finding = await record.Db.Findings.AsNoTracking().FirstOrDefaultAsync(f => f.Id == request.FindingId, ct);
        if (finding is null || KeyOf(finding) != proposal.FactsKey) return CaseErrors.FactsMoved();
        await facts.ApproveAsync(record, Decision(record, finding, await SuppliersAsync(record.Db, finding, ct), request, proposal.ProposedBy, record.Actor.Id, ct), ct);
        return null;
    }

    private FactDecision Decision(CaseRecord record, Finding finding, List<Guid> suppliers, FindingReviewRequest request, string by, string? approvedBy, CancellationToken ct) => new(suppliers, "finding_reviewed", async () =>
    {
        record.Db.FindingDecisions.Add(new FindingDecision
        {
            Id = record.NewId(),
            DocumentId = finding.DocumentId,
            Rule = finding.Rule,
            Quote = finding.Quote,
            Dismissed = request.Dismissed,
            Words = request.Words.Trim(),
            ActorId = by,
            At = record.Now,
        });
        if (request is { Dismissed: true, Fault: { } fault and not FindingFault.Missed }) record.Db.RuleCaseProposals.Add(await ProposalAsync(record.Db, by, finding, fault, request, ct));
        await record.WriteAsync("finding.reviewed", $"document:{finding.DocumentId}",
            new { finding.Rule, finding.Quote, request.Dismissed, request.Words, request.Fault, request.Should, said_by = by, approved_by = approvedBy }, ct);
    });

    private static Task<List<Guid>> SuppliersAsync(SupplyRiskDb db, Finding finding, CancellationToken ct) => db.DocumentLinks
        .Where(l => l.DocumentId == finding.DocumentId && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed))
        .Select(l => l.SupplierId).ToListAsync(ct);

    private static string KeyOf(Finding finding) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.Rule}\u001f{finding.Status}\u001f{finding.Quote}")))[..32];

    // The next publication of the rules is measured by it; the decision itself holds at once.
    private async Task<RuleCaseProposal> ProposalAsync(SupplyRiskDb db, string by, Finding finding, FindingFault fault, FindingReviewRequest request, CancellationToken ct)
    {
        var content = await db.DocumentContents.AsNoTracking().FirstAsync(c => c.DocumentId == finding.DocumentId, ct);
        var got = Words.Snake(finding.Status);
        var (start, end) = RuleCaseText.Passage(
            rulesets.Current, content.Text, StoredJson.Read<List<TextBlock>>(content.BlocksJson), finding.Rule, got, finding.Start, finding.End, finding.Language);
        var held = await RuleCaseText.HoldsBackAsync(db, finding.DocumentId, start, end, ct);
        return new RuleCaseProposal
        {
            Id = time.NewId(),
            DocumentId = finding.DocumentId,
            Start = start,
            End = end,
            Rule = finding.Rule,
            Language = finding.Language,
            Text = held ? "" : content.Text[start..end],
            Got = got,
            Expect = FindingFaults.Should(fault, request.Should),
            Fault = fault,
            Words = request.Words.Trim(),
            Note = fault == FindingFault.Other ? "as a reviewer said" : $"{Words.Snake(fault).Replace('_', ' ')}, as a reviewer said",
            WorkerWords = held,
            State = RuleCaseState.Open,
            ActorId = by,
            At = time.Instant(),
            Version = 1,
        };
    }
}
