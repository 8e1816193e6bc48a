using System.Collections.Concurrent;
using SupplyRisk.Review.Cases;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review;

/// <summary>One supplier as lists and counts need it: what its list said last, and its newest screening.</summary>
/// <param name="Country">ISO alpha-2, or null.</param>
/// <param name="Band">Null until it is screened.</param>
/// <param name="Coverage">0 to 100.</param>
/// <param name="Flags">Kinds of open flags; none is empty.</param>
/// <param name="Folded">Name, native name and own id in one, lower case, for finding by a part of them.</param>
public sealed record PortfolioRow(
    Guid Id, string OwnId, string Name, string? NativeName, string? Country, string? Sector, int? Tier, Guid ListSourceId, bool Listed,
    Band? Band, int RiskScore, int Coverage, IReadOnlyList<FlagKind> Flags, DateTime? ScreenedAt, string Folded)
{
    /// <summary>Province or state as its list names it, or null.</summary>
    public string? Region { get; init; }

    /// <summary>Sources of suppliers merged with this one; most often none.</summary>
    public IReadOnlyList<Guid> MergedSources { get; init; } = [];
}

/// <summary>One case as queues and counts need it.</summary>
/// <param name="Flagged">True while a flag stands behind it.</param>
public sealed record CaseRow(
    Guid Id, Guid SupplierId, Lane Lane, CaseStatus Status, CaseOutcome? Outcome, bool Flagged, int Priority, DateTime OpenedAt, DateTime UpdatedAt)
{
    public int Version { get; init; }

    public string? AssigneeId { get; init; }

    /// <summary>Whoever took it last; holds it until <see cref="HeldUntil"/>.</summary>
    public string? HeldById { get; init; }

    public DateTime? HeldUntil { get; init; }

    public bool Snoozed { get; init; }

    public DateTime? SnoozedUntil { get; init; }

    /// <summary>Proposals on it that wait for a second person.</summary>
    public int Waiting { get; init; }

    /// <summary>Nothing it is about has changed since its last decision; false if none was taken.</summary>
    public bool IsAsDecided { get; init; }

    /// <summary>Waits for a person.</summary>
    public bool IsOpen => Flagged && Status != CaseStatus.Closed && !Snoozed;

    /// <summary>Would wait for a person, and was put off.</summary>
    public bool IsPutOff => Flagged && Status != CaseStatus.Closed && Snoozed;

    public string? HolderAt(DateTime now) => HeldUntil > now ? HeldById : null;
}

/// <summary>What an actor may see, at one moment. The orders pages ask for are made once and kept.</summary>
public sealed class PortfolioView
{
    private readonly Lazy<IReadOnlyList<PortfolioRow>> byScore;
    private readonly Lazy<IReadOnlyDictionary<Guid, PortfolioRow>> byId;
    private readonly Lazy<ILookup<Lane, CaseRow>> queues;
    private readonly Lazy<IReadOnlyDictionary<(Lane, bool), IReadOnlyList<(CaseRow, PortfolioRow)>>> lanes;
    private readonly Lazy<PortfolioCounts> counts;
    private readonly ConcurrentDictionary<object, Lazy<Task<object>>> remembered = new();

    /// <param name="suppliers">By name.</param>
    /// <param name="cases">In no order.</param>
    internal PortfolioView(IReadOnlyList<PortfolioRow> suppliers, IReadOnlyCollection<CaseRow> cases)
    {
        Suppliers = suppliers;
        byScore = new(() => [.. suppliers.OrderBy(Rank).ThenByDescending(r => r.RiskScore)]);
        byId = new(() => suppliers.ToDictionary(r => r.Id));
        queues = new(() => cases.Where(c => byId.Value.ContainsKey(c.SupplierId))
            .OrderByDescending(QueueOrder.KeyOf).ThenBy(c => c.OpenedAt).ThenBy(c => c.Id).ToLookup(c => c.Lane));
        lanes = new(() => Enum.GetValues<Lane>().SelectMany(lane => new[] { (lane, true), (lane, false) }).ToDictionary(
            key => key,
            IReadOnlyList<(CaseRow, PortfolioRow)> (key) => [.. queues.Value[key.lane].Where(c => key.Item2 ? c.Status == CaseStatus.Closed : c.IsOpen).Select(c => (c, byId.Value[c.SupplierId]))]));
        counts = new(() => PortfolioCounts.Of(this));
    }

    /// <summary>By name, then id.</summary>
    public IReadOnlyList<PortfolioRow> Suppliers { get; }

    /// <summary>Highest first, then by name; those that cannot be rated after those that can, unscreened last.</summary>
    public IReadOnlyList<PortfolioRow> ByScore => byScore.Value;

    public IReadOnlyDictionary<Guid, PortfolioRow> ById => byId.Value;

    /// <summary>Cases of each lane, open and closed: as <see cref="QueueOrder"/> has it.</summary>
    public ILookup<Lane, CaseRow> Queues => queues.Value;

    /// <summary>Cases that wait for a person, in the order of the queue.</summary>
    public IReadOnlyList<(CaseRow Case, PortfolioRow Supplier)> Open(Lane lane) => lanes.Value[(lane, false)];

    /// <summary>Closed cases, in the order of the queue.</summary>
    public IReadOnlyList<(CaseRow Case, PortfolioRow Supplier)> Closed(Lane lane) => lanes.Value[(lane, true)];

    /// <summary>Cases put off, in the order of the queue.</summary>
    public IReadOnlyList<(CaseRow Case, PortfolioRow Supplier)> PutOff(Lane lane) => [.. Queues[lane].Where(c => c.IsPutOff).Select(c => (c, ById[c.SupplierId]))];

    public PortfolioCounts Counts => counts.Value;

    /// <summary>What was asked once of this state of the portfolio is not asked again: every decision, import and step of a run makes a new view.</summary>
    /// <param name="question">Equal for the same question; its type is its asker's own.</param>
    internal async Task<T> OnceAsync<T>(object question, Func<Task<T>> ask) where T : class
    {
        // Asked for all who wait, so nobody's leaving cancels it; what failed is asked again.
        var answer = remembered.GetOrAdd(question, _ => new Lazy<Task<object>>(async () => await ask()));
        try
        {
            return (T)await answer.Value;
        }
        catch
        {
            remembered.TryRemove(new(question, answer));
            throw;
        }
    }

    internal static int Rank(PortfolioRow row) => row.Band switch { null => 2, Band.CannotRate => 1, _ => 0 };
}
