using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Comparison;

/// <summary>Scores the whole portfolio under the rules in force and under others, and says what would move. Reads only; linear in suppliers and in text.</summary>
public sealed class CompareRulesets(IDbContextFactory<SupplyRiskDb> databases, ActiveRulesets rulesets, TimeProvider time)
{
    private const int BatchSize = 500;

    public async Task<RulesetComparison> CompareAsync(Audit.Actor actor, RulesetBundle candidate, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        var (asOf, knownAt) = (time.Today(), time.Instant());
        await using var db = await databases.CreateDbContextAsync(ct);
        var graph = await SupplyGraph.LoadAsync(db, asOf, knownAt, ct);
        var listsLoaded = await db.ListEntryVersions.At(asOf, knownAt).AnyAsync(ct);
        var ids = (await (await db.ListedAsync(graph.Redirects, ct)).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(ct))
            .Where(id => actor.Suppliers?.Contains(id) != false).ToList();
        var active = new Side(rulesets.Current, asOf, listsLoaded);
        var other = new Side(candidate, asOf, listsLoaded);
        var texts = await DocumentsAgain.OfAsync(db, rulesets.Current, candidate, ct);
        await SignalsAsync(db, graph, ids, [active, other], texts, asOf, knownAt, progress, ct);

        var moves = new ConcurrentBag<SupplierMove>();
        var done = 0;
        await InBatchesAsync(ids, async (batch, token) =>
        {
            await using var own = await databases.CreateDbContextAsync(token);
            var told = await ToldSignals.OfAsync(own, graph.Neighbours.Of(batch), token); // what stands at neighbours is as the last run left it, on both sides
            var subjects = (await new SubjectReader(own, asOf, knownAt).ReadAsync(batch, graph, active.Signals, token))
                .ConvertAll(s => s with { Shared = graph.Neighbours.FactsFor(s.Version, s.Matches, told) });
            var cases = (await own.Cases.AsNoTracking().Where(c => batch.Contains(c.SupplierId) && c.Status == CaseStatus.Closed).ToListAsync(token)).ToLookup(c => c.SupplierId);
            var read = await texts.ReadAsync(own, subjects, token);
            foreach (var subject in subjects)
            {
                var before = active.Score(subject with { Findings = read.Active(subject) });
                var after = other.Score(subject with { Findings = read.Candidate(subject), Upstream = graph.FactsFor(subject.Supplier.Id, other.Signals) });
                if (MovesBetween.Of(before, after, cases[subject.Supplier.Id]) is { } move) moves.Add(move);
            }
            progress?.Report(new StageProgress("Scoring under both rulesets", Interlocked.Add(ref done, batch.Length), ids.Count));
        }, ct);
        return new RulesetComparison(
            active.Rules.Hash, candidate.Hash, ids.Count, texts.Count, RuleEdit.Between(active.Rules, candidate),
            [
                .. moves.OrderByDescending(m => m.FromBand != m.ToBand).ThenByDescending(m => Math.Abs(m.ToScore - m.FromScore))
                    .ThenBy(m => m.SupplierId, StringComparer.Ordinal).ThenBy(m => m.Supplier),
            ]);
    }

    // What stands at a source reaches its buyers, and what stands there depends on the rules. As a run does, in rounds until nothing moves.
    private static async Task SignalsAsync(
        SupplyRiskDb db, SupplyGraph graph, List<Guid> ids, Side[] sides, DocumentsAgain texts, DateOnly asOf, DateTime knownAt, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        var sources = graph.SourcesOf(ids);
        for (var round = 0; round < SupplyGraph.MaxSteps && sources.Count > 0; round++)
        {
            var found = sides.Select(_ => new Dictionary<Guid, string>()).ToArray();
            foreach (var batch in sources.Chunk(BatchSize))
            {
                var subjects = await new SubjectReader(db, asOf, knownAt).ReadAsync(batch, graph, sides[0].Signals, ct);
                var read = await texts.ReadAsync(db, subjects, ct);
                foreach (var subject in subjects)
                {
                    Note(sides[0], found[0], sides[0].Score(subject with { Findings = read.Active(subject) }));
                    Note(sides[1], found[1], sides[1].Score(subject with { Findings = read.Candidate(subject), Upstream = graph.FactsFor(subject.Supplier.Id, sides[1].Signals) }));
                }
                progress?.Report(new StageProgress("Looking up the supply chains", Math.Min(sources.Count, (round * sources.Count) + batch.Length), sources.Count));
            }
            var settled = sides.Zip(found).All(p => p.First.Settle(p.Second));
            if (settled) return;
        }

        static void Note(Side side, Dictionary<Guid, string> signals, MovesBetween.Scored scored)
        {
            if (UpstreamSignal.Of(scored.Subject, scored.Card, side.Rules) is { Length: > 0 } signal) signals[scored.Subject.Supplier.Id] = signal;
        }
    }

    private static Task InBatchesAsync(List<Guid> ids, Func<Guid[], CancellationToken, ValueTask> batch, CancellationToken ct) =>
        Parallel.ForEachAsync(ids.Chunk(BatchSize), new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 1, 4), CancellationToken = ct }, batch);

    /// <summary>One of the two rulesets, with what stands up the chains under it.</summary>
    private sealed class Side(RulesetBundle rules, DateOnly asOf, bool listsLoaded)
    {
        public RulesetBundle Rules => rules;

        public Dictionary<Guid, string> Signals { get; private set; } = [];

        public MovesBetween.Scored Score(Subject subject) => new(subject, rules.Score(subject.Facts(asOf, listsLoaded)));

        /// <summary>Takes the signals of a round; true if they were known.</summary>
        public bool Settle(Dictionary<Guid, string> signals)
        {
            var same = signals.Count == Signals.Count && signals.All(s => Signals.TryGetValue(s.Key, out var was) && was == s.Value);
            Signals = signals;
            return same;
        }
    }
}
