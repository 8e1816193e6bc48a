using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Matching;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening.Receipts;

/// <summary>Writes a receipt for every listed, screened supplier.</summary>
public sealed class WriteReceipts(IDbContextFactory<SupplyRiskDb> databases, ActiveRulesets rulesets)
{
    private const int BatchSize = 500;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes them into a folder, which is made if it is not there.</summary>
    /// <returns>How many were written, and the suppliers whose kept score rests on other facts than those known now; they have no receipt.</returns>
    public async Task<(int Written, IReadOnlyList<string> Moved)> RunAsync(string folder, IProgress<StageProgress>? progress, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await using var db = await databases.CreateDbContextAsync(ct);
        var run = await db.Runs.AsNoTracking().Where(r => r.State == RunState.Completed).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(ct);
        if (run is null) return (0, []);
        var inputs = new PinnedInputs(run.AsOf, run.KnownAt, rulesets.Current, await ListIndex.LoadAsync(db, run.AsOf, run.KnownAt, ct));
        var pins = await PinsAsync(db, run, inputs, ct);
        var graph = await SupplyGraph.LoadAsync(db, run.AsOf, run.KnownAt, ct);
        var listed = await ListedAsync(db, graph.Redirects, ct);
        var shared = listed.CountBy(l => l.OwnId, StringComparer.OrdinalIgnoreCase).Where(n => n.Value > 1).Select(n => n.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sources = listed.ToDictionary(l => l.Id, l => l.Source);
        var (written, moved) = (0, new List<string>());
        foreach (var batch in listed.Select(l => l.Id).Chunk(BatchSize))
        {
            var signals = await ToldSignals.StandingAsync(db, graph, batch, ct);
            foreach (var subject in await new SubjectReader(db, run.AsOf, run.KnownAt).ReadAsync(batch, graph, signals, ct))
            {
                var ownId = subject.Supplier.OwnId;
                var facts = subject.Facts(inputs.AsOf, listsLoaded: inputs.Lists.Count > 0);
                var card = inputs.Rulesets.Score(facts);
                if (subject.Previous is not { } kept || kept.Coverage != card.CoverageHundredths || kept.ResultJson != StoredJson.Write(ScreenSupplier.ResultOf(card, facts)))
                {
                    moved.Add(ownId);
                    continue;
                }

                var receipt = Of(subject, sources[subject.Supplier.Id], inputs, pins, facts, card);
                await File.WriteAllTextAsync(Path.Combine(folder, ReceiptFile.NameOf(ownId, receipt.Supplier.ListSource, shared.Contains(ownId))), ReceiptFile.Text(receipt), Utf8, ct);
                written++;
            }

            progress?.Report(new StageProgress("Writing receipts", written, listed.Count));
        }

        return (written, moved);
    }

    private static Receipt Of(Subject subject, string source, PinnedInputs inputs, ReceiptPins pins, SubjectFacts facts, ScoreCard card) => new(
        Receipt.FormatName, Receipt.LayoutVersion, new Dictionary<string, string>(), new ReceiptSupplier(subject.Supplier.OwnId, source, subject.Version.Name),
        pins, facts, VerifyReceipt.ResultsOf(inputs.Rulesets, facts), ReceiptResult.Of(card));

    private static async Task<List<(Guid Id, string OwnId, string Source)>> ListedAsync(SupplyRiskDb db, Redirects redirects, CancellationToken ct)
    {
        var rows = await (
            from s in await db.ListedAsync(redirects, ct)
            join r in db.Screenings on s.Id equals r.SupplierId
            join l in db.ListSources on s.ListSourceId equals l.Id
            select new { s.Id, s.OwnId, l.Name }).ToListAsync(ct);
        return [.. rows.OrderBy(r => r.OwnId, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal).Select(r => (r.Id, r.OwnId, r.Name))];
    }

    private static async Task<ReceiptPins> PinsAsync(SupplyRiskDb db, Run run, PinnedInputs inputs, CancellationToken ct)
    {
        var snapshots = await (
            from s in db.Snapshots.Where(s => s.RetrievedAt <= run.KnownAt)
            join w in db.Watchlists on s.WatchlistId equals w.Id
            select new { w.Name, s.Sha256, s.PublishedOn, s.RetrievedAt, s.Rows, s.Id }).AsNoTracking().ToListAsync(ct);
        var lists = snapshots.GroupBy(s => s.Name).Select(g => g.OrderBy(s => s.RetrievedAt).ThenBy(s => s.Id).Last())
            .OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => new ReceiptList(s.Name, s.Sha256, s.PublishedOn, s.RetrievedAt, s.Rows));
        return new ReceiptPins(
            run.AsOf, run.KnownAt, new ReceiptRuleset(inputs.Rulesets.Hash, inputs.Rulesets.TextHash, RulesetBundle.EngineVersion),
            MatchSettings.Default.Version, inputs.Lists.Hash, [.. lists]);
    }
}
