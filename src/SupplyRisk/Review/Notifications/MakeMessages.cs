using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Notifications;

/// <summary>
/// Turns what happened to cases into messages, each piece of news once: in one transaction the events are marked and the messages written, by one instance
/// at a time. Marks, not a position: transactions of other instances may commit in another order than their ids have.
/// </summary>
public sealed class MakeMessages(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, NotificationOptions options)
{
    /// <summary>News of one batch that a channel is told one by one; more becomes a summary.</summary>
    internal const int MostSingle = 20;

    /// <summary>Cases told of in a digest; the rest is counted.</summary>
    internal const int MostInDigest = 50;

    private const int PassedOverAtOnce = 5_000;

    /// <summary>Sent messages are kept this long.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <returns>How many messages were made.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var made = 0;
        if (await db.CaseEvents.AnyAsync(e => e.ToldIn == null, ct))
        {
            if (await db.NotificationChannels.AnyAsync(c => c.IsOn, ct)) made += await TellAsync(db, ct);
            else await PassOverAsync(db, ct);
        }
        var now = time.Instant();
        if (await db.NotificationChannels.AnyAsync(c => c.IsOn && c.NextDigestAt <= now, ct)) made += await DigestAsync(db, now, ct);
        return made;
    }

    /// <summary>Forgets messages sent long ago.</summary>
    public async Task TidyAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var before = time.Instant() - Kept;
        await db.NotificationMessages.Where(m => m.State != MessageState.Waiting && m.CreatedAt < before).ExecuteDeleteAsync(ct);
    }

    // Nobody listens: whoever begins to hears what comes then.
    private static async Task PassOverAsync(SupplyRiskDb db, CancellationToken ct)
    {
        int marked;
        do
        {
            marked = await db.CaseEvents.Where(e => db.CaseEvents.Where(x => x.ToldIn == null).OrderBy(x => x.Id).Take(PassedOverAtOnce).Select(x => x.Id).Contains(e.Id))
                .ExecuteUpdateAsync(u => u.SetProperty(e => e.ToldIn, Guid.Empty), ct);
        }
        while (marked == PassedOverAtOnce);
    }

    private async Task<int> TellAsync(SupplyRiskDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Notifications, ct);
        var now = time.Instant();
        var batch = time.NewId();
        if (await MarkAsync(db, batch, ct) == 0) return 0;
        var news = await NewsAsync(db, batch, ct);
        var channels = await db.NotificationChannels.Where(c => c.IsOn).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).AsNoTracking().ToListAsync(ct);
        var notices = new ReadNotices(db, options);
        var made = 0;
        foreach (var channel in channels)
        {
            var wanted = news.Where(n => channel.Wants(n.What, n.Lane, n.Band)).ToList();
            if (wanted.Count == 0) continue;
            if (channel.Pace != Pace.AtOnce)
            {
                await db.BulkInsertAsync(wanted.Select(n => new NotificationItem { ChannelId = channel.Id, CaseEventId = n.EventId }), ct);
            }
            else if (wanted.Count > MostSingle)
            {
                db.NotificationMessages.Add(Message(channel.Id, await SummaryAsync(notices, "many_at_once", wanted, wanted.Min(n => n.At), now, ct), now));
                made++;
            }
            else
            {
                foreach (var notice in await notices.ReadAsync(wanted, ct))
                    db.NotificationMessages.Add(Message(channel.Id, new Notice { EventId = time.NewId(), Type = notice.Type, CreatedAt = now, Case = notice }, now));
                made += wanted.Count;
            }
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return made;
    }

    // What a run under way did is told when it has ended: a first load is one piece of news then. What people did to such a case waits with it, for the order's sake.
    private static async Task<int> MarkAsync(SupplyRiskDb db, Guid batch, CancellationToken ct)
    {
        var running = await db.Runs.Where(r => r.State == RunState.Running).Select(r => (Guid?)r.Id).ToListAsync(ct);
        var ready = db.CaseEvents.Where(e => e.ToldIn == null);
        if (running.Count > 0)
        {
            ready = ready.Where(e => (e.RunId == null || !running.Contains(e.RunId))
                && !db.CaseEvents.Any(o => o.CaseId == e.CaseId && o.ToldIn == null && o.RunId != null && running.Contains(o.RunId)));
        }
        return await ready.ExecuteUpdateAsync(u => u.SetProperty(e => e.ToldIn, batch), ct);
    }

    private static async Task<List<News>> NewsAsync(SupplyRiskDb db, Guid batch, CancellationToken ct) =>
        await ReadNotices.NewsAsync(db, db.CaseEvents.Where(e => e.ToldIn == batch), ct);

    private async Task<int> DigestAsync(SupplyRiskDb db, DateTime now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Notifications, ct);
        var due = await db.NotificationChannels.Where(c => c.IsOn && c.NextDigestAt <= now).OrderBy(c => c.Id).ToListAsync(ct);
        var made = 0;
        foreach (var channel in due)
        {
            var items = db.NotificationItems.Where(i => i.ChannelId == channel.Id);
            var news = await ReadNotices.NewsAsync(db, db.CaseEvents.Where(e => items.Any(i => i.CaseEventId == e.Id)), ct);
            if (news.Count > 0)
            {
                db.NotificationMessages.Add(Message(channel.Id, await SummaryAsync(new ReadNotices(db, options), "schedule", news, channel.DigestedAt, now, ct), now));
                await items.ExecuteDeleteAsync(ct); // the turn is ours: none has come since they were read
                made++;
            }
            channel.DigestedAt = now;
            channel.NextDigestAt = DigestTimes.Next(channel, now);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return made;
    }

    private async Task<Notice> SummaryAsync(ReadNotices notices, string why, List<News> news, DateTime from, DateTime now, CancellationToken ct)
    {
        var first = news.OrderBy(n => n.Lane).ThenByDescending(n => n.Priority).ThenBy(n => n.At).ThenBy(n => n.EventId).Take(MostInDigest).ToList();
        var counts = news.GroupBy(n => (n.What, n.Lane, n.Band)).OrderBy(g => g.Key.What).ThenBy(g => g.Key.Lane).ThenBy(g => g.Key.Band)
            .Select(g => new DigestCount(ReadNotices.TypeOf(g.Key.What), g.Key.Lane, g.Key.Band, g.Count()));
        var digest = new DigestNotice(why, from, now, news.Count, [.. counts], await notices.ReadAsync(first, ct), options.Link("/review"));
        return new Notice { EventId = time.NewId(), Type = "digest", CreatedAt = now, Digest = digest };
    }

    internal static NotificationMessage Message(Guid channel, Notice notice, DateTime now) => new()
    {
        EventId = notice.EventId,
        ChannelId = channel,
        Type = notice.Type,
        CaseId = notice.Case?.CaseId,
        About = MailText.Subject(notice),
        Body = notice.Write(),
        State = MessageState.Waiting,
        CreatedAt = now,
        TriedSince = now,
        NextTryAt = now,
        Attempts = 0,
        LeaseUntil = now,
    };
}
