using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Review.Actions;

namespace SupplyRisk.App.Api;

/// <summary>A corrective action.</summary>
/// <param name="Found">What was found; never for the supplier.</param>
/// <param name="Asked">What the supplier is asked on its own page; null keeps it inside.</param>
/// <param name="Amount">Money to be paid to the people concerned, all together, in <paramref name="Currency"/> (ISO 4217).</param>
/// <param name="Version">To be given back with a change, so that two people do not overwrite each other.</param>
internal sealed record ActionItem(
    Guid Id, Guid SupplierId, string Supplier, RemedyKind Kind, ActionState State, string Found, string? RootCause, string? Asked, string? SupplierWords, string Owner, DateOnly? Due, int DaysOverdue,
    decimal? Amount, string? Currency, int? People, decimal? AmountDone, int? PeopleDone, Guid? CaseId, Guid? DocumentId, int? DocumentStart, string? DoneBy, DateTime? DoneAt,
    string? VerifiedBy, DateOnly? VerifiedOn, VerificationMethod? VerifiedHow, DateTime PlannedAt, DateTime UpdatedAt, int Version);

/// <summary>Something that happened to an action.</summary>
internal sealed record ActionEventItem(DateTime At, string Actor, ActionState? From, ActionState To, string Words);

/// <summary>An action with all that happened to it, newest first.</summary>
/// <param name="Next">What it may become.</param>
/// <param name="Evidence">Ids of documents.</param>
internal sealed record ActionWhole(ActionItem Action, IReadOnlyList<ActionState> Next, IReadOnlyList<ActionEventItem> Events, IReadOnlyList<Guid> Evidence);

/// <summary>What is said of an action.</summary>
/// <param name="Version">The version looked at; null does not check. Not used when planning.</param>
internal sealed record ActionBody(
    RemedyKind Kind, string Found, string Owner, string? RootCause = null, string? Asked = null, DateOnly? Due = null, decimal? Amount = null, string? Currency = null, int? People = null,
    decimal? AmountDone = null, int? PeopleDone = null, int? Version = null)
{
    public ActionDetails Details => new(Kind, Found, RootCause, Asked, Owner, Due, Amount, Currency, People) { AmountDone = AmountDone, PeopleDone = PeopleDone };
}

/// <summary>A new action.</summary>
/// <param name="FindingId">Plan it from a finding: everything else but <paramref name="SupplierId"/> is then filled in.</param>
internal sealed record NewActionBody(Guid SupplierId, Guid? FindingId = null, Guid? CaseId = null, ActionBody? Action = null);

/// <summary>A step of an action.</summary>
/// <param name="Method">How it was verified; required for verified and not_effective.</param>
/// <param name="VerifiedOn">The day it was verified; required for the same.</param>
internal sealed record StepBody(ActionState State, string Words, int? Version = null, VerificationMethod? Method = null, DateOnly? VerifiedOn = null);

