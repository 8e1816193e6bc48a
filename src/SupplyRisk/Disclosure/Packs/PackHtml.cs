using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>The one page of a pack, to read and to print: summary, index, flow, steps, searches, checklist. It says what there is and what there is not; it never says that something is in order.</summary>
internal sealed class PackHtml(ShipmentWhole whole, IReadOnlyList<PackEntry> entries, bool draft)
{
    // As written in its own script: an officer looks for the name that stands on the invoice.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style = """
        body{font:14px/1.5 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;color:#1b2430;max-width:60rem;margin:1.5rem auto;padding:0 1rem}h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:1.75rem 0 .5rem;border-bottom:2px solid #1f5fa8}
        h3{font-size:1rem;margin:1.25rem 0 .25rem}p{margin:0 0 .6rem}table{border-collapse:collapse;width:100%;margin:.25rem 0 .75rem}th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border:1px solid #d9dee5;overflow-wrap:anywhere}
        th{background:#f1f4f8}tbody th{width:9rem}thead{display:table-header-group}tr{break-inside:avoid}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}small{color:#57606f;display:block}.draft{border:3px solid #a33;padding:.25rem 1rem;margin-bottom:1.5rem}.draft h2{margin-top:.5rem}a{color:#1f5fa8}
        .flow{max-width:100%;height:auto}code{font-size:.85em;overflow-wrap:anywhere}.wide{overflow-x:auto}@page{margin:14mm 14mm 16mm;@bottom-right{content:"Page " counter(page) " of " counter(pages);font:8pt system-ui,sans-serif;color:#57606f}}@media print{body{margin:0;max-width:none}h2{break-after:avoid}.flow{max-height:24cm}}
        """;

    private readonly StringBuilder page = new();

    private Shipment Shipment => whole.Shipment;

    public static string Encode(string? text) => Encoder.Encode(Words.Visible(text?.ReplaceLineEndings(" ") ?? ""));

    public string Write()
    {
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Entry {Encode(Shipment.EntryNumber)}: the chain of the goods</title><style>{Style}</style></head><body><main>\n");
        Line($"<h1>Entry {Encode(Shipment.EntryNumber)}: the chain of the goods</h1>");
        if (draft) Draft();
        Summary();
        Index();
        page.Append("<h2 id=\"flow\">3. How the goods came</h2><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"The chain, as a picture\">").Append(FlowPicture.Svg(Shipment, whole.Chain)).Append("</div>\n");
        Steps();
        Searches();
        Checklist();
        Answers();
        page.Append("<p><small>The files of this pack and their SHA-256 stand in <code>manifest.csv</code>; the chain and the searches are also in <code>chain.csv</code> and <code>searches.csv</code>.</small></p></main></body></html>\n");
        return page.ToString();
    }

    private void Draft()
    {
        page.Append("<section class=\"draft\"><h2>Draft: not to be handed in</h2><p>These points stand open:</p><ul>");
        foreach (var fault in whole.Blocking.Where(f => f.Kind is not (PackFaultKind.OpenMatch or PackFaultKind.HeldBack))) Line($"<li>{Encode(fault.Message)}</li>");
        // What may not leave is not told, only that somebody has to look.
        if (whole.Blocking.Any(f => f.Kind is PackFaultKind.OpenMatch or PackFaultKind.HeldBack)) Line("<li>Points that only our own people see.</li>");
        page.Append("</ul></section>\n");
    }

    private void Summary()
    {
        var (s, chain) = (Shipment, whole.Chain);
        Line("<h2 id=\"summary\">1. Summary</h2>");
        Line($"<table><tbody><tr><th scope=\"row\">Goods</th><td>{Encode(s.Product)}{(s.HsCode is null ? "" : $"<small>HS {Encode(s.HsCode)}</small>")}</td></tr><tr><th scope=\"row\">Quantity</th><td>{Quantity(s.Quantity)} {Encode(s.Unit)}</td></tr>"
            + $"<tr><th scope=\"row\">Bought from</th><td>{Encode(whole.Supplier)}</td></tr><tr><th scope=\"row\">Purchase orders</th><td>{Encode(s.PurchaseOrders.Replace("|", ", ", StringComparison.Ordinal))}</td></tr>"
            + $"<tr><th scope=\"row\">Detained on</th><td>{PackLinter.Day(s.DetainedOn)}</td></tr><tr><th scope=\"row\">What is shown</th><td>{Encode(Route(s.Route))}</td></tr></tbody></table>");
        Line($"<p>{chain.Steps.Select(x => x.Number).Distinct().Count()} steps by {chain.Parties.Count} parties in {Encode(string.Join(", ", chain.Parties.Select(p => Country(p.Country)).Distinct().Order(StringComparer.Ordinal)))}; {entries.Count} documents with {entries.Sum(e => e.Document.Pages)} pages, of which {entries.Sum(e => e.Document.RedactedPages)} have something blacked out.</p>");
        foreach (var twin in whole.Cleared) Line($"<p>Goods that came by the same chain, the same parties at the same places doing the same to the same goods, were let in before: entry {Encode(twin.EntryNumber)}{(twin.ClearedOn is { } on ? $", {PackLinter.Day(on)}" : "")}.</p>");
        Line("<p>This pack says what is known, from which document, and what was looked for and not found. What follows from it, the authority decides.</p>");
    }

    private void Index()
    {
        Line("<h2 id=\"index\">2. Index of documents</h2><table><thead><tr><th>No.</th><th>Document</th><th>What it shows</th><th>Step</th><th class=\"n\">Pages</th></tr></thead><tbody>");
        foreach (var e in entries)
            Line($"<tr id=\"d{e.Number}\"><td class=\"n\">{e.Number}</td><td><a href=\"{Encode(e.Path)}\">{Encode(e.Document.FileName)}</a><small>SHA-256 <code>{e.Document.Sha256}</code></small></td><td>{Encode(Shows(e.Document))}</td><td>{string.Join(", ", e.Document.Steps.Select(n => $"<a href=\"#s{n}\">{n}</a>"))}</td><td class=\"n\">{e.Document.Pages}</td></tr>");
        page.Append("</tbody></table>\n");
    }

    private string Shows(PackDocument d)
    {
        var parts = new List<string> { Kind(d.Kind) };
        if (d.Number is not null) parts.Add($"no. {d.Number}");
        if (d.Dated is not null) parts.Add(PackLinter.Day(d.Dated));
        if (d.Issuer is not null) parts.Add($"issued by {d.Issuer}");
        if (d.TranslationOf is { } of && entries.FirstOrDefault(e => e.Document.Id == of) is { } original) parts.Add($"translation of document {original.Number}");
        if (d.Language is { } language and not "en") parts.Add($"in {language}" + (entries.FirstOrDefault(e => e.Document.TranslationOf == d.Id) is { } t ? $", translated in document {t.Number}" : ", not translated"));
        if (d.RedactedPages > 0) parts.Add($"{d.RedactedPages} of {d.Pages} pages blacked out in part");
        return string.Join(", ", parts);
    }

    private void Steps()
    {
        Line("<h2 id=\"steps\">4. Step by step</h2>");
        foreach (var group in whole.Chain.Steps.GroupBy(s => s.Number))
        {
            foreach (var (step, i) in group.Select((s, i) => (s, i)))
            {
                var party = whole.Chain.Party(step.Party);
                Line($"<h3{(i == 0 ? $" id=\"s{step.Number}\"" : "")}>Step {step.Number}: {Encode(step.Name)}</h3><table><tbody>"
                    + Fact("Who", Encode(step.Party) + Small(party?.NativeName) + Small(party is null ? null : string.Join(", ", party.Identifiers)))
                    + Fact("Where", $"{Encode(step.Place)}{Small(party is null ? null : string.Join(", ", new[] { party.Address, Country(party.Country) }.OfType<string>()))}") + Fact("Contact", Encode(party?.Contact ?? "not given"))
                    + Fact("What went in", Goods(step.In, step.Number == 1 ? "nothing: it begins here" : "not said")) + Fact("What came out", Goods(step.Out, "not said") + Small(step.KgEach is { } each ? $"{Quantity(each)} kg each" : null))
                    + Fact("Ratio", Ratio(step)) + Fact("When", step.From is null && step.To is null ? "not said" : step.From == step.To || step.To is null ? PackLinter.Day(step.From) : $"{PackLinter.Day(step.From)} to {PackLinter.Day(step.To)}") + "</tbody></table>");
            }
            var documents = entries.Where(e => e.Document.Steps.Contains(group.Key)).ToList();
            Line(documents.Count == 0 ? "<p>No document.</p>" : "<p>Documents:</p><ul>" + string.Concat(documents.Select(e => $"<li><a href=\"{Encode(e.Path)}\">{e.Number}. {Encode(e.Document.FileName)}</a>: {Encode(Shows(e.Document))}</li>")) + "</ul>");
        }
    }

    private string Ratio(ChainStep step) => step.In is { } a && step.Out is { } b && whole.Rules.Conversion(a.Goods, b.Goods) is { } c
        ? $"{Quantity(c.Least)} to {Quantity(c.Most)} kg a kg declared{Small($"{c.Source} ({c.Checked})")}" : "none declared";

    private void Searches()
    {
        Line("<h2 id=\"searches\">5. Searches that found nothing</h2><p>For each party every list was asked under every name given below, compared by spelling, sound, transliteration and translation. The edition of a list is known by the SHA-256 of its file.</p>");
        Line("<table><thead><tr><th>Party</th><th>Names tried</th><th>List and edition</th><th class=\"n\">Entries</th><th>Asked on (UTC)</th></tr></thead><tbody>");
        foreach (var s in whole.Facts.Searches.Where(s => s.Negative && whole.Chain.Party(s.Party) is not null).OrderBy(s => s.Party, StringComparer.Ordinal).ThenBy(s => s.List, StringComparer.Ordinal))
            Line($"<tr><td>{Encode(s.Party)}</td><td>{Encode(string.Join(" · ", s.Tried))}{(s.Country is null ? "" : Small(Country(s.Country)))}</td><td>{Encode(s.List)}{Small((s.PublishedOn is { } on ? $"published {PackLinter.Day(on)}, " : "") + $"retrieved {s.RetrievedAt.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}")}<small><code>{s.Snapshot}</code></small></td>"
                + $"<td class=\"n\">{s.Entries.ToString("N0", CultureInfo.InvariantCulture)}</td><td>{s.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}{Small($"matcher {s.Matcher[..Math.Min(12, s.Matcher.Length)]}")}{(s.Dismissed > 0 ? Small($"{s.Dismissed} near names looked at by a person: another party") : "")}</td></tr>");
        page.Append("</tbody></table>\n");
        var others = whole.Facts.Searches.Count(s => !s.Negative);
        if (others > 0) Line($"<p>{others} further searches are not part of this ledger.</p>");
    }

    private void Checklist()
    {
        Line($"<h2 id=\"checklist\">6. What the route asks for, and where it stands</h2><p>{Encode(Route(Shipment.Route))} This list is an index, no judgment: whether it suffices, the authority decides.</p><table><thead><tr><th>Asked for</th><th>Here</th><th>Not here</th></tr></thead><tbody>");
        foreach (var state in whole.Checklist)
        {
            var here = entries.Where(e => state.Documents.Contains(e.Document.Id)).Select(e => $"<a href=\"#d{e.Number}\">{e.Number}</a>").ToList();
            Line($"<tr><td>{Encode(state.Item.Text)}{Small($"{state.Item.Source}; {state.Item.Checked}")}</td><td>{(state.Steps.Count > 0 ? $"steps {string.Join(", ", state.Steps)}<br>" : "")}{(here.Count > 0 ? $"documents {string.Join(", ", here)}" : state.Steps.Count > 0 ? "" : state.Item.Documents.Count == 0 && !state.Item.PerStep ? "no document settles this" : "nothing")}</td><td>{(state.Lacking.Count > 0 ? $"steps {string.Join(", ", state.Lacking)}" : "")}</td></tr>");
        }
        page.Append("</tbody></table>\n");
    }

    private void Answers()
    {
        if (whole.Chain.Answers.Count == 0) return;
        Line("<h2 id=\"answers\">7. What parties say of themselves</h2><p>Answers to questionnaires; nobody has verified them here.</p><table><thead><tr><th>Party</th><th>Question</th><th>Answer</th></tr></thead><tbody>");
        foreach (var a in whole.Chain.Answers) Line($"<tr><td>{Encode(a.Party)}</td><td>{Encode(a.Question)}</td><td>{Encode(a.Answer)}{Small(a.Comment)}</td></tr>");
        page.Append("</tbody></table>\n");
    }

    internal static string Route(UflpaRoute route) => route switch
    {
        UflpaRoute.NoXinjiangInput => "That the goods hold nothing from Xinjiang or from a listed entity (applicability review).",
        UflpaRoute.Exception => "That no forced labour was used, by clear and convincing evidence (exception to the presumption).",
    };

    private static string Kind(TradeDocumentKind kind) => Words.Snake(kind).Replace('_', ' ');

    private static string Country(string? code) => code is null ? "country not given" : Suppliers.CountryNames.English(code) ?? code;

    private static string Goods(GoodsQuantity? q, string none) => q is null ? none : $"{Quantity(q.Quantity)} {Encode(q.Unit)} {Encode(q.Goods)}";

    private static string Quantity(decimal quantity) => PackLinter.Number(quantity);

    private static string Fact(string name, string html) => $"<tr><th scope=\"row\">{name}</th><td>{html}</td></tr>";

    private static string Small(string? text) => string.IsNullOrEmpty(text) ? "" : $"<small>{Encode(text)}</small>";

    private void Line(string html) => page.Append(html).Append('\n');
}
