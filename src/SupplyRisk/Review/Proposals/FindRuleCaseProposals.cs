using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Proposals;

/// <summary>A proposal as its page shows it.</summary>
/// <param name="Title">Of the rule; its id if no rule of that id is in force.</param>
/// <param name="Document">The document's path.</param>
/// <param name="Passage">What stands in the document, for who may see it.</param>
/// <param name="Now">What the rules in force make of the case's text; empty if it has none yet.</param>
public sealed record ProposalToShow(RuleCaseProposal Proposal, string Title, string Document, string Passage, IReadOnlyList<string> Now)
{
    /// <summary>True if the rules in force make of it what they should.</summary>
    public bool ComesOut => Proposal.Expect switch
    {
        RuleCaseProposal.Silent or "asserted" => Now.Contains(Proposal.Expect),
        _ => Now.Contains(Proposal.Expect) && !Now.Contains("asserted"),
    };
}

/// <summary>Proposals in one state, newest first.</summary>
public sealed record ProposalList(RuleCaseState State, IReadOnlyList<ProposalToShow> Rows, int Page, int Total, IReadOnlyDictionary<RuleCaseState, int> States);

/// <summary>Reads proposed rule cases of documents the actor may see.</summary>
public sealed class FindRuleCaseProposals(IDbContextFactory<SupplyRiskDb> databases, ActiveRulesets rulesets)
{
    public const int PageSize = 20;

    public async Task<Result<ProposalList>> HandleAsync(Actor actor, RuleCaseState state, int page, CancellationToken ct)
    {
        if (actor.Lacks(Right.ProposeRules) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var seen = Seen(db, actor);
        var states = await seen.GroupBy(p => p.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct);
        var rows = await seen.Where(p => p.State == state).OrderByDescending(p => p.At).ThenByDescending(p => p.Id).Skip((page - 1) * PageSize).Take(PageSize).AsNoTracking().ToListAsync(ct);
        var documents = rows.ConvertAll(r => r.DocumentId);
        var texts = await (from d in db.Documents
                           where documents.Contains(d.Id)
                           join c in db.DocumentContents on d.Id equals c.DocumentId into content
                           from c in content.DefaultIfEmpty()
                           select new { d.Id, d.Path, Text = c == null ? "" : c.Text }).ToDictionaryAsync(x => x.Id, ct);
        return new ProposalList(state, [.. rows.Select(r => Show(r, texts[r.DocumentId].Path, texts[r.DocumentId].Text))], page, states.GetValueOrDefault(state), states);
    }

    /// <summary>All that are open and have a text, as one case file.</summary>
    public async Task<Result<string>> FileAsync(Actor actor, Guid? only, CancellationToken ct)
    {
        if (actor.Lacks(Right.ProposeRules) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var asked = Seen(db, actor).Where(p => only == null ? p.State == RuleCaseState.Open : p.Id == only);
        var proposals = await asked.Where(p => p.Text != "").OrderBy(p => p.At).ThenBy(p => p.Id).AsNoTracking().ToListAsync(ct);
        return proposals.Count == 0 ? ProposalErrors.NoSuchProposal() : RuleCaseText.File(proposals);
    }

    internal static IQueryable<RuleCaseProposal> Seen(SupplyRiskDb db, Actor actor) =>
        actor.Suppliers is null ? db.RuleCaseProposals : db.RuleCaseProposals.Where(p => FindDocuments.Seen(db, actor).Any(d => d.Id == p.DocumentId));

    private ProposalToShow Show(RuleCaseProposal p, string path, string text) => new(
        p, rulesets.Current.Find(p.Rule)?.Title ?? p.Rule, path, p.End <= text.Length ? text[p.Start..p.End] : "",
        p.Text.Length == 0 ? [] : RuleCaseText.Made(rulesets.Current, p.Rule, p.Text, p.Language));
}
