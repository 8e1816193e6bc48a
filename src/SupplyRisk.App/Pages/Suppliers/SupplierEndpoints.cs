using System.Globalization;
using SupplyRisk.Audit;
using SupplyRisk.Review;
using SupplyRisk.Review.Profile;
using SupplyRisk.Review.Views;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.App.Pages.Suppliers;

internal static class SupplierEndpoints
{
    public static void MapSuppliers(this RouteGroupBuilder pages)
    {
        pages.MapGet("/suppliers", ListAsync);
        pages.MapGet("/suppliers/map", MapAsync);
        pages.MapPost("/suppliers/views", SaveViewAsync);
        pages.MapPost("/suppliers/views/{id:guid}/forget", ForgetViewAsync);
        pages.MapGet("/suppliers/{id:guid}", ShowAsync);
        pages.MapPost("/matches/{id:guid}/review", ReviewMatchAsync).Needs(Right.DecideCases);
    }

    private static async Task<IResult> ListAsync(FindSuppliers find, SaveView views, HttpContext http, CancellationToken ct) =>
        await ShowListAsync(SupplierAddress.Read(http.Request.Query), SupplierColumns.Read(http.Request.Query), Form.Fresh, find, views, http, StatusCodes.Status200OK, ct);

    private static async Task<IResult> ShowListAsync(
        SupplierQuery query, IReadOnlyList<SupplierColumn> columns, Form form, FindSuppliers find, SaveView views, HttpContext http, int status, CancellationToken ct)
    {
        var actor = http.Actor();
        var list = await find.HandleAsync(actor, query, ct);
        return Render.Page<SuppliersPage, SuppliersModel>(
            new(list, columns, await find.SourceNamesAsync(ct), await views.ListAsync(actor, SupplierAddress.ViewsOf, ct), actor.May(Right.Export), form), status);
    }

    private static async Task<IResult> MapAsync(FindSuppliers find, HttpContext http, CancellationToken ct)
    {
        var query = SupplierAddress.Read(http.Request.Query);
        return Render.Page<SupplierMapPage, SupplierMapModel>(new(query, SupplierPlaces.Of(await find.AllAsync(http.Actor(), query, ct))));
    }

    private static async Task<IResult> SaveViewAsync(FindSuppliers find, SaveView views, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var asked = new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(form["query"].ToString()));
        // Read and written again: what is kept is filters of ours and nothing else.
        var (query, columns) = (SupplierAddress.Read(asked) with { Page = 1 }, SupplierColumns.Read(asked));
        var address = SupplierAddress.Write(query, columns);
        var saved = await views.SaveAsync(http.Actor(), SupplierAddress.ViewsOf, form["name"].ToString(), address.Split('?', 2) is [_, var kept] ? kept : "", ct);
        return saved.Done ? Render.GoTo(http, address)
            : await ShowListAsync(query, columns, Form.Of("view", form, saved.Refusals), find, views, http, RefusalStatus.Of(saved.Refusals), ct);
    }

    private static async Task<IResult> ForgetViewAsync(Guid id, SaveView views, HttpContext http, CancellationToken ct)
    {
        await views.ForgetAsync(http.Actor(), id, ct);
        return Render.GoTo(http, "/suppliers");
    }

    /// <summary>A merged supplier's address leads to whom it counts for, whose page says so.</summary>
    private static async Task<IResult> ShowAsync(Guid id, FindSupplierPage find, HttpContext http, CancellationToken ct)
    {
        if (await find.HandleAsync(http.Actor(), id, ct) is not { } facts) return Results.NotFound();
        if (facts.Profile.Supplier.Id != id) return Results.Redirect($"/suppliers/{facts.Profile.Supplier.Id}?merged={id}");
        var asked = Guid.TryParse(http.Request.Query["merged"], out var merged) ? facts.Profile.Merged.FirstOrDefault(m => m.Supplier.Id == merged) : null;
        return Render.Page<SupplierPage, SupplierPageModel>(new(facts, http.Actor().May(Right.Export), Form.Fresh) { Asked = asked });
    }

    private static async Task<IResult> ReviewMatchAsync(Guid id, ReviewMatch review, FindMatchSupplier find, FindSupplierPage findSupplier, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (Words.Parse<MatchReview>(form["review"]) is not { } said) return Results.BadRequest();
        var result = await review.ReviewAsync(http.Actor(), new MatchReviewRequest(id, said, form["words"].ToString()), ct);
        if (result.Done) return Render.GoTo(http, Render.Local(form["back"], "/review?lane=match_to_check"));
        if (await find.HandleAsync(id, ct) is not { } supplier || await findSupplier.HandleAsync(http.Actor(), supplier, ct) is not { } facts) return Results.NotFound();
        return Render.Page<SupplierPage, SupplierPageModel>(new(facts, http.Actor().May(Right.Export), Form.Of($"m-{id:N}", form, result.Refusals)), RefusalStatus.Of(result.Refusals));
    }
}

