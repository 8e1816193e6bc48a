using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json.Linq;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Cases;

namespace SupplyRisk.Review.Record;

/// <summary>A page of the record, newest first.</summary>
/// <param name="Before">The <see cref="RecordEntry.Seq"/> below which the next page begins; null on the last.</param>
/// <param name="Actions">Every action that stands in the record, for the filter.</param>
/// <param name="People">Everyone who stands in it: id and, unless erased, the name last used.</param>
public sealed record RecordPage(RecordQuery Query, IReadOnlyList<RecordEntry> Entries, long Total, long? Before, IReadOnlyList<string> Actions, IReadOnlyList<(string Id, string Name)> People)
{
    public const int Size = 50;
}

/// <summary>Reads who decided what, when and why.</summary>
public sealed class FindRecord(IDbContextFactory<SupplyRiskDb> databases, AuditSeal seal)
{
    private const int ExportAtOnce = 1_000;

    /// <param name="before">Only lines below this one; null begins with the newest.</param>
    public async Task<Result<RecordPage>> PageAsync(Actor actor, RecordQuery query, long? before, CancellationToken ct)
    {
        if (actor.Lacks(Right.ReadAudit) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = Rows(db, query);
        var total = await rows.LongCountAsync(ct);
        var shown = await rows.Where(r => before == null || r.Seq < before).OrderByDescending(r => r.Seq).Take(RecordPage.Size + 1).ToListAsync(ct);
        var entries = await EntriesAsync(db, [.. shown.Take(RecordPage.Size)], ct);
        return new RecordPage(
            query, entries, total, shown.Count > RecordPage.Size ? entries[^1].Seq : null,
            await db.AuditRows.Select(r => r.Action).Distinct().OrderBy(a => a).ToListAsync(ct), await PeopleAsync(db, ct));
    }

    /// <summary>The record of a period for a file, oldest first, read as it is written.</summary>
    public Result<IAsyncEnumerable<RecordEntry>> Export(Actor actor, RecordQuery query, CancellationToken ct) =>
        (actor.Lacks(Right.ReadAudit) ?? actor.Lacks(Right.Export)) is { } no
            ? no : Result<IAsyncEnumerable<RecordEntry>>.Of(AllAsync(query, ct));

    /// <summary>What somebody decided on cases, for a file, oldest first: one's own takes no right to read the record of others.</summary>
    public Result<IAsyncEnumerable<RecordEntry>> OwnDecisions(Actor actor, CancellationToken ct) =>
        // The record names suppliers that were withdrawn from whoever sees assigned ones only.
        (actor.Lacks(Right.Export) ?? (actor.SeesAll ? null : actor.Lacks(Right.ReadAudit))) is { } no
            ? no : Result<IAsyncEnumerable<RecordEntry>>.Of(AllAsync(new RecordQuery(ActorId: actor.Id, Action: $"case.{CaseEventKind.Decided}"), ct));

    private async IAsyncEnumerable<RecordEntry> AllAsync(RecordQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        long after = 0;
        while (true)
        {
            var rows = await Rows(db, query).Where(r => r.Seq > after).OrderBy(r => r.Seq).Take(ExportAtOnce).ToListAsync(ct);
            if (rows.Count == 0) yield break;
            foreach (var entry in await EntriesAsync(db, rows, ct)) yield return entry;
            after = rows[^1].Seq;
        }
    }

    private static IQueryable<AuditRow> Rows(SupplyRiskDb db, RecordQuery q) =>
        db.AuditRows.AsNoTracking().Where(r =>
            (q.From == null || r.At >= q.From) && (q.Until == null || r.At < q.Until) && (q.ActorId == null || r.ActorId == q.ActorId)
            && (q.Action == null || r.Action == q.Action) && (q.Subject == null || r.Subject == q.Subject)
            && (!q.PeopleOnly || r.ActorId != Actor.Schedule.Id));

    private async Task<List<RecordEntry>> EntriesAsync(SupplyRiskDb db, List<AuditRow> rows, CancellationToken ct)
    {
        var ids = rows.ConvertAll(r => r.Id);
        var payloads = await db.AuditPayloads.AsNoTracking().Where(p => ids.Contains(p.AuditId)).ToDictionaryAsync(p => p.AuditId, p => p.Sealed, ct);
        var people = await db.AuditPeople.AsNoTracking().Where(p => ids.Contains(p.AuditId)).ToDictionaryAsync(p => p.AuditId, p => p.Sealed, ct);
        var names = await SubjectNames.ReadAsync(db, rows, ct);
        var entries = rows.ConvertAll(r =>
        {
            var what = Open(payloads.GetValueOrDefault(r.Id));
            var who = Open(people.GetValueOrDefault(r.Id));
            return new RecordEntry(
                r.Seq, r.At, r.ActorId, (string?)who?["name"], (string?)who?["from"], r.Action, r.Subject, names.GetValueOrDefault(r.Subject),
                what is null ? [] : RecordFacts.Of(what), what is null, r.Digest, r.Hash);
        });
        var called = await FactNames.ReadAsync(db, entries.SelectMany(e => e.Facts), ct);
        return called.Count == 0 ? entries : entries.ConvertAll(e => e with { Names = called });
    }

    // Somebody's name is read from the newest line that still has one.
    private async Task<IReadOnlyList<(string Id, string Name)>> PeopleAsync(SupplyRiskDb db, CancellationToken ct)
    {
        var newest = await db.AuditRows.GroupBy(r => r.ActorId).Select(g => new { g.Key, Seq = g.Max(r => r.Seq) }).OrderBy(x => x.Key).ToListAsync(ct);
        var seqs = newest.ConvertAll(x => x.Seq);
        var ids = await db.AuditRows.Where(r => seqs.Contains(r.Seq)).Select(r => new { r.Seq, r.Id }).ToDictionaryAsync(r => r.Id, r => r.Seq, ct);
        var people = await db.AuditPeople.AsNoTracking().Where(p => ids.Keys.Contains(p.AuditId)).ToDictionaryAsync(p => p.ActorId, p => p.Sealed, ct);
        return [.. newest.Select(x => (x.Key, (string?)Open(people.GetValueOrDefault(x.Key))?["name"] ?? x.Key)).OrderBy(x => x.Item2, StringComparer.Ordinal)];
    }

    private JObject? Open(byte[]? box)
    {
        try
        {
            return box is null ? null : AuditErasure.Parse(seal.Open(box));
        }
        catch (CryptographicException)
        {
            return null; // `audit verify` says so
        }
    }
}

/// <summary>What the subjects of lines are called now.</summary>
internal static class SubjectNames
{
    public static async Task<Dictionary<string, string>> ReadAsync(SupplyRiskDb db, IEnumerable<AuditRow> rows, CancellationToken ct)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in rows.Select(r => r.Subject).Distinct(StringComparer.Ordinal).Where(s => s.Contains(':', StringComparison.Ordinal)).GroupBy(s => s.Split(':', 2)[0], StringComparer.Ordinal))
        {
            var ids = kind.Select(s => Guid.TryParse(s.AsSpan(kind.Key.Length + 1), out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
            foreach (var (id, name) in await NamesAsync(db, kind.Key, ids, ct)) names[$"{kind.Key}:{id}"] = name;
        }
        return names;
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(SupplyRiskDb db, string kind, List<Guid> ids, CancellationToken ct) => kind switch
    {
        "supplier" => await db.SupplierVersions.Now().Where(v => ids.Contains(v.SupplierId)).ToDictionaryAsync(v => v.SupplierId, v => v.Name, ct),
        "case" => await (from c in db.Cases
                         where ids.Contains(c.Id)
                         join v in db.SupplierVersions.Now() on c.SupplierId equals v.SupplierId
                         select new { c.Id, v.Name }).ToDictionaryAsync(x => x.Id, x => x.Name, ct),
        "document" => await db.Documents.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Path, ct),
        "person" => await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct),
        "notification_channel" => await db.NotificationChannels.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct),
        "watchlist" => await db.Watchlists.Where(w => ids.Contains(w.Id)).ToDictionaryAsync(w => w.Id, w => w.Name, ct),
        "import" => await db.Imports.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.FileName, ct),
        "search" => await db.SavedSearches.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct),
        _ => [],
    };
}
