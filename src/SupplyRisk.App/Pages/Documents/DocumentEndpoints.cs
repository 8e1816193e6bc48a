using Microsoft.Net.Http.Headers;
using SupplyRisk.App.Pages.Parts;
using SupplyRisk.Audit;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review;
using SupplyRisk.Review.Proposals;
using SupplyRisk.Rules.Model;
using SupplyRisk.Search;

namespace SupplyRisk.App.Pages.Documents;

internal static class DocumentEndpoints
{
    public static void MapDocuments(this RouteGroupBuilder pages)
    {
        pages.MapGet("/documents", ListAsync);
        pages.MapGet("/documents/{id:guid}", ShowAsync);
        pages.MapGet("/documents/{id:guid}/original", DownloadAsync);
        pages.MapGet("/documents/{id:guid}/enclosed", EncloseAsync);
        pages.MapGet("/documents/{id:guid}/pages/{page:int}", PictureAsync);
        pages.MapPost("/documents/{id:guid}/missed", MissedAsync).Needs(Right.DecideCases);
        pages.MapPost("/documents/links/{id:guid}", DecideLinkAsync).Needs(Right.DecideCases);
        pages.MapPost("/findings/{id:guid}/review", ReviewFindingAsync).Needs(Right.DecideCases);
    }

    private static async Task<IResult> ListAsync(string? state, string? kind, string? linked, string? since, string? page, FindDocuments find, HttpContext http, CancellationToken ct)
    {
        var query = new DocumentQuery(
            Words.Parse<DocumentState>(state), string.IsNullOrWhiteSpace(kind) ? null : kind, linked == "no",
            int.TryParse(page, out var number) && number > 0 ? number : 1)
        {
            Since = Instants.Read(since),
        };
        return Render.Page<DocumentsPage, DocumentsPageModel>(new(query, await find.HandleAsync(http.Actor(), query, ct)));
    }

    /// <param name="q">A search for documents, to be shown at its places in the text.</param>
    /// <param name="beside">What stands beside the text.</param>
    /// <param name="status">The one status to show findings of.</param>
    private static async Task<IResult> ShowAsync(
        Guid id, string? q, string? beside, string? status, string? proposed, FindDocument find, FindOriginal originals, HttpContext http, CancellationToken ct)
    {
        if (await find.HandleAsync(http.Actor(), id, ct) is not { } document) return Results.NotFound();
        var model = new DocumentPageModel(document, Form.Fresh, string.IsNullOrWhiteSpace(q) ? null : new Sought(q, SoughtPlaces.Find(document.Text, q)))
        {
            Beside = Words.Parse<Beside>(beside) ?? Beside.Findings,
            Status = Words.Parse<EvidenceStatus>(status),
            Original = originals.ViewOf(document.Document),
            Proposed = proposed == "yes",
        };
        if (model is { Beside: Beside.Original, Original: OriginalView.Enclosed }) http.Response.Headers.ContentSecurityPolicy += "; frame-src 'self'";
        return Render.Page<DocumentPage, DocumentPageModel>(model);
    }

    private static async Task<IResult> DownloadAsync(Guid id, FindOriginal find, HttpContext http, CancellationToken ct)
    {
        if (await find.HandleAsync(http.Actor(), id, ct) is not { View: not OriginalView.None } original) return Results.NotFound();
        Enclose(http, "'none'");
        return Results.File(original.Path, "application/octet-stream", Said.FileName(original.Document.Path));
    }

    /// <summary>HTML and text in a frame: the answer itself forbids scripts, forms, plugins, and anything from elsewhere, wherever it is opened.</summary>
    private static async Task<IResult> EncloseAsync(Guid id, FindOriginal find, HttpContext http, CancellationToken ct)
    {
        if (await find.HandleAsync(http.Actor(), id, ct) is not { View: OriginalView.Enclosed } original) return Results.NotFound();
        Enclose(http, "'self'");
        http.Response.Headers.XFrameOptions = "SAMEORIGIN";
        http.Response.Headers[HeaderNames.CacheControl] = "private, no-cache";
        return Results.File(original.Path, original.Document.Format is "html" or "htm" ? "text/html" : "text/plain");
    }

