using System.Globalization;
using SupplyRisk.Audit;
using SupplyRisk.Review.Duplicates;

namespace SupplyRisk.App.Pages.Duplicates;

internal static class DuplicateEndpoints
{
    public static void MapDuplicates(this RouteGroupBuilder pages)
    {
        pages.MapGet("/suppliers/duplicates", ListAsync);
        pages.MapGet("/suppliers/duplicates/{left:guid}/{right:guid}", ShowAsync);
        pages.MapPost("/suppliers/duplicates/{left:guid}/{right:guid}", DecideAsync).Needs(Right.MergeSuppliers);
    }

    private static async Task<IResult> ListAsync(FindDuplicates find, HttpContext http, CancellationToken ct)
    {
        var q = http.Request.Query;
        var query = new DuplicateQuery(Words.Parse<DuplicateList>(q["band"]) ?? DuplicateList.Same, int.TryParse(q["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1);
        return Render.Page<DuplicatesPage, DuplicatePage>(await find.HandleAsync(http.Actor(), query, ct));
    }

    private static async Task<IResult> ShowAsync(Guid left, Guid right, FindDuplicate find, HttpContext http, CancellationToken ct) =>
        await find.HandleAsync(http.Actor(), left, right, ct) is { } pair ? Render.Page<PairPage, PairModel>(new(pair, Form.Fresh)) : Results.NotFound();

    private static async Task<IResult> DecideAsync(Guid left, Guid right, FindDuplicate find, MergeSuppliers merge, DecideDuplicate decide, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (await find.HandleAsync(http.Actor(), left, right, ct) is not { } pair) return Results.NotFound();
        var refusals = await SaidAsync(http, form, pair, merge, decide, ct);
        if (refusals.Count == 0)
            return Render.GoTo(http, form["then"] == "next" && pair.Next is { } next ? $"/suppliers/duplicates/{next.Left}/{next.Right}" : $"/suppliers/duplicates/{left}/{right}");
        var now = await find.HandleAsync(http.Actor(), left, right, ct) ?? pair;
        return Render.Page<PairPage, PairModel>(new(now, Form.Of(PairPage.FormId, form, refusals)), RefusalStatus.Of(refusals));
    }

    private static async Task<IReadOnlyList<Refusal>> SaidAsync(HttpContext http, IFormCollection form, ComparedPair pair, MergeSuppliers merge, DecideDuplicate decide, CancellationToken ct)
    {
        var (words, seen) = (form["words"].ToString(), form["seen"].ToString() is { Length: > 0 } key ? key : null);
        var (left, right) = (pair.Left.Supplier.Id, pair.Right.Supplier.Id);
        switch (form["verdict"].ToString())
        {
            case "keep_left":
                return (await merge.MergeAsync(http.Actor(), new MergeRequest(right, left, words, seen), ct)).Refusals;
            case "keep_right":
                return (await merge.MergeAsync(http.Actor(), new MergeRequest(left, right, words, seen), ct)).Refusals;
            case "not_same":
                return (await decide.NotTheSameAsync(http.Actor(), new DuplicateRequest(left, right, words, seen), ct)).Refusals;
            case "take_back":
                return (await decide.TakeBackAsync(http.Actor(), new DuplicateRequest(left, right, words), ct)).Refusals;
            case "split":
                return pair.Merge is { } standing ? (await merge.SplitAsync(http.Actor(), standing.Id, words, ct)).Refusals : [DuplicateErrors.NotMerged()];
            default:
                return [new Refusal(RefusalKind.Invalid, "verdict_missing", "Say what the two are.", "verdict")];
        }
    }
}

/// <summary>Two suppliers side by side.</summary>
/// <param name="Form">The form that came back with something to correct.</param>
public sealed record PairModel(ComparedPair Pair, Form Form);
