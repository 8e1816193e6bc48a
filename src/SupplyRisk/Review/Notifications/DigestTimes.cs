namespace SupplyRisk.Review.Notifications;

/// <summary>When digests are due.</summary>
internal static class DigestTimes
{
    /// <returns>The first due instant after <paramref name="now"/>, UTC; null for a channel that is told at once.</returns>
    public static DateTime? Next(NotificationChannel channel, DateTime now)
    {
        if (channel.Pace == Pace.AtOnce) return null;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(channel.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        // Nine days hold every weekday, also where today's hour is past and another day falls away.
        for (var day = today.AddDays(-1); ; day = day.AddDays(1))
        {
            if (channel.Pace == Pace.Weekly && day.DayOfWeek != channel.DigestDay) continue;
            if (InUtc(day.ToDateTime(channel.DigestTime), zone) is var due && due > now) return due;
        }
    }

    // An hour that a change of clocks leaves out comes when it would have come.
    private static DateTime InUtc(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(30);
        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
