using System.Globalization;
using System.Runtime.InteropServices;

namespace SupplyRisk.Search;

/// <summary>From one day to another, both included; null is open.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DateSpan(DateOnly? From, DateOnly? To)
{
    /// <summary>Reads <c>2025</c>, <c>2025-03</c>, <c>2025-03-31</c> and <c>A..B</c> with either side left out, for <c>date</c>, <c>after</c> (from that day on) or <c>before</c> (up to the day before).</summary>
    public static bool TryRead(string name, string value, out DateSpan span)
    {
        span = default;
        if (name != "date")
        {
            if (One(value) is not { } one)
                return false;
            if (name == "before" && one.First == DateOnly.MinValue)
                return false;
            span = name == "after" ? new(one.First, null) : new(null, one.First.AddDays(-1));
            return true;
        }

        var dots = value.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
        {
            if (One(value) is not { } whole)
                return false;
            span = new(whole.First, whole.Last);
            return true;
        }
        var from = One(value[..dots]);
        var to = One(value[(dots + 2)..]);
        var openStart = dots == 0;
        var openEnd = dots + 2 == value.Length;
        if ((from is null && !openStart) || (to is null && !openEnd) || (openStart && openEnd))
            return false;
        span = new(from?.First, to?.Last);
        return true;
    }

    private static (DateOnly First, DateOnly Last)? One(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return (day, day);
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            return (month, month.AddDays(DateTime.DaysInMonth(month.Year, month.Month) - 1));
        if (DateOnly.TryParseExact(text, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year))
            return (year, new DateOnly(year.Year, 12, 31));
        return null;
    }
}
