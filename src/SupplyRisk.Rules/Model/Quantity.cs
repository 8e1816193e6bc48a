namespace SupplyRisk.Rules.Model;

/// <summary>What a quantity counts.</summary>
public enum QuantityKind
{
    /// <summary>A sum of money.</summary>
    Money,

    /// <summary>A number of people.</summary>
    People,

    /// <summary>A number of things: documents, or anything said as so many of so many.</summary>
    Things,

    /// <summary>Percent of something.</summary>
    Share,

    /// <summary>Hours worked.</summary>
    Hours,

    /// <summary>How long something lasted or is overdue.</summary>
    Duration,

    /// <summary>Somebody's age in years.</summary>
    Age,
}

/// <summary>A quantity that a passage states of its finding.</summary>
/// <param name="Kind">What it counts.</param>
/// <param name="Value">The number, in <paramref name="Unit"/>; of a range the upper end. Never negative.</param>
/// <param name="Unit">
/// Money: the ISO 4217 code where the words give one, else the word itself in lower case (<c>rupees</c>). Hours: <c>day</c>, <c>week</c> or
/// <c>month</c> they are counted in. Duration: <c>day</c>, <c>week</c>, <c>month</c>, <c>year</c>. Share: <c>workers</c> or <c>wages</c>.
/// Things: <c>documents</c>. Null where the passage does not say.
/// </param>
/// <param name="Of">Of how many, where that is stated: 22 in <c>18 of 22 workers</c>; else null.</param>
/// <param name="Text">The words as they stand.</param>
/// <param name="Start">First UTF-16 offset of the words in the text as given.</param>
/// <param name="End">Offset after the last.</param>
public sealed record Quantity(QuantityKind Kind, double Value, string? Unit, double? Of, string Text, int Start, int End)
{
    private const double DaysPerMonth = 30;

    /// <summary>Percent of the workers, or of their documents, that it speaks of; null for anything else.</summary>
    internal double? PercentOfWorkers => this switch
    {
        { Kind: QuantityKind.Share, Unit: "workers" } => Value,
        { Kind: QuantityKind.People, Of: > 0 } or { Kind: QuantityKind.Things, Unit: "documents", Of: > 0 } => Value * 100 / Of,
        _ => null,
    };

    /// <summary>A duration in months of thirty days; null for anything else.</summary>
    internal double? Months => Kind != QuantityKind.Duration ? null : Unit switch
    {
        "day" => Value / DaysPerMonth,
        "week" => Value * 7 / DaysPerMonth,
        "year" => Value * 12,
        _ => Value,
    };

    /// <summary>True if it says that only a part of a whole is meant.</summary>
    internal bool IsPart => Kind == QuantityKind.Share ? Value < 100 : Of is { } whole && Value < whole;
}
