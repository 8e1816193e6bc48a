using System.Globalization;
using SupplyRisk.App.Pages.Parts;
using SupplyRisk.Audit;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;

namespace SupplyRisk.App.Pages.Review;

internal static class ReviewEndpoints
{
    public static void MapReview(this RouteGroupBuilder pages)
    {
        pages.MapGet("/review", QueueAsync);
        pages.MapPost("/review/take", TakeNextAsync).Needs(Right.DecideCases);
        pages.MapPost("/review/undo", UndoAsync).Needs(Right.DecideCases);
        pages.MapPost("/review/filters", SaveFilterAsync);
        pages.MapPost("/review/filters/delete", DeleteFilterAsync);
        pages.MapGet("/review/{id:guid}", ShowAsync);
        pages.MapPost("/review/{id:guid}", DecideAsync).Needs(Right.DecideCases);
        pages.MapPost("/review/{id:guid}/take", TakeAsync).Needs(Right.DecideCases);
        pages.MapPost("/review/{id:guid}/let-go", LetGoAsync).Needs(Right.DecideCases);
        pages.MapPost("/review/{id:guid}/assign", AssignAsync).Needs(Right.DecideCases);
        pages.MapPost("/review/{id:guid}/comment", CommentAsync).Needs(Right.DecideCases);
        pages.MapPost("/review/{id:guid}/snooze", SnoozeAsync).Needs(Right.DecideCases);
        pages.MapPost("/review/{id:guid}/wake", WakeAsync).Needs(Right.DecideCases);
        pages.MapPost("/review/{id:guid}/attach", AttachAsync).AcceptsUploads(AttachFile.MostBytes).Needs(Right.DecideCases);
        pages.MapGet("/review/{id:guid}/files/{file:guid}", FileAsync);
        pages.MapGet("/review/{id:guid}/evidence/{finding:guid}", EvidenceAsync);
        pages.MapSecondLook();
        pages.MapBulk();
        pages.MapKeys();
    }

    private static async Task<IResult> QueueAsync(FindCases find, HttpContext http, CancellationToken ct) =>
        Render.Page<QueuePage, QueuePageModel>(new(await find.HandleAsync(http.Actor(), QueueAddress.Read(http.Request.Query), ct), http.Request.Query["nothing"] == "yes", Form.Fresh));

    private static async Task<IResult> TakeNextAsync(TakeCase take, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        return await NextAsync(take, http, QueueAddress.Read(form), Guid.TryParse(form["after"], out var after) ? after : null, ct);
    }

    private static async Task<IResult> NextAsync(TakeCase take, HttpContext http, CaseQuery queue, Guid? after, CancellationToken ct)
    {
        var address = QueueAddress.Write(queue with { Closed = false, PutOff = false });
        var taken = await take.NextAsync(http.Actor(), queue with { Closed = false, PutOff = false }, after, ct);
        return Render.GoTo(http, taken.Done ? $"/review/{taken.Value.Id}?{address}" : $"/review?{address}&nothing=yes");
    }

    private static async Task<IResult> ShowAsync(Guid id, FindCases find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } file
            ? Render.Page<CasePage, CasePageModel>(Model(file, QueueAddress.Read(http.Request.Query), Form.Fresh))
            : Results.NotFound();

    private static async Task<IResult> DecideAsync(Guid id, DecideCase decide, TakeCase take, FindCases find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var request = new CaseDecisionRequest(
            id, Words.Parse<CaseStatus>(form["status"]) ?? CaseStatus.NotAssessed, Words.Parse<CaseOutcome>(form["outcome"]), form["reason_code"].ToString(), form["words"].ToString(), Version(form));
        var result = await decide.DecideAsync(http.Actor(), request, ct);
        if (!result.Done) return await BackAsync(id, "decide", result.Refusals, find, http, form, ct);
        if (form["then"] == "next") return await NextAsync(take, http, QueueAddress.Read(form), id, ct);
        return Render.GoTo(http, $"/review/{id}?{QueueAddress.Write(QueueAddress.Read(form))}");
    }

