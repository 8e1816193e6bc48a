using System.Globalization;
using SupplyRisk.Review;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Pages.Suppliers;

internal static class SupplierEndpoints
{
    public static void MapSuppliers(this RouteGroupBuilder pages)
    {
        pages.MapGet("/suppliers", ListAsync);
        pages.MapGet("/suppliers/{id:guid}", ShowAsync);
        pages.MapPost("/matches/{id:guid}/review", ReviewMatchAsync);
    }

    private static async Task<IResult> ListAsync(FindSuppliers find, HttpContext http, CancellationToken ct) =>
        Render.Page<SuppliersPage, SupplierList>(await find.HandleAsync(http.Actor(), SupplierAddress.Read(http.Request.Query), ct));

    /// <summary>A merged supplier's address leads to whom it counts for, whose page says so.</summary>
    private static async Task<IResult> ShowAsync(Guid id, FindSupplier find, WhatWouldLower lower, HttpContext http, CancellationToken ct)
    {
        if (await find.HandleAsync(http.Actor(), id, ct) is not { } profile) return Results.NotFound();
        if (profile.Supplier.Id != id) return Results.Redirect($"/suppliers/{profile.Supplier.Id}?merged={id}");
        var asked = Guid.TryParse(http.Request.Query["merged"], out var merged) ? profile.Merged.FirstOrDefault(m => m.Supplier.Id == merged) : null;
        return Render.Page<SupplierPage, SupplierPageModel>(new(profile, await lower.HandleAsync(http.Actor(), id, ct), Form.Fresh) { Asked = asked });
    }

    private static async Task<IResult> ReviewMatchAsync(Guid id, ReviewMatch review, FindMatchSupplier find, FindSupplier findSupplier, WhatWouldLower lower, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (Words.Parse<MatchReview>(form["review"]) is not { } said) return Results.BadRequest();
        var result = await review.ReviewAsync(http.Actor(), new MatchReviewRequest(id, said, form["words"].ToString()), ct);
        if (result.Done) return Render.GoTo(http, Render.Local(form["back"], "/review?lane=match_to_check"));
        if (await find.HandleAsync(id, ct) is not { } supplier || await findSupplier.HandleAsync(http.Actor(), supplier, ct) is not { } profile) return Results.NotFound();
        return Render.Page<SupplierPage, SupplierPageModel>(new(profile, await lower.HandleAsync(http.Actor(), supplier, ct), Form.Of($"m-{id:N}", form, result.Refusals)), RefusalStatus.Of(result.Refusals));
    }
}

/// <summary>A supplier's page.</summary>
/// <param name="Lower">What would lower its band; null until it is screened.</param>
/// <param name="Form">The form that came back with something to correct.</param>
public sealed record SupplierPageModel(SupplierProfile Profile, Counterfactual? Lower, Form Form)
{
    /// <summary>The merged supplier whose address led here, or null.</summary>
    public MergedSupplier? Asked { get; init; }
}

/// <summary>A supplier query as an address, both ways. What cannot be read is left out: a mistyped address is an unfiltered page, not an error.</summary>
internal static class SupplierAddress
{
    public static SupplierQuery Read(IQueryCollection query)
    {
        var sort = query["sort"].ToString();
        var order = Words.Parse<SupplierOrder>(sort.TrimStart('-')) ?? SupplierOrder.Score;
        var coverage = query["coverage"].ToString().Split('-');
        return new SupplierQuery(
            Text(query["q"]),
            [.. query["band"].Select(Words.Parse<Band>).OfType<Band>()],
            [.. query["flag"].Select(Words.Parse<FlagKind>).OfType<FlagKind>()],
            Text(query["country"]), Text(query["sector"]), Text(query["list"]),
            Number(coverage[0]), coverage.Length > 1 ? Number(coverage[1]) : null, query["listed"] == "no",
            order, sort.Length == 0 ? null : sort[0] == '-', Math.Max(1, Number(query["page"]) ?? 1));
    }

    public static string Write(SupplierQuery q)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        Add("q", q.Text);
        foreach (var band in q.Bands ?? []) Add("band", Words.Snake(band));
        foreach (var flag in q.Flags ?? []) Add("flag", Words.Snake(flag));
        Add("country", q.Country);
        Add("sector", q.Sector);
        Add("list", q.Source);
        if (q.CoverageFrom is { } from) Add("coverage", $"{from}-{q.CoverageTo ?? 100}");
        if (q.NotListed) Add("listed", "no");
        Add("sort", Sort(q));
        if (q.Page > 1) Add("page", q.Page.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "/suppliers" : "/suppliers?" + string.Join('&', parts);
    }

    /// <summary>The order as it stands in the address; null for the usual one.</summary>
    public static string? Sort(SupplierQuery q) =>
        q.Descending is null && q.Order == SupplierOrder.Score ? null : (q.Descending == true ? "-" : "") + Words.Snake(q.Order);

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static int? Number(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
}
