using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Matching;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>Asks every list for every party of a chain under every name, and keeps what was asked and what was said: a search that found nothing is evidence, too.</summary>
public sealed class SearchParties(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, KeepShipment keep)
{
    private const int MostHits = 10;

    public async Task<Result<Shipment>> HandleAsync(Actor actor, Guid id, int? seenVersion, CancellationToken ct)
    {
        if (actor.Lacks(Right.PreparePacks) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Shipments.AsNoTracking().SeenBy(actor, s => s.SupplierId).FirstOrDefaultAsync(s => s.Id == id, ct) is not { } shipment) return PackErrors.NoSuchShipment();
        var chain = Chain.Of(shipment);
        var searches = await SearchAsync(db, chain, ct);
        return await keep.EditAsync(actor, id, seenVersion ?? shipment.Version, s =>
        {
            s.SearchesJson = StoredJson.Write(searches);
            return new KeepShipment.Edit("shipment.searched", new { Parties = chain.Parties.Count, Searches = searches.Count, Found = searches.Count(x => x.Found.Count > 0) });
        }, ct);
    }

    /// <summary>Every name a party is looked for under.</summary>
    internal static IReadOnlyList<string> Names(ChainParty party) =>
        [.. PackLinter.Named(party).Select(n => n.Trim()).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)];

    private async Task<List<ListSearch>> SearchAsync(SupplyRiskDb db, Chain chain, CancellationToken ct)
    {
        var now = time.Instant();
        var index = await ListIndex.LoadAsync(db, time.Today(), now, ct);
        var lists = await db.Watchlists.AsNoTracking().Where(w => w.CurrentSnapshotId != null).OrderBy(w => w.Name).ToListAsync(ct);
        var current = lists.Select(l => l.CurrentSnapshotId!.Value).ToList(); // asked for in the query
        var snapshots = await db.Snapshots.AsNoTracking().Where(s => current.Contains(s.Id)).ToDictionaryAsync(s => s.WatchlistId, ct);
        var entries = index.Entries.GroupBy(e => e.WatchlistId).ToDictionary(g => g.Key, g => g.Count());
        var onMap = await PartyMap.ReadAsync(db, chain, ct);
        var searches = new List<ListSearch>();
        foreach (var party in chain.Parties)
        {
            ct.ThrowIfCancellationRequested();
            var names = Names(party);
            var hits = names.SelectMany(n => index.Names.Questions(new MatchQuery { Name = n, Country = party.Country, Address = party.Address, Identifiers = party.Identifiers }, MostHits))
                .GroupBy(h => h.EntryId, StringComparer.Ordinal).Select(g => g.MaxBy(h => h.Score.Value)!) // groups are not empty
                .Select(h => (Entry: index[h.EntryId], Score: Math.Round(h.Score.Value, 4))).OrderByDescending(h => h.Score).ThenBy(h => h.Entry.Entry.EntryId, StringComparer.Ordinal).ToList();
            var decided = onMap.TryGetValue(party.Name, out var supplier) ? await DecisionsAsync(db, supplier, ct) : [];
            searches.AddRange(lists.Where(l => snapshots.ContainsKey(l.Id)).Select(l => new ListSearch(
                party.Name, party.Country, l.Name, snapshots[l.Id].Sha256, snapshots[l.Id].PublishedOn, snapshots[l.Id].RetrievedAt, entries.GetValueOrDefault(l.Id), names, MatchSettings.Default.Version, now,
                [.. hits.Where(h => h.Entry.List.Id == l.Id).Select(h => new SearchHit(h.Entry.Entry.EntryId, h.Entry.Entry.Name, h.Score, decided.GetValueOrDefault((l.Id, h.Entry.Entry.EntryId), MatchReview.Unreviewed)))])));
        }
        return searches;
    }

    // A decision holds while its facts do; the queue reopens it, so the newest on the match that stands is what counts.
    private static async Task<Dictionary<(Guid, string), MatchReview>> DecisionsAsync(SupplyRiskDb db, Guid supplier, CancellationToken ct)
    {
        var decided = await (from m in db.SupplierMatches
                             join d in db.MatchDecisions on new { m.SupplierId, m.WatchlistId, m.EntryId, m.FactsKey } equals new { d.SupplierId, d.WatchlistId, d.EntryId, d.FactsKey }
                             where m.SupplierId == supplier
                             orderby d.At
                             select new { d.WatchlistId, d.EntryId, d.Review }).AsNoTracking().ToListAsync(ct);
        return decided.GroupBy(d => (d.WatchlistId, d.EntryId)).ToDictionary(g => g.Key, g => g.Last().Review);
    }
}
