using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review;

/// <summary>The whole portfolio in memory, narrow, so that a page over 100,000 suppliers with its counts takes milliseconds.</summary>
/// <remarks>
/// A copy, never the truth: every read first asks the database for the last import and how far the last run is, then takes up what was
/// screened since, or after an import everything. While a run is under way the copy may be three seconds old.
/// About 25 MB for 100,000 suppliers.
/// </remarks>
public sealed class Portfolio(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan WhileRunning = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim loading = new(1, 1);
    private Copy? current;

    public async Task<PortfolioView> ReadAsync(Actor actor, CancellationToken ct)
    {
        var copy = await FreshAsync(ct);
        return actor.Suppliers is null
            ? copy.Whole
            : new PortfolioView([.. copy.Rows.Where(r => actor.Sees(r.Id))], [.. copy.Cases.Values.Where(c => actor.Sees(c.SupplierId))]);
    }

    public void Dispose() => loading.Dispose();

    private sealed record Copy(List<PortfolioRow> Rows, Dictionary<Guid, CaseRow> Cases, ImportMark Imports, RunMark? Run, CaseMark Seen, DateTime CasesUpTo, DateTime TakenAt, DateTime? AtOnce)
    {
        public PortfolioView Whole { get; } = new(Rows, Cases.Values);
    }

    /// <summary>Changes whenever an import is applied or undone, and when suppliers are merged or split.</summary>
    private readonly record struct ImportMark(DateTime? Applied, DateTime? Undone, DateTime? Merged, DateTime? Split);

    /// <summary>Changes whenever a run has screened more.</summary>
    private sealed record RunMark(DateTime StartedAt, int Done, RunState State);

    /// <summary>Changes whenever anybody has done anything to a case: each change is a line of the record. An instant alone would miss what was committed late or at the same one.</summary>
    private readonly record struct CaseMark(DateTime UpTo, long Seq);

    /// <summary>Instances' clocks differ by less.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    private async Task<Copy> FreshAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await loading.WaitAsync(ct);
        try
        {
            var now = time.Instant();
            var (imports, run, cases, atOnce) = await MarksAsync(db, ct);
            if (current is null || imports != current.Imports) return current = await LoadAsync(db, imports, run, cases, now, atOnce, ct);
            var young = run is { State: RunState.Running } && current.TakenAt + WhileRunning > now;
            if (run is not null && run != current.Run && !young) current = await TakeScreenedAsync(db, current with { Seen = cases }, run, now, ct);
            if (atOnce != current.AtOnce) current = await TakeAtOnceAsync(db, current with { AtOnce = atOnce }, current.AtOnce > current.TakenAt ? current.AtOnce.Value : current.TakenAt, ct);
            // What people decide shows at once, also while a run is under way.
            return cases == current.Seen || (young && cases.Seq == current.Seen.Seq) ? current : current = await TakeCasesAsync(db, current with { Seen = cases }, current.CasesUpTo, ct);
        }
        finally
        {
            loading.Release();
        }
    }

    // One question, for every page asks it.
    private static async Task<(ImportMark Imports, RunMark? Run, CaseMark Cases, DateTime? AtOnce)> MarksAsync(SupplyRiskDb db, CancellationToken ct)
    {
        var marks = await db.Runs.Where(r => r.Trigger != Run.ByDecision).OrderByDescending(r => r.StartedAt).Take(1).DefaultIfEmpty().Select(r => new
        {
            Applied = db.Imports.Max(x => x.AppliedAt),
            Undone = db.Imports.Max(x => x.UndoneAt),
            Merged = db.SupplierMerges.Max(x => (DateTime?)x.MergedAt),
            Split = db.SupplierMerges.Max(x => x.SplitAt),
            Cases = db.Cases.Max(x => (DateTime?)x.UpdatedAt),
            Seq = db.AuditRows.Max(x => (long?)x.Seq),
            AtOnce = db.Runs.Where(x => x.Trigger == Run.ByDecision).Max(x => (DateTime?)x.StartedAt),
            Started = (DateTime?)r!.StartedAt,
            Done = (int?)r.Done,
            State = (RunState?)r.State,
        }).SingleAsync(ct);
        var run = marks.Started is { } started ? new RunMark(started, marks.Done ?? 0, marks.State ?? default) : null;
        return (new ImportMark(marks.Applied, marks.Undone, marks.Merged, marks.Split), run, new CaseMark(marks.Cases ?? default, marks.Seq ?? 0), marks.AtOnce);
    }

    /// <summary>An instant like any other to the database, which takes none that is not UTC.</summary>
    private static readonly DateTime BeforeAll = new(0, DateTimeKind.Utc);

    private static async Task<Copy> LoadAsync(SupplyRiskDb db, ImportMark imports, RunMark? run, CaseMark seen, DateTime now, DateTime? atOnce, CancellationToken ct)
    {
        var screenings = await Screened(db.Screenings).ToDictionaryAsync(x => x.SupplierId, ct);
        var suppliers = await db.Suppliers.Select(x => new { x.Id, x.OwnId, x.ListSourceId, x.NotListedSince }).ToDictionaryAsync(x => x.Id, ct);
        var rows = new List<PortfolioRow>(suppliers.Count);
        var shared = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var v in db.SupplierVersions.Now().Select(x => new { x.SupplierId, x.Name, x.NativeName, x.Country, x.Region, x.Sector, x.Tier }).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!suppliers.TryGetValue(v.SupplierId, out var s)) continue;
            var row = new PortfolioRow(
                v.SupplierId, s.OwnId, v.Name, v.NativeName, Once(shared, v.Country), Once(shared, v.Sector), v.Tier, s.ListSourceId, s.NotListedSince is null,
                null, 0, 0, [], null, $"{v.Name}\n{v.NativeName}\n{s.OwnId}".ToLowerInvariant())
            {
                Region = Once(shared, v.Region),
            };
            rows.Add(screenings.TryGetValue(v.SupplierId, out var screening) ? With(row, screening) : row);
        }
        Merge(rows, await Redirects.NowAsync(db, ct));
        rows.Sort((a, b) => string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase) is var byName and not 0 ? byName : a.Id.CompareTo(b.Id));
        var cases = await CaseRows(db.Cases).ToDictionaryAsync(x => x.Id, ct);
        return new Copy(rows, cases, imports, run, seen, cases.Count == 0 ? BeforeAll : cases.Values.Max(c => c.UpdatedAt), now, atOnce);
    }

    // A merged supplier is no row of its own: its lists, its names and its numbers find the one it counts for.
    private static void Merge(List<PortfolioRow> rows, Redirects redirects)
    {
        if (redirects.IsEmpty) return;
        var merged = rows.Where(r => redirects.IsMerged(r.Id)).ToLookup(r => redirects.SurvivorOf(r.Id));
        rows.RemoveAll(r => redirects.IsMerged(r.Id));
        for (var i = 0; i < rows.Count; i++)
        {
            if (!merged.Contains(rows[i].Id)) continue;
            var group = merged[rows[i].Id].ToList();
            rows[i] = rows[i] with
            {
                Listed = rows[i].Listed || group.Exists(r => r.Listed),
                MergedSources = [.. group.Select(r => r.ListSourceId).Where(s => s != rows[i].ListSourceId).Distinct().Order()],
                Folded = string.Join('\n', group.Select(r => r.Folded).Prepend(rows[i].Folded)),
            };
        }
    }

    // Screenings carry the start of their run. The run last seen may have gone on since, and it may have touched cases.
    private static async Task<Copy> TakeScreenedAsync(SupplyRiskDb db, Copy copy, RunMark run, DateTime now, CancellationToken ct)
    {
        var since = copy.Run?.StartedAt ?? BeforeAll;
        var rows = await RowsAsync(db, copy, since, ct);
        return await TakeCasesAsync(db, new Copy(rows, copy.Cases, copy.Imports, run, copy.Seen, copy.CasesUpTo, now, copy.AtOnce), since < copy.CasesUpTo ? since : copy.CasesUpTo, ct);
    }

    // What was scored with a person's decision carries the instant of the decision; the cases it moved are taken up with the rest.
    private static async Task<Copy> TakeAtOnceAsync(SupplyRiskDb db, Copy copy, DateTime from, CancellationToken ct)
    {
        var since = from > BeforeAll + Skew ? from - Skew : BeforeAll;
        return await TakeCasesAsync(db, new Copy(await RowsAsync(db, copy, since, ct), copy.Cases, copy.Imports, copy.Run, copy.Seen, copy.CasesUpTo, copy.TakenAt, copy.AtOnce), since < copy.CasesUpTo ? since : copy.CasesUpTo, ct);
    }

    private static async Task<List<PortfolioRow>> RowsAsync(SupplyRiskDb db, Copy copy, DateTime since, CancellationToken ct)
    {
        var screenings = await Screened(db.Screenings.Where(x => x.ScreenedAt >= since)).ToDictionaryAsync(x => x.SupplierId, ct);
        return [.. copy.Rows.Select(r => screenings.TryGetValue(r.Id, out var s) ? With(r, s) : r)];
    }

    // A copy of the copy: pages that read the old one go on undisturbed.
    private static async Task<Copy> TakeCasesAsync(SupplyRiskDb db, Copy copy, DateTime from, CancellationToken ct)
    {
        var since = from > BeforeAll + Skew ? from - Skew : BeforeAll;
        var cases = new Dictionary<Guid, CaseRow>(copy.Cases);
        foreach (var row in await CaseRows(db.Cases.Where(x => x.UpdatedAt >= since)).ToListAsync(ct)) cases[row.Id] = row;
        return new Copy(copy.Rows, cases, copy.Imports, copy.Run, copy.Seen, cases.Count == 0 ? BeforeAll : cases.Values.Max(c => c.UpdatedAt), copy.TakenAt, copy.AtOnce);
    }

    private static IQueryable<CaseRow> CaseRows(IQueryable<Case> cases) => cases.Select(RowOfCase);

    internal static CaseRow RowOf(Case one) => CompiledRow(one);

    private static readonly System.Linq.Expressions.Expression<Func<Case, CaseRow>> RowOfCase = x => new CaseRow(
        x.Id, x.SupplierId, x.Lane, x.Status, x.Outcome, x.Flagged, x.Priority, x.OpenedAt, x.UpdatedAt)
    {
        Version = x.Version,
        AssigneeId = x.AssigneeId,
        HeldById = x.HeldById,
        HeldUntil = x.HeldUntil,
        Snoozed = x.SnoozedAt != null,
        SnoozedUntil = x.SnoozedUntil,
        Waiting = x.Waiting,
        IsAsDecided = x.DecidedFactsKey == x.FactsKey,
    };

    private static readonly Func<Case, CaseRow> CompiledRow = RowOfCase.Compile();

    private sealed record Scored(Guid SupplierId, Band Band, int RiskScore, int Coverage, string Flags, DateTime ScreenedAt);

    private static IQueryable<Scored> Screened(IQueryable<SupplierScreening> rows) =>
        rows.Select(x => new Scored(x.SupplierId, x.Band, x.RiskScore, x.Coverage, x.Flags, x.ScreenedAt));

    private static PortfolioRow With(PortfolioRow row, Scored s) =>
        row with { Band = s.Band, RiskScore = s.RiskScore, Coverage = s.Coverage, Flags = FlagsOf(s.Flags), ScreenedAt = s.ScreenedAt };

    private static IReadOnlyList<FlagKind> FlagsOf(string packed) => packed.Length == 0 ? [] : [.. packed.Parts().Select(FlagOf).OfType<FlagKind>()];

    private static FlagKind? FlagOf(string name) => Enum.TryParse<FlagKind>(name, out var flag) ? flag : Words.Parse<FlagKind>(name);

    // A few dozen countries and sectors stand in 100,000 rows.
    private static string? Once(Dictionary<string, string> shared, string? value)
    {
        if (value is null) return null;
        if (!shared.TryGetValue(value, out var one)) shared[value] = one = value;
        return one;
    }
}
