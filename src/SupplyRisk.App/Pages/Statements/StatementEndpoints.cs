using System.Globalization;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Disclosure.Writing;

namespace SupplyRisk.App.Pages.Statements;

internal static class StatementEndpoints
{
    public static void MapStatements(this RouteGroupBuilder pages)
    {
        pages.MapGet("/statements", ListAsync);
        pages.MapGet("/statements/new", NewAsync).Needs(Right.DraftStatements);
        pages.MapPost("/statements", DraftAsync).Needs(Right.DraftStatements);
        pages.MapGet("/statements/{id:guid}", ShowAsync);
        pages.MapGet("/statements/{id:guid}/figures/{figure}", FigureAsync);
        pages.MapGet("/statements/{id:guid}/export", ExportAsync).Needs(Right.Export);
        var draft = pages.MapGroup("/statements/{id:guid}");
        draft.MapPost("/text", WriteAsync).Needs(Right.DraftStatements);
        draft.MapPost("/freeze", FreezeAsync).Needs(Right.DraftStatements);
        draft.MapPost("/attest", AttestAsync).Needs(Right.DraftStatements);
        draft.MapPost("/comment", CommentAsync).Needs(Right.DraftStatements, or: Right.ApproveStatements);
        draft.MapPost("/settle", SettleAsync).Needs(Right.DraftStatements, or: Right.ApproveStatements);
        draft.MapPost("/earlier", EarlierAsync).Needs(Right.DraftStatements);
        draft.MapPost("/submit", SubmitAsync).Needs(Right.DraftStatements);
        draft.MapPost("/withdraw", TakeBackAsync).Needs(Right.DraftStatements);
        draft.MapPost("/back", SendBackAsync).Needs(Right.ApproveStatements);
        draft.MapPost("/approve", ApproveAsync).Needs(Right.ApproveStatements);
        draft.MapPost("/publish", PublishAsync).Needs(Right.DraftStatements);
        draft.MapPost("/correct", CorrectAsync).Needs(Right.DraftStatements);
        pages.MapEntities();
    }

    private static async Task<IResult> ListAsync(FindStatements find, FrameworkFiles frameworks, HttpContext http, CancellationToken ct) =>
        Render.Page<StatementsPage, StatementsModel>(new(await find.ListAsync(http.Actor(), ct), await find.EntitiesAsync(http.Actor(), ct), frameworks.Current));

    private static async Task<IResult> NewAsync(FindStatements find, FrameworkFiles frameworks, HttpContext http, TimeProvider time, CancellationToken ct) =>
        Render.Page<NewStatementPage, NewStatementModel>(new(await find.EntitiesAsync(http.Actor(), ct), frameworks.Current, Guid.TryParse(http.Request.Query["entity"], out var id) ? id : null, await find.PeriodToOfferAsync(time.Today(), ct), Form.Fresh));

    private static async Task<IResult> DraftAsync(DraftStatement draft, FindStatements find, FrameworkFiles frameworks, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var no = new List<Refusal>();
        if (!Guid.TryParse(form["entity"], out var entity)) no.Add(StatementErrors.Missing("entity", "Choose a reporting entity."));
        var (from, to) = (Day(form, "period_from", no), Day(form, "period_to", no));
        var result = no.Count > 0 ? Result<Statement>.Refused(no) : await draft.DraftAsync(http.Actor(), entity, [.. form["laws"].OfType<string>()], from!.Value, to!.Value, ct); // both were read
        if (result.Done) return Render.GoTo(http, $"/statements/{result.Value.Id}");
        return Render.Page<NewStatementPage, NewStatementModel>(
            new(await find.EntitiesAsync(http.Actor(), ct), frameworks.Current, Guid.TryParse(form["entity"], out var chosen) ? chosen : null, await find.PeriodToOfferAsync(time.Today(), ct), Form.Of("new", form, result.Refusals)), RefusalStatus.Of(result.Refusals));
    }

    private static async Task<IResult> ShowAsync(Guid id, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) => await PageAsync(id, Form.Fresh, StatusCodes.Status200OK, find, pdf, http, ct);

    private static async Task<IResult> FigureAsync(Guid id, string figure, FindStatements find, HttpContext http, CancellationToken ct) =>
        FigureCatalogue.Find(figure) is { } known && await find.FigureAsync(http.Actor(), id, known, ct) is { } rows ? Render.Page<FigurePage, FigureRows>(rows) : Results.NotFound();

    private static async Task<IResult> ExportAsync(Guid id, ExportStatement export, HttpContext http, CancellationToken ct)
    {
        if (Words.Parse<StatementFormat>(http.Request.Query["format"]) is not { } format) return Results.BadRequest();
        var written = await export.ExportAsync(http.Actor(), id, format, ct);
        return written.Done ? Results.File(written.Value.Content, written.Value.ContentType, written.Value.FileName) : Results.StatusCode(RefusalStatus.Of(written.Refusals));
    }

    private static Task<IResult> WriteAsync(Guid id, WriteStatement write, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) =>
        PostAsync(id, f => $"w-{f["section"]}", f => $"s-{f["section"]}", (f, v) => write.WriteAsync(http.Actor(), id, f["section"].ToString(), f["text"].ToString(), v, ct), find, pdf, http, ct);

    private static Task<IResult> FreezeAsync(Guid id, WriteStatement write, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) =>
        PostAsync(id, _ => "freeze", _ => "figures", (_, v) => write.FreezeAsync(http.Actor(), id, v, ct), find, pdf, http, ct);

