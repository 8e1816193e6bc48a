using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Screening.Schedule;

/// <summary>When everything pending is screened, beside at once when something happens.</summary>
/// <param name="Cron">A Quartz cron expression of six or seven fields, in <paramref name="TimeZone"/>.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record RescreenSchedule(string Cron, string TimeZone, bool IsOn);

/// <summary>Reads cron expressions; the scheduler's own reading, so that what is explained is what happens.</summary>
public interface IReadCron
{
    /// <returns>The next times in UTC, soonest first, at most <paramref name="count"/>; null if it is no cron expression.</returns>
    IReadOnlyList<DateTime>? Next(string cron, TimeZoneInfo zone, DateTime after, int count);
}

/// <summary>Reads and changes when the screening runs. Every instance takes a change up within seconds.</summary>
/// <param name="configured">What holds until somebody changes it.</param>
public sealed class ChangeSchedule(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, IReadCron cron, RescreenSchedule configured)
{
    private const string Key = "screening.schedule";

    private static readonly TimeSpan Often = TimeSpan.FromMinutes(5);

    public async Task<RescreenSchedule> ReadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Settings.Where(s => s.Key == Key).Select(s => s.Value).FirstOrDefaultAsync(ct) is { } kept ? StoredJson.Read<RescreenSchedule>(kept) : configured;
    }

    public async Task<Result<RescreenSchedule>> ChangeAsync(Actor actor, RescreenSchedule wanted, CancellationToken ct)
    {
        if (actor.Lacks(Right.ChangeSettings) is { } no) return no;
        wanted = wanted with { Cron = wanted.Cron.Trim(), TimeZone = wanted.TimeZone.Trim() };
        if (Wrong(wanted) is { Count: > 0 } wrong) return Result<RescreenSchedule>.Refused(wrong);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Runs, ct);
        var row = await db.Settings.FirstOrDefaultAsync(s => s.Key == Key, ct);
        var before = row is null ? configured : StoredJson.Read<RescreenSchedule>(row.Value);
        if (row is null) db.Settings.Add(new Setting { Key = Key, Value = StoredJson.Write(wanted) });
        else row.Value = StoredJson.Write(wanted);
        await audit.AppendAsync(db, actor, "schedule.changed", "schedule:screening", new { before, after = wanted }, ct);
        await transaction.CommitAsync(ct);
        return wanted;
    }

    /// <summary>What cannot be used of a schedule; empty if it can.</summary>
    public List<Refusal> Wrong(RescreenSchedule s)
    {
        var wrong = new List<Refusal>();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(s.TimeZone, out var zone))
            wrong.Add(new(RefusalKind.Invalid, "time_zone_unknown", $"{Words.Visible(s.TimeZone)} is no time zone; write it as Europe/Berlin.", "time_zone"));
        var next = s.Cron.Length > 200 ? null : cron.Next(s.Cron, zone ?? TimeZoneInfo.Utc, time.Instant(), 5);
        if (next is null) wrong.Add(new(RefusalKind.Invalid, "cron_unreadable", "That is no cron line of six fields (second, minute, hour, day, month, weekday), e.g. 0 30 2 * * ? for half past two each night.", "cron"));
        else if (next.Count == 0) wrong.Add(new(RefusalKind.Invalid, "cron_never", "That time never comes. Switch the schedule off instead.", "cron"));
        else if (next.Zip(next.Skip(1)).Any(p => p.Second - p.First < Often)) wrong.Add(new(RefusalKind.Invalid, "cron_too_often", "That is more often than every five minutes. What happens is screened at once anyway.", "cron"));
        return wrong;
    }
}
