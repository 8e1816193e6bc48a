using System.Text;
using HtmlAgilityPack;

namespace SupplyRisk.Ingestion.Documents.Html;

/// <summary>Walks the tree once and hands blocks to the assembler in the order a reader meets them.</summary>
internal sealed class HtmlWalk(TextAssembler assembler, ReaderLimits limits, CancellationToken ct)
{
    private static readonly HashSet<string> _dropped =
        ["head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "canvas", "audio", "video", "datalist", "select", "#comment"];

    private static readonly HashSet<string> _blocks =
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
        "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ];

    private readonly StringBuilder _line = new();
    private BlockKind _kind = BlockKind.Paragraph;
    private bool _titled;

    public void Walk(HtmlNode root)
    {
        Visit(root, 0);
        Flush();
    }

    private void Visit(HtmlNode node, int depth)
    {
        if (depth > limits.MaxDepth)
            throw HtmlReader.TooDeep(limits);
        if (depth < 8)
            ct.ThrowIfCancellationRequested();

        foreach (var child in node.ChildNodes)
        {
            if (child.NodeType is HtmlNodeType.Text)
                AppendText(_line, child);
            else if (child.NodeType is HtmlNodeType.Element && !IsHidden(child))
                VisitElement(child, depth + 1);
        }
    }

    private void VisitElement(HtmlNode node, int depth)
    {
        switch (node.Name)
        {
            case "br":
                _line.Append('\n');
                break;
            case "input":
                AppendInput(_line, node);
                break;
            case "table" when HtmlTable.IsData(node):
                Flush();
                AddTable(node, depth);
                break;
            case var name when _blocks.Contains(name):
                VisitBlock(node, depth);
                break;
            default:
                Visit(node, depth);
                break;
        }
    }

    private void VisitBlock(HtmlNode node, int depth)
    {
        Flush();
        var before = _kind;
        _kind = node.Name switch
        {
            "h1" when !_titled => BlockKind.Title,
            ['h', >= '1' and <= '6'] => BlockKind.Heading,
            "li" => BlockKind.ListItem,
            _ => before,
        };
        _titled |= _kind is BlockKind.Title;
        Visit(node, depth);
        Flush();
        _kind = before;
    }

    private void Flush()
    {
        if (_line.Length == 0)
            return;
        assembler.Add(_kind, _line.ToString());
        _line.Clear();
    }

    private void AddTable(HtmlNode table, int depth)
    {
        var number = assembler.NewTable();
        foreach (var caption in table.ChildNodes.Where(n => n.Name == "caption" && !IsHidden(n)))
            VisitBlock(caption, depth);

        var row = 0;
        foreach (var cells in HtmlTable.Rows(table, limits).Where(r => !IsHidden(r.Row)))
        {
            ct.ThrowIfCancellationRequested();
            var nested = new List<HtmlNode>();
            assembler.AddRow(number, row++, cells.Cells.Select(c => c is null || IsHidden(c) ? "" : CellText(c, nested, depth)).ToList());

            // A table within a cell follows the row it stands in: cells of two tables must not interleave.
            foreach (var inner in nested)
                AddTable(inner, depth + 1);
        }
    }

    private string CellText(HtmlNode cell, List<HtmlNode> nested, int depth)
    {
        var text = new StringBuilder();
        Collect(cell, text, nested, depth + 1);
        return text.ToString();
    }

    private void Collect(HtmlNode node, StringBuilder text, List<HtmlNode> nested, int depth)
    {
        if (depth > limits.MaxDepth)
            throw HtmlReader.TooDeep(limits);
        foreach (var child in node.ChildNodes)
        {
            if (child.NodeType is HtmlNodeType.Text)
            {
                AppendText(text, child);
            }
            else if (child.NodeType is HtmlNodeType.Element && !IsHidden(child))
            {
                if (child.Name == "table")
                {
                    nested.Add(child);
                    continue;
                }

                if (child.Name == "input")
                    AppendInput(text, child);
                var apart = child.Name == "br" || _blocks.Contains(child.Name);
                if (apart)
                    text.Append('\n');
                Collect(child, text, nested, depth + 1);
                if (apart)
                    text.Append('\n');
            }
        }
    }

    private static void AppendText(StringBuilder text, HtmlNode node)
    {
        var raw = HtmlReader.Decode(((HtmlTextNode)node).Text);
        text.Append(node.ParentNode?.Name == "pre" ? raw : PlainText.OneLine(raw));
    }

    /// <summary>A ticked box is an answer; a reader sees it.</summary>
    private static void AppendInput(StringBuilder text, HtmlNode node)
    {
        var shown = node.GetAttributeValue("type", "text").ToLowerInvariant() switch
        {
            "checkbox" or "radio" => node.Attributes.Contains("checked") ? "☒" : "☐",
            "text" or "number" or "date" => HtmlReader.Decode(node.GetAttributeValue("value", "")),
            _ => "",
        };
        text.Append(' ').Append(shown).Append(' ');
    }

    private static bool IsHidden(HtmlNode node)
    {
        if (_dropped.Contains(node.Name) || node.Attributes.Contains("hidden"))
            return true;
        if (!node.HasAttributes)
            return false;
        var style = node.GetAttributeValue("style", "");
        return style.Length > 0 && style.Replace(" ", "", StringComparison.Ordinal) is var set
            && (set.Contains("display:none", StringComparison.OrdinalIgnoreCase) || set.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase));
    }
}
