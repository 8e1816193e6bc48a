using System.Globalization;

namespace SupplyRisk.App.Jobs;

/// <summary>The usual cron lines in words; the next times beside them say the rest.</summary>
internal static class CronWords
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <returns>Null for a line that is not one of the usual ones.</returns>
    public static string? Of(string cron)
    {
        var f = cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (f.Length != 6 || f[0] != "0" || f[4] != "*") return null;
        var (minute, hour, day, weekday) = (f[1], f[2], f[3], f[5]);
        if (On(day, weekday) is not { } on) return null;
        if (Number(minute, 59) is { } m)
        {
            if (Number(hour, 23) is { } h) return string.Create(CultureInfo.InvariantCulture, $"{on} at {h:00}:{m:00}");
            if (hour == "*") return string.Create(CultureInfo.InvariantCulture, $"{on}, every hour at {m} minutes past");
            if (Every(hour, 23) is { } hours) return string.Create(CultureInfo.InvariantCulture, $"{on}, every {hours} hours from 00:{m:00}");
            return hour.Split(',').Select(x => Number(x, 23)).ToList() is var list && list.TrueForAll(x => x is not null)
                ? $"{on} at {string.Join(" and ", list.Select(x => string.Create(CultureInfo.InvariantCulture, $"{x:00}:{m:00}")))}" : null;
        }
        return hour == "*" && Every(minute, 59) is { } minutes ? string.Create(CultureInfo.InvariantCulture, $"{on}, every {minutes} minutes") : null;
    }

    private static string? On(string day, string weekday)
    {
        if (weekday is "*" or "?")
            return day is "*" or "?" ? "Every day" : Number(day, 31) is { } d ? string.Create(CultureInfo.InvariantCulture, $"On day {d} of each month") : day == "L" ? "On the last day of each month" : null;
        if (day is not ("?" or "*")) return null;
        var parts = weekday.Split(',').Select(p => p.Split('-').Select(Weekday).ToList()).ToList();
        if (!parts.TrueForAll(p => p.Count <= 2 && p.TrueForAll(x => x is not null))) return null;
        return "On " + string.Join(", ", parts.Select(p => string.Join(" to ", p)));
    }

    // Quartz counts weekdays from Sunday, 1.
    private static string? Weekday(string text)
    {
        var index = Number(text, 7) is { } n ? n - 1 : Array.IndexOf(Days, text.ToUpperInvariant());
        return index < 0 ? null : ((DayOfWeek)index).ToString();
    }

    private static int? Number(string text, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= most ? n : null;

    private static int? Every(string text, int most) => text.Split('/') is [("0" or "*"), var every] && Number(every, most) is > 1 and { } n ? n : null;
}
