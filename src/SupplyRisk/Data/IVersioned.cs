namespace SupplyRisk.Data;

/// <summary>A fact with two times: when it was true and when we knew it. Both intervals hold their start and not their end.</summary>
public interface IVersioned
{
    DateOnly ValidFrom { get; }

    DateOnly ValidTo { get; }

    DateTime KnownFrom { get; }

    DateTime KnownTo { get; }
}

/// <summary>Ends of the two times, and reading at a point of both.</summary>
public static class TwoTimes
{
    /// <summary>"Since we do not know when."</summary>
    public static readonly DateOnly OpenStart = new(1, 1, 1);

    /// <summary>"Still." PostgreSQL takes 9999-12-31 for infinity, hence this day.</summary>
    public static readonly DateOnly OpenEnd = new(9999, 1, 1);

    /// <summary>"Still known."</summary>
    public static readonly DateTime StillKnown = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Facts true on <paramref name="asOf"/> as known at <paramref name="knownAt"/> (UTC).</summary>
    public static IQueryable<T> At<T>(this IQueryable<T> facts, DateOnly asOf, DateTime knownAt)
        where T : class, IVersioned =>
        facts.Where(x => x.ValidFrom <= asOf && x.ValidTo > asOf && x.KnownFrom <= knownAt && x.KnownTo > knownAt);

    /// <summary>Facts as known now, whenever they were true.</summary>
    public static IQueryable<T> StillKnownNow<T>(this IQueryable<T> facts)
        where T : class, IVersioned =>
        facts.Where(x => x.KnownTo == StillKnown);
}