internal static class ActionApi
{
    public static void MapCorrectiveActions(this RouteGroupBuilder api)
    {
        var actions = api.MapGroup("/actions").WithTags("Corrective actions");
        actions.MapGet("", ListAsync).WithName("ListActions").WithSummary("Corrective actions, due first.");
        actions.MapPost("", PlanAsync).WithName("PlanAction").WithSummary("Plan a corrective action, by hand or from a finding.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        actions.MapGet("/{id:guid}", OneAsync).WithName("GetAction").WithSummary("One action with its history.").ProducesProblem(404);
        actions.MapPut("/{id:guid}", ChangeAsync).WithName("ChangeAction").WithSummary("Change what is said of an action.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        actions.MapPost("/{id:guid}/step", StepAsync).WithName("MoveAction").WithSummary("Take an action to its next state.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        actions.MapPost("/{id:guid}/evidence/{documentId:guid}", EvidenceAsync).WithName("AddActionEvidence").WithSummary("Add a document as evidence.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Results<Ok<ListOf<ActionItem>>, ProblemHttpResult>> ListAsync(
        [FromQuery(Name = "state")] string? state, [FromQuery(Name = "overdue")] bool? overdue, [FromQuery(Name = "owner")] string? owner, [FromQuery(Name = "kind")] string? kind,
        [FromQuery(Name = "supplier_id")] Guid? supplier, [FromQuery(Name = "page_token")] string? pageToken, FindActions find, HttpContext http, CancellationToken ct)
    {
        if (state is not null && SupplierApi.Unknown<ActionState>("state", [state]) is { } badState) return badState;
        if (kind is not null && SupplierApi.Unknown<RemedyKind>("kind", [kind]) is { } badKind) return badKind;
        var mark = $"{state}|{overdue}|{owner}|{kind}|{supplier}";
        if (PageTokens.Page(pageToken, mark) is not { } page) return ApiResults.Bad("page_token", "The page token belongs to another query.");
        var list = await find.HandleAsync(http.Actor(), new ActionQuery(Words.Parse<ActionState>(state), overdue ?? false, owner, Words.Parse<RemedyKind>(kind), supplier, page), ct);
        return TypedResults.Ok(new ListOf<ActionItem>([.. list.Rows.Select(Item)], list.Total, PageTokens.Next(page, ActionQuery.PageSize, list.Total, mark)));
    }

    private static async Task<Results<Created<ActionWhole>, ProblemHttpResult>> PlanAsync(NewActionBody body, PlanAction plan, FindActions find, HttpContext http, CancellationToken ct)
    {
        if (body.FindingId is null == body.Action is null) return ApiResults.Problem([new Refusal(RefusalKind.Invalid, "finding_or_action", "Give either finding_id, or action with what is said of it.")]);
        var result = body.FindingId is { } finding ? await plan.FromFindingAsync(http.Actor(), body.SupplierId, finding, ct)
            : await plan.PlanAsync(http.Actor(), body.SupplierId, body.Action!.Details, new ActionOrigin(body.CaseId), ct); // one of the two is given
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        var whole = await WholeAsync(find, http, result.Value.Id, ct);
        return whole is null ? ApiResults.NotFound("action") : TypedResults.Created($"{ApiServices.Root}/actions/{result.Value.Id}", whole);
    }

    private static async Task<Results<Ok<ActionWhole>, ProblemHttpResult>> OneAsync(Guid id, FindActions find, HttpContext http, CancellationToken ct) =>
        await WholeAsync(find, http, id, ct) is { } whole ? TypedResults.Ok(whole) : ApiResults.NotFound("action");

    private static async Task<Results<Ok<ActionWhole>, ProblemHttpResult>> ChangeAsync(Guid id, ActionBody body, ChangeAction change, FindActions find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await change.ChangeAsync(http.Actor(), id, body.Details, body.Version, ct), find, http, ct);

    private static async Task<Results<Ok<ActionWhole>, ProblemHttpResult>> StepAsync(Guid id, StepBody body, MoveAction move, FindActions find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await move.MoveAsync(http.Actor(), new ActionStep(id, body.State, body.Words, body.Version) { Method = body.Method, VerifiedOn = body.VerifiedOn }, ct), find, http, ct);

    private static async Task<Results<Ok<ActionWhole>, ProblemHttpResult>> EvidenceAsync(Guid id, Guid documentId, ChangeAction change, FindActions find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await change.AddEvidenceAsync(http.Actor(), id, documentId, ct), find, http, ct);

    private static async Task<Results<Ok<ActionWhole>, ProblemHttpResult>> AnswerAsync(Result<CorrectiveAction> result, FindActions find, HttpContext http, CancellationToken ct)
    {
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        return await WholeAsync(find, http, result.Value.Id, ct) is { } whole ? TypedResults.Ok(whole) : ApiResults.NotFound("action");
    }

    private static async Task<ActionWhole?> WholeAsync(FindActions find, HttpContext http, Guid id, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is not { } file ? null : new ActionWhole(
            Item(file.Row), ActionStates.After(file.Row.Action.State), [.. file.Events.Select(e => new ActionEventItem(e.At, e.ActorId, e.From, e.To, e.Words))],
            [.. file.Documents.Where(d => d.IsEvidence).Select(d => d.Id)]);

    private static ActionItem Item(ActionRow row)
    {
        var a = row.Action;
        return new ActionItem(
            a.Id, a.SupplierId, row.Supplier, a.Kind, a.State, a.Found, a.RootCause, a.Asked, a.SupplierWords, a.Owner, a.Due, row.Overdue, a.Amount, a.Currency, a.People, a.AmountDone, a.PeopleDone,
            a.CaseId, a.DocumentId, a.DocumentStart, a.DoneBy, a.DoneAt, a.VerifiedBy, a.VerifiedOn, a.VerifiedHow, a.PlannedAt, a.UpdatedAt, a.Version);
    }
}
