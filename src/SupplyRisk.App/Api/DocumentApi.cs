using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.App.Api;

/// <summary>A document as lists show it.</summary>
/// <param name="Date">Audit date, else report date; null if it states neither.</param>
/// <param name="Unreadable">What could not be read, and why; empty if all was.</param>
internal sealed record DocumentItem(
    Guid Id, string Path, string? Title, string Kind, string? Language, DateOnly? Date, DateTime ReceivedAt, DocumentState State, IReadOnlyList<UnreadablePart> Unreadable);

/// <summary>A document's tie to a supplier.</summary>
internal sealed record LinkItem(Guid Id, Guid SupplierId, string Supplier, string? Country, string Basis, string Why, ProposalState State);

/// <summary>A finding at its place; offsets are UTF-16 and refer to the normalised text.</summary>
/// <param name="Quantities">What the passage counts of it, in the order of the text; may be empty.</param>
internal sealed record FindingItem(
    Guid Id, string Rule, Indicator Indicator, EvidenceStatus Status, Speaker Speaker, int? Page, string? Section, int Start, int End, string Quote, string Why, bool Dismissed, IReadOnlyList<CountedItem> Quantities);

/// <summary>One document with its ties and findings.</summary>
internal sealed record DocumentDetail(
    Guid Id, string Path, string Sha256, string? Title, string Kind, string? Language, DateOnly? AuditDate, DateOnly? ReportDate, DateTime ReceivedAt, DocumentState State,
    IReadOnlyList<UnreadablePart> Unreadable, IReadOnlyList<LinkItem> Suppliers, IReadOnlyList<FindingItem> Findings);

/// <summary>What adding a document came to.</summary>
internal sealed record DocumentAdded(int Added, int AlreadyKnown, int LinksToConfirm, IReadOnlyList<string> Unreadable, IReadOnlyList<string> Unlinked);

/// <summary>A person's word on a tie or a finding.</summary>
internal sealed record LinkDecision(bool Confirmed);

/// <summary>A person's word on a finding.</summary>
/// <param name="Dismissed">True: it scores nothing from now on, but stays visible.</param>
/// <param name="Words">Why; required.</param>
internal sealed record FindingDecisionBody(bool Dismissed, string Words);

internal static class DocumentApi
{
    private const long MaxUpload = 256L << 20;

    public static void MapDocuments(this RouteGroupBuilder api)
    {
        var documents = api.MapGroup("/documents").WithTags("Documents");
        documents.MapGet("", ListAsync).WithName("ListDocuments").WithSummary("Documents, newest first.");
        documents.MapPost("", AddAsync).WithName("AddDocument").WithSummary("Add a document; the same file twice is one document.").AcceptsUploads(MaxUpload).DisableAntiforgery();
        documents.MapGet("/{id:guid}", OneAsync).WithName("GetDocument").WithSummary("One document with its ties to suppliers and its findings.").ProducesProblem(404);
        documents.MapGet("/{id:guid}/text", TextAsync).WithName("GetDocumentText").WithSummary("The normalised text that offsets refer to, as UTF-8.").ProducesProblem(404);
        documents.MapPost("/links/{id:guid}/decision", DecideAsync).WithName("DecideDocumentLink").WithSummary("Confirm or reject that a document is about a supplier. 202 with the proposal: it would take a critical flag away, and waits for a second person.").ProducesProblem(404);
        api.MapPost("/findings/{id:guid}/review", ReviewAsync).WithTags("Documents").WithName("ReviewFinding").WithSummary("Say that a finding is wrong, or take that back. 202 with the proposal: it would take a critical flag away, and waits for a second person.").ProducesProblem(404).ProducesProblem(422);
    }