    private static Task<IResult> TakeAsync(Guid id, TakeCase take, FindCases find, HttpContext http, CancellationToken ct) =>
        DoAsync(id, "hold", _ => take.TakeAsync(http.Actor(), id, ct), find, http, ct);

    private static Task<IResult> LetGoAsync(Guid id, TakeCase take, FindCases find, HttpContext http, CancellationToken ct) =>
        DoAsync(id, "hold", _ => take.LetGoAsync(http.Actor(), id, ct), find, http, ct);

    private static Task<IResult> AssignAsync(Guid id, ChangeCase change, FindCases find, HttpContext http, CancellationToken ct) =>
        DoAsync(id, "assign", form => change.AssignAsync(http.Actor(), id, form["assignee"].ToString() is { Length: > 0 } to ? to : null, Version(form), ct), find, http, ct);

    private static Task<IResult> CommentAsync(Guid id, ChangeCase change, FindCases find, HttpContext http, CancellationToken ct) =>
        DoAsync(id, "comment", form => change.CommentAsync(http.Actor(), id, form["words"].ToString(), ct), find, http, ct);

    private static Task<IResult> SnoozeAsync(Guid id, ChangeCase change, FindCases find, HttpContext http, CancellationToken ct) => DoAsync(id, "snooze", async form =>
    {
        DateOnly? until = null;
        if (form["bound"] != "facts")
        {
            if (!DateOnly.TryParseExact(form["until"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return CaseErrors.SnoozeUnbound();
            until = day;
        }
        return await change.SnoozeAsync(http.Actor(), id, until, form["words"].ToString(), Version(form), ct);
    }, find, http, ct);

    private static Task<IResult> WakeAsync(Guid id, ChangeCase change, FindCases find, HttpContext http, CancellationToken ct) =>
        DoAsync(id, "snooze", _ => change.WakeAsync(http.Actor(), id, ct), find, http, ct);

    private static async Task<IResult> AttachAsync(Guid id, AttachFile attach, AddDocuments documents, FindCases find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (await find.OneAsync(http.Actor(), id, ct) is not { } file) return Results.NotFound();
        if (form.Files["file"] is not { Length: > 0 } sent) return await BackAsync(id, "attach", [CaseErrors.FileMissing()], find, http, form, ct);
        await using var kept = await UploadedFile.KeepAsync(sent, ct);
        if (form["as"] == "document")
        {
            if (http.Actor().Lacks(Audit.Right.AddDocuments) is { } no) return await BackAsync(id, "attach", [no], find, http, form, ct);
            // In a folder named by the supplier's own id it is surely about this supplier, as when a folder is taken in.
            await documents.AddFileAsync(http.Actor(), kept.Path, $"{file.Supplier.Supplier.OwnId}/{Said.FileName(sent.FileName)}", ct);
            return Back(id, http, form);
        }
        var result = await attach.AttachAsync(http.Actor(), id, kept.Path, sent.FileName, ct);
        return result.Done ? Back(id, http, form) : await BackAsync(id, "attach", result.Refusals, find, http, form, ct);
    }

    private static async Task<IResult> FileAsync(Guid id, Guid file, AttachFile attach, HttpContext http, CancellationToken ct) =>
        // Always as a download: whatever it is, the browser runs nothing of it here.
        await attach.ReadAsync(http.Actor(), id, file, ct) is { } found ? Results.File(found.Content, found.MediaType, found.FileName) : Results.NotFound();

    private static async Task<IResult> EvidenceAsync(Guid id, Guid finding, FindCases find, FindDocument documents, HttpContext http, CancellationToken ct)
    {
        if (await find.OneAsync(http.Actor(), id, ct) is not { } file || file.Supplier.Findings.FirstOrDefault(f => f.Finding.Id == finding) is not { } shown) return Results.NotFound();
        if (!Render.IsHtmx(http.Request)) return Results.Redirect($"/documents/{shown.Finding.DocumentId}#f-{shown.Finding.Start}");
        return await documents.HandleAsync(http.Actor(), shown.Finding.DocumentId, ct) is { } document
            ? Render.Page<EvidenceSheet, EvidenceModel>(new(shown, document.Text))
            : Results.NotFound();
    }

    private static async Task<IResult> UndoAsync(UndoStep undo, FindCases find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await undo.UndoAsync(http.Actor(), Guid.TryParse(form["step"], out var step) ? step : null, ct);
        if (result.Done && result.Value.Items.All(i => i.Against is null)) return Render.GoTo(http, Render.Local(form["back"], "/review"));
        var list = await find.HandleAsync(http.Actor(), new CaseQuery(Lane.Risk), ct);
        IReadOnlyList<Refusal> why = result.Done ? [.. result.Value.Items.Select(i => i.Against).OfType<Refusal>()] : result.Refusals;
        return Render.Page<QueuePage, QueuePageModel>(new(list, false, Form.Of("undo", form, why)), RefusalStatus.Of(why));
    }

    private static async Task<IResult> SaveFilterAsync(QueueFilters filters, FindCases find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var queue = QueueAddress.Read(form);
        var saved = await filters.SaveAsync(http.Actor(), form["name"].ToString(), QueueAddress.Write(queue), ct);
        return saved.Done ? Render.GoTo(http, "/review?" + QueueAddress.Write(queue))
            : Render.Page<QueuePage, QueuePageModel>(new(await find.HandleAsync(http.Actor(), queue, ct), false, Form.Of("filter", form, saved.Refusals)), RefusalStatus.Of(saved.Refusals));
    }

    private static async Task<IResult> DeleteFilterAsync(QueueFilters filters, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (Guid.TryParse(form["id"], out var id)) await filters.DeleteAsync(http.Actor(), id, ct);
        return Render.GoTo(http, "/review?" + QueueAddress.Write(QueueAddress.Read(form)));
    }

    private static async Task<IResult> DoAsync(Guid id, string name, Func<IFormCollection, Task<Result<Case>>> act, FindCases find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await act(form);
        return result.Done ? Back(id, http, form) : await BackAsync(id, name, result.Refusals, find, http, form, ct);
    }

    private static IResult Back(Guid id, HttpContext http, IFormCollection form) => Render.GoTo(http, $"/review/{id}?{QueueAddress.Write(QueueAddress.Read(form))}");

    private static async Task<IResult> BackAsync(Guid id, string name, IReadOnlyList<Refusal> refusals, FindCases find, HttpContext http, IFormCollection form, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } now
            ? Render.Page<CasePage, CasePageModel>(Model(now, QueueAddress.Read(form), Form.Of(name, form, refusals)) with { Seen = Version(form) }, RefusalStatus.Of(refusals))
            : Results.NotFound();

    // A queue that is none of the case's own lane is not the one it was taken from.
    private static CasePageModel Model(CaseFile file, CaseQuery queue, Form form) => new(file, queue.Lane == file.Case.Lane ? queue : new CaseQuery(file.Case.Lane), form);

    private static int? Version(IFormCollection form) => int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}

/// <summary>The queue's page.</summary>
/// <param name="NothingToTake">Somebody asked for the next case, and there was none.</param>
public sealed record QueuePageModel(CaseList List, bool NothingToTake, Form Form);

/// <summary>A case's page.</summary>
/// <param name="Queue">The queue it was come from.</param>
/// <param name="Form">The form that came back with something to correct.</param>
public sealed record CasePageModel(CaseFile File, CaseQuery Queue, Form Form)
{
    /// <summary>The version the form that came back was filled in at; null if none came back.</summary>
    public int? Seen { get; init; }
}

/// <summary>A passage in the midst of its text.</summary>
public sealed record EvidenceModel(FindingToShow Shown, string Text);
