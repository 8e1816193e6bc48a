using System.Globalization;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Effectiveness;

namespace SupplyRisk.App.Pages.Effectiveness;

internal static class EffectivenessEndpoints
{
    private static readonly string[] Header = ["figure", "on", "month", "supplier_id", "supplier", "country", "sector", "tier", "what", "days", "subject_id"];

    public static void MapEffectiveness(this RouteGroupBuilder pages)
    {
        pages.MapGet("/effectiveness", ShowAsync);
        pages.MapGet("/effectiveness/{figure}.csv", (Delegate)ExportAsync).Needs(Right.Export);
        pages.MapGet("/effectiveness/{figure}", RowsAsync);
    }

    private static async Task<IResult> ShowAsync(FindEffectiveness find, HttpContext http, CancellationToken ct) =>
        Render.Page<EffectivenessPage, EffectivenessFigures>(await find.HandleAsync(http.Actor(), Query(http.Request.Query), ct));

    private static async Task<IResult> RowsAsync(string figure, FindEffectiveness find, HttpContext http, CancellationToken ct)
    {
        if (EffectWords.Figure(figure) is not { } of) return Results.NotFound();
        var query = Query(http.Request.Query);
        return Render.Page<EffectRowsPage, EffectRowsModel>(new(of, query, await find.RowsAsync(http.Actor(), of, query, ct)));
    }

    private static async Task<IResult> ExportAsync(string figure, FindEffectiveness find, HttpContext http, CancellationToken ct)
    {
        if (EffectWords.Figure(figure) is not { } of) return Results.NotFound();
        var rows = await find.RowsAsync(http.Actor(), of, Query(http.Request.Query), ct);
        return Results.Stream(to => TableFile.WriteAsync(to, TableFormat.Csv, "Effectiveness", Header, rows.Select(Cells).ToAsyncEnumerable(), ct), TableFile.ContentType(TableFormat.Csv), $"effectiveness-{figure}.csv");
    }

    private static IReadOnlyList<object?> Cells(EffectRow r) => [Words.Snake(r.Figure), r.On, r.Month, r.SupplierId.ToString(), r.Supplier, r.Country, r.Sector, r.Tier, r.What, r.Days, r.Subject?.ToString()];

    internal static EffectQuery Query(IQueryCollection q) => new(
        Words.Parse<EffectGroup>(q["by"]) ?? EffectGroup.Country, int.TryParse(q["months"], NumberStyles.None, CultureInfo.InvariantCulture, out var months) ? Math.Clamp(months, 1, EffectQuery.MostMonths) : 12,
        q.ContainsKey("value") ? q["value"].ToString() : null, string.IsNullOrEmpty(q["month"]) ? null : q["month"].ToString(), string.IsNullOrEmpty(q["what"]) ? null : q["what"].ToString());
}

/// <summary>The rows behind a number.</summary>
public sealed record EffectRowsModel(EffectFigure Figure, EffectQuery Query, IReadOnlyList<EffectRow> Rows);
