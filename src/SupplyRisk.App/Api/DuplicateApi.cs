using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Matching;
using SupplyRisk.Matching.Duplicates;
using SupplyRisk.Review.Duplicates;
using SupplyRisk.Suppliers;

namespace SupplyRisk.App.Api;

/// <summary>A pair of suppliers that may be one, or that a person has decided on.</summary>
/// <param name="Left">The one that an earlier import brought; of a merge the merged one.</param>
/// <param name="Score">0 to 1: how alike; null where nothing speaks for it any more.</param>
/// <param name="Reopened">True if somebody decided and the facts have changed since.</param>
/// <param name="MergeId">The merge that holds, or null.</param>
internal sealed record DuplicateItem(DuplicateSide Left, DuplicateSide Right, double? Score, string Because, bool Reopened, Guid? MergeId, DuplicateDecisionItem? Decision);

/// <summary>A word on a pair.</summary>
internal sealed record DuplicateDecisionItem(DuplicateVerdict Verdict, string Words, string Actor, DateTime At);

/// <summary>One line of the explanation.</summary>
internal sealed record DuplicateFeatureItem(string Feature, string? Left, string? Right, double Weight, double Points, string Because);

/// <summary>Two suppliers compared now.</summary>
/// <param name="Band">Null if nothing is worth a question.</param>
/// <param name="FactsKey">To be given back with a decision, so that it is not taken on other facts than were looked at.</param>
/// <param name="Features">What was compared, weightiest first; may be empty.</param>
/// <param name="Decisions">Newest first.</param>
internal sealed record DuplicateDetail(
    Guid LeftId, Guid RightId, DuplicateBand? Band, double? Score, string? Because, string FactsKey, Guid? MergeId, IReadOnlyList<DuplicateFeatureItem> Features, IReadOnlyList<DuplicateDecisionItem> Decisions);

/// <summary>How many pairs stand in which list; <c>new</c> counts suppliers that are like no other.</summary>
internal sealed record DuplicateListing(IReadOnlyList<DuplicateItem> Items, long Total, string? NextPageToken, DuplicateCounts Counts, int Waiting);

/// <summary>What a person says of a pair.</summary>
/// <param name="Verdict"><c>not_same</c>, or <c>taken_back</c> of what was said before; two that are one are merged instead.</param>
/// <param name="Words">Why; required.</param>
/// <param name="FactsKey">The facts the person looked at; null does not check.</param>
internal sealed record DuplicateVerdictBody(DuplicateVerdict Verdict, string Words, string? FactsKey);

/// <summary>Two suppliers that are one and the same.</summary>
/// <param name="SupplierId">Counts for the other from now on.</param>
/// <param name="SurvivorId">Is kept.</param>
/// <param name="Words">Why; required.</param>
/// <param name="FactsKey">The facts the person looked at; null does not check.</param>
internal sealed record MergeBody(Guid SupplierId, Guid SurvivorId, string Words, string? FactsKey);

/// <summary>Why two are two after all.</summary>
internal sealed record SplitBody(string Words);

/// <summary>A merge as it stands.</summary>
/// <param name="SplitAt">Null while it holds.</param>
internal sealed record MergeItem(Guid Id, Guid SupplierId, Guid SurvivorId, string Words, string MergedBy, DateTime MergedAt, string? SplitBy, DateTime? SplitAt);

/// <summary>A new row of a previewed import that may be a supplier already known.</summary>
internal sealed record ImportDuplicateItem(int Row, string OwnId, string Name, string Place, DuplicateBand Band, double Score, string Because, Guid SupplierId, DuplicateSide? Supplier, IReadOnlyList<DuplicateFeatureItem> Features);

/// <summary>What comparing a previewed import found.</summary>
/// <param name="Compared">False while it is still to be compared.</param>
/// <param name="Rows">New rows compared; each counts in one of the bands below, or is new.</param>
internal sealed record ImportDuplicateListing(bool Compared, int Rows, int Same, int Maybe, int OtherSite, int New, IReadOnlyList<ImportDuplicateItem> Items, int Total);

internal static class DuplicateApi
{
    private const int ImportRows = 2_000;

