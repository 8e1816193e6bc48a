using System.Xml;

namespace SupplyRisk.Watchlists.Formats;

/// <summary>An element with what is in it, names without their namespaces.</summary>
internal sealed class XmlRecord(string name)
{
    private readonly Dictionary<string, string> attributes = new(StringComparer.Ordinal);

    public string Name => name;

    public List<XmlRecord> Children { get; } = [];

    /// <summary>The element's own text, trimmed.</summary>
    public string Text { get; set; } = "";

    /// <summary>An attribute that is there and not empty.</summary>
    public string? Attribute(string key) => attributes.TryGetValue(key, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    public void Add(string key, string value) => attributes[key] = value;

    public IEnumerable<XmlRecord> All(string child) => Children.Where(c => c.Name == child);

    /// <summary>Elements below a container, e.g. <c>akaList</c> and in it <c>aka</c>.</summary>
    public IEnumerable<XmlRecord> All(string container, string child) => All(container).SelectMany(c => c.All(child));

    /// <summary>The text of the first such child; null where it is empty or there is none.</summary>
    public string? Value(string child) => Children.Find(c => c.Name == child)?.Text is { Length: > 0 } text ? text : null;
}

/// <summary>Reads the elements of a large XML file one by one. Nothing is resolved or expanded, and no element may be larger than a record can be.</summary>
internal static class XmlRecords
{
    private const int MostNodes = 50_000;
    private const int MostDepth = 40;

    /// <summary>The root, without its children, and then each element of one of <paramref name="names"/>; those are not looked into for others.</summary>
    public static IEnumerable<XmlRecord> Of(ListFile file, params IReadOnlyList<string> names)
    {
        using var stream = file.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            MaxCharactersInDocument = ListFiles.LargestFile,
        });
        var root = true;
        while (root ? reader.Read() : !reader.EOF)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                if (!root && !reader.Read()) break;
                continue;
            }
            if (reader.Depth > MostDepth) throw TooLarge(reader);
            if (root)
            {
                root = false;
                yield return Started(reader);
                if (!reader.Read()) break;
            }
            else if (names.Contains(reader.LocalName))
            {
                yield return Whole(reader);
            }
            else if (!reader.Read())
            {
                break;
            }
        }
    }

    private static XmlRecord Started(XmlReader reader)
    {
        var record = new XmlRecord(reader.LocalName);
        while (reader.MoveToNextAttribute()) record.Add(reader.LocalName, reader.Value);
        reader.MoveToElement();
        return record;
    }

    // Leaves the reader behind the element.
    private static XmlRecord Whole(XmlReader reader)
    {
        var record = Started(reader);
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return record;
        }
        var (open, nodes, length) = (new Stack<XmlRecord>([record]), 0, 0L);
        while (open.Count > 0)
        {
            if (!reader.Read()) throw new XmlException("The file ends within an entry.");
            if (++nodes > MostNodes || open.Count > MostDepth || length > CappedText.Usual) throw TooLarge(reader);
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var child = Started(reader);
                    open.Peek().Children.Add(child);
                    if (!reader.IsEmptyElement) open.Push(child);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    length += reader.Value.Length;
                    open.Peek().Text += reader.Value.Trim();
                    break;
            }
        }
        reader.Read();
        return record;
    }

    private static UnreadableListException TooLarge(XmlReader reader) => new(
        $"An entry near line {(reader as IXmlLineInfo)?.LineNumber} is larger or deeper than an entry of a list can be.");
}
