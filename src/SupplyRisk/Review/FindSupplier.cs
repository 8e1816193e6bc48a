using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Matching;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Duplicates;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Review;

/// <summary>A list entry that may be the supplier, with what a person said of it.</summary>
/// <param name="Features">What was compared, weightiest first.</param>
/// <param name="Decision">The newest word on it, or null.</param>
/// <param name="Entry">What the list says of the entry now; null if it is gone from the list.</param>
public sealed record MatchToShow(SupplierMatch Match, IReadOnlyList<MatchFeature> Features, MatchDecision? Decision, ListEntryVersion? Entry)
{
    /// <summary>What holds: a decision taken on other facts does not.</summary>
    public MatchReview Review => Decision is { } d && d.FactsKey == Match.FactsKey ? d.Review : MatchReview.Unreviewed;

    /// <summary>True if a person decided and the facts have changed since.</summary>
    public bool Reopened => Decision is { } d && d.FactsKey != Match.FactsKey && d.Review != MatchReview.Unreviewed;
}

/// <summary>A finding with its document, and whether a person has dismissed it.</summary>
public sealed record FindingToShow(Finding Finding, DocumentRow Document, FindingDecision? Decision)
{
    public bool Dismissed => Decision is { Dismissed: true };
}

/// <summary>A document and what ties it to the supplier.</summary>
public sealed record LinkedDocument(DocumentRow Document, DocumentLink Link, int Findings);

/// <summary>A case with all that happened to it, newest first.</summary>
public sealed record CaseToShow(Case Case, IReadOnlyList<CaseEvent> Events, IReadOnlyList<CaseDecision> Decisions)
{
    /// <summary>The same without names that the reader may not see.</summary>
    internal CaseToShow Without(HiddenNames hidden) => this with { Events = [.. Events.Select(e => e.Without(hidden))] };
}

/// <summary>Everything known of one supplier.</summary>
/// <param name="Screening">Null until a run has screened it.</param>
/// <param name="Run">The run of <paramref name="Screening"/>.</param>
/// <param name="Matches">By score, descending.</param>
/// <param name="Findings">By document date descending, then place.</param>
/// <param name="Documents">Sure, confirmed and proposed links, newest first; rejected ones last.</param>
/// <param name="Changes">What runs changed, newest first.</param>
public sealed record SupplierProfile(
    Supplier Supplier, SupplierVersion Version, string Source, string LegalEntity,
    SupplierScreening? Screening, ScreeningResult Result, Run? Run,
    IReadOnlyList<MatchToShow> Matches, IReadOnlyList<FindingToShow> Findings, IReadOnlyList<LinkedDocument> Documents,
    IReadOnlyList<ChangeRow> Changes, IReadOnlyList<CaseToShow> Cases)
{
    /// <summary>Content hash to id, for the documents linked.</summary>
    public required IReadOnlyDictionary<string, Guid> DocumentIds { get; init; }

    /// <summary>What waits for a second person, the oldest first; most often nothing.</summary>
    public IReadOnlyList<PendingDecision> Pending { get; init; } = [];

    /// <summary>Something has changed that a run has still to take up: the score shown is the one before.</summary>
    public bool BeingScored { get; init; }

    /// <summary>Suppliers merged with this one, whose documents, matches and links count here; in the order they were merged.</summary>
    public IReadOnlyList<MergedSupplier> Merged { get; init; } = [];

    /// <summary>Suppliers that may be this one, or one merged with it, and on whom nobody has decided.</summary>
    public int OpenDuplicates { get; init; }

    /// <summary>The first few of them, most alike first.</summary>
    public IReadOnlyList<MayBeDuplicate> Duplicates { get; init; } = [];
}

/// <summary>Another supplier that may be this one.</summary>
/// <param name="Left">With <paramref name="Right"/> the pair.</param>
/// <param name="Name">The other one's.</param>
public sealed record MayBeDuplicate(Guid Left, Guid Right, string Name);

/// <summary>A supplier that counts for another one.</summary>
/// <param name="Version">What its list said last; null if nobody says anything of it any more.</param>
public sealed record MergedSupplier(SupplierMerge Merge, Supplier Supplier, SupplierVersion? Version, string Source);