/// <summary>A supplier's page.</summary>
/// <param name="MayExport">Whether to offer files to take away.</param>
/// <param name="Form">The form that came back with something to correct.</param>
public sealed record SupplierPageModel(SupplierPageFacts Facts, bool MayExport, Form Form)
{
    /// <summary>The merged supplier whose address led here, or null.</summary>
    public MergedSupplier? Asked { get; init; }
}

/// <summary>The list of suppliers as asked for.</summary>
/// <param name="Columns">In their own order; the name always stands first.</param>
/// <param name="Lists">Names of the lists by id.</param>
/// <param name="Views">The person's own, by name.</param>
/// <param name="MayExport">Whether to offer files to take away.</param>
/// <param name="Form">The form that came back with something to correct.</param>
public sealed record SuppliersModel(
    SupplierList List, IReadOnlyList<SupplierColumn> Columns, IReadOnlyDictionary<Guid, string> Lists, IReadOnlyList<SavedView> Views, bool MayExport, Form Form);

/// <summary>Where the suppliers that fit are.</summary>
public sealed record SupplierMapModel(SupplierQuery Query, IReadOnlyList<SupplierPlace> Places);

/// <summary>A supplier query as an address, both ways. What cannot be read is left out: a mistyped address is an unfiltered page, not an error.</summary>
internal static class SupplierAddress
{
    /// <summary>What views of this list are kept as.</summary>
    public const string ViewsOf = "suppliers";

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
            order, sort.Length == 0 ? null : sort[0] == '-', Math.Max(1, Number(query["page"]) ?? 1))
        {
            Region = Text(query["region"]),
        };
    }

    /// <param name="q">What is asked for.</param>
    /// <param name="columns">Null, or the usual ones, leave the address without them.</param>
    /// <param name="path">The page it is asked of.</param>
    public static string Write(SupplierQuery q, IReadOnlyList<SupplierColumn>? columns = null, string path = "/suppliers")
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
        Add("region", q.Region);
        Add("sector", q.Sector);
        Add("list", q.Source);
        if (q.CoverageFrom is { } from) Add("coverage", $"{from}-{q.CoverageTo ?? 100}");
        if (q.NotListed) Add("listed", "no");
        Add("sort", Sort(q));
        if (q.Page > 1) Add("page", q.Page.ToString(CultureInfo.InvariantCulture));
        if (columns is not null && !columns.SequenceEqual(SupplierColumns.Usual)) foreach (var column in columns) Add("col", Words.Snake(column));
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }

    /// <summary>The order as it stands in the address; null for the usual one.</summary>
    public static string? Sort(SupplierQuery q) =>
        q.Descending is null && q.Order == SupplierOrder.Score ? null : (q.Descending == true ? "-" : "") + Words.Snake(q.Order);

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static int? Number(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
}
