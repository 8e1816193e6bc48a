namespace SupplyRisk.Search;

/// <summary>A record the index would not take, for a reason of its own; found by nobody until a newer version of it is taken.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version that was refused.</param>
/// <param name="Reason">Why, in the index's own words.</param>
/// <param name="At">When.</param>
public sealed record SetAsideRecord(SearchKind Kind, Guid Id, long Version, string Reason, DateTimeOffset At);

/// <summary>What the index had to leave out.</summary>
/// <param name="Total">How many in all.</param>
/// <param name="First">By id, as many as were asked for.</param>
public sealed record SetAsideRecords(long Total, IReadOnlyList<SetAsideRecord> First)
{
    public static SetAsideRecords None { get; } = new(0, []);
}
