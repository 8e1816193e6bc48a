using System.Net;
using System.Text;

namespace SupplyRisk.Disclosure.Writing;

/// <summary>A statement as one page that needs nothing beside itself.</summary>
internal static class HtmlStatement
{
    private const string Style = """
        :root{color-scheme:light}body{font:1rem/1.6 system-ui,"Noto Sans",sans-serif;color:#1a1f27;background:#fff;max-width:46rem;margin:0 auto;padding:2rem 1.25rem}
        h1{font-size:1.9rem;line-height:1.2;margin:0 0 .25rem}h2{font-size:1.3rem;margin:2.2rem 0 .5rem;break-after:avoid}p{margin:.6rem 0}.period{color:#4a5361;margin:0 0 1.5rem}
        .mark{border:2px solid #8a3b00;padding:.6rem .9rem;color:#6b2e00;font-weight:600}nav ol{columns:2;padding-left:1.4rem}a{color:#174f8c}
        .figure{text-decoration:underline dotted;text-underline-offset:.2em;color:inherit}table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.8rem 0}caption{text-align:left;font-weight:600;padding:.3rem 0}
        th,td{border-top:1px solid #c6ccd5;padding:.4rem .5rem;text-align:left;vertical-align:top}.counted th:nth-child(1){width:20%}.counted th:nth-child(3){width:34%}.counted code{white-space:nowrap;font-size:.72rem}thead th{border-top:0;border-bottom:2px solid #1a1f27}code{font-size:.8rem;overflow-wrap:anywhere}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem}.scroll{overflow-x:auto}
        @media(max-width:36rem){nav ol{columns:1}dl{grid-template-columns:1fr}}@media print{body{max-width:none;padding:0;font-size:10.5pt}a{color:inherit;text-decoration:none}tr{break-inside:avoid}.skip{display:none}}@page{size:A4;margin:20mm 20mm 22mm;@bottom-right{content:"Page " counter(page) " of " counter(pages);font:8pt system-ui,sans-serif;color:#4a5361}}
        """;

    public static string Write(StatementDocument d)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append("<title>").Append(E($"{d.Title}: {d.Entity}")).Append("</title><style>").Append(Style).Append("</style></head>\n<body><a class=\"skip\" href=\"#text\">To the text</a>\n")
            .Append("<header><h1>").Append(E(d.Title)).Append("</h1><p class=\"period\">").Append(E(d.Entity)).Append("<br>").Append(E(d.Period)).Append("</p></header>\n");
        foreach (var mark in d.Marks) page.Append("<p class=\"mark\">").Append(E(mark)).Append("</p>\n");
        page.Append("<nav aria-label=\"Contents\"><h2>Contents</h2><ol>");
        foreach (var s in d.Sections) page.Append("<li><a href=\"#").Append(E(s.Id)).Append("\">").Append(E(s.Title)).Append("</a></li>");
        foreach (var (id, title) in Further(d)) page.Append("<li><a href=\"#").Append(id).Append("\">").Append(title).Append("</a></li>");
        page.Append("</ol></nav>\n<main id=\"text\">\n");
        foreach (var s in d.Sections) Section(page, s);
        Approval(page, d);
        Figures(page, d);
        Items(page, d);
        return page.Append("</main></body></html>\n").ToString();
    }

    private static IEnumerable<(string Id, string Title)> Further(StatementDocument d)
    {
        if (d.Approval.Count > 0) yield return ("approval", "Approval");
        if (d.Figures.Count > 0) yield return ("figures", "How the figures were counted");
        yield return ("items", "Where each item is answered");
    }

    private static void Section(StringBuilder page, DocumentSection s)
    {
        page.Append("<section aria-labelledby=\"").Append(E(s.Id)).Append("\"><h2 id=\"").Append(E(s.Id)).Append("\">").Append(E(s.Title)).Append("</h2>\n");
        foreach (var p in s.Paragraphs)
        {
            page.Append("<p>");
            foreach (var run in p)
            {
                if (run.Figure is { } id) page.Append("<a class=\"figure\" href=\"#f-").Append(E(id)).Append("\">").Append(E(run.Text)).Append("</a>");
                else page.Append(E(run.Text));
            }
            page.Append("</p>\n");
        }
        page.Append("</section>\n");
    }

    private static void Approval(StringBuilder page, StatementDocument d)
    {
        if (d.Approval.Count == 0) return;
        page.Append("<section aria-labelledby=\"approval\"><h2 id=\"approval\">Approval</h2><dl>");
        foreach (var (label, value) in d.Approval) page.Append("<dt>").Append(E(label)).Append("</dt><dd>").Append(E(value)).Append("</dd>");
        page.Append("</dl></section>\n");
    }

    private static void Figures(StringBuilder page, StatementDocument d)
    {
        if (d.Figures.Count == 0) return;
        page.Append("<section aria-labelledby=\"figures\"><h2 id=\"figures\">How the figures were counted</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"figures\"><table class=\"counted\"><thead><tr><th scope=\"col\">Figure</th><th scope=\"col\">Value</th><th scope=\"col\">How it was counted</th><th scope=\"col\">Rows</th><th scope=\"col\">Receipt</th></tr></thead><tbody>\n");
        foreach (var f in d.Figures)
        {
            page.Append("<tr id=\"f-").Append(E(f.Figure)).Append("\"><th scope=\"row\">").Append(E(StatementWords.Label(f))).Append("</th><td>").Append(E(StatementWords.Said(f))).Append("</td><td>").Append(E(f.Query)).Append("</td><td>")
                .Append(Disclosure.Figures.FigureValue.Digits(f.Rows.Count)).Append("</td><td><code>").Append(f.Digest[..12]).Append("</code></td></tr>\n");
        }
        page.Append("</tbody></table></div><p>").Append(E(StatementWords.Frozen(d))).Append("</p></section>\n");
    }

    private static void Items(StringBuilder page, StatementDocument d)
    {
        page.Append("<section aria-labelledby=\"items\"><h2 id=\"items\">Where each item is answered</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"items\"><table><thead><tr><th scope=\"col\">Law</th><th scope=\"col\">Item</th><th scope=\"col\">Answered in</th></tr></thead><tbody>\n");
        foreach (var i in d.Items)
            page.Append("<tr><td>").Append(E($"{i.Law}, {i.Source}")).Append("</td><td>").Append(E($"{i.Text}{(i.Level == Frameworks.ItemLevel.Required ? "" : " (recommended)")}")).Append("</td><td>").Append(E(StatementWords.Answered(i))).Append("</td></tr>\n");
        page.Append("</tbody></table></div></section>\n");
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>Words that every format shares.</summary>
internal static class StatementWords
{
    public static string Label(Figures.FigureReceipt f) => Disclosure.Figures.FigureCatalogue.Find(f.Figure)?.Label ?? f.Figure;

    public static string Said(Figures.FigureReceipt f) => new Figures.FigureValue(f.Number, f.Parts, f.Rows) { Unit = f.Unit }.Said();

    public static string Frozen(StatementDocument d) =>
        $"The figures were counted from records frozen on {Wording.SuggestText.Day(d.Figures[0].AsOf)}; digest of the records: {d.RecordsDigest}. Groups of fewer than ten people are left out.";

    public static string Answered(AnsweredItem i) => i.Met ? string.Join(", ", i.Sections) : "not answered yet";
}
