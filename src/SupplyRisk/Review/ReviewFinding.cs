using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
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

/// <summary>Records what a person said of a finding and has its suppliers scored again.</summary>
public sealed class ReviewFinding(IDbContextFactory<SupplyRiskDb> databases, ActiveRulesets rulesets, TimeProvider time, AuditTrail audit, IWorkSignal signal)
{
    public async Task<Result<Finding>> ReviewAsync(Actor actor, FindingReviewRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } no) return no;
        if (string.IsNullOrWhiteSpace(request.Words)) return ReviewErrors.WordsMissing();
        if (request.Words.Length > 4_000) return ReviewErrors.WordsTooLong();
        await using var db = await databases.CreateDbContextAsync(ct);
        var finding = await db.Findings.AsNoTracking().FirstOrDefaultAsync(f => f.Id == request.FindingId, ct);
        if (finding is null) return ReviewErrors.NoSuchFinding();
        var suppliers = await db.DocumentLinks
            .Where(l => l.DocumentId == finding.DocumentId && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed))
            .Select(l => l.SupplierId).ToListAsync(ct);
        var restricted = await db.Documents.Where(d => d.Id == finding.DocumentId).Select(d => d.Restricted).FirstOrDefaultAsync(ct);
        if (actor.Suppliers is { } visible && (restricted || !suppliers.Any(visible.Contains))) return ReviewErrors.NoSuchFinding();
        if (request.Fault == FindingFault.WrongStatus && (request.Should is null || request.Should == finding.Status)) return ProposalErrors.StatusMissing();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.FindingDecisions.Add(new FindingDecision
        {
            Id = time.NewId(),
            DocumentId = finding.DocumentId,
            Rule = finding.Rule,
            Quote = finding.Quote,
            Dismissed = request.Dismissed,
            Words = request.Words.Trim(),
            ActorId = actor.Id,
            At = time.Instant(),
        });
        if (request is { Dismissed: true, Fault: { } fault and not FindingFault.Missed }) db.RuleCaseProposals.Add(await ProposalAsync(db, actor, finding, fault, request, ct));
        await db.AddWorkAsync(WorkKind.Score, suppliers, "finding_reviewed", time.Instant(), ct);
        await audit.AppendAsync(db, actor, "finding.reviewed", $"document:{finding.DocumentId}",
            new { finding.Rule, finding.Quote, request.Dismissed, request.Words, request.Fault, request.Should }, ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return finding;
    }

    // The next publication of the rules is measured by it; the decision itself holds at once.
    private async Task<RuleCaseProposal> ProposalAsync(SupplyRiskDb db, Actor actor, Finding finding, FindingFault fault, FindingReviewRequest request, CancellationToken ct)
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
            ActorId = actor.Id,
            At = time.Instant(),
            Version = 1,
        };
    }
}
