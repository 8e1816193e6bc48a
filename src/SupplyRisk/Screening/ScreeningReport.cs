using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Matching;
using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening;

/// <summary>One supplier as the outside sees it: the same in command output, API and files. Names are a contract (snake_case).</summary>
public sealed record ReportRow
{
    /// <summary>Own id, else a content hash.</summary>
    public required string SupplierId { get; init; }

    public required string Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2, or null.</summary>
    public string? Country { get; init; }

    /// <summary>0 to 100, higher is worse.</summary>
    public required int RiskScore { get; init; }

    public required string Band { get; init; }

    /// <summary>0 to 1.</summary>
    public required decimal Coverage { get; init; }

    /// <summary>0 to 100 with two decimals, like the two below.</summary>
    public required decimal Inherent { get; init; }

    public required decimal Evidence { get; init; }

    public required decimal Controls { get; init; }

    /// <summary>True for any flag but <c>gather_evidence</c>.</summary>
    public required bool Flagged { get; init; }

    public required IReadOnlyList<string> Flags { get; init; }

    public required IReadOnlyList<ReportContribution> Contributions { get; init; }

    public required IReadOnlyList<ReportMatch> Matches { get; init; }

    public required IReadOnlyList<ReportUpstream> Upstream { get; init; }

    /// <summary>Only where another supplier was asked for that was merged with this one.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public ReportMerge? Merged { get; init; }
}

/// <summary>Whom a row answers for.</summary>
/// <param name="Asked">The supplier asked for.</param>
/// <param name="Survivor">The one it counts for now, and whose row this is.</param>
/// <param name="Because">In words.</param>
public sealed record ReportMerge(Guid Asked, Guid Survivor, string Because);

/// <summary>A row of the account.</summary>
public sealed record ReportContribution(string Rule, string? Indicator, decimal Points, string Because, IReadOnlyList<ReportEvidence> Evidence);

/// <summary>A quote at its place; offsets are UTF-16 and refer to the document's normalised text.</summary>
public sealed record ReportEvidence(string Document, string DocumentSha256, int? Page, int Start, int End, string Quote, string Status);

/// <summary>A list entry that may be the supplier.</summary>
public sealed record ReportMatch(
    string List, string EntryId, string EntryName, string MatchedAlias, decimal MatchScore, string Outcome, IReadOnlyList<ReportFeature> Features);

/// <summary>One line of a match's explanation.</summary>
public sealed record ReportFeature(string Feature, string? Left, string? Right, decimal Weight, decimal Points, string Because);

/// <summary>Something up the chain.</summary>
public sealed record ReportUpstream(string SupplierId, string Name, int Steps, IReadOnlyList<string> Path, bool HardTrigger, string Because);

/// <summary>Reads screened suppliers for the outside.</summary>
public sealed class ScreeningReport(IDbContextFactory<SupplyRiskDb> databases)
{
    private const int BatchSize = 1_000;

    /// <summary>Every listed, screened supplier: highest score first, then ordinal own id, then list source. Streams; memory does not grow with text.</summary>
    public IAsyncEnumerable<ReportRow> RowsAsync(Actor actor, CancellationToken ct) => SuppliersAsync(actor, ct).Select(s => s.Row);

    /// <summary>The same, each with the supplier's row id.</summary>
    public async IAsyncEnumerable<(Guid Supplier, ReportRow Row)> SuppliersAsync(Actor actor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var redirects = await Redirects.NowAsync(db, ct);
        var order = await (
            from s in await db.ListedAsync(redirects, ct)
            join r in db.Screenings on s.Id equals r.SupplierId
            join l in db.ListSources on s.ListSourceId equals l.Id
            select new { s.Id, s.OwnId, r.RiskScore, Source = l.Name }).ToListAsync(ct);
        var ids = order.Where(o => actor.Suppliers?.Contains(o.Id) != false)
            .OrderByDescending(o => o.RiskScore).ThenBy(o => o.OwnId, StringComparer.Ordinal).ThenBy(o => o.Source, StringComparer.Ordinal).Select(o => o.Id).ToList();
        foreach (var batch in ids.Chunk(BatchSize))
            foreach (var row in batch.Zip(await ReadAsync(db, actor, batch, redirects, ct)))
                yield return row;
    }

