using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Matching;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening;

/// <summary>Suppliers scored at once.</summary>
/// <param name="Run">Its pins; kept only if anything is recorded.</param>
/// <param name="Pins">What every score rests on: <see cref="PlanWork.PinsOf"/>.</param>
internal sealed record ScoredAtOnce(IReadOnlyList<ScreenedSupplier> Suppliers, Run Run, string Pins);

/// <summary>
/// Scores the few suppliers a person has just decided about, in the transaction of the decision: what they see next knows it already.
/// The run that is woken besides comes to the same, and tells whoever buys from them.
/// </summary>
/// <remarks>What stands up their chains and at their neighbours is taken as last screened: a decision about one supplier moves none of it.</remarks>
public sealed class ScreenAtOnce(ActiveRulesets rulesets, IScoredSuppliers cases, TimeProvider time)
{
    /// <summary>Suppliers as they come out of what the caller's transaction knows.</summary>
    /// <returns>Only those that a run has screened; others have nothing that could go.</returns>
    internal async Task<ScoredAtOnce> ScreenAsync(SupplyRiskDb db, Actor actor, IReadOnlyList<Guid> suppliers, DateTime now, CancellationToken ct)
    {
        await rulesets.RefreshAsync(db, ct);
        var redirects = await Redirects.NowAsync(db, ct);
        var today = time.Today();
        var inputs = new PinnedInputs(today, now, rulesets.Current, ListIndex.Of([])) { ListsLoaded = await db.ListEntryVersions.At(today, now).AnyAsync(ct) };
        var last = await db.Runs.AsNoTracking().Where(r => r.State == RunState.Completed).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(ct);
        var run = New(actor, inputs, last, now);
        var subjects = await new SubjectReader(db, today, now).ReadAsKeptAsync([.. suppliers.Select(redirects.SurvivorOf).Distinct().Order()], ct);
        return new ScoredAtOnce([.. subjects.Where(s => s.Previous is not null).Select(s => ScreenSupplier.Screen(s, inputs, run))], run, PlanWork.PinsOf(inputs));
    }

    /// <summary>Records what came out different. Leaves it to the run where one is under way or beginning, which would write over it, and where rules or lists have changed since the last one.</summary>
    internal async Task RecordAsync(SupplyRiskDb db, ScoredAtOnce scored, CancellationToken ct)
    {
        var moved = scored.Suppliers.Where(s => s.IsDifferent || s.RestsOnOtherFacts).ToList();
        var run = scored.Run;
        if (moved.Count == 0 || run.ListsHash.Length == 0) return;
        // With the turn none begins before this is committed: it would hold the same rows in another order.
        if (!await db.TryTakeTurnAsync(Turn.Runs, ct)) return;
        if (await db.Runs.AnyAsync(r => r.State == RunState.Running, ct)) return;
        if (await db.Settings.Where(s => s.Key == PlanWork.ScoredWith).Select(s => s.Value).FirstOrDefaultAsync(ct) != scored.Pins) return;
        run.Total = run.Done = moved.Count;
        run.Changed = moved.Count(s => s.IsDifferent);
        db.Runs.Add(run);
        await db.SaveChangesAsync(ct);
        (run.FlagsOpened, run.FlagsClosed) = await new WriteScores(cases, time).RecordAsync(db, run, round: 1, moved, ct);
        await db.SaveChangesAsync(ct);
        var tellers = moved.Where(s => s.Screening.UpstreamSignal != s.Screening.ToldSignal).Select(s => s.Subject.Supplier.Id).ToList();
        // The run tells them; until then their pages say that they are being scored.
        if (tellers.Count > 0) await db.AddWorkAsync(WorkKind.Score, await DownstreamAsync(db, tellers, run, ct), ToldSignals.Reason, run.StartedAt, ct);
    }

    private static async Task<List<Guid>> DownstreamAsync(SupplyRiskDb db, List<Guid> from, Run run, CancellationToken ct)
    {
        var redirects = await Redirects.NowAsync(db, ct);
        var seen = from.ToHashSet();
        var (edge, found) = (from, new List<Guid>());
        for (var step = 0; step < SupplyGraph.MaxSteps && edge.Count > 0; step++)
        {
            var sellers = redirects.GroupsOf(edge).ToList();
            var buyers = await db.SupplyLinks.At(run.AsOf, run.KnownAt).Where(l => sellers.Contains(l.SupplierId) && l.BuyerSupplierId != null)
                .Select(l => l.BuyerSupplierId!.Value).Distinct().ToListAsync(ct); // filtered
            edge = [.. buyers.Select(redirects.SurvivorOf).Where(seen.Add)];
            found.AddRange(edge);
        }
        return found;
    }

    // Its matches are those the last run found, so it pins the lists and the matcher of that one.
    private Run New(Actor actor, PinnedInputs inputs, Run? last, DateTime now) => new()
    {
        Id = time.NewId(),
        Trigger = Run.ByDecision,
        ActorId = actor.Id,
        State = RunState.Completed,
        StartedAt = now,
        FinishedAt = now,
        AsOf = inputs.AsOf,
        KnownAt = inputs.KnownAt,
        RulesetHash = inputs.Rulesets.Hash,
        TextRulesHash = inputs.Rulesets.TextHash,
        ListsHash = last?.ListsHash ?? "",
        MatcherVersion = last?.MatcherVersion ?? MatchSettings.Default.Version,
        Stage = "Finished",
        Owner = Instance.Me,
        LeaseUntil = now,
    };
}
