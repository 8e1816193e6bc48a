namespace SupplyRisk.Disclosure.Effectiveness;

/// <summary>What is measured of our own work.</summary>
public enum EffectFigure
{
    /// <summary>Flags that runs raised.</summary>
    FlagsRaised,

    /// <summary>Cases that people closed, by outcome.</summary>
    CasesClosed,

    /// <summary>Time from when both a listing and the supplier were known to us to the first flag; as a list's own page counts it.</summary>
    ListingToFlag,

    /// <summary>Days from the publisher's own date to the first flag, of listings that came after their list was first loaded and after the supplier.</summary>
    PublishedToFlag,

    /// <summary>Days from the opening of a case to the first decision that closed it.</summary>
    FlagToDecision,

    /// <summary>Corrective actions that a second person verified, with the days since they were planned.</summary>
    ActionsVerified,

    /// <summary>An indicator found again in a later document of the same supplier.</summary>
    RepeatFindings,

    /// <summary>Suppliers that could be rated from then on, of whom too little was known before.</summary>
    CoverageGained,
}

/// <summary>What figures are broken down by.</summary>
public enum EffectGroup
{
    Country,
    Sector,
    Tier,
}

/// <summary>One thing that a figure counts. Every number on the page is a count or a median over these, and nothing else.</summary>
/// <param name="On">The day it counts for.</param>
/// <param name="What">The flag's kind, the outcome, the list's entry, the action, the indicator.</param>
/// <param name="Days">Where a time is measured, in days and parts of one; null else.</param>
/// <param name="Subject">The row behind it: case, action or document; null where it is the supplier itself.</param>
public sealed record EffectRow(EffectFigure Figure, Guid SupplierId, string Supplier, string? Country, string? Sector, int? Tier, DateOnly On, string What, decimal? Days, Guid? Subject)
{
    /// <summary>Its value of a group; empty if its list does not say.</summary>
    public string Of(EffectGroup group) => group switch
    {
        EffectGroup.Country => Country ?? "",
        EffectGroup.Sector => Sector ?? "",
        EffectGroup.Tier => Tier?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The month it counts for, as <c>2026-03</c>.</summary>
    public string Month => On.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Which rows.</summary>
/// <param name="Months">How many months up to today, this one included.</param>
/// <param name="Value">A value of the group; empty is "not said", null is all.</param>
/// <param name="Month">As <c>2026-03</c>; null is all.</param>
/// <param name="What">What it says; null is all.</param>
public sealed record EffectQuery(EffectGroup By = EffectGroup.Country, int Months = 12, string? Value = null, string? Month = null, string? What = null)
{
    public const int MostMonths = 36;
}

/// <summary>Some rows as a number.</summary>
/// <param name="Median">Of the days; null where none is measured.</param>
public sealed record EffectNumber(int Count, decimal? Median)
{
    internal static EffectNumber Of(IReadOnlyCollection<EffectRow> rows)
    {
        var days = rows.Select(r => r.Days).OfType<decimal>().Order().ToList();
        // The lower of two middles: a median that somebody can point at.
        return new EffectNumber(rows.Count, days.Count == 0 ? null : days[(days.Count - 1) / 2]);
    }
}

/// <summary>One figure over time.</summary>
/// <param name="Months">Every month of the stretch, oldest first, those without a row too.</param>
/// <param name="Whats">By what it says, most first.</param>
public sealed record EffectSeries(EffectFigure Figure, EffectNumber All, IReadOnlyList<(string Month, EffectNumber Number)> Months, IReadOnlyList<(string What, int Count)> Whats);

/// <summary>One value of a group with all figures.</summary>
/// <param name="Suppliers">How many suppliers it has.</param>
/// <param name="Coverage">Their mean coverage today, 0 to 100; null if none was screened.</param>
public sealed record EffectLine(string Value, int Suppliers, int? Coverage, IReadOnlyDictionary<EffectFigure, EffectNumber> Figures);

/// <summary>What the work brought, over a stretch of months.</summary>
/// <param name="Lines">Those with most suppliers first; at most <see cref="FindEffectiveness.MostLines"/>.</param>
/// <param name="LeftOut">How many further values there are.</param>
public sealed record EffectivenessFigures(EffectQuery Query, DateOnly From, DateOnly To, IReadOnlyList<EffectSeries> Series, IReadOnlyList<EffectLine> Lines, int LeftOut);
