using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Screening;

/// <summary>
/// An account names neighbours: who stands up the chain, who shares an address. For an actor who sees assigned suppliers only, names of others are taken out of it;
/// that somebody stands there is the supplier's own story, who it is, is the customer's.
/// </summary>
public sealed class HiddenNames
{
    /// <summary>What stands in the place of a name.</summary>
    public const string Instead = "a supplier not assigned to you";

    private const int Shortest = 4; // shorter ones stand in any text

    private readonly IReadOnlyList<(string Name, string OwnId)> hidden;

    private HiddenNames(IReadOnlyList<(string, string)> hidden) => this.hidden = hidden;

    /// <param name="texts">Everything that will be shown: only names that stand in it are looked for.</param>
    public static async Task<HiddenNames> InAsync(SupplyRiskDb db, Actor actor, IEnumerable<string> texts, CancellationToken ct)
    {
        if (actor.Suppliers is not { } seen) return new HiddenNames([]);
        var all = string.Join('\n', texts.Select(Plain));
        if (all.Length == 0) return new HiddenNames([]);
        var ids = seen.ToList();
        var own = await db.SupplierVersions.Where(v => ids.Contains(v.SupplierId)).Select(v => v.Name).ToListAsync(ct);
        var named = await (from v in db.SupplierVersions
                           where !ids.Contains(v.SupplierId) && v.Name.Length >= Shortest && all.Contains(v.Name)
                           join s in db.Suppliers on v.SupplierId equals s.Id
                           select new { v.Name, s.OwnId }).Distinct().ToListAsync(ct);
        return new HiddenNames([.. named.Where(n => !own.Exists(o => o.Contains(n.Name, StringComparison.Ordinal))).OrderByDescending(n => n.Name.Length).ThenBy(n => n.Name, StringComparer.Ordinal).Select(n => (n.Name, n.OwnId))]);
    }

    public string Mask(string text)
    {
        foreach (var (name, ownId) in hidden)
            if (text.Contains(name, StringComparison.Ordinal)) text = text.Replace($"{name} ({ownId})", Instead, StringComparison.Ordinal).Replace(name, Instead, StringComparison.Ordinal);
        return text;
    }

    /// <summary>The same for a value as it is stored.</summary>
    public string MaskJson(string json)
    {
        if (hidden.Count == 0) return json;
        var root = Parsed(json);
        foreach (var value in Texts(root).ToList())
        {
            var masked = Mask((string)value!); // a text
            if (masked == (string?)value) continue;
            // What names somebody up the chain also has their id beside it.
            if (value.Parent is JProperty { Name: "Name", Parent: JObject fact } && fact["SupplierId"] is JValue id) id.Value = "";
            value.Value = masked;
        }
        return root.ToString(Formatting.None);
    }

    private static string Plain(string stored) => stored is ['{' or '[', ..] ? string.Join('\n', Texts(Parsed(stored)).Select(v => (string?)v)) : stored;

    // As it stands: no text becomes a date, no number another one.
    private static JToken Parsed(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
        return JToken.ReadFrom(reader);
    }

    private static IEnumerable<JValue> Texts(JToken root) => (root is JContainer container ? container.DescendantsAndSelf() : [root]).OfType<JValue>().Where(v => v.Type == JTokenType.String);
}
