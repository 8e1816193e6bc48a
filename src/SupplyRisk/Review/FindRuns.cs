using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review;

/// <summary>What one run changed of one supplier.</summary>
/// <param name="FromBand">Null at the first screening.</param>
/// <param name="FromFlags">In their declared order; may be empty.</param>
public sealed record ChangeRow(
    Guid SupplierId, string Name, string? Country, DateTime At, int? FromScore, int ToScore, Band? FromBand, Band ToBand,
    IReadOnlyList<string> FromFlags, IReadOnlyList<string> ToFlags, WhatChanged What);

/// <summary>A run with what it changed.</summary>
/// <param name="Changes">Weightiest first; at most <see cref="FindRuns.ChangesShown"/>.</param>
/// <param name="ChangeCount">All of them.</param>
/// <param name="Rounds">How its work was shared, in order; kept of the newest run only.</param>
public sealed record RunReport(Run Run, IReadOnlyList<ChangeRow> Changes, int ChangeCount, IReadOnlyList<RunRound> Rounds);

/// <summary>One round of a run: one kind of work, in partitions.</summary>
/// <param name="Kind">A <see cref="WorkKind"/>.</param>
/// <param name="Open">Partitions not finished yet.</param>
/// <param name="Done">Work rows done.</param>
/// <param name="Instances">Who has, or had, a part of it: machine and process; may be empty.</param>
public sealed record RunRound(int Round, string Kind, int Partitions, int Open, int Done, IReadOnlyList<string> Instances);

/// <summary>Runs, newest first.</summary>
/// <param name="PendingWork">Work rows that wait for a run.</param>
public sealed record RunList(IReadOnlyList<Run> Runs, IReadOnlyDictionary<string, int> PendingWork);

/// <summary>Reads runs and what they changed. Their figures are over the whole portfolio, so who sees assigned suppliers only sees none; what changed stands on each supplier's page.</summary>
public sealed class FindRuns(IDbContextFactory<SupplyRiskDb> databases)
{
    public const int ChangesShown = 200;

    public async Task<RunList> ListAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.SeesAll) return new RunList([], new Dictionary<string, int>());
        await using var db = await databases.CreateDbContextAsync(ct);
        // What was scored at once with a decision stands in the record and on the supplier's page.
        var runs = await db.Runs.AsNoTracking().Where(x => x.Trigger != Run.ByDecision).OrderByDescending(x => x.StartedAt).Take(100).ToListAsync(ct);
        var pending = await db.Work.GroupBy(x => x.Reason).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct);
        return new RunList(runs, pending);
    }

    /// <returns>The run without its changes, or null.</returns>
    public async Task<Run?> ProgressAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (!actor.SeesAll) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Runs.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct);
    }

    public async Task<RunReport?> OneAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (!actor.SeesAll) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Runs.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct) is not { } run) return null;
        var count = await db.ScreeningChanges.SeenBy(actor, x => x.SupplierId).CountAsync(x => x.RunId == id, ct);
        return new RunReport(run, await ChangesAsync(db, actor, id, ChangesShown, ct), count, await RoundsAsync(db, id, ct));
    }

    private static async Task<IReadOnlyList<RunRound>> RoundsAsync(SupplyRiskDb db, Guid id, CancellationToken ct)
    {
        var partitions = await db.RunPartitions.AsNoTracking().Where(p => p.RunId == id).OrderBy(p => p.Number).ToListAsync(ct);
        return [.. partitions.GroupBy(p => (p.Round, p.Kind)).Select(g => new RunRound(
            g.Key.Round, g.Key.Kind, g.Count(), g.Count(p => p.FinishedAt is null), g.Sum(p => p.Done),
            [.. g.Select(p => p.Owner).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Instance.NameOf)]))];
    }

    internal static async Task<IReadOnlyList<ChangeRow>> ChangesAsync(SupplyRiskDb db, Actor actor, Guid runId, int take, CancellationToken ct)
    {
        var rows = await (from c in db.ScreeningChanges.SeenBy(actor, x => x.SupplierId)
                          where c.RunId == runId
                          join v in db.SupplierVersions.Now() on c.SupplierId equals v.SupplierId
                          orderby c.ToScore - (c.FromScore ?? 0) descending, c.ToScore descending, v.Name, c.Id
                          select new { Change = c, v.Name, v.Country }).Take(take).AsNoTracking().ToListAsync(ct);
        return [.. rows.Select(x => Row(x.Change, x.Name, x.Country))];
    }

    internal static ChangeRow Row(ScreeningChange c, string name, string? country, HiddenNames? hidden = null) => new(
        c.SupplierId, name, country, c.At, c.FromScore, c.ToScore, c.FromBand, c.ToBand, c.FromFlags.Parts(), c.ToFlags.Parts(),
        StoredJson.Read<WhatChanged>(hidden?.MaskJson(c.ChangeJson) ?? c.ChangeJson));
}
