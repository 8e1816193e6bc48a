using System.Globalization;
using SupplyRisk.Review.Actions;

namespace SupplyRisk.App.Pages.Actions;

/// <summary>The fields of an action as a form sends them. What cannot be read is said beside what else is wrong.</summary>
internal static class ActionFields
{
    public static (ActionDetails Details, List<Refusal> Unreadable) Read(IFormCollection form)
    {
        var no = new List<Refusal>();
        var kind = Words.Parse<RemedyKind>(form["kind"]);
        if (kind is null) no.Add(new(RefusalKind.Invalid, "kind_missing", "Choose what is to be put right.", "kind"));
        return (new ActionDetails(
            kind ?? RemedyKind.Other, form["found"].ToString(), form["root_cause"].ToString(), form["asked"].ToString(), form["owner"].ToString(),
            Day(form, "due", no), Money(form, "amount", no), Text(form, "currency")?.ToUpperInvariant(), People(form, "people", no))
        {
            AmountDone = Money(form, "amount_done", no),
            PeopleDone = People(form, "people_done", no),
        }, no);
    }

    /// <summary>What is known of an action, as the form's fields.</summary>
    public static Dictionary<string, string> Of(ActionDetails details) => new(StringComparer.Ordinal)
    {
        ["kind"] = Words.Snake(details.Kind),
        ["found"] = details.Found,
        ["owner"] = details.Owner,
        ["due"] = details.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        ["people"] = details.People?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    public static DateOnly? Day(IFormCollection form, string field, List<Refusal> no)
    {
        if (Text(form, field) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        no.Add(new(RefusalKind.Invalid, "day_unreadable", "Write the day as year-month-day, e.g. 2026-12-31.", field));
        return null;
    }

    private static decimal? Money(IFormCollection form, string field, List<Refusal> no)
    {
        if (Text(form, field) is not { } text) return null;
        // No thousands: 1,500 is one and a half to some and fifteen hundred to others.
        if (decimal.TryParse(text.Replace(" ", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return amount;
        no.Add(new(RefusalKind.Invalid, "amount_unreadable", "Write the amount in digits, with a point for decimals and nothing between thousands, e.g. 12500.50.", field));
        return null;
    }

    private static int? People(IFormCollection form, string field, List<Refusal> no)
    {
        if (Text(form, field) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var people)) return people;
        no.Add(new(RefusalKind.Invalid, "people_unreadable", "Write the number of people in digits.", field));
        return null;
    }

    private static string? Text(IFormCollection form, string field) => string.IsNullOrWhiteSpace(form[field]) ? null : form[field].ToString().Trim();
}
