using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>Short ways to write requests.</summary>
internal static class Json
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static JObject Of(string name, JToken value) => new(new JProperty(name, value));

    public static JObject Of(params (string Name, JToken Value)[] properties) => new(properties.Select(p => new JProperty(p.Name, p.Value)));

    public static byte[] Bytes(JObject body) => s_utf8.GetBytes(body.ToString(Formatting.None));

    /// <summary>A writer over a stream that stays open. Half of a surrogate pair becomes U+FFFD, which is as long.</summary>
    public static JsonTextWriter Writer(Stream stream) => new(new StreamWriter(stream, s_utf8, leaveOpen: true)) { Formatting = Formatting.None };
}