    private static Task<IResult> AttestAsync(Guid id, WriteStatement write, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) =>
        PostAsync(id, f => $"a-{f["section"]}", f => $"s-{f["section"]}", (f, v) => write.AttestAsync(http.Actor(), id, f["section"].ToString(), f["sentence"].ToString(), f["reason"].ToString(), v, ct), find, pdf, http, ct);

    private static Task<IResult> CommentAsync(Guid id, WriteStatement write, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) =>
        PostAsync(id, _ => "comment", _ => "notes", (f, _) => write.CommentAsync(http.Actor(), id, f["section"].ToString(), f["words"].ToString(), ct), find, pdf, http, ct);

    private static Task<IResult> SettleAsync(Guid id, WriteStatement write, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) =>
        PostAsync(id, _ => "comment", _ => "notes", (f, _) => write.SettleAsync(http.Actor(), id, Guid.TryParse(f["note"], out var note) ? note : Guid.Empty, ct), find, pdf, http, ct);

    private static Task<IResult> EarlierAsync(Guid id, WriteStatement write, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) =>
        PostAsync(id, _ => "earlier", _ => "earlier", (f, v) => write.CompareWithAsync(http.Actor(), id, f["earlier"].ToString(), v, ct), find, pdf, http, ct);

    private static Task<IResult> SubmitAsync(Guid id, MoveStatement move, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) =>
        PostAsync(id, _ => "approval", _ => "approval", (_, v) => move.SubmitAsync(http.Actor(), id, v, ct), find, pdf, http, ct);

    private static Task<IResult> SendBackAsync(Guid id, MoveStatement move, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) =>
        PostAsync(id, _ => "back", _ => "approval", (f, v) => move.SendBackAsync(http.Actor(), id, f["words"].ToString(), v, ct), find, pdf, http, ct);

    private static Task<IResult> TakeBackAsync(Guid id, MoveStatement move, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) =>
        PostAsync(id, _ => "take-back", _ => "approval", (f, v) => move.TakeBackAsync(http.Actor(), id, f["words"].ToString(), v, ct), find, pdf, http, ct);

    private static Task<IResult> ApproveAsync(Guid id, MoveStatement move, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) =>
        PostAsync(id, _ => "approval", _ => "approval", (f, v) =>
        {
            var no = new List<Refusal>();
            var on = f["on"].ToString().Length == 0 ? null : Day(f, "on", no);
            return no.Count > 0 ? Task.FromResult(Result<Statement>.Refused(no)) : move.ApproveAsync(http.Actor(), id, new ApprovalDetails(f["body"].ToString(), on, f["signatory"].ToString(), f["title"].ToString()), v, ct);
        }, find, pdf, http, ct);

    private static Task<IResult> PublishAsync(Guid id, MoveStatement move, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct) =>
        PostAsync(id, _ => "publish", _ => "approval", (f, v) =>
        {
            var no = new List<Refusal>();
            var on = Day(f, "on", no);
            return no.Count > 0 ? Task.FromResult(Result<Statement>.Refused(no)) : move.PublishAsync(http.Actor(), id, on, f["at"].ToString(), v, ct);
        }, find, pdf, http, ct);

    private static async Task<IResult> CorrectAsync(Guid id, DraftStatement draft, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await draft.CorrectAsync(http.Actor(), id, form["words"].ToString(), ct);
        return result.Done ? Render.GoTo(http, $"/statements/{result.Value.Id}") : await PageAsync(id, Form.Of("correct", form, result.Refusals), RefusalStatus.Of(result.Refusals), find, pdf, http, ct);
    }

    private static async Task<IResult> PostAsync(
        Guid id, Func<IFormCollection, string> name, Func<IFormCollection, string> place, Func<IFormCollection, int?, Task<Result<Statement>>> change, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await change(form, int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null);
        return result.Done ? Render.GoTo(http, $"/statements/{id}#{Uri.EscapeDataString(place(form))}") : await PageAsync(id, Form.Of(name(form), form, result.Refusals), RefusalStatus.Of(result.Refusals), find, pdf, http, ct);
    }

    private static async Task<IResult> PageAsync(Guid id, Form form, int status, FindStatements find, PdfPrinter pdf, HttpContext http, CancellationToken ct)
    {
        if (await find.OneAsync(http.Actor(), id, ct) is not { } file || await find.EntityAsync(http.Actor(), file.Statement.EntityId, ct) is not { } entity) return Results.NotFound();
        return Render.Page<StatementPage, StatementModel>(new(file, entity, form, pdf.IsThere), status);
    }

    internal static DateOnly? Day(IFormCollection form, string field, List<Refusal> no)
    {
        if (DateOnly.TryParseExact(form[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        no.Add(StatementErrors.Missing(field, "Give a day, like 2026-03-31."));
        return null;
    }
}

public sealed record StatementsModel(IReadOnlyList<StatementRow> Statements, IReadOnlyList<EntityFile> Entities, FrameworkShelf Shelf);

public sealed record NewStatementModel(IReadOnlyList<EntityFile> Entities, FrameworkShelf Shelf, Guid? Entity, OfferedPeriod Period, Form Form);

/// <param name="Pdf">A browser to print with is there.</param>
public sealed record StatementModel(StatementFile File, EntityFile Entity, Form Form, bool Pdf);
