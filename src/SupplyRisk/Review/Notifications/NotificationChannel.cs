using Microsoft.EntityFrameworkCore;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review.Notifications;

/// <summary>By what way a channel's messages go.</summary>
public enum ChannelKind
{
    Webhook,
    Email,
}

/// <summary>What of cases a channel hears of.</summary>
public enum CaseNews
{
    /// <summary>Opened, or open again because its facts changed.</summary>
    Opened,
    Changed,
    Closed,
}

/// <summary>How soon a channel is told.</summary>
public enum Pace
{
    AtOnce,
    Daily,
    Weekly,
}

/// <summary>Where news of cases go, which ones and how soon.</summary>
public sealed class NotificationChannel
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public required ChannelKind Kind { get; init; }

    /// <summary>An https address, or one e-mail address.</summary>
    public required string Target { get; set; }

    /// <summary><see cref="CaseNews"/>, <c>|</c> between; at least one.</summary>
    public required string News { get; set; }

    /// <summary><see cref="Lane"/>s, <c>|</c> between; at least one.</summary>
    public required string Lanes { get; set; }

    /// <summary><see cref="Band"/>s of the supplier, <c>|</c> between; at least one.</summary>
    public required string Bands { get; set; }

    public required Pace Pace { get; set; }

    /// <summary>When a digest goes out, in <see cref="TimeZone"/>.</summary>
    public required TimeOnly DigestTime { get; set; }

    /// <summary>The day of a weekly digest.</summary>
    public required DayOfWeek DigestDay { get; set; }

    /// <summary>IANA name, e.g. <c>Europe/Berlin</c>.</summary>
    public required string TimeZone { get; set; }

    public required bool IsOn { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Up to when digests have told.</summary>
    public required DateTime DigestedAt { get; set; }

    /// <summary>When the next digest is due; null if it is told at once.</summary>
    public DateTime? NextDigestAt { get; set; }

    /// <summary>A webhook's secret, sealed with the installation's key.</summary>
    public byte[]? Secret { get; set; }

    /// <summary>The one before; signs too until <see cref="FormerSecretUntil"/>, so that a receiver can change over.</summary>
    public byte[]? FormerSecret { get; set; }

    public DateTime? FormerSecretUntil { get; set; }

    internal bool Wants(CaseNews news, Lane lane, Band band) => Has(News, news) && Has(Lanes, lane) && Has(Bands, band);

    internal static bool Has<T>(string packed, T value)
        where T : struct, Enum => Packed.Split(packed).Contains(Words.Snake(value), StringComparer.Ordinal);

    internal static void Map(ModelBuilder model)
    {
        model.Entity<NotificationChannel>().HasIndex(x => x.Name).IsUnique();
        model.Entity<NotificationChannel>().HasIndex(x => x.NextDigestAt);
        model.Entity<NotificationItem>().HasKey(x => new { x.ChannelId, x.CaseEventId });
        model.Entity<NotificationMessage>(e =>
        {
            e.HasIndex(x => x.EventId).IsUnique();
            e.HasIndex(x => new { x.State, x.NextTryAt });
            e.HasIndex(x => new { x.ChannelId, x.CaseId, x.State });
            e.HasIndex(x => x.CreatedAt);
        });
        // Rows not told of yet are looked for every few seconds.
        model.Entity<CaseEvent>().HasIndex(x => new { x.ToldIn, x.RunId });
    }
}
