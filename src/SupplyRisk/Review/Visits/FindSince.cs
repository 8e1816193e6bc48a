using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Visits;

/// <summary>What became of a supplier since an instant.</summary>
public enum SinceKind
{
    /// <summary>A higher band than then.</summary>
    Worse,

    /// <summary>A lower band than then.</summary>
    Better,

    /// <summary>A flag that was not there.</summary>
    Flagged,

    /// <summary>A flag that is no longer there.</summary>
    FlagGone,

    /// <summary>Screened for the first time.</summary>
    New,
}

/// <summary>What became of one supplier since an instant, whatever lay between.</summary>
/// <param name="Kinds">Any of them, in their declared order; empty where only reasons or points moved.</param>
/// <param name="Row">From then to now, with the newest reasons.</param>
public sealed record SinceRow(IReadOnlyList<SinceKind> Kinds, ChangeRow Row);

/// <summary>A list taken in since.</summary>
/// <param name="Added">Entries that came, in all that was taken in since; likewise the others.</param>
public sealed record ListSince(Guid Id, string Name, int Added, int Changed, int Removed);

/// <summary>What happened since an instant, for whoever was away.</summary>
/// <param name="Opened">Open cases that were opened since, by lane; lanes with none are absent.</param>
/// <param name="Changed">Suppliers that came out different; at most <see cref="FindSince.Most"/> changes are looked at.</param>
/// <param name="Kinds">The same by what became of them.</param>
/// <param name="IsCut">True if there were more changes than are looked at: then the counts are at least so many.</param>
/// <param name="Documents">Documents received.</param>
public sealed record SinceCounts(
    DateTime Since, IReadOnlyDictionary<Lane, int> Opened, int Changed, IReadOnlyDictionary<SinceKind, int> Kinds, bool IsCut, int Documents, IReadOnlyList<ListSince> Lists)
{
    public bool IsNothing => Opened.Count == 0 && Changed == 0 && Documents == 0 && Lists.Count == 0;
}

/// <summary>Suppliers that came out different since an instant.</summary>
/// <param name="Rows">Those flagged or worse first, then by score, then name; at most <see cref="FindSince.Shown"/>.</param>
/// <param name="Total">All of them.</param>
public sealed record SinceList(DateTime Since, SinceKind? Kind, IReadOnlyList<SinceRow> Rows, int Total, IReadOnlyDictionary<SinceKind, int> Kinds, bool IsCut);

/// <summary>Reads what changed since an instant. Every number is a count over rows that <see cref="ListAsync"/>, the queue or the list of documents shows for the same instant.</summary>
public sealed class FindSince(Portfolio portfolio, IDbContextFactory<SupplyRiskDb> databases)
{
    /// <summary>How many changes are looked at: the newest.</summary>
    public const int Most = 5_000;

    public const int Shown = 500;

    public async Task<SinceCounts> CountAsync(Actor actor, DateTime since, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var view = await portfolio.ReadAsync(actor, ct);
        var opened = Enum.GetValues<Lane>().Select(lane => (Lane: lane, Count: view.Open(lane).Count(c => c.Case.OpenedAt >= since))).Where(x => x.Count > 0).ToDictionary(x => x.Lane, x => x.Count);
        var (rows, cut) = await view.OnceAsync(new ChangesFrom(since), () => NetAsync(actor, view, since));
        var lists = await (from s in db.Snapshots
                           where s.RetrievedAt >= since
                           join w in db.Watchlists on s.WatchlistId equals w.Id
                           select new { w.Id, w.Name, s.Added, s.Changed, s.Removed }).AsNoTracking().ToListAsync(ct);
        return new SinceCounts(
            since, opened, rows.Count, Count(rows), cut, await FindDocuments.Seen(db, actor).CountAsync(d => d.ReceivedAt >= since, ct),
            [.. lists.GroupBy(l => (l.Id, l.Name)).Select(g => new ListSince(g.Key.Id, g.Key.Name, g.Sum(l => l.Added), g.Sum(l => l.Changed), g.Sum(l => l.Removed))).OrderBy(l => l.Name, StringComparer.Ordinal)]);
    }

