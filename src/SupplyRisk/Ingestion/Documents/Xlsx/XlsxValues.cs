using System.Globalization;
using System.Text;
using System.Xml;
using SupplyRisk.Ingestion.Documents.Docx;

namespace SupplyRisk.Ingestion.Documents.Xlsx;

/// <summary>What cells of a workbook show: shared texts, and which styles show a number as a date.</summary>
internal sealed class XlsxValues
{
    public static readonly XlsxValues None = new([], [], false);

    private readonly List<string> _shared;
    private readonly List<bool> _dates;
    private readonly bool _from1904;

    private XlsxValues(List<string> shared, List<bool> dates, bool from1904) => (_shared, _dates, _from1904) = (shared, dates, from1904);

    public static XlsxValues Read(OfficePackage package, string? sharedPart, string? stylesPart, bool from1904, ReaderLimits limits, CancellationToken ct)
    {
        var shared = new List<string>();
        using (var reader = package.Open(sharedPart))
        {
            while (reader?.Read() == true)
            {
                if (reader is not { NodeType: XmlNodeType.Element, LocalName: "si" })
                    continue;
                ct.ThrowIfCancellationRequested();
                shared.Add(Text(reader, limits));
            }
        }

        using var styles = package.Open(stylesPart);
        return new XlsxValues(shared, Dates(styles), from1904);
    }

    /// <summary>The text of an element's runs; what shows how to pronounce it is left out.</summary>
    public static string Text(XmlReader reader, ReaderLimits limits)
    {
        var text = new StringBuilder();
        Append(reader, limits, text);
        return text.ToString();
    }

    /// <summary>What the cell shows.</summary>
    /// <param name="type">The cell's type: <c>s</c> a shared text, <c>b</c> true or false, <c>e</c> an error, a number if null.</param>
    public string Shown(string? type, string? style, string value) => type switch
    {
        "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < _shared.Count ? _shared[i] : "",
        "b" => value == "1" ? "true" : "false",
        "e" => "",
        null or "n" => Number(style, value),
        _ => value,
    };

    private static void Append(XmlReader reader, ReaderLimits limits, StringBuilder text)
    {
        if (reader.LocalName is "v" or "t")
        {
            while (!reader.IsEmptyElement && reader.Read() && reader.NodeType is not XmlNodeType.EndElement)
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
                    text.Append(reader.Value);
            }
        }
        else if (reader.LocalName == "rPh")
        {
            DocxXml.Skip(reader);
        }
        else
        {
            DocxXml.Children(reader, limits, r => Append(r, limits, text));
        }
    }

    private string Number(string? style, string value)
    {
        var isDate = int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < _dates.Count && _dates[i];
        return isDate && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is >= 1 and < 2_900_000
            ? new DateOnly(1899, 12, 30).AddDays((int)days + (_from1904 ? 1462 : 0)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : value;
    }

    /// <summary>By cell style, whether it shows a date.</summary>
    private static List<bool> Dates(XmlReader? reader)
    {
        var own = new Dictionary<string, bool>(StringComparer.Ordinal);
        var dates = new List<bool>();
        var inCells = false;
        while (reader?.Read() == true)
        {
            if (reader.LocalName == "cellXfs")
                inCells = reader.NodeType is XmlNodeType.Element && !reader.IsEmptyElement;
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && DocxXml.Attribute(reader, "numFmtId") is { } id)
                own[id] = ShowsADay(DocxXml.Attribute(reader, "formatCode") ?? "");
            else if (inCells && reader is { NodeType: XmlNodeType.Element, LocalName: "xf" } && DocxXml.Attribute(reader, "numFmtId") is { } format)
                dates.Add(own.TryGetValue(format, out var known) ? known : int.TryParse(format, out var number) && number is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58));
        }

        return dates;
    }

    // Quoted words and those in brackets, such as a colour, are no part of the pattern.
    private static bool ShowsADay(string format)
    {
        var close = '\0';
        foreach (var c in format)
        {
            if (close != '\0')
                close = c == close ? '\0' : close;
            else if (c is '"' or '[')
                close = c == '"' ? '"' : ']';
            else if (c is 'y' or 'Y' or 'd' or 'D')
                return true;
        }

        return false;
    }
}
