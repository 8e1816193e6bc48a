using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Watchlists.Formats;

/// <summary>Reads the objects of a large JSON file one by one: lines of objects, one array of them, or an array under a name.</summary>
internal static class JsonRecords
{
    private const int MostDepth = 64;

    /// <param name="under">The name of the array, e.g. <c>results</c>; null where the file is the array or lines.</param>
    public static IEnumerable<(int Line, JObject Record)> Of(ListFile file, string? under)
    {
        using var text = new CappedText(ListText.Open(file), CappedText.Usual);
        using var reader = new JsonTextReader(text) { MaxDepth = MostDepth, SupportMultipleContent = true, DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
        var found = under is null;
        while (reader.Read())
        {
            if (!found)
            {
                // On the way to the array everything else is passed over, whatever it is.
                if (reader.TokenType == JsonToken.PropertyName && reader.Depth == 1)
                {
                    found = (string?)reader.Value == under && reader.Read() && reader.TokenType == JsonToken.StartArray;
                    if (!found) reader.Skip();
                }
                text.NextRecord();
                continue;
            }
            if (reader.TokenType == JsonToken.EndArray && under is not null) yield break;
            if (reader.TokenType != JsonToken.StartObject) continue;
            var line = reader.LineNumber;
            var record = JObject.Load(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Ignore });
            text.NextRecord();
            yield return (line, record);
        }
        if (under is not null) throw new UnreadableListException(found ? $"{file.Name} ends within its entries: it was cut off." : $"{file.Name} has no array '{under}'. Is it the right file?");
    }

    /// <summary>A text that is there and not empty; numbers as they are written.</summary>
    public static string? Text(this JToken record, string name) =>
        record[name] is JValue { Value: not null } value && value.ToString(System.Globalization.CultureInfo.InvariantCulture).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The texts of an array, or of a single value; may be empty.</summary>
    public static IEnumerable<string> Texts(this JToken record, string name) => record[name] switch
    {
        JArray many => many.OfType<JValue>().Where(v => v.Value is not null).Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture).Trim()).Where(t => t.Length > 0),
        JValue => record.Text(name) is { } text ? [text] : [],
        _ => [],
    };

    /// <summary>The objects of an array; may be empty.</summary>
    public static IEnumerable<JObject> Objects(this JToken record, string name) => record[name] is JArray many ? many.OfType<JObject>() : [];
}