    /// <param name="kind">Only what became so; null is all.</param>
    public async Task<SinceList> ListAsync(Actor actor, DateTime since, SinceKind? kind, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var view = await portfolio.ReadAsync(actor, ct);
        var (rows, cut) = await NetAsync(db, actor, view, since, ct);
        var fit = rows.Where(r => kind is not { } one || r.Kinds.Contains(one))
            .OrderBy(r => r.Kinds.Contains(SinceKind.Flagged) ? 0 : r.Kinds.Contains(SinceKind.Worse) ? 1 : 2)
            .ThenByDescending(r => r.Last.ToScore).ThenBy(r => view.ById[r.Last.SupplierId].Name, StringComparer.Ordinal).ThenBy(r => r.Last.SupplierId).ToList();
        var shown = fit.Take(Shown).ToList();
        var ids = shown.ConvertAll(r => r.Last.Id);
        var words = await db.ScreeningChanges.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var hidden = await HiddenNames.InAsync(db, actor, words.Values.Select(c => c.ChangeJson), ct);
        return new SinceList(since, kind, [.. shown.Select(r => new SinceRow(r.Kinds, RowOf(r, words[r.Last.Id], view.ById[r.Last.SupplierId], hidden)))], fit.Count, Count(rows), cut);
    }

    private sealed record Change(Guid Id, Guid SupplierId, DateTime At, int Round, int? FromScore, int ToScore, Band? FromBand, Band ToBand, string FromFlags, string ToFlags);

    private sealed record Net(Change First, Change Last, IReadOnlyList<SinceKind> Kinds);

    private async Task<NetChanges> NetAsync(Actor actor, PortfolioView view, DateTime since)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None); // for all who wait
        return await NetAsync(db, actor, view, since, CancellationToken.None);
    }

    private sealed record ChangesFrom(DateTime Since);

    private sealed record NetChanges(List<Net> Rows, bool IsCut);

    // By runs, which are few and say when they ended: a change carries the start of its run, and may have come after somebody looked.
    private static async Task<NetChanges> NetAsync(SupplyRiskDb db, Actor actor, PortfolioView view, DateTime since, CancellationToken ct)
    {
        var runs = db.Runs.Where(r => r.FinishedAt == null || r.FinishedAt >= since).Select(r => r.Id);
        var changes = await db.ScreeningChanges.SeenBy(actor, c => c.SupplierId).Where(c => runs.Contains(c.RunId))
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Round).ThenByDescending(c => c.Id).Take(Most + 1)
            .Select(c => new Change(c.Id, c.SupplierId, c.At, c.Round, c.FromScore, c.ToScore, c.FromBand, c.ToBand, c.FromFlags, c.ToFlags)).ToListAsync(ct);
        var rows = changes.Take(Most).Where(c => view.ById.ContainsKey(c.SupplierId)).GroupBy(c => c.SupplierId).Select(g => Of(g.Last(), g.First())).ToList();
        return new NetChanges(rows, changes.Count > Most);
    }

    private static Net Of(Change first, Change last)
    {
        var (before, now) = (first.FromFlags.Parts(), last.ToFlags.Parts());
        var kinds = new List<SinceKind>();
        if (Rank(first.FromBand) is { } was && Rank(last.ToBand) is { } becomes && was != becomes) kinds.Add(becomes > was ? SinceKind.Worse : SinceKind.Better);
        if (now.Except(before).Any()) kinds.Add(SinceKind.Flagged);
        if (before.Except(now).Any()) kinds.Add(SinceKind.FlagGone);
        if (first.FromBand is null) kinds.Add(SinceKind.New);
        return new Net(first, last, kinds);
    }

    // Too little known is neither better nor worse.
    private static int? Rank(Band? band) => band switch { Band.Low => 0, Band.Medium => 1, Band.High => 2, Band.Critical => 3, Band.CannotRate or null => null };

    private static Dictionary<SinceKind, int> Count(List<Net> rows) => rows.SelectMany(r => r.Kinds).CountBy(k => k).ToDictionary();

    private static ChangeRow RowOf(Net net, ScreeningChange last, PortfolioRow supplier, HiddenNames hidden) =>
        FindRuns.Row(last, supplier.Name, supplier.Country, hidden) with { FromScore = net.First.FromScore, FromBand = net.First.FromBand, FromFlags = [.. net.First.FromFlags.Parts()] };
}
