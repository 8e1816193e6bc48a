using System.Text;
using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupplyRisk.Data;

namespace SupplyRisk.Audit;

/// <summary>The line that says what was erased from the record.</summary>
internal static class AuditErasure
{
    public const string Action = "audit.erased";

    /// <summary>Name of the lines in its payload: single numbers and <c>[from, to]</c>.</summary>
    private const string LinesName = "lines";

    /// <summary>Takes out what was written about a subject and, if it is a person, who did what the person did; says so in a line of its own. Within a transaction.</summary>
    /// <param name="personId">The actor whose name and addresses go, too; null if the subject is no person.</param>
    /// <returns>How many lines lost something; 0 if there was nothing left, and then no line is added.</returns>
    public static async Task<int> EraseAsync(SupplyRiskDb db, AuditTrail audit, Actor actor, string subject, string? personId, string because, CancellationToken ct)
    {
        await db.TakeTurnAsync(Turn.Audit, ct);
        var lines = await (from r in db.AuditRows
                           where (personId != null && db.AuditPeople.Any(p => p.AuditId == r.Id && p.ActorId == personId))
                                 || (r.Subject == subject && db.AuditPayloads.Any(p => p.AuditId == r.Id))
                           where r.Action != Action
                           orderby r.Seq
                           select r.Seq).ToListAsync(ct);
        if (lines.Count == 0) return 0;
        var about = db.AuditRows.Where(r => r.Subject == subject && r.Action != Action).Select(r => r.Id);
        await db.AuditPeople.Where(p => p.ActorId == personId).ExecuteDeleteAsync(ct);
        await db.AuditPayloads.Where(p => about.Contains(p.AuditId)).ExecuteDeleteAsync(ct);
        await audit.AppendAsync(db, actor, Action, subject, new { lines = Ranges(lines), because }, ct);
        return lines.Count;
    }

    public static JObject Parse(byte[] json)
    {
        using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(json))) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    /// <summary>Runs of lines as pairs: erasing a person with ten thousand decisions is a short line.</summary>
    private static List<long[]> Ranges(IEnumerable<long> ascending)
    {
        var ranges = new List<long[]>();
        foreach (var seq in ascending)
        {
            if (ranges.Count > 0 && ranges[^1][1] == seq - 1) ranges[^1][1] = seq;
            else ranges.Add([seq, seq]);
        }
        return ranges;
    }

    public static IEnumerable<long> Lines(JObject payload)
    {
        foreach (var range in payload[LinesName] as JArray ?? [])
            for (var seq = (long)range[0]!; seq <= (long)range[1]!; seq++) // both are there: Ranges wrote them
                yield return seq;
    }
}
