using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Proposals;

/// <summary>A proposed case as a person would have it.</summary>
/// <param name="Version">The one that was looked at.</param>
/// <param name="Expect">A status in snake case, or <c>silent</c>.</param>
/// <param name="Language">Two letters, or null.</param>
public sealed record ProposalEdit(Guid Id, int Version, string Text, string Expect, string? Language, string Note);

/// <summary>Changes, declines, or puts into a file what was proposed.</summary>
public sealed class EditRuleCaseProposal(IDbContextFactory<SupplyRiskDb> databases, ActiveRulesets rulesets, TimeProvider time, AuditTrail audit)
{
    private const int LongestNote = 300;

    private static readonly HashSet<string> Outcomes = [.. Enum.GetValues<EvidenceStatus>().Select(Words.Snake), RuleCaseProposal.Silent];

    public async Task<Result<RuleCaseProposal>> EditAsync(Actor actor, ProposalEdit edit, CancellationToken ct)
    {
        if (actor.Lacks(Right.ProposeRules) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await OpenAsync(db, actor, edit.Id, edit.Version, ct);
        if (!found.Done) return found;
        var proposal = found.Value;
        var problems = Problems(edit).ToList();
        if (proposal.WorkerWords && edit.Text.Trim().Length > 0 && RuleCaseText.Repeats(edit.Text, await SaidAsync(db, proposal, ct))) problems.Add(ProposalErrors.WorkersOwnWords());
        if (problems.Count > 0) return Result<RuleCaseProposal>.Refused(problems);
        proposal.Text = edit.Text.Trim().ReplaceLineEndings("\n");
        proposal.Expect = edit.Expect;
        proposal.Language = string.IsNullOrWhiteSpace(edit.Language) ? null : edit.Language.Trim().ToLowerInvariant();
        proposal.Note = edit.Note.Trim();
        return await SaveAsync(db, actor, proposal, "rule_case.edited", ct);
    }

    public async Task<Result<RuleCaseProposal>> DeclineAsync(Actor actor, Guid id, int version, CancellationToken ct)
    {
        if (actor.Lacks(Right.ProposeRules) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await OpenAsync(db, actor, id, version, ct);
        if (!found.Done) return found;
        (found.Value.State, found.Value.DecidedBy, found.Value.DecidedAt) = (RuleCaseState.Declined, actor.Id, time.Instant());
        return await SaveAsync(db, actor, found.Value, "rule_case.declined", ct);
    }

    /// <summary>Writes the case into the customer's own rules, where the next check of them picks it up. It is in force once they are published.</summary>
    public async Task<Result<RuleCaseProposal>> KeepAsync(Actor actor, Guid id, int version, CancellationToken ct)
    {
        if (actor.Lacks(Right.ProposeRules) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await OpenAsync(db, actor, id, version, ct);
        if (!found.Done) return found;
        var proposal = found.Value;
        if (proposal.Text.Length == 0) return proposal.WorkerWords ? ProposalErrors.WorkersOwnWords() : ProposalErrors.TextMissing();
        if (proposal.WorkerWords && RuleCaseText.Repeats(proposal.Text, await SaidAsync(db, proposal, ct))) return ProposalErrors.WorkersOwnWords();
        var written = await OwnCaseFile.AddAsync(rulesets.Folders, proposal, ct);
        if (!written.Done) return Result<RuleCaseProposal>.Refused(written.Refusals);
        (proposal.State, proposal.DecidedBy, proposal.DecidedAt, proposal.KeptIn) = (RuleCaseState.Kept, actor.Id, time.Instant(), written.Value);
        return await SaveAsync(db, actor, proposal, "rule_case.kept", ct);
    }

    private static async Task<Result<RuleCaseProposal>> OpenAsync(SupplyRiskDb db, Actor actor, Guid id, int version, CancellationToken ct)
    {
        if (await FindRuleCaseProposals.Seen(db, actor).FirstOrDefaultAsync(p => p.Id == id, ct) is not { } proposal) return ProposalErrors.NoSuchProposal();
        if (proposal.State != RuleCaseState.Open) return ProposalErrors.NotOpen();
        return proposal.Version == version ? proposal : ProposalErrors.ChangedMeanwhile();
    }

    private async Task<Result<RuleCaseProposal>> SaveAsync(SupplyRiskDb db, Actor actor, RuleCaseProposal proposal, string action, CancellationToken ct)
    {
        proposal.Version++;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.SaveChangesAsync(ct);
            await audit.AppendAsync(db, actor, action, $"rule_case:{proposal.Id}", new { proposal.Rule, proposal.Expect, proposal.Text, proposal.Note, proposal.KeptIn }, ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ProposalErrors.ChangedMeanwhile();
        }

        return proposal;
    }

    private static async Task<string> SaidAsync(SupplyRiskDb db, RuleCaseProposal proposal, CancellationToken ct)
    {
        var text = await db.DocumentContents.Where(c => c.DocumentId == proposal.DocumentId).Select(c => c.Text).FirstOrDefaultAsync(ct) ?? "";
        return proposal.End <= text.Length ? text[proposal.Start..proposal.End] : "";
    }

    private static IEnumerable<Refusal> Problems(ProposalEdit edit)
    {
        if (string.IsNullOrWhiteSpace(edit.Text)) yield return ProposalErrors.TextMissing();
        else if (edit.Text.Length > RuleCaseText.Longest) yield return ProposalErrors.TextTooLong();
        if (!Outcomes.Contains(edit.Expect)) yield return ProposalErrors.ExpectUnknown();
        if (!string.IsNullOrWhiteSpace(edit.Language) && (edit.Language.Trim().Length != 2 || !edit.Language.Trim().All(char.IsAsciiLetter))) yield return ProposalErrors.LanguageUnknown();
        if (edit.Note.Length > LongestNote) yield return new Refusal(RefusalKind.Invalid, "note_too_long", $"Keep the note under {LongestNote} characters.", "note");
    }
}
