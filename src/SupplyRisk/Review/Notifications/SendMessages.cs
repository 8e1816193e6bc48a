using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Notifications;

/// <summary>
/// Sends what waits. An instance claims a message for a while and notes what came of it; one that dies leaves it to the next, so a receiver may get a
/// message twice and tells by its event id. Messages of one case go in order; one channel that fails holds up no other.
/// </summary>
public sealed class SendMessages : IDisposable
{
    private const int AtOnce = 8;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2), FirstWait = TimeSpan.FromSeconds(15), LongestWait = TimeSpan.FromHours(4);

    /// <summary>How long it is tried.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    private readonly IDbContextFactory<SupplyRiskDb> databases;
    private readonly TimeProvider time;
    private readonly Webhook webhook;
    private readonly Mail mail;

    public SendMessages(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, NotificationOptions options, AuditSeal seal)
    {
        (this.databases, this.time) = (databases, time);
        webhook = new Webhook(options, time, seal);
        mail = new Mail(options);
    }

    /// <summary>Sends until nothing is due.</summary>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var attempts = 0;
        while (true)
        {
            var mine = await ClaimAsync(ct);
            if (mine.Count == 0) return attempts;
            await Task.WhenAll(mine.Select(m => AttemptAsync(m, ct)));
            attempts += mine.Count;
        }
    }

    public void Dispose() => webhook.Dispose();

    private async Task<List<NotificationMessage>> ClaimAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.Instant();
        var due = await db.NotificationMessages.AsNoTracking()
            .Where(m => m.State == MessageState.Waiting && m.NextTryAt <= now && m.LeaseUntil <= now
                && !db.NotificationMessages.Any(o => o.ChannelId == m.ChannelId && o.CaseId != null && o.CaseId == m.CaseId && o.State == MessageState.Waiting && o.Id < m.Id)
                && db.NotificationChannels.Any(c => c.Id == m.ChannelId && c.IsOn))
            .OrderBy(m => m.Id).Take(AtOnce).ToListAsync(ct);
        var mine = new List<NotificationMessage>(due.Count);
        foreach (var m in due)
        {
            var claimed = await db.NotificationMessages.Where(x => x.Id == m.Id && x.Attempts == m.Attempts && x.State == MessageState.Waiting && x.LeaseUntil <= now)
                .ExecuteUpdateAsync(u => u.SetProperty(x => x.Attempts, m.Attempts + 1).SetProperty(x => x.LeaseUntil, now + Lease), ct);
            if (claimed == 0) continue; // another instance was first
            m.Attempts++;
            mine.Add(m);
        }
        return mine;
    }

    private async Task AttemptAsync(NotificationMessage m, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var channel = await db.NotificationChannels.AsNoTracking().FirstOrDefaultAsync(c => c.Id == m.ChannelId, ct);
        if (channel is null) return; // removed meanwhile, with its messages
        var attempt = channel.Kind switch
        {
            ChannelKind.Webhook => await webhook.SendAsync(channel, m, ct),
            ChannelKind.Email => await mail.SendAsync(channel, m, ct),
        };
        var now = time.Instant();
        var next = now + Wait(m.Attempts);
        var state = attempt.Arrived ? MessageState.Sent : attempt.IsFinal || next > m.TriedSince + GivenUpAfter ? MessageState.SetAside : MessageState.Waiting;
        // Attempts is the fence: whoever's claim ran out has nothing to say any more.
        await db.NotificationMessages.Where(x => x.Id == m.Id && x.Attempts == m.Attempts && x.State == MessageState.Waiting)
            .ExecuteUpdateAsync(
                u => u.SetProperty(x => x.State, state).SetProperty(x => x.Reason, attempt.Reason).SetProperty(x => x.NextTryAt, next)
                    .SetProperty(x => x.LeaseUntil, now).SetProperty(x => x.SentAt, attempt.Arrived ? now : null),
                ct);
    }

    /// <summary>15 seconds, doubled with each attempt up to four hours, each shorter or longer by up to a quarter, so that what failed together is not tried together.</summary>
    private static TimeSpan Wait(int attempts)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(attempts - 1, 20));
        if (wait > LongestWait) wait = LongestWait;
#pragma warning disable CA5394 // nothing secret rests on it
        return wait * (0.75 + (Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
    }
}
