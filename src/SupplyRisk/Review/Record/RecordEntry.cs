using Newtonsoft.Json.Linq;

namespace SupplyRisk.Review.Record;

/// <summary>Which lines of the audit record to show.</summary>
/// <param name="From">First instant, UTC; null is from the beginning.</param>
/// <param name="Until">First instant no more, UTC; null is to the end.</param>
/// <param name="Action">Exactly this action, e.g. <c>case.decided</c>.</param>
/// <param name="Subject">Exactly this subject, e.g. <c>supplier:ID</c>.</param>
/// <param name="PeopleOnly">Leaves out what the schedule did by itself.</param>
public sealed record RecordQuery(DateTime? From = null, DateTime? Until = null, string? ActorId = null, string? Action = null, string? Subject = null, bool PeopleOnly = true);

/// <summary>One value of a line.</summary>
/// <param name="Name">In snake_case; empty where the line is about one value only.</param>
/// <param name="Before">What it was; null if the line says no such thing.</param>
public sealed record RecordFact(string Name, string? Before, string After);

/// <summary>Who did what, when, to what, why.</summary>
/// <param name="Name">The person by name; null if it was erased.</param>
/// <param name="From">Where from; null if it was erased.</param>
/// <param name="SubjectName">The supplier, document, list or file by name; null if it has none or is gone.</param>
/// <param name="Facts">What changed and what was said; empty if it was erased.</param>
/// <param name="IsErased">True if what was done can no longer be read.</param>
public sealed record RecordEntry(
    long Seq, DateTime At, string ActorId, string? Name, string? From, string Action, string Subject, string? SubjectName,
    IReadOnlyList<RecordFact> Facts, bool IsErased, string Digest, string Hash)
{
    /// <summary>What the ids among the values are called now: people, suppliers, documents. Those that lead to nobody are absent.</summary>
    public IReadOnlyDictionary<string, RecordName> Names { get; init; } = new Dictionary<string, RecordName>();

    /// <summary><c>case</c> of <c>case:ID</c>.</summary>
    public string SubjectKind => Subject.Split(':', 2)[0];

    /// <summary>What stands behind the kind; empty if the subject is its kind alone.</summary>
    public string SubjectId => Subject.Split(':', 2) is [_, var id] ? id : "";
}

/// <summary>What an id is called now.</summary>
/// <param name="Subject">As <c>supplier:ID</c>, where there is a page of it; null for people.</param>
public sealed record RecordName(string Name, string? Subject);

/// <summary>Reads a line's payload into facts.</summary>
internal static class RecordFacts
{
    private const string BeforeName = "before", AfterName = "after";

    public static IReadOnlyList<RecordFact> Of(JObject payload)
    {
        var facts = new List<RecordFact>();
        foreach (var property in payload.Properties().Where(p => !p.Name.StartsWith('_') && p.Name != BeforeName))
        {
            if (property.Name == AfterName) facts.AddRange(Changes(payload[BeforeName], property.Value));
            else if (Text(property.Value) is { Length: > 0 } text) facts.Add(new RecordFact(property.Name, null, text));
        }
        return facts;
    }

    private static IEnumerable<RecordFact> Changes(JToken? before, JToken after)
    {
        if (after is not JObject now) return [new RecordFact("", Text(before), Text(after))];
        var was = before as JObject;
        return from p in now.Properties()
               let old = was?[p.Name]
               where old is null ? Text(p.Value).Length > 0 : !JToken.DeepEquals(old, p.Value)
               select new RecordFact(p.Name, old is null ? null : Text(old), Text(p.Value));
    }

    private static string Text(JToken? value) => value switch
    {
        null => "",
        JArray array => string.Join(", ", array.Select(Text)),
        JObject o => string.Join("; ", from p in o.Properties() let text = Text(p.Value) where text.Length > 0 select $"{p.Name}: {text}"),
        JValue { Type: JTokenType.Null } => "",
        JValue { Type: JTokenType.Boolean } b => (bool)b ? "yes" : "no",
        _ => value.ToString(),
    };
}
