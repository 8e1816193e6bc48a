using SupplyRisk.Audit;
using System.Globalization;
using SupplyRisk.Review;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.App.Pages.Review;

internal static class ReviewEndpoints
{
    public static void MapReview(this RouteGroupBuilder pages)
    {
        pages.MapGet("/review", QueueAsync);
        pages.MapGet("/review/{id:guid}", ShowAsync);
        pages.MapPost("/review/{id:guid}", DecideAsync).Needs(Right.DecideCases);
    }

    private static async Task<IResult> QueueAsync(FindCases find, HttpContext http, CancellationToken ct)
    {
        var q = http.Request.Query;
        var query = new CaseQuery(
            Words.Parse<Lane>(q["lane"]) ?? Lane.Risk, Words.Parse<Band>(q["band"]), Words.Parse<CaseStatus>(q["status"]),
            string.IsNullOrWhiteSpace(q["country"]) ? null : q["country"].ToString(), q["closed"] == "yes",
            int.TryParse(q["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1);
        return Render.Page<QueuePage, CaseList>(await find.HandleAsync(http.Actor(), query, ct));
    }

    private static async Task<IResult> ShowAsync(Guid id, FindCases find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } file
            ? Render.Page<CasePage, CasePageModel>(new(file, Form.Fresh))
            : Results.NotFound();

    private static async Task<IResult> DecideAsync(Guid id, DecideCase decide, FindCases find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var file = await find.OneAsync(http.Actor(), id, ct);
        if (file is null) return Results.NotFound();
        var request = new CaseDecisionRequest(
            id, Words.Parse<CaseStatus>(form["status"]) ?? CaseStatus.NotAssessed, Words.Parse<CaseOutcome>(form["outcome"]),
            form["reason_code"].ToString(), form["words"].ToString(),
            int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null);
        var result = await decide.DecideAsync(http.Actor(), request, ct);
        if (!result.Done)
        {
            var now = await find.OneAsync(http.Actor(), id, ct) ?? file;
            return Render.Page<CasePage, CasePageModel>(new(now, Form.Of("decide", form, result.Refusals)), RefusalStatus.Of(result.Refusals));
        }
        return Render.GoTo(http, form["then"] == "next" && file.Next is { } next ? $"/review/{next}" : $"/review/{id}");
    }
}

/// <summary>A case's page.</summary>
/// <param name="Form">The form that came back with something to correct.</param>
public sealed record CasePageModel(CaseFile File, Form Form);
