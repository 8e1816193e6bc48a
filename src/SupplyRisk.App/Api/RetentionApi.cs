using Microsoft.AspNetCore.Http.HttpResults;
using SupplyRisk.App.Pages;
using SupplyRisk.Review.Retention;

namespace SupplyRisk.App.Api;

/// <summary>How long documents are kept.</summary>
/// <param name="Years">1 to 50 years after their audit, else report, else arrival; null is without limit.</param>
internal sealed record RetentionBody(int? Years);

/// <summary>What is kept, what is due and what is held.</summary>
/// <param name="Due">Past their last day and not held, oldest first; at most 100. Nothing is erased by itself.</param>
/// <param name="Held">Under legal hold; at most 100.</param>
/// <param name="Erased">Documents erased so far.</param>
internal sealed record RetentionItem(int? Years, IReadOnlyList<DocumentToKeep> Due, int DueCount, IReadOnlyList<DocumentToKeep> Held, int Erased);

/// <summary>How long one document is kept.</summary>
/// <param name="LegalHold">True keeps it whatever its retention says.</param>
/// <param name="RetainUntil">Its own last day; null goes by the installation's rule.</param>
/// <param name="Because">Why; stands in the audit record.</param>
internal sealed record KeepingBody(bool LegalHold, DateOnly? RetainUntil, string Because);

/// <summary>Why a document is erased; stands in the audit record.</summary>
internal sealed record ErasingBody(string Because);

internal static class RetentionApi
{
    public static void MapRetention(this RouteGroupBuilder api)
    {
        var retention = api.MapGroup("/retention").WithTags("Retention").ProducesProblem(403);
        retention.MapGet("", ReadAsync).WithName("ReadRetention").WithSummary("How long documents are kept, which are due and which are held.");
        retention.MapPut("", ChangeAsync).WithName("ChangeRetention").WithSummary("Change how long documents are kept. Nothing is erased by it.").ProducesProblem(422);
        retention.MapPut("/documents/{id:guid}", KeepAsync).WithName("KeepDocument").WithSummary("Set a legal hold, or a document's own last day.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        retention.MapPost("/documents/{id:guid}/erase", EraseAsync).WithName("EraseDocument")
            .WithSummary("Erase what a document says, for good: text, original and findings. Its hash, dates and links stay; its suppliers are scored again without it.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Results<Ok<RetentionItem>, ProblemHttpResult>> ReadAsync(FindRetention find, HttpContext http, CancellationToken ct)
    {
        var state = await find.HandleAsync(http.Actor(), ct);
        return state.Done ? TypedResults.Ok(new RetentionItem(state.Value.Years, state.Value.Due, state.Value.DueCount, state.Value.Held, state.Value.Erased)) : ApiResults.Problem(state.Refusals);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(RetentionBody body, FindRetention find, HttpContext http, CancellationToken ct)
    {
        var result = await find.KeepForAsync(http.Actor(), body.Years, ct);
        return result.Refusals.Count == 0 ? TypedResults.NoContent() : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> KeepAsync(Guid id, KeepingBody body, KeepDocument keep, HttpContext http, CancellationToken ct)
    {
        var result = await keep.RunAsync(http.Actor(), new KeepDocumentRequest(id, body.LegalHold, body.RetainUntil, body.Because), ct);
        return result.Done ? TypedResults.NoContent() : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EraseAsync(Guid id, ErasingBody body, EraseDocument erase, HttpContext http, CancellationToken ct)
    {
        var result = await erase.RunAsync(http.Actor(), id, body.Because, ct);
        return result.Done ? TypedResults.NoContent() : ApiResults.Problem(result.Refusals);
    }
}
