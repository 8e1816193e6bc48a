using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyRisk.Data;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Tests.Cluster;

/// <summary>Everything a run concluded, without ids and times of its own: two runs over the same facts must give the same, whoever did what.</summary>
internal static class Outcome
{
    public static async Task<List<string>> ReadAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct);
        var names = await db.Suppliers.ToDictionaryAsync(s => s.Id, s => s.OwnId, ct);
        var all = (await db.Screenings.AsNoTracking().ToListAsync(ct)).ConvertAll(s =>
            $"screening {names[s.SupplierId]} {s.Residual} {s.Band} {s.Coverage} {s.Flags} {s.InputHash} {s.UpstreamSignal == s.ToldSignal} {s.ResultJson}");
        all.AddRange((await db.SupplierFlags.ToListAsync(ct)).Select(f => $"flag {names[f.SupplierId]} {f.Kind} {f.Because} {f.ClosedAt is null}"));
        all.AddRange((await db.Cases.ToListAsync(ct)).Select(c => $"case {names[c.SupplierId]} {c.Lane} {c.Status} {c.Flagged} {c.FactsKey} {c.Priority} {c.Version}"));
        all.AddRange((await (from e in db.CaseEvents join c in db.Cases on e.CaseId equals c.Id select new { e.Kind, e.ChangesJson, c.SupplierId, c.Lane }).ToListAsync(ct))
            .Select(e => $"event {names[e.SupplierId]} {e.Lane} {e.Kind} {e.ChangesJson}"));
        all.AddRange((await db.ScreeningChanges.ToListAsync(ct)).Select(c => $"change {names[c.SupplierId]} {c.Round} {c.FromScore} {c.ToScore} {c.FromFlags} {c.ToFlags} {c.ChangeJson}"));
        all.AddRange((await db.SupplierMatches.ToListAsync(ct)).Select(m => $"match {names[m.SupplierId]} {m.EntryId} {m.Score}"));
        all.AddRange((await db.Findings.ToListAsync(ct)).Select(f => $"finding {f.DocumentId} {f.Rule} {f.Start} {f.Status} {f.Quote}"));
        all.AddRange((await db.Runs.ToListAsync(ct)).Select(r => $"run {r.State} done {r.Done} changed {r.Changed} opened {r.FlagsOpened} closed {r.FlagsClosed} rounds {r.Round}"));
        all.Add($"work left {await db.Work.CountAsync(ct)}");
        all.Sort(StringComparer.Ordinal);
        return all;
    }

    /// <summary>The first lines that differ, for a person; empty if none do.</summary>
    public static string Difference(List<string> expected, List<string> got)
    {
        if (expected.SequenceEqual(got, StringComparer.Ordinal)) return "";
        var missing = expected.Except(got, StringComparer.Ordinal).Take(5).Select(l => "- " + Short(l));
        var extra = got.Except(expected, StringComparer.Ordinal).Take(5).Select(l => "+ " + Short(l));
        return $"{expected.Count} lines expected, {got.Count} found\n" + string.Join('\n', missing.Concat(extra));
    }

    private static string Short(string line) => line.Length <= 300 ? line : line[..300] + " …";

    /// <summary>Waits until no run is under way and none is due.</summary>
    public static async Task<bool> EndsAsync(IServiceProvider services, TimeSpan within, CancellationToken ct)
    {
        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(since) < within)
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContextAsync(ct);
            if (await db.Runs.AnyAsync(ct) && !await db.Runs.AnyAsync(r => r.State == RunState.Running, ct) && !await db.Work.AnyAsync(ct)) return true;
            await Task.Delay(100, ct);
        }
        return false;
    }
}
