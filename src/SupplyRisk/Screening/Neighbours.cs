using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening;

/// <summary>Which suppliers and list entries share an address, a phone number or an owner, on the pinned day. By value, so it costs no more a supplier in a larger portfolio.</summary>
public sealed class Neighbours
{
    /// <summary>A value that more share is an office block's, an agent's or a holding's, and tells nothing. Rules draw closer lines of their own.</summary>
    public const int Crowded = 12;

    private readonly Dictionary<(SharedKind Kind, ulong Value), List<Guid>> groups = [];
    private readonly Dictionary<ulong, List<Entry>> listed = [];
    private readonly Dictionary<Guid, List<(SharedKind Kind, ulong Value)>> keysOf = [];
    private readonly Dictionary<Guid, Node> nodes = [];

    // What a merged supplier's list says; a survivor's own value is in its version.
    private readonly Dictionary<(Guid Supplier, SharedKind Kind, ulong Value), string> fromMerged = [];

    private readonly List<(Guid Survivor, (SharedKind Kind, ulong Value) Key)> merged = [];

    private sealed record Node(string OwnId, string Name);

    /// <summary>What a supplier's list tells of it that others may have, too.</summary>
    private sealed record Told(Guid SupplierId, string? Address, string? City, string? Country, string? Owner, string? Phone)
    {
        public static Told By(SupplierVersion v) => new(v.SupplierId, v.Address, v.City, v.Country, v.ParentCompany, v.Phone);
    }

    private sealed record Entry(string List, string EntryId, string Name);

    public static async Task<Neighbours> LoadAsync(SupplyRiskDb db, DateOnly asOf, DateTime knownAt, Redirects redirects, CancellationToken ct)
    {
        var found = new Neighbours();
        var entries = from e in db.ListEntryVersions.At(asOf, knownAt)
                      join w in db.Watchlists on e.WatchlistId equals w.Id
                      where e.Address != null
                      select new { w.Name, e.EntryId, Entry = e.Name, e.Address, e.Country };
        foreach (var e in await entries.AsNoTracking().ToListAsync(ct))
        {
            if (SharedValue.OfAddress(e.Address, null, e.Country) is var value and not 0) Add(found.listed, value, new Entry(e.Name, e.EntryId, e.Entry));
        }

        var suppliers = db.SupplierVersions.At(asOf, knownAt).AsNoTracking().Where(v => v.Address != null || v.ParentCompany != null || v.Phone != null)
            .Select(v => new Told(v.SupplierId, v.Address, v.City, v.Country, v.ParentCompany, v.Phone));
        await foreach (var v in suppliers.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (redirects.IsMerged(v.SupplierId)) found.AddMerged(v, redirects.SurvivorOf(v.SupplierId));
            else foreach (var key in KeysOf(v)) Add(found.groups, key, v.SupplierId);
        }

        foreach (var (survivor, key) in found.merged)
            if (found.groups.GetValueOrDefault(key)?.Contains(survivor) != true) Add(found.groups, key, survivor);
        foreach (var (key, members) in found.groups)
        {
            if (members.Count > Crowded || (members.Count == 1 && !(key.Kind == SharedKind.Address && found.listed.ContainsKey(key.Value)))) continue;
            foreach (var member in members) Add(found.keysOf, member, key);
        }

        await found.NameAsync(db, asOf, knownAt, ct);
        return found;
    }

    /// <summary>True if a supplier shares anything with anybody.</summary>
    public bool Has(Guid supplier) => keysOf.ContainsKey(supplier);

    /// <summary>Everybody who shares something with one of those given.</summary>
    public IEnumerable<Guid> Of(IEnumerable<Guid> suppliers) => suppliers.SelectMany(Of).Distinct();

    /// <summary>Everybody else at the values of this version, in force or not, where something grave stands: their facts move when one comes or goes.</summary>
    public IEnumerable<Guid> Concerned(SupplierVersion version, IReadOnlyDictionary<Guid, string> signals) =>
        Others(KeysOf(Told.By(version)).Where(k => IsGrave(k, version.SupplierId, signals)), version.SupplierId);

    /// <summary>Everybody else at the values of this version.</summary>
    public IEnumerable<Guid> At(SupplierVersion version) => Others(KeysOf(Told.By(version)), version.SupplierId);

    private bool IsGrave((SharedKind Kind, ulong Value) key, Guid self, IReadOnlyDictionary<Guid, string> signals) =>
        (key.Kind == SharedKind.Address && listed.ContainsKey(key.Value))
        || (groups.GetValueOrDefault(key) ?? []).Append(self).Any(s => signals.TryGetValue(s, out var signal) && UpstreamSignal.Strong(signal).Any());

