using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Testing;

namespace SupplyRisk.Screening;

/// <summary>The customer's own folder as it stands on disk, over the shipped rules.</summary>
/// <param name="Rules">Its files.</param>
/// <param name="Bundle">Null if they do not load.</param>
/// <param name="Problems">Why it cannot be published: problems of the files, cases that came out otherwise, changes that no case notices. Empty if it can.</param>
public sealed record CandidateRules(PublishedRules Rules, RulesetBundle? Bundle, IReadOnlyList<string> Problems);

/// <summary>Who wants the own folder in force, as it stood when they said so.</summary>
/// <param name="Hash"><see cref="PublishedRules.Hash"/> of what they looked at.</param>
/// <param name="Words">What it changes and why.</param>
public sealed record RulesProposal(string Hash, string ActorId, DateTime At, string Words);

/// <summary>Puts the customer's own rules in force: one person proposes them, another publishes. Nothing else does: an edit on disk changes no score until it is published.</summary>
public sealed class PublishRulesets(
    IDbContextFactory<SupplyRiskDb> databases, ActiveRulesets active, IWorkSignal signal, TimeProvider time, AuditTrail audit)
{
    private const string ProposalKey = "rulesets.proposed";

    private const int MostWords = 4_000;

    private (string Hash, CandidateRules Candidate)? _checked;

    /// <summary>Reads what is published. At the very first start with an own folder, publishes it as it stands; if it has problems the shipped rules hold and <see cref="ActiveRulesets.Problems"/> says why.</summary>
    public async Task StartAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await active.RefreshAsync(db, ct);
        if (active.Folders.Own is null || active.Published.Hash.Length > 0 || await db.Settings.AnyAsync(s => s.Key == PublishedRules.HashKey, ct)) return;
        var candidate = Candidate();
        if (candidate.Problems.Count > 0) active.Refuse(candidate.Problems);
        else await StoreAsync(actor, candidate, ct);
    }

    /// <summary>Reads and checks the own folder.</summary>
    public CandidateRules Candidate()
    {
        PublishedRules rules;
        try
        {
            rules = active.Folders.Own is { } own ? new PublishedRules(RulesetFolder.AsOwn([.. RulesetFolder.Read(own).Where(RulesetFolder.IsRule)])) : PublishedRules.None;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new CandidateRules(PublishedRules.None, null, [e.Message]);
        }

        if (_checked is { } before && before.Hash == rules.Hash) return before.Candidate;
        var candidate = Check(rules);
        _checked = (rules.Hash, candidate);
        return candidate;
    }

    /// <summary>What somebody proposed of the folder as it stands now; null if nobody did, or if it has changed since.</summary>
    public async Task<RulesProposal?> ProposedAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var stored = await db.Settings.Where(s => s.Key == ProposalKey).Select(s => s.Value).FirstOrDefaultAsync(ct);
        return stored is not null && StoredJson.Read<RulesProposal>(stored) is var proposal && proposal.Hash == Candidate().Rules.Hash ? proposal : null;
    }

    /// <summary>Asks for the candidate to be put in force, which somebody else does.</summary>
    /// <param name="hash"><see cref="PublishedRules.Hash"/> of the candidate that the person has looked at.</param>
    /// <param name="words">What it changes and why.</param>
    public async Task<Result<RulesProposal>> ProposeAsync(Actor actor, string hash, string words, CancellationToken ct)
    {
        if (actor.Lacks(Right.ProposeRules) is { } no) return no;
        List<Refusal> problems = [.. Unfit(Candidate(), hash)];
        var said = Words.WithoutHidden(words).Trim();
        if (said.Length is 0 or > MostWords) problems.Add(new(RefusalKind.Invalid, "words_missing", $"Say what it changes and why, in up to {MostWords} characters.", "words"));
        if (problems.Count > 0) return Result<RulesProposal>.Refused(problems);
        var proposal = new RulesProposal(hash, actor.Id, time.Instant(), said);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Settings.Where(s => s.Key == ProposalKey).ExecuteDeleteAsync(ct);
        db.Settings.Add(new Setting { Key = ProposalKey, Value = StoredJson.Write(proposal) });
        await db.SaveChangesAsync(ct);
        await audit.AppendAsync(db, actor, "rulesets.proposed", $"rulesets:{hash}", new { words = said }, ct);
        await transaction.CommitAsync(ct);
        return proposal;
    }

    /// <summary>Makes what somebody else proposed the rules in force and queues the whole portfolio for screening.</summary>
    /// <param name="hash"><see cref="PublishedRules.Hash"/> of the candidate that the person has looked at.</param>
    public async Task<Result<RulesetBundle>> PublishAsync(Actor actor, string hash, CancellationToken ct)
    {
        if (actor.Lacks(Right.PublishRules) is { } no) return no;
        var candidate = Candidate();
        if (Unfit(candidate, hash).FirstOrDefault() is { } unfit) return unfit;
        if (await ProposedAsync(ct) is not { } proposal) return new Refusal(RefusalKind.Conflict, "rules_not_proposed", "Nobody has proposed these rules yet. One person proposes them, another publishes.");
        if (proposal.ActorId == actor.Id) return new Refusal(RefusalKind.Forbidden, "second_person", "Whoever proposed the rules does not publish them. Somebody else with that right has to.");
        await StoreAsync(actor, candidate, ct);
        return active.Current;
    }

    private IEnumerable<Refusal> Unfit(CandidateRules candidate, string hash)
    {
        if (candidate.Rules.Hash != hash) yield return new(RefusalKind.Conflict, "rules_changed", "The folder has changed since you looked at it. Look again, then go on.");
        else if (candidate.Problems.Count > 0) yield return new(RefusalKind.Invalid, "rules_have_problems", $"The folder has {candidate.Problems.Count} problems; the first: {candidate.Problems[0]}");
        else if (candidate.Rules.Hash == active.Published.Hash) yield return new(RefusalKind.Conflict, "rules_in_force", "These rules are in force already.");
    }

    private async Task StoreAsync(Actor actor, CandidateRules candidate, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            var was = await db.Settings.Where(s => s.Key == PublishedRules.HashKey).Select(s => s.Value).FirstOrDefaultAsync(ct);
            var proposal = await db.Settings.FindAsync([ProposalKey], ct);
            if (proposal is not null) db.Settings.Remove(proposal);
            await candidate.Rules.StoreAsync(db, ct);
            await db.SaveChangesAsync(ct);

            // The next run would find it out by itself; the rows say so at once, and why.
            var waiting = db.Work.Where(w => w.Kind == WorkKind.Score || w.Kind == WorkKind.Match).Select(w => w.Key);
            var suppliers = await db.Suppliers.Where(s => !waiting.Contains(s.Id)).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(ct);
            await db.AddWorkAsync(WorkKind.Score, suppliers, "rules_published", time.Instant(), ct);
            await db.SaveChangesAsync(ct);
            await audit.AppendAsync(db, actor, "rulesets.published", $"rulesets:{candidate.Bundle!.Hash}", new // checked, so it has one
            {
                was,
                now = candidate.Rules.Hash,
                proposed_by = proposal is null ? null : StoredJson.Read<RulesProposal>(proposal.Value).ActorId,
                rules = candidate.Bundle.Rules.Where(r => r.IsOwn || r.ModeSetBy is not null).Select(r => new { r.Id, r.File, r.Replaces, mode = Words.Snake(r.Mode) }).ToList(),
            }, ct);
            await db.WakeInstancesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await active.RefreshAsync(db, ct);
        signal.Set();
    }

    // A shipped case that fails without the customer's files, too, is no reason to keep them out.
    private List<CaseResult> Failures(RulesetBundle bundle)
    {
        var failures = RulesetTester.Run(bundle).Where(r => !r.Passed).ToList();
        if (failures.TrueForAll(f => bundle.Find(f.Rule) is { IsOwn: true })) return failures;
        var shipped = RulesetLoader.Load(RulesetFolder.Read(active.Folder)).Bundle;
        var anyway = shipped is null ? [] : RulesetTester.Run(shipped).Where(r => !r.Passed).Select(r => (r.File, r.Line)).ToHashSet();
        return [.. failures.Where(f => !anyway.Contains((f.File, f.Line)))];
    }

    private CandidateRules Check(PublishedRules rules)
    {
        var load = RulesetLoader.Load([.. RulesetFolder.Read(active.Folder), .. rules.Files]);
        if (load.Bundle is not { } bundle) return new CandidateRules(rules, null, [.. load.Issues.Select(i => i.ToString())]);
        return new CandidateRules(rules, bundle,
        [
            .. Failures(bundle).Select(r => $"{r.File}({r.Line}): {r.Rule}, case {r.Case}: expected {r.Expected}, got {r.Got}. {r.Why}"),
            .. MutationCheck.Run(bundle, r => r.IsOwn).Select(s => s.ToString()),
        ]);
    }
}