    public static void MapDuplicates(this RouteGroupBuilder api)
    {
        var duplicates = api.MapGroup("/duplicates").WithTags("Duplicates");
        duplicates.MapGet("", ListAsync).WithName("ListDuplicates").WithSummary("Pairs of suppliers that may be one, by band (same, maybe, other_site), or decided ones (merged, not_same).");
        duplicates.MapGet("/{left:guid}/{right:guid}", OneAsync).WithName("GetDuplicate").WithSummary("Two suppliers compared now, feature by feature, with every word said of them.").ProducesProblem(404);
        duplicates.MapPost("/{left:guid}/{right:guid}/decision", DecideAsync).WithName("DecideDuplicate").WithSummary("Say that two suppliers are not the same, or take that back.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        duplicates.MapPost("/merges", MergeAsync).WithName("MergeSuppliers").WithSummary("Have one supplier count for another; an undoable redirect.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        duplicates.MapPost("/merges/{id:guid}/split", SplitAsync).WithName("SplitSuppliers").WithSummary("Take a merge back: each has its own again.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/imports/{id:guid}/duplicates", OfImportAsync).WithTags("Imports").WithName("ListImportDuplicates").WithSummary("New rows of a previewed import that may be suppliers already known, same before maybe before another site.").ProducesProblem(404);
    }

    private static async Task<Results<Ok<DuplicateListing>, ProblemHttpResult>> ListAsync(
        [FromQuery(Name = "band")] string? band, [FromQuery(Name = "page_token")] string? pageToken, FindDuplicates find, HttpContext http, CancellationToken ct)
    {
        if (band is not null && SupplierApi.Unknown<DuplicateList>("band", [band]) is { } bad) return bad;
        if (PageTokens.Page(pageToken, $"duplicates|{band}") is not { } page) return ApiResults.Bad("page_token", "The page token belongs to another query.");
        var list = await find.HandleAsync(http.Actor(), new DuplicateQuery(Words.Parse<DuplicateList>(band) ?? DuplicateList.Same, page), ct);
        return TypedResults.Ok(new DuplicateListing(
            [.. list.Rows.Select(r => new DuplicateItem(r.Left, r.Right, r.Score, r.Because, r.Reopened, r.Merge?.Id, r.Decision is { } d ? Item(d) : null))],
            list.Total, PageTokens.Next(page, DuplicateQuery.PageSize, list.Total, $"duplicates|{band}"), list.Counts, list.Waiting));
    }

    private static async Task<Results<Ok<DuplicateDetail>, ProblemHttpResult>> OneAsync(Guid left, Guid right, FindDuplicate find, HttpContext http, CancellationToken ct) =>
        await find.HandleAsync(http.Actor(), left, right, ct) is { } pair
            ? TypedResults.Ok(new DuplicateDetail(
                pair.Left.Supplier.Id, pair.Right.Supplier.Id, pair.Result?.Band, pair.Result?.Score, pair.Result?.Because, pair.FactsKey, pair.Merge?.Id,
                Items(pair.Result?.Features ?? []), [.. pair.Decisions.Select(Item)]))
            : ApiResults.NotFound("pair of suppliers");

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(Guid left, Guid right, DuplicateVerdictBody body, DecideDuplicate decide, HttpContext http, CancellationToken ct)
    {
        if (body.Verdict == DuplicateVerdict.Same) return ApiResults.Bad("verdict", "Two that are one and the same are merged: POST /api/v1/duplicates/merges says which of them is kept.");
        var request = new DuplicateRequest(left, right, body.Words, body.FactsKey);
        var result = body.Verdict == DuplicateVerdict.NotSame ? await decide.NotTheSameAsync(http.Actor(), request, ct) : await decide.TakeBackAsync(http.Actor(), request, ct);
        return result.Done ? TypedResults.NoContent() : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Results<Ok<MergeItem>, ProblemHttpResult>> MergeAsync(MergeBody body, MergeSuppliers merge, HttpContext http, CancellationToken ct) =>
        Answer(await merge.MergeAsync(http.Actor(), new MergeRequest(body.SupplierId, body.SurvivorId, body.Words, body.FactsKey), ct));

    private static async Task<Results<Ok<MergeItem>, ProblemHttpResult>> SplitAsync(Guid id, SplitBody body, MergeSuppliers merge, HttpContext http, CancellationToken ct) =>
        Answer(await merge.SplitAsync(http.Actor(), id, body.Words, ct));

    private static async Task<Results<Ok<ImportDuplicateListing>, ProblemHttpResult>> OfImportAsync(Guid id, FindImportDuplicates find, HttpContext http, CancellationToken ct)
    {
        if (!http.Actor().SeesAll) return ApiResults.NotFound("import"); // an import is about all suppliers of its list
        var found = await find.HandleAsync(http.Actor(), id, ImportRows, ct);
        var c = found.Comparison;
        return TypedResults.Ok(new ImportDuplicateListing(
            c is not null, c?.Rows ?? 0, c?.Same ?? 0, c?.Maybe ?? 0, c?.OtherSite ?? 0, c is null ? 0 : c.Rows - c.Same - c.Maybe - c.OtherSite,
            [.. found.Rows.Select(r => new ImportDuplicateItem(r.Found.Row, r.Found.OwnId, r.Found.Name, r.Found.Place, r.Found.Band, r.Found.Score, r.Found.Because, r.Found.SupplierId, r.Known, Items(r.Features)))],
            found.Total));
    }

    private static Results<Ok<MergeItem>, ProblemHttpResult> Answer(Result<SupplierMerge> result) => result.Value is { } m
        ? TypedResults.Ok(new MergeItem(m.Id, m.SupplierId, m.SurvivorId, m.Words, m.MergedBy, m.MergedAt, m.SplitBy, m.SplitAt))
        : ApiResults.Problem(result.Refusals);

    private static DuplicateDecisionItem Item(DuplicateDecision d) => new(d.Verdict, d.Words, d.ActorId, d.At);

    private static IReadOnlyList<DuplicateFeatureItem> Items(IReadOnlyList<MatchFeature> features) =>
        [.. features.Select(f => new DuplicateFeatureItem(f.Feature, f.Left, f.Right, Math.Round(f.Weight, 4), Math.Round(f.Points, 4), f.Because))];
}
