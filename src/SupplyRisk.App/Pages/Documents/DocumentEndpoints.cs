using SupplyRisk.Audit;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review;
using SupplyRisk.Search;

namespace SupplyRisk.App.Pages.Documents;

internal static class DocumentEndpoints
{
    public static void MapDocuments(this RouteGroupBuilder pages)
    {
        pages.MapGet("/documents", ListAsync);
        pages.MapGet("/documents/{id:guid}", ShowAsync);
        pages.MapPost("/documents/links/{id:guid}", DecideLinkAsync).Needs(Right.DecideCases);
        pages.MapPost("/findings/{id:guid}/review", ReviewFindingAsync).Needs(Right.DecideCases);
    }

    private static async Task<IResult> ListAsync(string? state, string? kind, string? linked, string? page, FindDocuments find, HttpContext http, CancellationToken ct)
    {
        var query = new DocumentQuery(
            Words.Parse<DocumentState>(state), string.IsNullOrWhiteSpace(kind) ? null : kind, linked == "no",
            int.TryParse(page, out var number) && number > 0 ? number : 1);
        return Render.Page<DocumentsPage, DocumentsPageModel>(new(query, await find.HandleAsync(http.Actor(), query, ct)));
    }

    /// <param name="q">A search for documents, to be shown at its places in the text.</param>
    private static async Task<IResult> ShowAsync(Guid id, string? q, FindDocument find, HttpContext http, CancellationToken ct) =>
        await find.HandleAsync(http.Actor(), id, ct) is { } document
            ? Render.Page<DocumentPage, DocumentPageModel>(new(document, Form.Fresh, string.IsNullOrWhiteSpace(q) ? null : new Sought(q, SoughtPlaces.Find(document.Text, q))))
            : Results.NotFound();

    private static async Task<IResult> DecideLinkAsync(Guid id, DecideDocumentLink decide, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var decision = form["decision"].ToString();
        if (decision is not ("confirm" or "reject")) return Results.BadRequest();
        var result = await decide.DecideAsync(http.Actor(), id, decision == "confirm", ct);
        return result.Done ? Render.GoTo(http, Render.Local(form["back"], "/documents")) : Results.StatusCode(RefusalStatus.Of(result.Refusals));
    }

    private static async Task<IResult> ReviewFindingAsync(Guid id, ReviewFinding review, FindDocument find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await review.ReviewAsync(http.Actor(), new FindingReviewRequest(id, form["dismissed"] != "false", form["words"].ToString()), ct);
        var document = Guid.TryParse(form["document"], out var parsed) ? parsed : Guid.Empty;
        if (result.Done) return Render.GoTo(http, $"/documents/{result.Value.DocumentId}#f-{result.Value.Start}");
        if (await find.HandleAsync(http.Actor(), document, ct) is not { } shown) return Results.NotFound();
        return Render.Page<DocumentPage, DocumentPageModel>(new(shown, Form.Of($"x-{id:N}", form, result.Refusals)), RefusalStatus.Of(result.Refusals));
    }
}

/// <summary>The list of documents as asked for.</summary>
public sealed record DocumentsPageModel(DocumentQuery Query, DocumentList List);

/// <summary>A document's page.</summary>
/// <param name="Form">The form that came back with something to correct.</param>
/// <param name="Sought">What the reader came here for; null if by no search.</param>
public sealed record DocumentPageModel(DocumentToRead Document, Form Form, Sought? Sought = null);

/// <summary>A search and its places in a document.</summary>
/// <param name="Places">In the order of the text; empty where the words stand in the title alone.</param>
public sealed record Sought(string Text, IReadOnlyList<SoughtPlace> Places);
