using System.Text;
using Microsoft.AspNetCore.Components.Web;
using SupplyRisk.App.Commands;
using SupplyRisk.App.Pages.Report;
using SupplyRisk.Audit;
using SupplyRisk.Review;
using SupplyRisk.Review.Profile;

namespace SupplyRisk.App.Pages.Suppliers;

/// <summary>Files to take away: a supplier's profile, its history, and lists of suppliers.</summary>
internal static class ExportEndpoints
{
    public static void MapSupplierExports(this RouteGroupBuilder pages)
    {
        pages.MapGet("/suppliers/export.csv", (ExportSuppliers export, HttpContext http, CancellationToken ct) => ListAsync(TableFormat.Csv, export, http, ct)).Needs(Right.Export);
        pages.MapGet("/suppliers/export.xlsx", (ExportSuppliers export, HttpContext http, CancellationToken ct) => ListAsync(TableFormat.Xlsx, export, http, ct)).Needs(Right.Export);
        pages.MapGet("/suppliers/{id:guid}/profile.html", HtmlAsync).Needs(Right.Export);
        pages.MapGet("/suppliers/{id:guid}/profile.xlsx", WorkbookAsync).Needs(Right.Export);
        pages.MapGet("/suppliers/{id:guid}/history.csv", HistoryAsync).Needs(Right.Export);
    }

    /// <summary>The list as it is filtered and ordered, all its pages.</summary>
    private static async Task<IResult> ListAsync(TableFormat format, ExportSuppliers export, HttpContext http, CancellationToken ct)
    {
        var table = await export.HandleAsync(http.Actor(), SupplierAddress.Read(http.Request.Query), format, ct);
        if (!table.Done) return Results.StatusCode(RefusalStatus.Of(table.Refusals));
        var sheet = table.Value;
        return Results.Stream(to => TableFile.WriteAsync(to, format, sheet.Name, sheet.Header, sheet.Rows, ct), TableFile.ContentType(format), $"suppliers.{Words.Snake(format)}");
    }

    private static async Task<IResult> HtmlAsync(Guid id, ExportProfile export, IServiceProvider services, HttpContext http, CancellationToken ct)
    {
        var profile = await export.ReadAsync(http.Actor(), id, "html", ct);
        if (!profile.Done) return Results.StatusCode(RefusalStatus.Of(profile.Refusals));
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var body = await ReportPage.HtmlAsync<ProfileFile>(renderer, (nameof(ProfileFile.Facts), profile.Value));
        var page = $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Supplier profile</title><style>{ReportPage.Style}{Print}</style></head><body>{body}</body></html>";
        return Results.File(Encoding.UTF8.GetBytes(page), "text/html; charset=utf-8", $"{FileName(profile.Value)}.html");
    }

    private static async Task<IResult> WorkbookAsync(Guid id, ExportProfile export, HttpContext http, CancellationToken ct)
    {
        var profile = await export.ReadAsync(http.Actor(), id, "xlsx", ct);
        if (!profile.Done) return Results.StatusCode(RefusalStatus.Of(profile.Refusals));
        return Results.Stream(to => TableFile.WriteBookAsync(to, ExportProfile.Sheets(profile.Value), ct), TableFile.ContentType(TableFormat.Xlsx), $"{FileName(profile.Value)}.xlsx");
    }

    private static async Task<IResult> HistoryAsync(Guid id, FindSupplier find, FindSupplierTrend trend, HttpContext http, CancellationToken ct)
    {
        var actor = http.Actor();
        if (actor.Lacks(Right.Export) is { } no) return Results.StatusCode(RefusalStatus.Of([no]));
        if (await find.HandleAsync(actor, id, ct) is not { } profile) return Results.NotFound();
        id = profile.Supplier.Id;
        var reasons = !profile.Findings.Any(f => HeldBack.Is(f.Finding));
        return Results.Stream(
            to => TableFile.WriteAsync(to, TableFormat.Csv, "History", FindSupplierTrend.Header, trend.RowsAsync(actor, id, reasons, ct), ct), TableFile.ContentType(TableFormat.Csv), "history.csv");
    }

    // Own ids come from lists: what a file system would read as more than a name is left out.
    private static string FileName(SupplierPageFacts facts) =>
        "profile-" + string.Concat(facts.Profile.Supplier.OwnId.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_').Take(60));

    private const string Print = "h2{font-size:1.1rem;margin:1.2rem 0 .2rem}pre{white-space:pre-wrap;border:1px solid var(--line);border-radius:6px;padding:.6rem}th[scope=row]{font-weight:500}@media print{:root{color-scheme:light}body{max-width:none;padding:0;font-size:11pt}tr,blockquote{break-inside:avoid}h2{break-after:avoid}}";
}