    private static async Task<IResult> PictureAsync(Guid id, int page, FindOriginal find, HttpContext http, CancellationToken ct)
    {
        if (await find.HandleAsync(http.Actor(), id, ct) is not { } original || await FindOriginal.PictureAsync(original, page, ct) is not { } picture) return Results.NotFound();
        http.Response.Headers[HeaderNames.CacheControl] = "private, max-age=86400"; // a document never changes
        return Results.Bytes(picture, "image/png");
    }

    private static void Enclose(HttpContext http, string framedBy) =>
        http.Response.Headers.ContentSecurityPolicy = $"sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors {framedBy}";

    private static async Task<IResult> DecideLinkAsync(Guid id, DecideDocumentLink decide, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var decision = form["decision"].ToString();
        if (decision is not ("confirm" or "reject")) return Results.BadRequest();
        var result = await decide.DecideAsync(http.Actor(), id, decision == "confirm", ct);
        return result.Done ? Render.GoTo(http, Render.Local(form["back"], "/documents")) : Results.StatusCode(RefusalStatus.Of(result.Refusals));
    }

    private static async Task<IResult> ReviewFindingAsync(Guid id, ReviewFinding review, FindDocument find, FindOriginal originals, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var dismissed = form["dismissed"] != "false";
        var fault = Words.Parse<FindingFault>(form["fault"]);
        var request = new FindingReviewRequest(id, dismissed, form["words"].ToString()) { Fault = fault, Should = Words.Parse<EvidenceStatus>(form["should"]) };
        var result = dismissed && fault is null or FindingFault.Missed
            ? Result<FindingReviewed>.Refused([ProposalErrors.FaultMissing(), .. string.IsNullOrWhiteSpace(request.Words) ? [ReviewErrors.WordsMissing()] : Array.Empty<Refusal>()])
            : await review.ReviewAsync(http.Actor(), request, ct);
        var document = Guid.TryParse(form["document"], out var parsed) ? parsed : Guid.Empty;
        if (result.Done) return Render.GoTo(http, $"/documents/{result.Value.Finding.DocumentId}{(result.Value.Waits is not null ? "" : dismissed ? "?proposed=yes" : "")}#f-{result.Value.Finding.Start}");
        return await AgainAsync(document, $"x-{id:N}", form, result.Refusals, find, originals, http, ct);
    }

    private static async Task<IResult> MissedAsync(Guid id, ProposeMissedFinding propose, FindDocument find, FindOriginal originals, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var missed = new MissedFinding(id, form["passage"].ToString(), form["rule"].ToString(), Words.Parse<EvidenceStatus>(form["should"]), form["worker"] == "yes", form["words"].ToString());
        var result = await propose.ProposeAsync(http.Actor(), missed, ct);
        return result.Done ? Render.GoTo(http, $"/documents/{id}?proposed=yes") : await AgainAsync(id, "missed", form, result.Refusals, find, originals, http, ct);
    }

    private static async Task<IResult> AgainAsync(
        Guid id, string formId, IFormCollection form, IReadOnlyList<Refusal> refusals, FindDocument find, FindOriginal originals, HttpContext http, CancellationToken ct) =>
        await find.HandleAsync(http.Actor(), id, ct) is { } shown
            ? Render.Page<DocumentPage, DocumentPageModel>(new(shown, Form.Of(formId, form, refusals)) { Original = originals.ViewOf(shown.Document) }, RefusalStatus.Of(refusals))
            : Results.NotFound();
}

/// <summary>The list of documents as asked for.</summary>
public sealed record DocumentsPageModel(DocumentQuery Query, DocumentList List);

/// <summary>What stands beside a document's text.</summary>
public enum Beside
{
    Findings,
    Original,
    About,
}

/// <summary>A document's page.</summary>
/// <param name="Form">The form that came back with something to correct.</param>
/// <param name="Sought">What the reader came here for; null if by no search.</param>
public sealed record DocumentPageModel(DocumentToRead Document, Form Form, Sought? Sought = null)
{
    public Beside Beside { get; init; }

    /// <summary>The one status findings are shown of; null is all.</summary>
    public EvidenceStatus? Status { get; init; }

    public OriginalView Original { get; init; }

    /// <summary>True right after something was dismissed or proposed.</summary>
    public bool Proposed { get; init; }
}

/// <summary>A search and its places in a document.</summary>
/// <param name="Places">In the order of the text; empty where the words stand in the title alone.</param>
public sealed record Sought(string Text, IReadOnlyList<SoughtPlace> Places);
