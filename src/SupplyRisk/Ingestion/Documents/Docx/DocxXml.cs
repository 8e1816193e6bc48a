using System.Text;
using System.Xml;

namespace SupplyRisk.Ingestion.Documents.Docx;

/// <summary>Moves over a part's elements. Every method leaves the reader on the end of the element it was given.</summary>
internal static class DocxXml
{
    /// <summary>Visits the child elements; the visitor must consume each (see <see cref="Skip"/>).</summary>
    public static void Children(XmlReader reader, ReaderLimits limits, Action<XmlReader> visit)
    {
        if (reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        if (depth > limits.MaxDepth)
            throw new UnreadableException(UnreadableCause.OverLimit, $"Elements are nested more than {limits.MaxDepth} deep. Save the document as PDF or plain text.");
        while (reader.Read() && !(reader.NodeType is XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType is XmlNodeType.Element)
                visit(reader);
        }
    }

    public static void Skip(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        while (reader.Read() && !(reader.NodeType is XmlNodeType.EndElement && reader.Depth == depth))
        {
        }
    }

    public static void AppendText(XmlReader reader, StringBuilder text)
    {
        if (reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        while (reader.Read() && !(reader.NodeType is XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
                text.Append(PlainText.OneLine(reader.Value));
        }
    }

    /// <summary>An attribute by its local name: documents saved as "strict" use other namespaces.</summary>
    public static string? Attribute(XmlReader reader, string localName)
    {
        string? value = null;
        if (reader.MoveToFirstAttribute())
        {
            do
            {
                if (reader.LocalName == localName)
                    value = reader.Value;
            }
            while (value is null && reader.MoveToNextAttribute());
            reader.MoveToElement();
        }

        return value;
    }

    /// <summary>A switch like <c>w:vanish</c>: on unless it says otherwise.</summary>
    public static bool IsOn(XmlReader reader) => Attribute(reader, "val") is not ("0" or "false" or "off");
}
