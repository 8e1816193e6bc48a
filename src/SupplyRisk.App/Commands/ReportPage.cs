using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.App.Pages.Report;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Commands;

/// <summary>The report as one self-contained HTML file: opens from disk, prints, needs no network.</summary>
internal static class ReportPage
{
    internal const string Style = """
        :root{--ink:#1b2430;--soft:#57606f;--line:#d9dee5;--paper:#fff;--critical:#8c1d40;--high:#9a3b00;--medium:#7a5c00;--low:#1d6b3c;--cannot_rate:#4a5568}
        @media (prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#a3aebd;--line:#343c48;--paper:#14181f;--critical:#ff8fb0;--high:#ffb083;--medium:#e7c65a;--low:#7fd3a0;--cannot_rate:#b3bccb}}
        *{box-sizing:border-box}body{font:15px/1.5 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;color:var(--ink);background:var(--paper);max-width:70rem;margin:0 auto;padding:1.5rem 1rem}
        h1{font-size:1.6rem;margin:0}.sub,.meta,footer{color:var(--soft)}.notice{border-left:3px solid var(--line);padding-left:.75rem}.warning{border:1px solid var(--high);padding:.75rem;border-radius:6px}
        .figures{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}.figures div{border:1px solid var(--line);border-radius:6px;padding:.5rem .9rem;min-width:7rem}.figures dt{color:var(--soft)}.figures dd{margin:0;font-size:1.4rem;font-variant-numeric:tabular-nums}
        article{border-bottom:1px solid var(--line)}summary{cursor:pointer;padding:.45rem 0;display:flex;flex-wrap:wrap;gap:.3rem .75rem;align-items:baseline}details>summary::-webkit-details-marker{display:none}summary::before{content:"▸";color:var(--soft)}[open]>summary::before{content:"▾"}
        .score{min-width:2.2rem;text-align:right;font-weight:600;font-variant-numeric:tabular-nums}.band{min-width:6.5rem;font-weight:600}.name{font-weight:600}
        .critical .band,.critical dd{color:var(--critical)}.high .band,.high dd{color:var(--high)}.medium .band,.medium dd{color:var(--medium)}.low .band,.low dd{color:var(--low)}.cannot_rate .band,.cannot_rate dd{color:var(--cannot_rate)}
        .flag{border:1px solid currentColor;border-radius:99px;padding:0 .6rem;font-size:.85rem}table{border-collapse:collapse;width:100%;margin:.25rem 0 .75rem}th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-top:1px solid var(--line)}.points{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        blockquote{margin:.4rem 0;padding:.1rem .75rem;border-left:3px solid var(--line)}blockquote p{margin:0}code{font-size:.85em;overflow-wrap:anywhere}@media print{::details-content{content-visibility:visible;display:block}}
        """;

    /// <summary>What would lower a band is worked out for so many flagged suppliers, the worst first; pages and API say it of every one.</summary>
    private const int MostLowered = 1_000;

    private const int AtOnce = 100;

    public static async Task WriteAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct);
        var summary = await ReportSummary.ReadAsync(db, ct);
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        await output.WriteLineAsync($"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Supplier screening</title><style>{Style}</style></head><body>");
        await output.WriteLineAsync(await HtmlAsync<ReportHead>(renderer, (nameof(ReportHead.Summary), summary)));
        await output.WriteLineAsync("<main>");
        // Some suppliers at once, so that memory does not grow with the portfolio.
        var lowered = 0;
        await foreach (var some in services.GetRequiredService<ScreeningReport>().SuppliersAsync(Actor.LocalAdministrator, ct).Chunk(AtOnce).WithCancellation(ct))
        {
            List<Guid> flagged = [.. some.Where(s => s.Row.Flags.Count > 0).Select(s => s.Supplier).Take(MostLowered - lowered)];
            lowered += flagged.Count;
            var lower = await services.GetRequiredService<WhatWouldLower>().HandleAsync(Actor.LocalAdministrator, flagged, ct);
            foreach (var (supplier, row) in some)
                await output.WriteLineAsync(await HtmlAsync<ReportSupplier>(renderer, (nameof(ReportSupplier.Row), row), (nameof(ReportSupplier.Lower), lower.GetValueOrDefault(supplier))));
        }

        await output.WriteLineAsync("</main></body></html>");
    }

    internal static Task<string> HtmlAsync<TComponent>(HtmlRenderer renderer, params (string Name, object? Value)[] parameters)
        where TComponent : IComponent =>
        renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value)))).ToHtmlString());
}
