using System.Globalization;

namespace SupplyRisk.Rules.Model;

/// <summary>What of a finding's quantities is looked at. Written in snake case in a rule file.</summary>
public enum Measure
{
    /// <summary>The longest duration, in months of thirty days.</summary>
    Months,

    /// <summary>The largest number of people.</summary>
    People,

    /// <summary>The largest share of the workers, or of their documents, in percent.</summary>
    ShareOfWorkers,

    /// <summary>The largest share of wages, in percent.</summary>
    ShareOfWages,

    HoursADay,
    HoursAWeek,
    HoursAMonth,

    /// <summary>The lowest age, in years.</summary>
    Age,

    /// <summary>The largest sum, each compared with the amount stated for its money; money without one is not compared.</summary>
    Money,
}

/// <summary>How a quantity is compared.</summary>
public enum QuantityBound
{
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

/// <summary>One comparison of a step.</summary>
/// <param name="Number">What is compared with; for money 0.</param>
/// <param name="Amounts">For money: the amount by ISO 4217 code, or by the word where no country is said; else empty.</param>
public sealed record QuantityLimit(Measure Measure, QuantityBound Bound, double Number, IReadOnlyDictionary<string, double> Amounts)
{
    /// <summary>True if the quantities of a finding meet it; what they do not state never does.</summary>
    public bool Holds(IReadOnlyList<Quantity> quantities) => Telling(quantities) is not null;

    /// <summary>The quantity that meets it, or null.</summary>
    internal Quantity? Telling(IReadOnlyList<Quantity> quantities)
    {
        // The largest decides, so that one more quantity is never less; of ages the lowest.
        var (most, best) = (double.NaN, default(Quantity));
        foreach (var quantity in quantities)
        {
            if (Of(quantity) is { } value && !(Measure == Measure.Age ? value >= most : value <= most)) (most, best) = (value, quantity);
        }

        return best is not null && Compare(most, Measure == Measure.Money ? 1 : Number) ? best : null;
    }

    /// <summary>The value of a quantity in this measure, for money as a multiple of the stated amount; null if it has none.</summary>
    internal double? Of(Quantity q) => (Measure, q) switch
    {
        (Measure.Months, _) => q.Months,
        (Measure.People, { Kind: QuantityKind.People }) => q.Value,
        (Measure.ShareOfWorkers, _) => q.PercentOfWorkers,
        (Measure.ShareOfWages, { Kind: QuantityKind.Share, Unit: "wages" }) => q.Value,
        (Measure.HoursADay, { Kind: QuantityKind.Hours, Unit: "day" }) => q.Value,
        (Measure.HoursAWeek, { Kind: QuantityKind.Hours, Unit: "week" }) => q.Value,
        (Measure.HoursAMonth, { Kind: QuantityKind.Hours, Unit: "month" }) => q.Value,
        (Measure.Age, { Kind: QuantityKind.Age }) => q.Value,
        (Measure.Money, { Kind: QuantityKind.Money, Unit: { } unit }) => Amounts.TryGetValue(unit, out var amount) ? q.Value / amount : null,
        _ => null,
    };

    private bool Compare(double value, double with) => Bound switch
    {
        QuantityBound.AtLeast => value >= with,
        QuantityBound.MoreThan => value > with,
        QuantityBound.AtMost => value <= with,
        QuantityBound.LessThan => value < with,
    };

    /// <summary>The comparison as a reader would say it.</summary>
    public string Words
    {
        get
        {
            var of = Measure == Measure.Money
                ? string.Join(", ", Amounts.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Value:#,0.##} {a.Key}")))
                : Number.ToString("#,0.##", CultureInfo.InvariantCulture);
            return $"{Measure.Snake().Replace('_', ' ')} {Bound.Snake().Replace('_', ' ')} {of}";
        }
    }
}

/// <summary>How the quantities of a finding raise or lower its strength, as a rule file states it.</summary>
/// <param name="Id">Never changes once published.</param>
/// <param name="Rules">Text rules whose findings it weighs; never empty.</param>
/// <param name="When">Comparisons that must all hold; never empty.</param>
/// <param name="Countries">ISO 3166-1 alpha-2 of the sites it holds for; empty for all.</param>
/// <param name="Raises">True to raise by one strength, false to lower by one.</param>
/// <param name="Because">What is said of the quantity, in a few words.</param>
/// <param name="Sources">Publications it rests on; never empty.</param>
/// <param name="Cases">Passages that must come out as stated.</param>
/// <param name="File">The file it stands in.</param>
/// <param name="Line">1-based.</param>
public sealed record QuantityStep(
    string Id, IReadOnlyList<string> Rules, IReadOnlyList<QuantityLimit> When, IReadOnlyList<string> Countries, bool Raises,
    string Because, IReadOnlyList<string> Sources, IReadOnlyList<QuantityCase> Cases, string File, int Line)
{
    /// <summary>True if it stands in the customer's own folder.</summary>
    public bool IsOwn { get; init; }

    /// <summary>True if it weighs what a site in that country is said to do. A country that is not known is none.</summary>
    public bool Holds(IReadOnlyList<Quantity> quantities, string? country) =>
        (Countries.Count == 0 || (country is not null && Countries.Contains(country, StringComparer.Ordinal))) && When.All(w => w.Holds(quantities));

    /// <summary>The whole step in one line.</summary>
    public string Words =>
        $"{(Raises ? "one strength up" : "one strength down")} where {string.Join(" and ", When.Select(w => w.Words))}{(Countries.Count == 0 ? "" : $", in {string.Join(", ", Countries)}")}: {Because}";
}

/// <summary>A passage and what a step must make of it.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Language">ISO 639-1, or null to let the scanner find it.</param>
/// <param name="Country">ISO 3166-1 alpha-2 of the site, or null.</param>
/// <param name="Expect"><c>raises</c>, <c>lowers</c> or <c>silent</c>.</param>
public sealed record QuantityCase(int Number, string File, int Line, string Text, string? Language, string? Country, string Expect);
