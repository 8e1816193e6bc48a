using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Disclosure.Effectiveness;

namespace SupplyRisk.App.Api;

/// <summary>A figure in one month, or of one kind.</summary>
/// <param name="MedianDays">Null where no time is measured.</param>
internal sealed record EffectPoint(string Of, int Count, decimal? MedianDays);

/// <summary>One figure over time.</summary>
internal sealed record EffectItem(EffectFigure Figure, int Count, decimal? MedianDays, IReadOnlyList<EffectPoint> Months, IReadOnlyList<EffectPoint> Kinds);

/// <summary>One value of a group with all figures.</summary>
/// <param name="Value">Empty where lists do not say.</param>
internal sealed record EffectGroupItem(string Value, int Suppliers, int? Coverage, IReadOnlyList<EffectPoint> Figures);

/// <summary>What the work brought.</summary>
internal sealed record EffectivenessItem(DateOnly From, DateOnly To, EffectGroup By, IReadOnlyList<EffectItem> Figures, IReadOnlyList<EffectGroupItem> Groups);

internal static class EffectivenessApi
{
    public static void MapEffectiveness(this RouteGroupBuilder api) =>
        api.MapGet("/effectiveness", ShowAsync).WithTags("Statements").WithName("GetEffectiveness").WithSummary("Flags and outcomes, times to flag and to decision, actions verified, repeat findings, coverage gained; by country, sector or tier.");

    private static async Task<Results<Ok<EffectivenessItem>, ProblemHttpResult>> ShowAsync([FromQuery(Name = "by")] string? by, [FromQuery(Name = "months")] int? months, FindEffectiveness find, HttpContext http, CancellationToken ct)
    {
        if (by is not null && Words.Parse<EffectGroup>(by) is null) return ApiResults.Bad("by", "by is country, sector or tier.");
        if (months is < 1 or > EffectQuery.MostMonths) return ApiResults.Bad("months", $"months is 1 to {EffectQuery.MostMonths}.");
        var f = await find.HandleAsync(http.Actor(), new EffectQuery(Words.Parse<EffectGroup>(by) ?? EffectGroup.Country, months ?? 12), ct);
        return TypedResults.Ok(new EffectivenessItem(f.From, f.To, f.Query.By,
            [.. f.Series.Select(s => new EffectItem(s.Figure, s.All.Count, s.All.Median, [.. s.Months.Select(m => new EffectPoint(m.Month, m.Number.Count, m.Number.Median))], [.. s.Whats.Select(w => new EffectPoint(w.What, w.Count, null))]))],
            [.. f.Lines.Select(l => new EffectGroupItem(l.Value, l.Suppliers, l.Coverage, [.. l.Figures.Select(x => new EffectPoint(Words.Snake(x.Key), x.Value.Count, x.Value.Median))]))]));
    }
}