    /// <summary>What a supplier shares with listed entities, and with suppliers that have a hard trigger or severe evidence of their own.</summary>
    public IReadOnlyList<SharedFact> FactsFor(SupplierVersion version, IReadOnlyList<ListMatchFact> matches, IReadOnlyDictionary<Guid, string> signals)
    {
        var facts = new List<SharedFact>();
        foreach (var key in keysOf.GetValueOrDefault(version.SupplierId) ?? [])
        {
            var members = groups[key];
            var shown = fromMerged.Count > 0 && !KeysOf(Told.By(version)).Contains(key) && fromMerged.TryGetValue((version.SupplierId, key.Kind, key.Value), out var ofMerged) ? ofMerged
                : key.Kind switch { SharedKind.Address => version.Address!, SharedKind.Phone => version.Phone!, _ => version.ParentCompany! }; // it has a key, so it has a value
            var entries = key.Kind == SharedKind.Address ? listed.GetValueOrDefault(key.Value) ?? [] : [];
            var count = members.Count + entries.Count;
            // Where the names agree, too, it is a match, and asked as one.
            foreach (var e in entries.Where(e => !matches.Any(m => m.List == e.List && m.EntryId == e.EntryId)))
                facts.Add(new SharedFact(key.Kind, SharedWith.Listed, e.EntryId, e.Name, shown, count, $"listed on {e.List}"));
            foreach (var other in members)
            {
                if (other == version.SupplierId || !signals.TryGetValue(other, out var signal) || !nodes.TryGetValue(other, out var node)) continue;
                facts.AddRange(UpstreamSignal.Strong(signal).Take(1).Select(s => new SharedFact(key.Kind, SharedWith.Supplier, node.OwnId, node.Name, shown, count, s.Because)));
            }
        }

        return [.. facts.OrderBy(f => f.What).ThenBy(f => f.With).ThenBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.Because, StringComparer.Ordinal)];
    }

    private IEnumerable<Guid> Of(Guid supplier) => Others(keysOf.GetValueOrDefault(supplier) ?? [], supplier);

    private IEnumerable<Guid> Others(IEnumerable<(SharedKind, ulong)> keys, Guid supplier) => keys.SelectMany(k => groups.GetValueOrDefault(k) ?? []).Where(s => s != supplier).Distinct();

    private static IEnumerable<(SharedKind, ulong)> KeysOf(Told told)
    {
        if (SharedValue.OfAddress(told.Address, told.City, told.Country) is var place and not 0) yield return (SharedKind.Address, place);
        if (SharedValue.OfOwner(told.Owner) is var held and not 0) yield return (SharedKind.Owner, held);
        if (SharedValue.OfPhone(told.Phone, told.Country) is var number and not 0) yield return (SharedKind.Phone, number);
    }

    // Merged ones share their address with their survivor, being it: that is no second company there.
    private void AddMerged(Told told, Guid survivor)
    {
        foreach (var key in KeysOf(told))
        {
            var value = (key.Item1 switch { SharedKind.Address => told.Address, SharedKind.Phone => told.Phone, _ => told.Owner })!; // it has a key, so it has a value
            var at = (survivor, key.Item1, key.Item2);
            if (!fromMerged.TryGetValue(at, out var other) || string.CompareOrdinal(value, other) < 0) fromMerged[at] = value; // rows come in no order
            merged.Add((survivor, key));
        }
    }

    private static void Add<TKey, T>(Dictionary<TKey, List<T>> groups, TKey key, T member)
        where TKey : notnull
    {
        if (!groups.TryGetValue(key, out var members)) groups.Add(key, members = []);
        if (members.Count <= Crowded) members.Add(member); // one more than the limit shows that it is crowded
    }

    private async Task NameAsync(SupplyRiskDb db, DateOnly asOf, DateTime knownAt, CancellationToken ct)
    {
        foreach (var some in keysOf.Keys.Chunk(2_000))
        {
            var named = from v in db.SupplierVersions.At(asOf, knownAt)
                        join s in db.Suppliers on v.SupplierId equals s.Id
                        where some.Contains(s.Id)
                        select new { s.Id, s.OwnId, v.Name };
            foreach (var n in await named.AsNoTracking().ToListAsync(ct)) nodes[n.Id] = new Node(n.OwnId, n.Name);
        }
    }
}
