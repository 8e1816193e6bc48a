using System.Globalization;
using System.Text;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>The chain as a picture that prints: a row a step, from where the material is won down to the shipment. SVG by itself, no style from outside.</summary>
public static class FlowPicture
{
    private const int Width = 190, Height = 62, Gap = 16, Below = 46, Left = 4, MostBeside = 4, Letters = 27;

    public static string Svg(Shipment shipment, Chain chain)
    {
        var rows = chain.Ordered().Steps.GroupBy(s => s.Number).ToList();
        var columns = Math.Min(MostBeside, rows.Select(r => r.Count()).DefaultIfEmpty(1).Max());
        var (width, height) = (columns * (Width + Gap) - Gap + 2 * Left, (rows.Count + 1) * (Height + Below) - Below + 8);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"flow\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"The chain in {rows.Count} steps; the same stands in the table of steps\" font-family=\"system-ui, 'Noto Sans', sans-serif\" font-size=\"11\">");
        var y = 4;
        var before = new List<int>();
        foreach (var row in rows)
        {
            var boxes = row.Take(MostBeside).ToList();
            var xs = boxes.Select((_, i) => Left + i * (Width + Gap)).ToList();
            Arrows(svg, before, xs, y);
            foreach (var (step, x) in boxes.Zip(xs))
                Box(svg, x, y, $"{step.Number}. {step.Name}", step.Party, step.Out is { } o ? $"{PackLinter.Number(o.Quantity)} {o.Unit} {o.Goods}" : "quantity not said");
            if (row.Count() > MostBeside) Text(svg, Left, y + Height + 12, $"and {row.Count() - MostBeside} more", "#57606f");
            (before, y) = (xs, y + Height + Below);
        }
        Arrows(svg, before, [Left], y);
        Box(svg, Left, y, "Shipment", $"Entry {shipment.EntryNumber}", $"{PackLinter.Number(shipment.Quantity)} {shipment.Unit}", heavy: true);
        return svg.Append("</svg>").ToString();
    }

    private static void Box(StringBuilder svg, int x, int y, string first, string second, string third, bool heavy = false)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{Width}\" height=\"{Height}\" rx=\"5\" fill=\"{(heavy ? "#e8eef7" : "#ffffff")}\" stroke=\"#1f5fa8\" stroke-width=\"{(heavy ? 2 : 1)}\"/>");
        Text(svg, x + 8, y + 18, first, "#1b2430", bold: true);
        Text(svg, x + 8, y + 35, second, "#1b2430");
        Text(svg, x + 8, y + 52, third, "#57606f");
    }

    private static void Arrows(StringBuilder svg, List<int> from, List<int> to, int y)
    {
        foreach (var a in from)
            foreach (var b in to)
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{a + Width / 2} {y - Below}L{b + Width / 2} {y - 7}\" stroke=\"#57606f\" fill=\"none\"/>");
        foreach (var b in from.Count == 0 ? [] : to)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{b + Width / 2 - 4} {y - 8}h8l-4 7z\" fill=\"#57606f\"/>");
    }

    private static void Text(StringBuilder svg, int x, int y, string text, string colour, bool bold = false) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" fill=\"{colour}\"{(bold ? " font-weight=\"600\"" : "")}>{PackHtml.Encode(Short(text))}</text>");

    private static string Short(string text) => new StringInfo(text) is { LengthInTextElements: > Letters } whole ? whole.SubstringByTextElements(0, Letters - 1) + "…" : text;
}