    private static async Task<Results<Ok<ListOf<DocumentItem>>, ProblemHttpResult>> ListAsync(
        [FromQuery(Name = "state")] string? state, [FromQuery(Name = "kind")] string? kind, [FromQuery(Name = "page_token")] string? pageToken,
        FindDocuments find, HttpContext http, CancellationToken ct)
    {
        if (state is not null && SupplierApi.Unknown<DocumentState>("state", [state]) is { } bad) return bad;
        var mark = $"{state}|{kind}";
        if (PageTokens.Page(pageToken, mark) is not { } page) return ApiResults.Bad("page_token", "The page token belongs to another query.");
        var list = await find.HandleAsync(http.Actor(), new DocumentQuery(Words.Parse<DocumentState>(state), kind, Page: page), ct);
        return TypedResults.Ok(new ListOf<DocumentItem>(
            [.. list.Rows.Select(d => new DocumentItem(d.Id, d.Path, d.Title, d.Kind, d.Language, d.Date, d.ReceivedAt, d.State, d.Unreadable))],
            list.Total, PageTokens.Next(page, FindDocuments.PageSize, list.Total, mark)));
    }

    private static async Task<Results<Ok<DocumentAdded>, ProblemHttpResult>> AddAsync(IFormFile file, AddDocuments documents, HttpContext http, CancellationToken ct)
    {
        await using var kept = await UploadedFile.KeepAsync(file, ct);
        var result = await documents.AddFileAsync(http.Actor(), kept.Path, file.FileName, ct);
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        var report = result.Value;
        return TypedResults.Ok(new DocumentAdded(report.Added, report.AlreadyKnown, report.Proposed, [.. report.Unreadable.Select(u => $"{u.Path}: {u.Reason}")], report.Unlinked));
    }

    private static async Task<Results<Ok<DocumentDetail>, ProblemHttpResult>> OneAsync(Guid id, FindDocument find, HttpContext http, CancellationToken ct)
    {
        if (await find.HandleAsync(http.Actor(), id, ct) is not { } read) return ApiResults.NotFound("document");
        var d = read.Document;
        return TypedResults.Ok(new DocumentDetail(
            d.Id, d.Path, d.Sha256, d.Title, d.Kind, d.Language, d.AuditDate, d.ReportDate, d.ReceivedAt, d.State, read.Unreadable,
            [.. read.Suppliers.Select(s => new LinkItem(s.Link.Id, s.Link.SupplierId, s.Name, s.Country, s.Link.Basis, s.Link.Why, s.Link.State))],
            [.. read.Findings.Select(f => new FindingItem(
                f.Finding.Id, f.Finding.Rule, f.Finding.Indicator, f.Finding.Status, f.Finding.Speaker, f.Finding.Page, f.Finding.Section,
                f.Finding.Start, f.Finding.End, f.Finding.Quote, f.Finding.Why, f.Dismissed, [.. Finding.Read(f.Finding.QuantitiesJson).Select(CountedItem.From)]))]));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> TextAsync(Guid id, FindDocument find, HttpContext http, CancellationToken ct) =>
        await find.HandleAsync(http.Actor(), id, ct) is { } read ? TypedResults.Text(read.Text, "text/plain", Encoding.UTF8) : ApiResults.NotFound("document");

    private static async Task<Results<NoContent, Accepted<DecisionAnswer>, ProblemHttpResult>> DecideAsync(Guid id, LinkDecision body, DecideDocumentLink decide, HttpContext http, CancellationToken ct)
    {
        var result = await decide.DecideAsync(http.Actor(), id, body.Confirmed, ct);
        return !result.Done ? ApiResults.Problem(result.Refusals) : result.Value.Waits is { } waits ? Waiting(waits) : TypedResults.NoContent();
    }

    // Taken down, and not yet done: it waits for a second person.
    private static Accepted<DecisionAnswer> Waiting(PendingDecision waits) => TypedResults.Accepted("/api/v1/cases/proposals", new DecisionAnswer(null, waits.Id));

    private static async Task<Results<NoContent, Accepted<DecisionAnswer>, ProblemHttpResult>> ReviewAsync(Guid id, FindingDecisionBody body, ReviewFinding review, HttpContext http, CancellationToken ct)
    {
        var result = await review.ReviewAsync(http.Actor(), new FindingReviewRequest(id, body.Dismissed, body.Words), ct);
        return !result.Done ? ApiResults.Problem(result.Refusals) : result.Value.Waits is { } waits ? Waiting(waits) : TypedResults.NoContent();
    }
}
