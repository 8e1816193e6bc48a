using System.Xml;

namespace SupplyRisk.Ingestion.Documents.Docx;

/// <summary>What a paragraph style makes of its paragraphs, inheritance followed.</summary>
internal sealed class DocxStyles
{
    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);

    private sealed record Style(string Name, string? BasedOn, int? OutlineLevel, bool Numbered);

    /// <summary>Null means the paragraph is left out (a line of a table of contents).</summary>
    public BlockKind? KindOf(string? styleId)
    {
        for (var hops = 0; styleId is not null && hops < 12 && _styles.TryGetValue(styleId, out var style); hops++)
        {
            var name = style.Name.ToLowerInvariant();
            if (name == "title")
                return BlockKind.Title;
            if (name.StartsWith("toc ", StringComparison.Ordinal))
                return null;
            if (name.StartsWith("heading", StringComparison.Ordinal) || style.OutlineLevel is < 9)
                return BlockKind.Heading;
            if (style.Numbered || name.StartsWith("list ", StringComparison.Ordinal))
                return BlockKind.ListItem;
            styleId = style.BasedOn;
        }

        return BlockKind.Paragraph;
    }

    public static DocxStyles Read(XmlReader? reader)
    {
        var styles = new DocxStyles();
        string? id = null;
        var style = new Style("", null, null, false);
        while (reader?.Read() == true)
        {
            if (reader.NodeType is XmlNodeType.Element)
            {
                var value = DocxXml.Attribute(reader, "val");
                (id, style) = reader.LocalName switch
                {
                    "style" => (DocxXml.Attribute(reader, "styleId"), new Style("", null, null, false)),
                    "name" => (id, style with { Name = value ?? "" }),
                    "basedOn" => (id, style with { BasedOn = value }),
                    "outlineLvl" => (id, style with { OutlineLevel = int.TryParse(value, out var level) ? level : null }),
                    "numPr" => (id, style with { Numbered = true }),
                    _ => (id, style),
                };
            }
            else if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "style" } && id is not null)
            {
                styles._styles[id] = style;
                id = null;
            }
        }

        return styles;
    }
}
