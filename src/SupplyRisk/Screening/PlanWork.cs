using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Matching;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Screening;

/// <summary>Finds what has to be done again because something it rests on moved: rules, lists, the matcher, time. Only what is affected.</summary>
/// <param name="db">In the transaction that begins the run.</param>
/// <param name="inputs">What the run will go by.</param>
/// <param name="now">When the run begins.</param>
internal sealed class PlanWork(SupplyRiskDb db, PinnedInputs inputs, DateTime now)
{
    internal const string ScoredWith = "screening.scored_with";

    private const string MatchedWith = "screening.matched_with", MatchedLists = "screening.matched_lists";

    public async Task RunAsync(CancellationToken ct)
    {
        await UnreadDocumentsAsync(ct);
        await ChangedListsAsync(ct);
        await ChangedRulesAsync(ct);
        await AgedDocumentsAsync(ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task UnreadDocumentsAsync(CancellationToken ct)
    {
        var hash = inputs.Rulesets.TextHash;
        var queued = db.Work.Where(w => w.Kind == WorkKind.Scan).Select(w => w.Key);
        var unread = await db.Documents
            .Where(d => d.State != DocumentState.Unreadable && d.State != DocumentState.Erased && (d.ScannedWith == null || d.ScannedWith != hash) && !queued.Contains(d.Id))
            .OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(ct);
        await db.AddWorkAsync(WorkKind.Scan, unread, "document_unread", now, ct);
    }

    private async Task ChangedListsAsync(CancellationToken ct)
    {
        if (await ChangedAsync(MatchedWith, MatchSettings.Default.Version, ct))
        {
            await SetAsync(MatchedLists, inputs.Lists.Hash, ct);
            await AddForAllAsync(WorkKind.Match, "matcher_changed", ct);
            return;
        }
        if (!await ChangedAsync(MatchedLists, inputs.Lists.Hash, ct)) return;
        var delta = await DeltaAsync(ct);
        if (delta is null) await AddForAllAsync(WorkKind.Match, "lists_changed", ct);
        else await AddAffectedAsync(delta, ct);
    }

    // What no match row and no earlier index can tell apart is simply all of it; after the first load a change is a few entries.
    private async Task<ListIndex?> DeltaAsync(CancellationToken ct)
    {
        // A run that was stopped has matched some by its own pins and some not: then it is all of it, too.
        // What was scored at once after a decision compared no names, so it knows nothing of the lists of its moment.
        var last = await db.Runs.Where(r => r.Trigger != Run.ByDecision).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(ct);
        if (last is not { State: RunState.Completed }) return null;
        var (wasAsOf, wasKnown, asOf, known) = (last.AsOf, last.KnownAt, inputs.AsOf, inputs.KnownAt);
        var was = db.ListEntryVersions.At(wasAsOf, wasKnown).Select(e => e.Id);
        var isNow = db.ListEntryVersions.At(asOf, known).Select(e => e.Id);
        var moved = await db.EntriesWithNames().AsNoTracking()
            .Where(e => (was.Contains(e.Id) && !isNow.Contains(e.Id)) || (isNow.Contains(e.Id) && !was.Contains(e.Id))).ToListAsync(ct);
        if (moved.Count == 0 || moved.Count > Math.Max(200, inputs.Lists.Count / 5)) return null;
        var lists = await db.Watchlists.AsNoTracking().ToDictionaryAsync(w => w.Id, ct);
        return ListIndex.Of(moved.Select(e => new ListIndex.ListedEntry(lists[e.WatchlistId], e)));
    }

    private async Task AddAffectedAsync(ListIndex delta, CancellationToken ct)
    {
        var affected = new ConcurrentBag<Guid>();
        var places = delta.Entries.Select(e => SharedValue.OfAddress(e.Address, null, e.Country)).Where(p => p != 0).ToHashSet();
        var versions = db.SupplierVersions.AsNoTracking().At(inputs.AsOf, inputs.KnownAt)
            .Select(v => new { v.SupplierId, v.Name, v.NativeName, v.Country, v.Address, v.City, v.Region, v.Identifiers });
        await Parallel.ForEachAsync(versions.AsAsyncEnumerable().Chunk(1_000), ct, (some, _) =>
        {
            foreach (var v in some)
                if (delta.Names.Match(MatchStage.QueryOf(v.Name, v.NativeName, v.Country, v.Address, v.City, v.Region, v.Identifiers), 1, MatchSettings.Default.ReviewThreshold).Count > 0
                    || (places.Count > 0 && places.Contains(SharedValue.OfAddress(v.Address, v.City, v.Country))))
                    affected.Add(v.SupplierId);
            return ValueTask.CompletedTask;
        });
        await db.AddWorkAsync(WorkKind.Match, affected.Order(), "lists_changed", now, ct);
    }

    private async Task ChangedRulesAsync(CancellationToken ct)
    {
        if (await ChangedAsync(ScoredWith, PinsOf(inputs), ct)) await AddForAllAsync(WorkKind.Score, "rules_changed", ct);
    }

    /// <summary>What every score rests on, whoever's it is.</summary>
    internal static string PinsOf(PinnedInputs inputs) => inputs.Rulesets.Hash + (inputs.ListsLoaded ? "+lists" : "");

    private async Task AgedDocumentsAsync(CancellationToken ct)
    {
        var aged = await db.Screenings.Where(s => s.NextFreshnessStep != null && s.NextFreshnessStep <= inputs.AsOf)
            .OrderBy(s => s.SupplierId).Select(s => s.SupplierId).ToListAsync(ct);
        await db.AddWorkAsync(WorkKind.Score, aged, "freshness_step", now, ct);
    }

    // Suppliers that wait already, for this or an earlier stage that leads to it, are not added twice.
    private async Task AddForAllAsync(string kind, string reason, CancellationToken ct)
    {
        var queued = db.Work.Where(w => w.Kind == kind || w.Kind == WorkKind.Match).Select(w => w.Key);
        var all = await db.Suppliers.Where(s => !queued.Contains(s.Id)).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(ct);
        await db.AddWorkAsync(kind, all, reason, now, ct);
    }

    private async Task<bool> ChangedAsync(string key, string value, CancellationToken ct)
    {
        var setting = await db.Settings.FindAsync([key], ct);
        if (setting?.Value == value) return false;
        await SetAsync(key, value, ct);
        return true;
    }

    private async Task SetAsync(string key, string value, CancellationToken ct)
    {
        var setting = await db.Settings.FindAsync([key], ct);
        if (setting is null) db.Settings.Add(new Setting { Key = key, Value = value });
        else setting.Value = value;
    }
}
