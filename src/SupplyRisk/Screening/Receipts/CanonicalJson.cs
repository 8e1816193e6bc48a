using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace SupplyRisk.Screening.Receipts;

/// <summary>JSON with one way to write a thing: snake_case names in ordinal order, invariant numbers, nulls kept, <c>\n</c> line ends. Reading refuses what is missing, unknown or said twice.</summary>
internal static class CanonicalJson
{
    private const int MaxDepth = 32;

    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        ContractResolver = new EveryMember(),
        Converters = { new StringEnumConverter(new SnakeCaseNamingStrategy(), allowIntegerValues: false) },
        Culture = CultureInfo.InvariantCulture,
        DateParseHandling = DateParseHandling.None,
        DateTimeZoneHandling = DateTimeZoneHandling.Utc,
        MissingMemberHandling = MissingMemberHandling.Error,
        ObjectCreationHandling = ObjectCreationHandling.Replace,
        MaxDepth = MaxDepth,
    });

    /// <summary>The tree of a value, keys in order.</summary>
    public static JToken Tree(object value) => Sorted(JToken.FromObject(value, Serializer));

    public static string Write(JToken tree)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var json = new JsonTextWriter(text) { Formatting = Formatting.Indented, CloseOutput = false }) tree.WriteTo(json);
        return text + "\n";
    }

    /// <summary>SHA-256 over the tree written without spaces, lower-case hex.</summary>
    public static string Digest(JToken tree) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sorted(tree).ToString(Formatting.None))));

    /// <exception cref="JsonException">It is no such value; the message says where.</exception>
    public static JToken Parse(TextReader text)
    {
        using var json = new JsonTextReader(text) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Double, MaxDepth = MaxDepth };
        var tree = JToken.Load(json, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error, LineInfoHandling = LineInfoHandling.Load });
        while (json.Read())
        {
            if (json.TokenType != JsonToken.Comment) throw new JsonReaderException($"Something follows the end of the receipt. Line {json.LineNumber}, position {json.LinePosition}.");
        }

        return tree;
    }

    /// <exception cref="JsonException">It is no such value; the message says where.</exception>
    public static T Read<T>(JToken tree) => tree.ToObject<T>(Serializer) ?? throw new JsonSerializationException("The file holds null.");

    private static JToken Sorted(JToken token) => token switch
    {
        JObject o => new JObject(o.Properties().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new JProperty(p.Name, Sorted(p.Value)))),
        JArray a => new JArray(a.Select(Sorted)),
        _ => token.DeepClone(),
    };

    /// <summary>Every member must be there; only what may be unknown may be null.</summary>
    private sealed class EveryMember : DefaultContractResolver
    {
        public EveryMember() => NamingStrategy = new SnakeCaseNamingStrategy(processDictionaryKeys: false, overrideSpecifiedNames: false);

        protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
        {
            var property = base.CreateProperty(member, memberSerialization);
            var mayBeNull = member is PropertyInfo p && (Nullable.GetUnderlyingType(p.PropertyType) is not null
                || (!p.PropertyType.IsValueType && new NullabilityInfoContext().Create(p).ReadState == NullabilityState.Nullable));
            property.Required = mayBeNull ? Required.AllowNull : Required.Always;
            return property;
        }
    }
}
