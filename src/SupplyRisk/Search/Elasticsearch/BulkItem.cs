using System.Globalization;
using Newtonsoft.Json;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>One record as two lines of a bulk request: where it goes and as which version, and what is kept of it.</summary>
internal sealed record BulkItem(SearchKind Kind, Guid Id, long Version, byte[] Lines)
{
    /// <summary>The order value of records without one: sorts last, and lies below every date that can be asked for.</summary>
    public const int NoOrder = -1;

    private const byte NewLine = (byte)'\n';

    /// <summary>The highest version wins in the engine itself, in whatever order writes arrive. A deletion is kept as a record too: the engine forgets deleted versions after a minute.</summary>
    public static BulkItem Of(SearchRecord record, string index) => Write(record.Kind, record.Id, record.Version, index, json =>
    {
        if (record is DeletedSearchRecord)
        {
            WriteDeleted(json, record.Id);
            return;
        }
        var texts = record.Texts().Where(t => t.Text.Length > 0).ToList();
        json.WriteStartObject();
        Write(json, "id", IdOf(record.Id));
        Write(json, "deleted", false);
        Write(json, "restricted", record.IsRestricted);
        Write(json, "order", record.OrderValue ?? NoOrder);
        if (record.Kind == SearchKind.Document)
            WriteAll(json, "suppliers", record.ScopeSuppliers.Select(IdOf));
        WriteFields(json, record);
        json.WritePropertyName("words");
        json.WriteStartObject();
        foreach (var part in texts.GroupBy(t => t.Part))
            Write(json, IndexLayout.Word(part.Key), SearchAnalysis.IndexText(part.Select(t => t.Text)));
        json.WriteEndObject();
        WriteShown(json, record.Title, texts);
        json.WriteEndObject();
    });

    /// <summary>Stands for a version the engine would not take: found by nobody, listed for the administrator.</summary>
    public static BulkItem OfSetAside(SetAsideRecord aside, string index) => Write(aside.Kind, aside.Id, aside.Version, index, json =>
    {
        json.WriteStartObject();
        Write(json, "id", IdOf(aside.Id));
        Write(json, "deleted", true);
        Write(json, "set_aside", true);
        Write(json, "order", NoOrder);
        json.WritePropertyName("shown");
        json.WriteStartObject();
        Write(json, "version", aside.Version);
        Write(json, "reason", aside.Reason);
        Write(json, "at", aside.At.ToUnixTimeMilliseconds());
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public static string IdOf(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    private static BulkItem Write(SearchKind kind, Guid id, long version, string index, Action<JsonTextWriter> body)
    {
        var lines = new MemoryStream();
        using (var json = Json.Writer(lines))
        {
            json.WriteStartObject();
            json.WritePropertyName("index");
            json.WriteStartObject();
            Write(json, "_index", index);
            Write(json, "_id", IdOf(id));
            Write(json, "version", version);
            Write(json, "version_type", "external");
            json.WriteEndObject();
            json.WriteEndObject();
        }
        lines.WriteByte(NewLine);
        using (var json = Json.Writer(lines))
            body(json);
        lines.WriteByte(NewLine);
        return new BulkItem(kind, id, version, lines.ToArray());
    }

    private static void WriteDeleted(JsonTextWriter json, Guid id)
    {
        json.WriteStartObject();
        Write(json, "id", IdOf(id));
        Write(json, "deleted", true);
        Write(json, "order", NoOrder);
        json.WriteEndObject();
    }

    /// <summary>Values as given, to be counted, and their keys, to be compared.</summary>
    private static void WriteFields(JsonTextWriter json, SearchRecord record)
    {
        var values = record.Values().Distinct().ToLookup(v => v.Field, v => v.Value);
        foreach (var (name, of) in new (string, Func<string, string>)[] { ("values", v => v), ("keys", SearchAnalysis.Key) })
        {
            json.WritePropertyName(name);
            json.WriteStartObject();
            foreach (var field in SearchFields.Of(record.Kind))
                WriteAll(json, SearchFields.NameOf(field), (values[field].Any() ? values[field] : [SearchFields.None]).Select(of));
            json.WriteEndObject();
        }
    }

    private static void WriteShown(JsonTextWriter json, string title, List<(SearchTextPart Part, string Text)> texts)
    {
        json.WritePropertyName("shown");
        json.WriteStartObject();
        Write(json, "title", title);
        json.WritePropertyName("texts");
        json.WriteStartArray();
        foreach (var (part, text) in texts)
        {
            json.WriteStartObject();
            Write(json, "part", IndexLayout.Word(part));
            Write(json, "text", text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(JsonTextWriter json, string name, object value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }

    private static void WriteAll(JsonTextWriter json, string name, IEnumerable<string> values)
    {
        json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (var value in values)
            json.WriteValue(value);
        json.WriteEndArray();
    }
}
