using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Notifications;

/// <summary>A channel with how its messages fare.</summary>
/// <param name="Waiting">Messages that are still tried.</param>
/// <param name="SetAside">Messages given up.</param>
/// <param name="ForDigest">News that waits for the next digest.</param>
public sealed record ChannelRow(NotificationChannel Channel, int Waiting, int SetAside, int ForDigest, DateTime? LastSentAt);

/// <summary>A message as listed.</summary>
public sealed record DeliveryRow(
    long Id, Guid EventId, Guid ChannelId, string Channel, string Type, Guid? CaseId, string About, MessageState State, DateTime CreatedAt, DateTime NextTryAt, int Attempts,
    DateTime? SentAt, string? Reason);

/// <summary>Channels and what they were sent.</summary>
/// <param name="Deliveries">Newest first, at most <see cref="FindNotifications.Shown"/>.</param>
public sealed record NotificationReport(IReadOnlyList<ChannelRow> Channels, IReadOnlyList<DeliveryRow> Deliveries, int Total, bool HasMailServer);

/// <summary>Reads how notifications are set up and what became of them.</summary>
public sealed class FindNotifications(IDbContextFactory<SupplyRiskDb> databases, NotificationOptions options)
{
    public const int Shown = 50;

    /// <param name="channel">Only its deliveries; null is all.</param>
    /// <param name="state">Only deliveries in it; null is all.</param>
    public async Task<Result<NotificationReport>> ReadAsync(Actor actor, Guid? channel, MessageState? state, CancellationToken ct)
    {
        if (actor.Lacks(Right.ChangeSettings) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var channels = await db.NotificationChannels.AsNoTracking().OrderBy(c => c.Name).ToListAsync(ct);
        var counts = await db.NotificationMessages.GroupBy(m => new { m.ChannelId, m.State }).Select(g => new { g.Key.ChannelId, g.Key.State, Count = g.Count(), Last = g.Max(m => m.SentAt) }).ToListAsync(ct);
        var items = await db.NotificationItems.GroupBy(i => i.ChannelId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        int Of(Guid id, MessageState s) => counts.Find(x => x.ChannelId == id && x.State == s)?.Count ?? 0;
        var messages = db.NotificationMessages.Where(m => (channel == null || m.ChannelId == channel) && (state == null || m.State == state));
        var names = channels.ToDictionary(c => c.Id, c => c.Name);
        var rows = await messages.OrderByDescending(m => m.Id).Take(Shown)
            .Select(m => new { m.Id, m.EventId, m.ChannelId, m.Type, m.CaseId, m.About, m.State, m.CreatedAt, m.NextTryAt, m.Attempts, m.SentAt, m.Reason }).ToListAsync(ct);
        return new NotificationReport(
            [.. channels.Select(c => new ChannelRow(c, Of(c.Id, MessageState.Waiting), Of(c.Id, MessageState.SetAside), items.GetValueOrDefault(c.Id), counts.Where(x => x.ChannelId == c.Id).Max(x => x.Last)))],
            [.. rows.Select(m => new DeliveryRow(m.Id, m.EventId, m.ChannelId, names.GetValueOrDefault(m.ChannelId, ""), m.Type, m.CaseId, m.About, m.State, m.CreatedAt, m.NextTryAt, m.Attempts, m.SentAt, m.Reason))],
            await messages.CountAsync(ct), options.Mail is not null);
    }
}
