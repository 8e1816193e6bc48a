using System.Globalization;
using System.Text;
using System.Xml;

namespace SupplyRisk.Ingestion.Documents.Docx;

/// <summary>Reads one <c>w:p</c>: the text a reader sees, deleted and hidden runs left out, footnotes and text boxes after it.</summary>
internal sealed class DocxParagraphs(DocxStyles styles, ReaderLimits limits, Func<string, string?> note, Action<XmlReader, List<DocxBlock>> blocks)
{
    public void Read(XmlReader reader, List<DocxBlock> into)
    {
        var paragraph = new Paragraph();
        DocxXml.Children(reader, limits, r => Inline(r, paragraph));
        var kind = styles.KindOf(paragraph.Style);
        if (kind is null)
            return;
        if (kind is BlockKind.Paragraph or BlockKind.ListItem)
            kind = paragraph.OutlineLevel is < 9 ? BlockKind.Heading : paragraph.Numbered is { } numbered ? (numbered ? BlockKind.ListItem : BlockKind.Paragraph) : kind;
        if (!string.IsNullOrWhiteSpace(paragraph.Text.ToString()))
            into.Add(new DocxParagraph(kind.Value, paragraph.Text.ToString()));
        into.AddRange(paragraph.Boxes);
        foreach (var id in paragraph.Notes)
        {
            if (note(id) is { Length: > 0 } text)
                into.Add(new DocxParagraph(BlockKind.Paragraph, text));
        }
    }

    private sealed class Paragraph
    {
        public StringBuilder Text { get; } = new();
        public List<DocxBlock> Boxes { get; } = [];
        public List<string> Notes { get; } = [];
        public string? Style { get; set; }
        public int? OutlineLevel { get; set; }
        public bool? Numbered { get; set; }
        public bool Hidden { get; set; }
    }

    private void Inline(XmlReader reader, Paragraph paragraph)
    {
        switch (reader.LocalName)
        {
            case "pPr":
                DocxXml.Children(reader, limits, r => Property(r, paragraph));
                break;
            case "r":
                paragraph.Hidden = false;
                DocxXml.Children(reader, limits, r => Inline(r, paragraph));
                paragraph.Hidden = false;
                break;
            case "rPr":
                DocxXml.Children(reader, limits, r =>
                {
                    paragraph.Hidden |= r.LocalName is "vanish" && DocxXml.IsOn(r);
                    DocxXml.Skip(r);
                });
                break;
            case "txbxContent":
                blocks(reader, paragraph.Boxes);
                break;
            case "AlternateContent":
                FirstChoice(reader, paragraph);
                break;
            case "del" or "moveFrom" or "delText" or "instrText" or "sdtPr" or "sdtEndPr":
                DocxXml.Skip(reader);
                break;
            case var leaf when Leaf(reader, leaf, paragraph):
                break;
            default:
                // Hyperlinks, insertions, content controls, drawings: what they hold is what is seen.
                DocxXml.Children(reader, limits, r => Inline(r, paragraph));
                break;
        }
    }

    private static bool Leaf(XmlReader reader, string name, Paragraph paragraph)
    {
        var text = paragraph.Hidden ? new StringBuilder() : paragraph.Text;
        switch (name)
        {
            case "t":
                DocxXml.AppendText(reader, text);
                return true;
            case "tab" or "ptab":
                text.Append(' ');
                break;
            case "br" or "cr":
                text.Append('\n');
                break;
            case "noBreakHyphen":
                text.Append('-');
                break;
            case "sym":
                text.Append(Symbol(DocxXml.Attribute(reader, "char")));
                break;
            case "checkBox":
                text.Append(FormBox(reader));
                return true;
            case "footnoteReference" or "endnoteReference" when DocxXml.Attribute(reader, "id") is { } id:
                paragraph.Notes.Add(name[..1] + id);
                break;
            default:
                return false;
        }

        DocxXml.Skip(reader);
        return true;
    }

    private void Property(XmlReader reader, Paragraph paragraph)
    {
        switch (reader.LocalName)
        {
            case "pStyle":
                paragraph.Style = DocxXml.Attribute(reader, "val");
                break;
            case "outlineLvl":
                paragraph.OutlineLevel = int.TryParse(DocxXml.Attribute(reader, "val"), CultureInfo.InvariantCulture, out var level) ? level : null;
                break;
            case "numPr":
                paragraph.Numbered = true;
                DocxXml.Children(reader, limits, r =>
                {
                    // Number 0 takes the list off a paragraph whose style has one.
                    if (r.LocalName == "numId" && DocxXml.Attribute(r, "val") == "0")
                        paragraph.Numbered = false;
                    DocxXml.Skip(r);
                });
                return;
        }

        DocxXml.Skip(reader);
    }

    /// <summary>The same content in two formats: a modern choice and a fallback. Reading both would double it.</summary>
    private void FirstChoice(XmlReader reader, Paragraph paragraph)
    {
        var taken = false;
        DocxXml.Children(reader, limits, r =>
        {
            if (taken)
                DocxXml.Skip(r);
            else
                DocxXml.Children(r, limits, inner => Inline(inner, paragraph));
            taken = true;
        });
    }

    private static string FormBox(XmlReader reader)
    {
        bool? ticked = null, preset = null;
        DocxXml.Children(reader, ReaderLimits.Default, r =>
        {
            if (r.LocalName == "checked")
                ticked = DocxXml.IsOn(r);
            if (r.LocalName == "default")
                preset = DocxXml.IsOn(r);
            DocxXml.Skip(r);
        });
        return ticked ?? preset ?? false ? "☒ " : "☐ ";
    }

    /// <summary>The check boxes of the Wingdings fonts, by which many report templates answer yes or no.</summary>
    private static string Symbol(string? code) => code?.ToUpperInvariant() switch
    {
        "F0FE" or "F0FD" or "F078" or "F053" or "F054" => "☒",
        "F0A8" or "F06F" or "F0A3" or "F071" or "F02A" => "☐",
        "F0FC" or "F050" => "✓",
        "F0FB" or "F04F" => "✗",
        _ => " ",
    };
}
