namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>Who is covered by a law.</summary>
/// <param name="Text">The rule in words.</param>
/// <param name="Condition">The rule as data; null where it cannot be told from an entity's facts, such as for one shipment.</param>
public sealed record Coverage(string Text, Confidence Confidence, CoverageCondition? Condition);

/// <summary>One node of a coverage rule.</summary>
public abstract record CoverageCondition(string Text);

/// <summary>At least <paramref name="Least"/> of <paramref name="Parts"/> must hold: all of them, one of them, or two of three.</summary>
public sealed record SomeOf(string Text, int Least, IReadOnlyList<CoverageCondition> Parts) : CoverageCondition(Text);

/// <summary>The entity has its seat, does business, is listed or employs people in one of the countries.</summary>
public sealed record PlaceIs(string Text, PlaceFact Fact, IReadOnlyList<string> Countries) : CoverageCondition(Text);

/// <summary>The entity does one of these things.</summary>
public sealed record ActivityIs(string Text, IReadOnlyList<Activity> Activities) : CoverageCondition(Text);

/// <summary>A number of the entity reaches a threshold.</summary>
/// <param name="Within">ISO alpha-2 or <c>EU</c> for a number of one place; null for the whole world, subsidiaries included.</param>
/// <param name="Currency">ISO 4217 for money; nothing is converted.</param>
public sealed record MeasureReaches(string Text, Measure Measure, string? Within, string? Currency, decimal Threshold, bool More) : CoverageCondition(Text);

public enum PlaceFact
{
    /// <summary>Seat, head office or place of incorporation.</summary>
    Seat,
    Business,
    Listed,
}

public enum Activity
{
    SuppliesGoodsOrServices,
    Retails,
    Manufactures,
    ImportsGoods,
    SellsOrDistributes,
    FederalContracts,
    ConflictMinerals,
    ChildLabourSuspected,
}

public enum Measure
{
    Turnover,
    Assets,
    Employees,
}
