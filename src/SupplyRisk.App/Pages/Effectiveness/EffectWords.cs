using System.Globalization;
using SupplyRisk.App.Pages.Parts;
using SupplyRisk.Disclosure.Effectiveness;

namespace SupplyRisk.App.Pages.Effectiveness;

/// <summary>The product's words for what it measures of its own work.</summary>
internal static class EffectWords
{
    public static string Of(EffectFigure figure) => figure switch
    {
        EffectFigure.FlagsRaised => "Flags raised",
        EffectFigure.CasesClosed => "Cases closed",
        EffectFigure.ListingToFlag => "From listing known to flag",
        EffectFigure.PublishedToFlag => "From publication to flag",
        EffectFigure.FlagToDecision => "From flag to decision",
        EffectFigure.ActionsVerified => "Corrective actions verified",
        EffectFigure.RepeatFindings => "Found again",
        EffectFigure.CoverageGained => "Could be rated since",
    };

    public static string About(EffectFigure figure) => figure switch
    {
        EffectFigure.FlagsRaised => "reasons to look that runs raised, by kind",
        EffectFigure.CasesClosed => "by people, once each, by their last outcome",
        EffectFigure.ListingToFlag => "time from when both the listing and the supplier were known to us to our first flag",
        EffectFigure.PublishedToFlag => "days from the publisher's own date to our first flag; only of listings that came after their list was first loaded, and after the supplier",
        EffectFigure.FlagToDecision => "days from opening a case to the first decision that closed it",
        EffectFigure.ActionsVerified => "by a second person; days since they were planned",
        EffectFigure.RepeatFindings => "an indicator asserted again in a document of a later day; days between",
        EffectFigure.CoverageGained => "too little was known of the supplier before",
    };

    public static bool InDays(EffectFigure figure) => figure is EffectFigure.ListingToFlag or EffectFigure.PublishedToFlag or EffectFigure.FlagToDecision;

    /// <summary>As it stands in addresses: <c>flags-raised</c>.</summary>
    public static string Slug(EffectFigure figure) => Said.Css(figure);

    public static EffectFigure? Figure(string slug) => Enum.GetValues<EffectFigure>().Select(f => (EffectFigure?)f).FirstOrDefault(f => Slug(f!.Value) == slug); // never null within

    public static string Days(decimal? days) => days is { } d ? d.ToString("#,0.#", CultureInfo.InvariantCulture) : "–";

    /// <summary>A time in the unit that fits: what is measured in seconds would be no days at all.</summary>
    public static string Time(EffectFigure figure, decimal? days) => days is not { } d ? "–"
        : figure == EffectFigure.ListingToFlag ? Said.Stretch(TimeSpan.FromDays((double)d)) : $"{Days(d)} {(d == 1 ? "day" : "days")}";

    public static string Month(string month) => DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("MMM yyyy", CultureInfo.InvariantCulture);

    public static string Value(EffectGroup by, string value) => value.Length == 0 ? "not said" : by switch
    {
        EffectGroup.Country => Said.Country(value),
        EffectGroup.Sector => value,
        EffectGroup.Tier => $"Tier {value}",
    };

    public static string Address(EffectFigure figure, EffectQuery q, string? value = null, string? month = null, string? what = null, string end = "")
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"/effectiveness/{Slug(figure)}{end}?by={Words.Snake(q.By)}&months={q.Months}");
        if (value is not null) address += $"&value={Uri.EscapeDataString(value)}";
        if (month is not null) address += $"&month={Uri.EscapeDataString(month)}";
        return what is null ? address : address + $"&what={Uri.EscapeDataString(what)}";
    }
}
