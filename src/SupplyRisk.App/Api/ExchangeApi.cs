using Microsoft.AspNetCore.Http.HttpResults;
using SupplyRisk.App.Pages;
using SupplyRisk.App.Pages.ForSuppliers;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Exchange;

namespace SupplyRisk.App.Api;

/// <summary>A link to a supplier's own page. What it opens with is told once, to whoever makes it.</summary>
/// <param name="Open">False once it has run out or was revoked.</param>
internal sealed record PageLinkItem(Guid Id, string MadeBy, DateTime MadeAt, DateTime ExpiresAt, DateTime? RevokedAt, DateTime? LastUsedAt, bool Open);

/// <summary>A link just made.</summary>
/// <param name="Url">Whoever has it can answer in the supplier's name. Kept nowhere: it is not shown again.</param>
internal sealed record MadeLinkItem(Guid Id, string Url, DateTime ExpiresAt);

/// <summary>A document that the supplier is asked for.</summary>
/// <param name="SettledAt">When it was answered or taken back; null while it stands.</param>
internal sealed record DocumentRequestItem(Guid Id, string What, DateOnly? Due, string AskedBy, DateTime AskedAt, DateTime? SettledAt);

/// <summary>Something the supplier sent.</summary>
/// <param name="Fact">The fact that a correction is about, with what was known (<paramref name="Before"/>) and what is right (<paramref name="After"/>).</param>
/// <param name="ProposalId">The proposal to accept it that waits for a second person, or null.</param>
internal sealed record SupplierAnswerItem(
    Guid Id, AnswerKind Kind, AnswerState State, DateTime At, Guid? RequestId, Guid? ActionId, Guid? DocumentId, string? FileName, string? Fact, string? Before, string? After, string Words,
    string? DecidedBy, DateTime? DecidedAt, string? DecisionWords, Guid? ProposalId);

/// <summary>What a supplier is asked and what it answered. Links and requests newest first, answers that wait before the others.</summary>
internal sealed record ExchangeAnswer(Guid SupplierId, string Supplier, IReadOnlyList<PageLinkItem> Links, IReadOnlyList<DocumentRequestItem> Requests, IReadOnlyList<SupplierAnswerItem> Answers);

/// <param name="Days">How long it opens the page; 1 to 180.</param>
internal sealed record LinkBody(int Days = PageLinks.DefaultDays);

/// <param name="What">Which document, in words for the supplier.</param>
internal sealed record RequestBody(string What, DateOnly? Due = null);

/// <summary>What a person says of an answer.</summary>
/// <param name="Words">Required to reject; the supplier then reads them.</param>
internal sealed record SupplierAnswerBody(bool Accepted, string Words = "");

/// <summary>What came of it.</summary>
/// <param name="ProposalId">Set if it waits for a second person, because a critical flag or a hard trigger stands: see <c>/api/v1/cases/proposals</c>.</param>
internal sealed record AnswerDecidedItem(Guid Id, AnswerState State, Guid? ProposalId);

internal static class ExchangeApi
{
    public static void MapExchange(this RouteGroupBuilder api)
    {
        var exchange = api.MapGroup("/suppliers/{id:guid}/exchange").WithTags("Exchange with suppliers").ProducesProblem(404);
        exchange.MapGet("", ReadAsync).WithName("GetExchange").WithSummary("What a supplier is asked on its own page, and what it sent.");
        exchange.MapPost("/links", LinkAsync).WithName("MakeSupplierLink").WithSummary("Make a link to the supplier's own page. It is told this once.").ProducesProblem(403).ProducesProblem(422);
        exchange.MapPost("/requests", AskAsync).WithName("AskSupplier").WithSummary("Ask the supplier for a document.").ProducesProblem(403).ProducesProblem(422);
        var one = api.MapGroup("/exchange").WithTags("Exchange with suppliers").ProducesProblem(403).ProducesProblem(404);
        one.MapPost("/links/{id:guid}/revoke", RevokeAsync).WithName("RevokeSupplierLink").WithSummary("Shut a link, here and now.");
        one.MapPost("/requests/{id:guid}/settle", SettleAsync).WithName("SettleRequest").WithSummary("A document is no longer needed.");
        one.MapPost("/answers/{id:guid}/decision", DecideAsync).WithName("DecideSupplierAnswer")
            .WithSummary("Accept or reject what the supplier sent. Nothing it sends counts before.").ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Results<Ok<ExchangeAnswer>, ProblemHttpResult>> ReadAsync(Guid id, FindExchange find, HttpContext http, CancellationToken ct)
    {
        if (await find.HandleAsync(http.Actor(), id, ct) is not { } x) return ApiResults.NotFound("supplier");
        return TypedResults.Ok(new ExchangeAnswer(
            x.SupplierId, x.Supplier, [.. x.Links.Select(l => new PageLinkItem(l.Id, l.MadeBy, l.MadeAt, l.ExpiresAt, l.RevokedAt, l.LastUsedAt, l.OpenAt(x.Now)))],
            [.. x.Requests.Select(Item)], [.. x.Answers.Select(a => Item(a, x.Pending.GetValueOrDefault(a.Id)))]));
    }

    private static async Task<Results<Ok<MadeLinkItem>, ProblemHttpResult>> LinkAsync(Guid id, LinkBody body, PageLinks links, HttpContext http, CancellationToken ct)
    {
        var made = await links.MakeAsync(http.Actor(), id, body.Days, ct);
        if (!made.Done) return ApiResults.Problem(made.Refusals);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new MadeLinkItem(made.Value.Link.Id, ForSupplierEndpoints.AddressOf(http, made.Value), made.Value.Link.ExpiresAt));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(Guid id, PageLinks links, HttpContext http, CancellationToken ct) => Nothing(await links.RevokeAsync(http.Actor(), id, ct));

    private static async Task<Results<Ok<DocumentRequestItem>, ProblemHttpResult>> AskAsync(Guid id, RequestBody body, AskSupplier ask, HttpContext http, CancellationToken ct)
    {
        var asked = await ask.AskAsync(http.Actor(), id, body.What, body.Due, ct);
        return asked.Done ? TypedResults.Ok(Item(asked.Value)) : ApiResults.Problem(asked.Refusals);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SettleAsync(Guid id, AskSupplier ask, HttpContext http, CancellationToken ct) => Nothing(await ask.SettleAsync(http.Actor(), id, ct));

    private static async Task<Results<Ok<AnswerDecidedItem>, ProblemHttpResult>> DecideAsync(Guid id, SupplierAnswerBody body, DecideAnswer decide, HttpContext http, CancellationToken ct)
    {
        var decided = await decide.DecideAsync(http.Actor(), id, body.Accepted, body.Words, ct);
        return decided.Done ? TypedResults.Ok(new AnswerDecidedItem(id, decided.Value.Answer.State, decided.Value.Waits?.Id)) : ApiResults.Problem(decided.Refusals);
    }

    private static Results<NoContent, ProblemHttpResult> Nothing<T>(Result<T> result) => result.Done ? TypedResults.NoContent() : ApiResults.Problem(result.Refusals);

    private static DocumentRequestItem Item(DocumentRequest r) => new(r.Id, r.What, r.Due, r.AskedBy, r.AskedAt, r.SettledAt);

    private static SupplierAnswerItem Item(SupplierAnswer a, PendingDecision? proposal) => new(
        a.Id, a.Kind, a.State, a.At, a.RequestId, a.ActionId, a.DocumentId, a.FileName, a.Fact, a.Before, a.After, a.Words, a.DecidedBy, a.DecidedAt, a.DecisionWords, proposal?.Id);
}
