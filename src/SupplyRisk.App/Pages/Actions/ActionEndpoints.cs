using System.Globalization;
using SupplyRisk.Audit;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Exchange;

namespace SupplyRisk.App.Pages.Actions;

internal static class ActionEndpoints
{
    private static readonly string[] Header =
        ["action_id", "supplier_id", "supplier", "country", "kind", "state", "found", "root_cause", "asked", "supplier_words", "owner", "due", "days_overdue", "amount", "currency", "people", "amount_done", "people_done", "done_at", "verified_by", "verified_on", "verified_how", "planned_at", "updated_at"];

    public static void MapActions(this RouteGroupBuilder pages)
    {
        pages.MapGet("/actions", ListAsync);
        pages.MapGet("/actions/export", (Delegate)Export);
        pages.MapGet("/actions/{id:guid}", ShowAsync);
        var manage = pages.MapGroup("").AddEndpointFilter(MayManageAsync);
        manage.MapGet("/actions/new", NewAsync);
        manage.MapPost("/actions", PlanAsync);
        manage.MapPost("/actions/from-finding", FromFindingAsync);
        manage.MapPost("/actions/from-row", FromRowAsync);
        manage.MapPost("/actions/{id:guid}", ChangeAsync);
        manage.MapPost("/actions/{id:guid}/step", StepAsync);
        manage.MapPost("/actions/{id:guid}/evidence", EvidenceAsync);
    }

    // The handlers ask again. Here it comes before what the form lacks, so that whoever may not is told that, and not that there is nothing.
    internal static async ValueTask<object?> MayManageAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Actor().Lacks(Right.ManageActions) is null ? await next(context) : Results.StatusCode(StatusCodes.Status403Forbidden);

    private static async Task<IResult> ListAsync(FindActions find, FindExchange exchange, HttpContext http, CancellationToken ct) =>
        Render.Page<ActionsPage, ActionsModel>(new(await find.HandleAsync(http.Actor(), Query(http.Request.Query), ct), await exchange.WaitingAsync(http.Actor(), ct)));

    private static IResult Export(FindActions find, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        if (http.Actor().Lacks(Right.Export) is not null) return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (Words.Parse<TableFormat>(http.Request.Query["format"]) is not { } format) return Results.BadRequest();
        var rows = find.Export(http.Actor(), Query(http.Request.Query), ct);
        if (!rows.Done) return Results.StatusCode(RefusalStatus.Of(rows.Refusals));
        return Results.Stream(
            to => TableFile.WriteAsync(to, format, "Corrective actions", Header, rows.Value.Select(Cells), ct), TableFile.ContentType(format),
            string.Create(CultureInfo.InvariantCulture, $"corrective-actions-{time.GetUtcNow():yyyy-MM-dd}.{Words.Snake(format)}"));
    }

    private static async Task<IResult> NewAsync(FindActions find, PlanAction plan, HttpContext http, CancellationToken ct)
    {
        var q = http.Request.Query;
        if (!Guid.TryParse(q["supplier"], out var supplier) || await find.GroundAsync(http.Actor(), supplier, ct) is not { } ground) return Results.NotFound();
        var draft = Case(q["finding"]) is { } finding ? await plan.DraftAsync(http.Actor(), supplier, finding, ct) : null;
        if (draft is { Done: false }) return Results.StatusCode(RefusalStatus.Of(draft.Refusals));
        var form = draft is { Value: { } known } ? new Form("action", ActionFields.Of(known.Details), []) : Form.Fresh;
        return Render.Page<NewActionPage, NewActionModel>(new(supplier, ground.Supplier, ground.StateImposed, Case(q["case"]), form) { FindingId = Case(q["finding"]) });
    }

    private static async Task<IResult> PlanAsync(PlanAction plan, FindActions find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (!Guid.TryParse(form["supplier"], out var supplier) || await find.GroundAsync(http.Actor(), supplier, ct) is not { } ground) return Results.NotFound();
        var (details, no) = ActionFields.Read(form);
        var origin = new ActionOrigin(Case(form["case"]));
        if (Case(form["finding"]) is { } finding)
        {
            var draft = await plan.DraftAsync(http.Actor(), supplier, finding, ct);
            if (!draft.Done) return Results.StatusCode(RefusalStatus.Of(draft.Refusals));
            origin = draft.Value.Origin with { CaseId = origin.CaseId };
        }
        var result = no.Count > 0 ? Result<CorrectiveAction>.Refused(no) : await plan.PlanAsync(http.Actor(), supplier, details, origin, ct);
        if (result.Done) return Render.GoTo(http, $"/actions/{result.Value.Id}");
        return Render.Page<NewActionPage, NewActionModel>(new(supplier, ground.Supplier, ground.StateImposed, Case(form["case"]), Form.Of("action", form, result.Refusals)) { FindingId = Case(form["finding"]) }, RefusalStatus.Of(result.Refusals));
    }