/// <summary>Reads one supplier whole.</summary>
public sealed class FindSupplier(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    public const int ChangesShown = 30;

    /// <returns>The supplier, or the one it was merged with; null if there is none or the actor may not see it.</returns>
    public async Task<SupplierProfile?> HandleAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var redirects = await Redirects.NowAsync(db, ct);
        id = redirects.SurvivorOf(id);
        if (!actor.Sees(id)) return null;
        var all = redirects.GroupOf(id);
        var supplier = await db.Suppliers.FirstOrDefaultAsync(x => x.Id == id, ct);
        var version = await db.SupplierVersions.Now().FirstOrDefaultAsync(x => x.SupplierId == id, ct);
        if (supplier is null || version is null) return null;
        var screening = await db.Screenings.FirstOrDefaultAsync(x => x.SupplierId == id, ct);
        var duplicates = await FindDuplicates.OpenOfAsync(db, actor, all, ct);
        var (documents, hashes) = await DocumentsAsync(db, actor, all, ct);
        var changes = await db.ScreeningChanges.Where(x => x.SupplierId == id).OrderByDescending(x => x.At).Take(ChangesShown).ToListAsync(ct);
        var cases = await CasesAsync(db, all, ct);
        var hidden = await HiddenNames.InAsync(db, actor, [.. changes.Select(c => c.ChangeJson), .. cases.SelectMany(c => c.Events).Select(e => e.ChangesJson), screening?.ResultJson ?? ""], ct);
        return new SupplierProfile(
            supplier, version,
            await db.ListSources.Where(x => x.Id == supplier.ListSourceId).Select(x => x.Name).FirstAsync(ct),
            await db.LegalEntities.Where(x => x.Id == supplier.LegalEntityId).Select(x => x.Name).FirstOrDefaultAsync(ct) ?? version.Name,
            screening,
            screening is null ? ScreeningResult.Empty : StoredJson.Read<ScreeningResult>(hidden.MaskJson(screening.ResultJson)),
            screening is null ? null : await db.Runs.FirstOrDefaultAsync(x => x.Id == screening.RunId, ct),
            await MatchesAsync(db, all, ct),
            await FindingsAsync(db, [.. documents.Where(d => Counts(d.Link.State)).Select(d => d.Document)], ct),
            documents,
            [.. changes.Select(c => FindRuns.Row(c, version.Name, version.Country, hidden))],
            [.. cases.Select(c => c.Without(hidden))])
        {
            Merged = await MergedAsync(db, all, ct),
            OpenDuplicates = duplicates.Total,
            Duplicates = duplicates.First,
            DocumentIds = hashes,
            Pending = await db.PendingDecisions.Where(x => all.Contains(x.SupplierId) && x.State == PendingState.Waiting).OrderBy(x => x.ProposedAt).ThenBy(x => x.Id).ToListAsync(ct),
            BeingScored = await BeingScoredAsync(db, all, time.Instant(), ct),
        };
    }

    // By kind, as the index has it: while a first load is scored there may be as many rows as suppliers.
    private static async Task<bool> BeingScoredAsync(SupplyRiskDb db, IReadOnlyList<Guid> all, DateTime now, CancellationToken ct)
    {
        string[] kinds = [WorkKind.Match, WorkKind.ScoreListed, WorkKind.Score];
        return await db.Work.AnyAsync(w => kinds.Contains(w.Kind) && all.Contains(w.Key) && w.RunAfter <= now, ct);
    }

    private static bool Counts(ProposalState state) => state is ProposalState.Sure or ProposalState.Confirmed;

    private static async Task<IReadOnlyList<MatchToShow>> MatchesAsync(SupplyRiskDb db, IReadOnlyList<Guid> all, CancellationToken ct)
    {
        var matches = await db.SupplierMatches.Where(x => all.Contains(x.SupplierId)).OrderByDescending(x => x.Score).ThenBy(x => x.EntryId).ToListAsync(ct);
        if (matches.Count == 0) return [];
        var decisions = await db.MatchDecisions.Where(x => all.Contains(x.SupplierId)).OrderByDescending(x => x.At).ToListAsync(ct);
        var entryIds = matches.Select(m => m.EntryId).ToList();
        var lists = matches.Select(m => m.WatchlistId).Distinct().ToList();
        var entries = await db.ListEntryVersions.StillKnownNow().Where(x => lists.Contains(x.WatchlistId) && x.ValidTo == TwoTimes.OpenEnd && entryIds.Contains(x.EntryId)).ToListAsync(ct);
        return [.. matches.Select(m => new MatchToShow(
            m, StoredJson.Read<List<MatchFeature>>(m.FeaturesJson),
            decisions.FirstOrDefault(d => d.SupplierId == m.SupplierId && d.WatchlistId == m.WatchlistId && d.EntryId == m.EntryId),
            entries.FirstOrDefault(e => e.WatchlistId == m.WatchlistId && e.EntryId == m.EntryId)))];
    }

    private static async Task<(IReadOnlyList<LinkedDocument> Documents, IReadOnlyDictionary<string, Guid> Ids)> DocumentsAsync(SupplyRiskDb db, Actor actor, IReadOnlyList<Guid> all, CancellationToken ct)
    {
        var links = await db.DocumentLinks.Where(x => all.Contains(x.SupplierId)).ToListAsync(ct);
        var ids = links.ConvertAll(l => l.DocumentId);
        var seen = db.Documents.Where(d => ids.Contains(d.Id) && (actor.Suppliers == null || !d.Restricted));
        var rows = await FindDocuments.Rows(seen).ToListAsync(ct);
        var hashes = await seen.Select(d => new { d.Sha256, d.Id }).ToDictionaryAsync(d => d.Sha256, d => d.Id, ct);
        var findings = await db.Findings.Where(f => ids.Contains(f.DocumentId)).GroupBy(f => f.DocumentId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct);
        return ([.. rows.Select(d => new LinkedDocument(d, links.Where(l => l.DocumentId == d.Id).OrderBy(l => Counts(l.State) ? 0 : l.State == ProposalState.Proposed ? 1 : 2).First(), findings.GetValueOrDefault(d.Id)))
            .OrderBy(d => d.Link.State == ProposalState.Rejected).ThenByDescending(d => d.Document.Date).ThenBy(d => d.Document.Path, StringComparer.Ordinal)], hashes);
    }

    internal static async Task<IReadOnlyList<FindingToShow>> FindingsAsync(SupplyRiskDb db, IReadOnlyList<DocumentRow> documents, CancellationToken ct)
    {
        if (documents.Count == 0) return [];
        var ids = documents.Select(d => d.Id).ToList();
        var findings = await db.Findings.Where(f => ids.Contains(f.DocumentId)).AsNoTracking().ToListAsync(ct);
        var decisions = await db.FindingDecisions.Where(f => ids.Contains(f.DocumentId)).OrderByDescending(f => f.At).AsNoTracking().ToListAsync(ct);
        var byId = documents.ToDictionary(d => d.Id);
        return [.. findings.Select(f => new FindingToShow(
                f, byId[f.DocumentId], decisions.FirstOrDefault(d => d.DocumentId == f.DocumentId && d.Rule == f.Rule && d.Quote == f.Quote)))
            .OrderByDescending(f => f.Document.Date).ThenBy(f => f.Document.Path, StringComparer.Ordinal).ThenBy(f => f.Finding.Start).ThenBy(f => f.Finding.Rule, StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<CaseToShow>> CasesAsync(SupplyRiskDb db, IReadOnlyList<Guid> all, CancellationToken ct)
    {
        var cases = await db.Cases.Where(x => all.Contains(x.SupplierId)).ToListAsync(ct);
        var ids = cases.ConvertAll(c => c.Id);
        var events = await db.CaseEvents.Where(x => ids.Contains(x.CaseId)).ToListAsync(ct);
        var decisions = await db.CaseDecisions.Where(x => ids.Contains(x.CaseId)).ToListAsync(ct);
        return [.. cases.OrderBy(c => c.SupplierId == all[0] ? 0 : 1).ThenBy(c => c.Lane).Select(c => new CaseToShow(
            c, [.. events.Where(e => e.CaseId == c.Id).OrderByDescending(e => e.At)], [.. decisions.Where(d => d.CaseId == c.Id).OrderByDescending(d => d.At)]))];
    }

    private static async Task<IReadOnlyList<MergedSupplier>> MergedAsync(SupplyRiskDb db, IReadOnlyList<Guid> all, CancellationToken ct)
    {
        if (all.Count == 1) return [];
        var rows = await (from m in db.SupplierMerges.Where(m => m.SplitAt == null && all.Contains(m.SupplierId))
                          join s in db.Suppliers on m.SupplierId equals s.Id
                          join l in db.ListSources on s.ListSourceId equals l.Id
                          orderby m.MergedAt, m.Id
                          select new { m, s, l.Name }).ToListAsync(ct);
        var versions = await db.SupplierVersions.Now().Where(v => all.Contains(v.SupplierId)).ToDictionaryAsync(v => v.SupplierId, ct);
        return [.. rows.Select(r => new MergedSupplier(r.m, r.s, versions.GetValueOrDefault(r.s.Id), r.Name))];
    }
}

/// <summary>Finds whose match it is.</summary>
public sealed class FindMatchSupplier(IDbContextFactory<SupplyRiskDb> databases)
{
    public async Task<Guid?> HandleAsync(Guid matchId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.SupplierMatches.Where(m => m.Id == matchId).Select(m => (Guid?)m.SupplierId).FirstOrDefaultAsync(ct);
    }
}
