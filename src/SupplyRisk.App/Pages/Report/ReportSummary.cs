using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.App.Pages.Report;

/// <summary>A list the report rests on.</summary>
public sealed record ReportList(string Name, int Rows, DateTime RetrievedAt, string Sha256);

/// <summary>The top of the report.</summary>
/// <param name="Bands">Every band with its count, worst first.</param>
/// <param name="Unreadable">By path; empty if all was read.</param>
public sealed record ReportSummary(
    int Suppliers, int Flagged, DateOnly AsOf, DateTime KnownAt, string RulesetHash, string MatcherVersion,
    IReadOnlyList<(string Band, int Count)> Bands, IReadOnlyList<ReportList> Lists, IReadOnlyList<(string Path, string Reason)> Unreadable)
{
    private static readonly Band[] WorstFirst = [Band.Critical, Band.High, Band.Medium, Band.Low, Band.CannotRate];

    public static async Task<ReportSummary> ReadAsync(SupplyRiskDb db, CancellationToken ct)
    {
        var listed = from r in db.Screenings join s in db.Suppliers on r.SupplierId equals s.Id where s.NotListedSince == null select r;
        var bands = await listed.GroupBy(r => r.Band).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var gathering = FlagKind.GatherEvidence.ToString();
        var flagged = await listed.CountAsync(r => r.Flags != "" && r.Flags != gathering, ct);
        var run = await db.Runs.AsNoTracking().OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).FirstOrDefaultAsync(ct);
        var lists = await (from w in db.Watchlists join s in db.Snapshots on w.CurrentSnapshotId equals s.Id orderby w.Name select new ReportList(w.Name, s.Rows, s.RetrievedAt, s.Sha256)).ToListAsync(ct);
        var unread = await db.Documents.Where(d => d.State == DocumentState.PartlyRead || d.State == DocumentState.Unreadable).Select(d => new { d.Path, d.UnreadableJson }).ToListAsync(ct);
        return new ReportSummary(
            bands.Values.Sum(), flagged, run?.AsOf ?? default, run?.KnownAt ?? default, run?.RulesetHash ?? "", run?.MatcherVersion ?? "",
            [.. WorstFirst.Select(b => (Words.Snake(b), bands.GetValueOrDefault(b)))], lists,
            [.. unread.OrderBy(d => d.Path, StringComparer.Ordinal).Select(d => (d.Path, string.Join(" ", JsonConvert.DeserializeObject<List<UnreadablePart>>(d.UnreadableJson)!.Select(u => u.Page is { } page ? $"Page {page}: {u.Reason}" : u.Reason))))]);
    }
}
