using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Proposals;

/// <summary>A passage in which no rule found what a person sees there.</summary>
/// <param name="Passage">As it stands in the document's text, whatever the white space.</param>
/// <param name="Rule">The text rule that should have found it.</param>
/// <param name="Status">What the passage says of the sign.</param>
/// <param name="WorkerWords">True if a worker says it.</param>
/// <param name="Words">Why; required.</param>
public sealed record MissedFinding(Guid DocumentId, string Passage, string Rule, EvidenceStatus? Status, bool WorkerWords, string Words);

/// <summary>Takes down a missed finding as a proposed case of the rule. It changes no score: only a rule does.</summary>
public sealed class ProposeMissedFinding(IDbContextFactory<SupplyRiskDb> databases, ActiveRulesets rulesets, TimeProvider time, AuditTrail audit)
{
    public async Task<Result<RuleCaseProposal>> ProposeAsync(Actor actor, MissedFinding missed, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var document = await FindDocuments.Seen(db, actor).AsNoTracking().FirstOrDefaultAsync(d => d.Id == missed.DocumentId, ct);
        if (document is null) return ProposalErrors.NoSuchDocument();
        var content = await db.DocumentContents.AsNoTracking().FirstOrDefaultAsync(c => c.DocumentId == document.Id, ct);
        var place = content is null ? null : RuleCaseText.Find(content.Text, missed.Passage);
        var problems = Problems(missed, place).ToList();
        if (problems.Count > 0) return Result<RuleCaseProposal>.Refused(problems);
        var (start, end) = place!.Value; // without it there is a problem
        var text = content!.Text[start..end]; // likewise
        var worker = missed.WorkerWords || await RuleCaseText.HoldsBackAsync(db, document.Id, start, end, ct);
        var proposal = new RuleCaseProposal
        {
            Id = time.NewId(),
            DocumentId = document.Id,
            Start = start,
            End = end,
            Rule = missed.Rule,
            Language = document.Language,
            Text = worker ? "" : text,
            Got = string.Join(" and ", RuleCaseText.Made(rulesets.Current, missed.Rule, text, document.Language)),
            Expect = FindingFaults.Should(FindingFault.Missed, missed.Status),
            Fault = FindingFault.Missed,
            Words = missed.Words.Trim(),
            Note = "missed, as a reviewer said",
            WorkerWords = worker,
            State = RuleCaseState.Open,
            ActorId = actor.Id,
            At = time.Instant(),
            Version = 1,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.RuleCaseProposals.Add(proposal);
        await audit.AppendAsync(db, actor, "rule_case.proposed", $"document:{document.Id}", new { proposal.Id, proposal.Rule, proposal.Start, proposal.End, proposal.Expect, proposal.Words }, ct);
        await transaction.CommitAsync(ct);
        return proposal;
    }

    private IEnumerable<Refusal> Problems(MissedFinding missed, (int Start, int End)? place)
    {
        if (string.IsNullOrWhiteSpace(missed.Passage)) yield return ProposalErrors.PassageMissing();
        else if (missed.Passage.Length > RuleCaseText.Longest) yield return ProposalErrors.TextTooLong() with { Field = "passage" };
        else if (place is null) yield return ProposalErrors.PassageNotThere();
        if (rulesets.Current.Find(missed.Rule) is not { Text: not null }) yield return ProposalErrors.NoSuchRule(missed.Rule);
        if (missed.Status is null) yield return ProposalErrors.StatusMissing();
        if (string.IsNullOrWhiteSpace(missed.Words)) yield return ReviewErrors.WordsMissing();
        else if (missed.Words.Length > 4_000) yield return ReviewErrors.WordsTooLong();
    }
}