    /// <summary>One screened supplier; null if there is none or the actor may not see it. One that was merged answers with its survivor, and says so.</summary>
    public async Task<ReportRow?> OneAsync(Actor actor, Guid supplierId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var redirects = await Redirects.NowAsync(db, ct);
        var survivor = redirects.SurvivorOf(supplierId);
        if (actor.Suppliers?.Contains(survivor) == false || !await db.Screenings.AnyAsync(s => s.SupplierId == survivor, ct)) return null;
        var row = (await ReadAsync(db, actor, [survivor], redirects, ct))[0];
        return survivor == supplierId ? row : row with { Merged = new ReportMerge(supplierId, survivor, $"The supplier asked for was merged with {row.Name}: what is known of it counts here.") };
    }

    private static async Task<List<ReportRow>> ReadAsync(SupplyRiskDb db, Actor actor, IReadOnlyList<Guid> ids, Redirects redirects, CancellationToken ct)
    {
        var rows = await (
            from r in db.Screenings.Where(r => ids.Contains(r.SupplierId))
            join s in db.Suppliers on r.SupplierId equals s.Id
            join v in db.SupplierVersions on r.SupplierVersionId equals v.Id
            select new { r, s.OwnId, v.Name, v.Country }).AsNoTracking().ToDictionaryAsync(x => x.r.SupplierId, ct);
        var group = redirects.GroupsOf(ids);
        var matches = (await db.SupplierMatches.AsNoTracking().Where(m => group.Contains(m.SupplierId)).ToListAsync(ct)).ToLookup(m => redirects.SurvivorOf(m.SupplierId));
        var hidden = await HiddenNames.InAsync(db, actor, rows.Values.Select(x => x.r.ResultJson), ct);
        return [.. ids.Select(id => Row(hidden, rows[id].r, rows[id].OwnId, rows[id].Name, rows[id].Country, matches[id]))];
    }

    private static ReportRow Row(HiddenNames hidden, SupplierScreening screening, string ownId, string name, string? country, IEnumerable<SupplierMatch> matches)
    {
        var result = StoredJson.Read<ScreeningResult>(hidden.MaskJson(screening.ResultJson));
        return new ReportRow
        {
            SupplierId = ownId,
            Name = name,
            Country = country,
            RiskScore = screening.RiskScore,
            Band = Words.Snake(screening.Band),
            Coverage = screening.Coverage / 100m,
            Inherent = screening.Inherent / 100m,
            Evidence = screening.Evidence / 100m,
            Controls = screening.Controls / 100m,
            Flagged = result.Flags.Any(f => f.Kind != FlagKind.GatherEvidence),
            Flags = [.. result.Flags.Select(f => f.Kind).Distinct().Order().Select(Words.Snake)],
            Contributions = [.. result.Contributions.Select(c => new ReportContribution(
                c.Rule, c.Indicator is { } i ? Words.Snake(i) : null, c.Points / 100m, c.Because,
                [.. c.Evidence.Select(e => new ReportEvidence(e.Document, e.Sha256, e.Page, e.Start, e.End, e.Quote, Words.Snake(e.Status)))]))],
            Matches = [.. matches.OrderByDescending(m => m.IdentifierEqual).ThenByDescending(m => m.Score).ThenBy(m => m.List, StringComparer.Ordinal).ThenBy(m => m.EntryId, StringComparer.Ordinal)
                .DistinctBy(m => (m.WatchlistId, m.EntryId)).Select(m => new ReportMatch(m.List, m.EntryId, m.EntryName, m.MatchedAlias, (decimal)m.Score, m.Outcome,
                    [.. JsonConvert.DeserializeObject<List<MatchFeature>>(m.FeaturesJson)!.Select(f => new ReportFeature(f.Feature, f.Left, f.Right, Math.Round((decimal)f.Weight, 4), Math.Round((decimal)f.Points, 4), f.Because))]))],
            Upstream = [.. result.Upstream.Select(u => new ReportUpstream(u.SupplierId, u.Name, u.Steps, u.Path, u.HardTrigger, u.Because))],
        };
    }
}