    private static async Task<IResult> FromFindingAsync(PlanAction plan, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (!Guid.TryParse(form["supplier"], out var supplier) || !Guid.TryParse(form["finding"], out var finding)) return Results.BadRequest();
        return Made(http, await plan.FromFindingAsync(http.Actor(), supplier, finding, ct));
    }

    private static async Task<IResult> FromRowAsync(PlanAction plan, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (!Guid.TryParse(form["supplier"], out var supplier) || !Guid.TryParse(form["document"], out var document) || !int.TryParse(form["start"], NumberStyles.None, CultureInfo.InvariantCulture, out var start)) return Results.BadRequest();
        return Made(http, await plan.FromRowAsync(http.Actor(), supplier, document, start, ct));
    }

    private static IResult Made(HttpContext http, Result<CorrectiveAction> result) =>
        result.Done ? Render.GoTo(http, $"/actions/{result.Value.Id}") : Results.StatusCode(RefusalStatus.Of(result.Refusals));

    private static async Task<IResult> ShowAsync(Guid id, FindActions find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } file ? Render.Page<ActionPage, ActionPageModel>(new(file, Form.Fresh)) : Results.NotFound();

    private static async Task<IResult> ChangeAsync(Guid id, ChangeAction change, FindActions find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var (details, no) = ActionFields.Read(form);
        var result = no.Count > 0 ? Result<CorrectiveAction>.Refused(no) : await change.ChangeAsync(http.Actor(), id, details, Version(form), ct);
        return await AnswerAsync(id, "action", form, result, find, http, ct);
    }

    private static async Task<IResult> StepAsync(Guid id, MoveAction move, FindActions find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var no = new List<Refusal>();
        var day = ActionFields.Day(form, "verified_on", no);
        var to = Words.Parse<ActionState>(form["state"]);
        if (to is null) no.Add(new(RefusalKind.Invalid, "state_missing", "Choose what becomes of it.", "state"));
        var result = no.Count > 0 || to is null ? Result<CorrectiveAction>.Refused(no)
            : await move.MoveAsync(http.Actor(), new ActionStep(id, to.Value, form["words"].ToString(), Version(form)) { Method = Words.Parse<VerificationMethod>(form["method"]), VerifiedOn = day }, ct);
        return await AnswerAsync(id, "step", form, result, find, http, ct);
    }

    private static async Task<IResult> EvidenceAsync(Guid id, ChangeAction change, FindActions find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = Guid.TryParse(form["document"], out var document) ? await change.AddEvidenceAsync(http.Actor(), id, document, ct) : ActionErrors.NoSuchDocument();
        return await AnswerAsync(id, "evidence", form, result, find, http, ct);
    }

    private static async Task<IResult> AnswerAsync(Guid id, string name, IFormCollection form, Result<CorrectiveAction> result, FindActions find, HttpContext http, CancellationToken ct)
    {
        if (result.Done) return Render.GoTo(http, $"/actions/{id}");
        return await find.OneAsync(http.Actor(), id, ct) is { } file
            ? Render.Page<ActionPage, ActionPageModel>(new(file, Form.Of(name, form, result.Refusals)), RefusalStatus.Of(result.Refusals))
            : Results.NotFound();
    }

    internal static ActionQuery Query(IQueryCollection q) => new(
        Words.Parse<ActionState>(q["state"]), q["overdue"] == "yes", string.IsNullOrWhiteSpace(q["owner"]) ? null : q["owner"].ToString(), Words.Parse<RemedyKind>(q["kind"]),
        Guid.TryParse(q["supplier"], out var supplier) ? supplier : null, int.TryParse(q["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1);

    private static IReadOnlyList<object?> Cells(ActionRow row)
    {
        var a = row.Action;
        return [a.Id.ToString(), a.SupplierId.ToString(), row.Supplier, row.Country, Words.Snake(a.Kind), Words.Snake(a.State), a.Found, a.RootCause, a.Asked, a.SupplierWords, a.Owner, a.Due, row.Overdue,
            a.Amount, a.Currency, a.People, a.AmountDone, a.PeopleDone, a.DoneAt, a.VerifiedBy, a.VerifiedOn, a.VerifiedHow is { } how ? Words.Snake(how) : null, a.PlannedAt, a.UpdatedAt];
    }

    private static int? Version(IFormCollection form) => int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private static Guid? Case(string? text) => Guid.TryParse(text, out var id) ? id : null;
}

/// <summary>The list of actions.</summary>
/// <param name="Waiting">Suppliers whose answers nobody has decided.</param>
public sealed record ActionsModel(ActionList List, IReadOnlyList<WaitingSupplier> Waiting);

/// <summary>The page to plan an action on.</summary>
public sealed record NewActionModel(Guid SupplierId, string Supplier, bool StateImposed, Guid? CaseId, Form Form)
{
    /// <summary>The finding it is planned for, whose passage is filled in; null if it is for none.</summary>
    public Guid? FindingId { get; init; }
}

/// <summary>One action's page.</summary>
public sealed record ActionPageModel(ActionFile File, Form Form);
