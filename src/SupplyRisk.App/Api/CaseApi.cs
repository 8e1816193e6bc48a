using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Review;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Api;

/// <summary>A case in its queue.</summary>
/// <param name="Because">Why someone should look.</param>
internal sealed record CaseItem(
    Guid Id, Lane Lane, CaseStatus Status, CaseOutcome? Outcome, int Priority, DateTime OpenedAt, DateTime UpdatedAt, Guid SupplierId, string Supplier, string? Country,
    int RiskScore, Band? Band, string Because);

/// <summary>Something that happened to a case.</summary>
internal sealed record CaseEventItem(DateTime At, string Actor, string Kind, IReadOnlyList<string> Changes);

/// <summary>A decision with the words that go with it.</summary>
internal sealed record CaseDecisionItem(DateTime At, string Actor, CaseStatus Status, CaseOutcome? Outcome, string ReasonCode, string Words, int RiskScore, string Band);

/// <summary>A case with all that happened to it, newest first.</summary>
/// <param name="Version">To be given back with a decision, so that two people do not overwrite each other.</param>
internal sealed record CaseDetail(
    Guid Id, Lane Lane, CaseStatus Status, CaseOutcome? Outcome, Guid SupplierId, int Version, IReadOnlyList<CaseEventItem> Events, IReadOnlyList<CaseDecisionItem> Decisions);

/// <summary>A person's decision.</summary>
/// <param name="Status">What the case becomes.</param>
/// <param name="Outcome">Required to close, not allowed otherwise.</param>
/// <param name="ReasonCode">One of the reason codes, e.g. <c>evidence_reviewed</c>.</param>
/// <param name="Words">Why, in the person's own words; required.</param>
/// <param name="Version">The version the person looked at; null does not check.</param>
internal sealed record DecisionBody(CaseStatus Status, CaseOutcome? Outcome, string ReasonCode, string Words, int? Version);

/// <summary>What a person says of a match.</summary>
internal sealed record MatchReviewBody(MatchReview Review, string Words);

internal static class CaseApi
{
    public static void MapCases(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("Cases");
        cases.MapGet("", ListAsync).WithName("ListCases").WithSummary("One lane of the review queue, first to look at first.");
        cases.MapGet("/{id:guid}", OneAsync).WithName("GetCase").WithSummary("One case with all that happened to it.").ProducesProblem(404);
        cases.MapPost("/{id:guid}/decision", DecideAsync).WithName("DecideCase").WithSummary("Decide, and say why.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/matches/{id:guid}/review", ReviewAsync).WithTags("Cases").WithName("ReviewMatch").WithSummary("Say whether a listed entity is the supplier.").ProducesProblem(404).ProducesProblem(422);
    }

    private static async Task<Results<Ok<ListOf<CaseItem>>, ProblemHttpResult>> ListAsync(
        [FromQuery(Name = "lane")] string? lane, [FromQuery(Name = "closed")] bool? closed, [FromQuery(Name = "page_token")] string? pageToken,
        FindCases find, HttpContext http, CancellationToken ct)
    {
        if (lane is not null && SupplierApi.Unknown<Lane>("lane", [lane]) is { } bad) return bad;
        var mark = $"{lane}|{closed}";
        if (PageTokens.Page(pageToken, mark) is not { } page) return ApiResults.Bad("page_token", "The page token belongs to another query.");
        var list = await find.HandleAsync(http.Actor(), new CaseQuery(Words.Parse<Lane>(lane) ?? Lane.Risk, Closed: closed ?? false, Page: page), ct);
        return TypedResults.Ok(new ListOf<CaseItem>([.. list.Rows.Select(Item)], list.Total, PageTokens.Next(page, CaseQuery.PageSize, list.Total, mark)));
    }

    private static async Task<Results<Ok<CaseDetail>, ProblemHttpResult>> OneAsync(Guid id, FindCases find, HttpContext http, CancellationToken ct)
    {
        if (await find.HistoryAsync(http.Actor(), id, ct) is not { } history) return ApiResults.NotFound("case");
        var c = history.Case;
        return TypedResults.Ok(new CaseDetail(
            c.Id, c.Lane, c.Status, c.Outcome, c.SupplierId, c.Version,
            [.. history.Events.Select(e => new CaseEventItem(e.At, e.ActorId, e.Kind, StoredJson.Read<List<string>>(e.ChangesJson)))],
            [.. history.Decisions.Select(d => new CaseDecisionItem(d.At, d.ActorId, d.Status, d.Outcome, d.ReasonCode, d.Words, d.RiskScore, d.Band))]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(Guid id, DecisionBody body, DecideCase decide, HttpContext http, CancellationToken ct)
    {
        var result = await decide.DecideAsync(http.Actor(), new CaseDecisionRequest(id, body.Status, body.Outcome, body.ReasonCode, body.Words, body.Version), ct);
        return result.Done ? TypedResults.NoContent() : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReviewAsync(Guid id, MatchReviewBody body, ReviewMatch review, HttpContext http, CancellationToken ct)
    {
        var result = await review.ReviewAsync(http.Actor(), new MatchReviewRequest(id, body.Review, body.Words), ct);
        return result.Done ? TypedResults.NoContent() : ApiResults.Problem(result.Refusals);
    }

    private static CaseItem Item(CaseInQueue row) => new(
        row.Case.Id, row.Case.Lane, row.Case.Status, row.Case.Outcome, row.Case.Priority, row.Case.OpenedAt, row.Case.UpdatedAt,
        row.Supplier.Id, row.Supplier.Name, row.Supplier.Country, row.Supplier.RiskScore, row.Supplier.Band, row.Because);
}
