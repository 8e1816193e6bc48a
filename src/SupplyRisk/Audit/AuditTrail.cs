using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using SupplyRisk.Data;

namespace SupplyRisk.Audit;

/// <summary>Appends to the record of who did what, in the transaction of what was done.</summary>
public sealed class AuditTrail(TimeProvider time, AuditSeal seal)
{
    /// <summary>Names in a payload that are the record's own: a digest of who did it, and random letters that keep a short payload from being guessed from its digest.</summary>
    internal const string ByDigest = "_by", Salt = "_salt";

    private static readonly JsonSerializer Json = JsonSerializer.Create(new JsonSerializerSettings
    {
        ContractResolver = new DefaultContractResolver { NamingStrategy = new SnakeCaseNamingStrategy() },
        Converters = { new StringEnumConverter(new SnakeCaseNamingStrategy()) },
        Culture = CultureInfo.InvariantCulture,
        DateParseHandling = DateParseHandling.None,
    });

    /// <summary>Adds one line. Call within the transaction of the change, just before its commit: the chain has one writer at a time.</summary>
    /// <param name="db">The context of the change; this saves it.</param>
    /// <param name="actor">Who.</param>
    /// <param name="action">Verb in the field's words, e.g. <c>import.applied</c>.</param>
    /// <param name="subject">What it was done to, as <c>kind:id</c>.</param>
    /// <param name="payload">Values before and after; kept encrypted and apart, only its digest stands in the chain.</param>
    public async Task AppendAsync(SupplyRiskDb db, Actor actor, string action, string subject, object payload, CancellationToken ct)
    {
        await db.TakeTurnAsync(Turn.Audit, ct); // two instances must not take the same place in the chain
        var last = await db.AuditRows.OrderByDescending(x => x.Seq).Select(x => new { x.Seq, x.Hash }).FirstOrDefaultAsync(ct);
        var id = time.NewId();
        var at = time.Instant();
        var seq = (last?.Seq ?? 0) + 1;
        // The person stands apart from what was done, so that a name can be erased and the decision stays.
        var person = Bytes(new JObject { ["name"] = actor.Name, ["from"] = actor.From, [Salt] = RandomText() });
        var what = JObject.FromObject(payload, Json);
        what[ByDigest] = DigestOf(person);
        what[Salt] = RandomText();
        var json = Bytes(what);
        var (digest, previous) = (DigestOf(json), last?.Hash ?? "");
        db.AuditRows.Add(new AuditRow
        {
            Seq = seq,
            Id = id,
            At = at,
            ActorId = actor.Id,
            Action = action,
            Subject = subject,
            Digest = digest,
            PreviousHash = previous,
            Hash = HashOf(seq, at, actor.Id, action, subject, digest, previous),
        });
        db.AuditPayloads.Add(new AuditPayload { AuditId = id, Sealed = seal.Seal(json) });
        db.AuditPeople.Add(new AuditPerson { AuditId = id, ActorId = actor.Id, Sealed = seal.Seal(person) });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Walks the chain.</summary>
    /// <returns>The first line whose hash does not follow from its content and the line before it, or null if the chain is whole.</returns>
    public static async Task<AuditRow?> FirstBrokenAsync(SupplyRiskDb db, CancellationToken ct)
    {
        var previous = "";
        var seq = 0L;
        await foreach (var row in db.AuditRows.AsNoTracking().OrderBy(x => x.Seq).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (row.Seq != ++seq || row.PreviousHash != previous || row.Hash != HashOf(row)) return row;
            previous = row.Hash;
        }
        return null;
    }

    /// <summary>What the hash of a line has to be.</summary>
    internal static string HashOf(AuditRow row) => HashOf(row.Seq, row.At, row.ActorId, row.Action, row.Subject, row.Digest, row.PreviousHash);

    internal static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string HashOf(long seq, DateTime at, string actor, string action, string subject, string digest, string previous)
    {
        var line = string.Join('\n', seq.ToString(CultureInfo.InvariantCulture), at.ToString("O", CultureInfo.InvariantCulture), actor, action, subject, digest, previous);
        return DigestOf(Encoding.UTF8.GetBytes(line));
    }

    private static byte[] Bytes(JObject json) => Encoding.UTF8.GetBytes(json.ToString(Formatting.None));

    private static string RandomText() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
