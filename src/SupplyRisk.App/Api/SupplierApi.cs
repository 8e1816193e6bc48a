using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Review;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Api;

/// <summary>A page of a list.</summary>
/// <param name="Items">In the list's order; may be empty.</param>
/// <param name="Total">All that fit.</param>
/// <param name="NextPageToken">Gives the next page with the same query; null on the last.</param>
internal sealed record ListOf<T>(IReadOnlyList<T> Items, long Total, string? NextPageToken);

/// <summary>A supplier as lists show it.</summary>
/// <param name="Id">Ours.</param>
/// <param name="SupplierId">The list's own id, else a content hash.</param>
/// <param name="RiskScore">0 to 100, higher is worse; null until screened.</param>
/// <param name="Coverage">0 to 1: how much is known.</param>
internal sealed record SupplierItem(
    Guid Id, string SupplierId, string Name, string? NativeName, string? Country, string? Sector, int? Tier, bool Listed,
    int? RiskScore, Band? Band, decimal Coverage, IReadOnlyList<FlagKind> Flags, DateTime? ScreenedAt);

internal static class SupplierApi
{
    public static void MapSuppliers(this RouteGroupBuilder api)
    {
        var suppliers = api.MapGroup("/suppliers").WithTags("Suppliers");
        suppliers.MapGet("", ListAsync).WithName("ListSuppliers").WithSummary("Suppliers, highest score first, filtered.");
        suppliers.MapGet("/{id:guid}", OneAsync).WithName("GetSupplier").WithSummary("One supplier with the account of its score, in the shape of the screen command.").ProducesProblem(404);
        suppliers.MapGet("/{id:guid}/what-would-lower", LowerAsync).WithName("GetWhatWouldLower").WithSummary("The smallest set of remedies, audits and documents that would lower the supplier's band, and what none of them moves.").ProducesProblem(404);
    }

    private static async Task<Results<Ok<ListOf<SupplierItem>>, ProblemHttpResult>> ListAsync(
        [FromQuery(Name = "text")] string? text, [FromQuery(Name = "band")] string[]? band, [FromQuery(Name = "flag")] string[]? flag,
        [FromQuery(Name = "country")] string? country, [FromQuery(Name = "sector")] string? sector, [FromQuery(Name = "source")] string? source,
        [FromQuery(Name = "page_token")] string? pageToken, FindSuppliers find, HttpContext http, CancellationToken ct)
    {
        if (Unknown<Band>("band", band) is { } badBand) return badBand;
        if (Unknown<FlagKind>("flag", flag) is { } badFlag) return badFlag;
        var mark = string.Join('|', text, string.Join(',', band ?? []), string.Join(',', flag ?? []), country, sector, source);
        if (PageTokens.Page(pageToken, mark) is not { } page) return ApiResults.Bad("page_token", "The page token belongs to another query.");
        var query = new SupplierQuery(
            text, [.. (band ?? []).Select(b => Words.Parse<Band>(b)).OfType<Band>()], [.. (flag ?? []).Select(f => Words.Parse<FlagKind>(f)).OfType<FlagKind>()],
            country, sector, source, Page: page);
        var (rows, total) = await find.RowsAsync(http.Actor(), query, ct);
        return TypedResults.Ok(new ListOf<SupplierItem>([.. rows.Select(Item)], total, PageTokens.Next(page, SupplierQuery.PageSize, total, mark)));
    }

    private static async Task<Results<Ok<ReportRow>, ProblemHttpResult>> OneAsync(Guid id, ScreeningReport report, HttpContext http, CancellationToken ct) =>
        await report.OneAsync(http.Actor(), id, ct) is { } row ? TypedResults.Ok(row) : ApiResults.NotFound("screened supplier");

    private static async Task<Results<Ok<LowerItem>, ProblemHttpResult>> LowerAsync(Guid id, WhatWouldLower lower, HttpContext http, CancellationToken ct) =>
        await lower.HandleAsync(http.Actor(), id, ct) is { } found ? TypedResults.Ok(LowerItem.Of(found)) : ApiResults.NotFound("screened supplier");

    /// <summary>The first value that is none of its kind, said with those that are.</summary>
    internal static ProblemHttpResult? Unknown<T>(string parameter, IEnumerable<string>? values)
        where T : struct, Enum
    {
        var unknown = (values ?? []).FirstOrDefault(v => Words.Parse<T>(v) is null);
        return unknown is null ? null : ApiResults.Bad(parameter, $"'{unknown}' is no {parameter}; there are {string.Join(", ", Enum.GetValues<T>().Select(v => Words.Snake(v)))}.");
    }

    private static SupplierItem Item(PortfolioRow r) => new(
        r.Id, r.OwnId, r.Name, r.NativeName, r.Country, r.Sector, r.Tier, r.Listed,
        r.Band is null ? null : r.RiskScore, r.Band, r.Coverage / 100m, r.Flags, r.ScreenedAt);
}
