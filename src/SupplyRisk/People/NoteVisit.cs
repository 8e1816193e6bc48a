using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.People;

/// <summary>Remembers when a person last looked at the overview, whatever device they looked on.</summary>
/// <remarks>
/// A visit is what lies less than half an hour apart: loading the page again does not make news old. It is no event of the audit record:
/// nobody is watched, and only the person's own overview reads it.
/// </remarks>
public sealed class NoteVisit(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    public static readonly TimeSpan OneVisit = TimeSpan.FromMinutes(30);

    private const string Prefix = "visit:", Form = "yyyy-MM-ddTHH:mm:ssZ";

    // Noted now and then only: most page loads write nothing.
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(5);

    /// <summary>Notes that the actor looks now.</summary>
    /// <returns>When the visit before this one ended, to the second; null if this is the first.</returns>
    public async Task<DateTime?> HandleAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var key = Prefix + actor.Id;
        var value = await db.Settings.AsNoTracking().Where(s => s.Key == key).Select(s => s.Value).FirstOrDefaultAsync(ct);
        var now = time.Instant();
        var (before, seen) = Read(value);
        if (seen is { } last && now - last > OneVisit) before = last;
        if (seen is null || now - seen > NotedEvery) await WriteAsync(db, key, Written(before, now), ct);
        return before;
    }

    /// <summary>Forgets a person's visits, in the caller's transaction.</summary>
    internal static Task ForgetAsync(SupplyRiskDb db, string actorId, CancellationToken ct) => db.Settings.Where(s => s.Key == Prefix + actorId).ExecuteDeleteAsync(ct);

    private static (DateTime? Before, DateTime? Seen) Read(string? value)
    {
        var parts = (value ?? "").Split('|');
        return parts is [var before, var seen] ? (Instant(before), Instant(seen)) : (null, null);
    }

    private static string Written(DateTime? before, DateTime seen) => $"{before?.ToString(Form, CultureInfo.InvariantCulture)}|{seen.ToString(Form, CultureInfo.InvariantCulture)}";

    private static DateTime? Instant(string text) =>
        DateTime.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    // While a run writes, an embedded database lets nobody else: the page is shown all the same, and the visit noted next time.
    private static async Task WriteAsync(SupplyRiskDb db, string key, string value, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(1);
        try
        {
            if (await db.Settings.Where(s => s.Key == key).ExecuteUpdateAsync(u => u.SetProperty(s => s.Value, value), ct) > 0) return;
            db.Settings.Add(new Setting { Key = key, Value = value });
            await db.SaveChangesAsync(ct);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            return; // busy, or noted by another window at the same moment
        }
    }
}
