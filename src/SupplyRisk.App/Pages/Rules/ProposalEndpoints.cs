using SupplyRisk.Audit;
using SupplyRisk.Review.Proposals;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Pages.Rules;

internal static class ProposalEndpoints
{
    public static void MapProposals(this RouteGroupBuilder pages)
    {
        var proposals = pages.MapGroup("/rules/proposals");
        proposals.MapGet("", ListAsync).Needs(Right.ProposeRules);
        proposals.MapGet("/cases.yaml", DownloadAsync).Needs(Right.ProposeRules);
        proposals.MapGet("/{id:guid}/case.yaml", DownloadAsync).Needs(Right.ProposeRules);
        proposals.MapPost("/{id:guid}", ChangeAsync).Needs(Right.ProposeRules);
    }

    private static Task<IResult> ListAsync(string? state, string? page, FindRuleCaseProposals find, ActiveRulesets rulesets, HttpContext http, CancellationToken ct) =>
        ShowAsync(Words.Parse<RuleCaseState>(state) ?? RuleCaseState.Open, int.TryParse(page, out var number) && number > 0 ? number : 1, Form.Fresh, null, find, rulesets, http, ct);

    private static async Task<IResult> DownloadAsync(Guid? id, FindRuleCaseProposals find, HttpContext http, CancellationToken ct)
    {
        var file = await find.FileAsync(http.Actor(), id, ct);
        return file.Done ? Results.File(System.Text.Encoding.UTF8.GetBytes(file.Value), "application/yaml", id is null ? "from-reviewers.yaml" : $"case-{id:N}.yaml") : Results.StatusCode(RefusalStatus.Of(file.Refusals));
    }

    /// <summary>One form, several buttons: what was entered is saved first, then kept if that was asked.</summary>
    private static async Task<IResult> ChangeAsync(Guid id, EditRuleCaseProposal edit, FindRuleCaseProposals find, ActiveRulesets rulesets, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var version = int.TryParse(form["version"], out var number) ? number : 0;
        var actor = http.Actor();
        var asked = form["do"].ToString();
        var result = asked == "decline"
            ? await edit.DeclineAsync(actor, id, version, ct)
            : await edit.EditAsync(actor, new ProposalEdit(id, version, form["text"].ToString(), form["expect"].ToString(), form["language"].ToString(), form["note"].ToString()), ct);
        if (result.Done && asked == "keep") result = await edit.KeepAsync(actor, id, result.Value.Version, ct);
        if (result.Done) return Render.GoTo(http, asked == "save" ? $"/rules/proposals#p-{id:N}" : $"/rules/proposals?state={Words.Snake(result.Value.State)}#p-{id:N}");
        return await ShowAsync(RuleCaseState.Open, 1, Form.Of($"p-{id:N}", form, result.Refusals), result.Refusals, find, rulesets, http, ct);
    }

    private static async Task<IResult> ShowAsync(
        RuleCaseState state, int page, Form form, IReadOnlyList<Refusal>? refusals, FindRuleCaseProposals find, ActiveRulesets rulesets, HttpContext http, CancellationToken ct)
    {
        var list = await find.HandleAsync(http.Actor(), state, page, ct);
        return list.Done
            ? Render.Page<ProposalsPage, ProposalsModel>(new(list.Value, rulesets.Folders.Own, form), refusals is null ? StatusCodes.Status200OK : RefusalStatus.Of(refusals))
            : Results.StatusCode(RefusalStatus.Of(list.Refusals));
    }
}

/// <summary>The page of proposed cases.</summary>
/// <param name="Own">The customer's own folder of rules, or null.</param>
/// <param name="Form">The form that came back with something to correct.</param>
public sealed record ProposalsModel(ProposalList List, string? Own, Form Form);
