using System.Net.Mail;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.Review.Notifications;

/// <summary>How a channel is to be.</summary>
/// <param name="Target">An https address, or one e-mail address.</param>
/// <param name="DigestTime">Only for digests.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record ChannelRequest(
    string Name, ChannelKind Kind, string Target, IReadOnlyList<CaseNews> News, IReadOnlyList<Lane> Lanes, IReadOnlyList<Band> Bands, Pace Pace, TimeOnly DigestTime,
    DayOfWeek DigestDay, string TimeZone, bool IsOn);

/// <summary>A channel as it was kept.</summary>
/// <param name="Secret">A webhook's fresh secret; only now can it be read.</param>
public sealed record KeptChannel(NotificationChannel Channel, string? Secret);

/// <summary>Sets channels up.</summary>
public sealed class EditChannels(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, AuditSeal seal, NotificationOptions options)
{
    /// <summary>How long a secret that was replaced signs beside the new one.</summary>
    public static readonly TimeSpan FormerSecretKept = TimeSpan.FromDays(2);

    public async Task<Result<KeptChannel>> AddAsync(Actor actor, ChannelRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Right.ChangeSettings) is { } no) return no;
        if (Wrong(request) is { Count: > 0 } wrong) return Result<KeptChannel>.Refused(wrong);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Notifications, ct);
        var name = request.Name.Trim();
        if (await db.NotificationChannels.AnyAsync(c => c.Name == name, ct)) return NotificationErrors.NameTaken(name);
        var now = time.Instant();
        var secret = request.Kind == ChannelKind.Webhook ? Webhook.NewSecret() : null;
        // What happened before is nobody's news: a first channel does not begin with the past.
        if (!await db.NotificationChannels.AnyAsync(c => c.IsOn, ct)) await db.CaseEvents.Where(e => e.ToldIn == null).ExecuteUpdateAsync(u => u.SetProperty(e => e.ToldIn, Guid.Empty), ct);
        var channel = new NotificationChannel
        {
            Id = time.NewId(),
            Name = name,
            Kind = request.Kind,
            Target = request.Target.Trim(),
            News = "",
            Lanes = "",
            Bands = "",
            Pace = request.Pace,
            DigestTime = request.DigestTime,
            DigestDay = request.DigestDay,
            TimeZone = request.TimeZone,
            IsOn = request.IsOn,
            CreatedAt = now,
            DigestedAt = now,
            Secret = secret is null ? null : seal.Seal(Encoding.UTF8.GetBytes(secret)),
        };
        Apply(channel, request, now);
        db.NotificationChannels.Add(channel);
        await audit.AppendAsync(db, actor, "notifications.channel_added", $"notification_channel:{channel.Id}", Said(channel), ct);
        await transaction.CommitAsync(ct);
        return new KeptChannel(channel, secret);
    }

    public Task<Result<KeptChannel>> ChangeAsync(Actor actor, Guid id, ChannelRequest request, CancellationToken ct) =>
        Wrong(request) is { Count: > 0 } wrong && actor.May(Right.ChangeSettings) ? Task.FromResult(Result<KeptChannel>.Refused(wrong)) : OnAsync(actor, id, "notifications.channel_changed", async (db, c, now) =>
        {
            if (c.Kind != request.Kind) return NotificationErrors.KindFixed();
            var name = request.Name.Trim();
            if (await db.NotificationChannels.AnyAsync(o => o.Name == name && o.Id != id, ct)) return NotificationErrors.NameTaken(name);
            var before = Said(c);
            if (!c.IsOn && request.IsOn && !await db.NotificationChannels.AnyAsync(o => o.IsOn, ct))
                await db.CaseEvents.Where(e => e.ToldIn == null).ExecuteUpdateAsync(u => u.SetProperty(e => e.ToldIn, Guid.Empty), ct);
            if (request.Pace == Pace.AtOnce || !request.IsOn) await db.NotificationItems.Where(i => i.ChannelId == id).ExecuteDeleteAsync(ct);
            Apply(c, request, now);
            return (null, new { before, after = Said(c) });
        }, ct);

    /// <summary>Removes it with everything that waits for it.</summary>
    public Task<Result<KeptChannel>> DeleteAsync(Actor actor, Guid id, CancellationToken ct) => OnAsync(actor, id, "notifications.channel_removed", async (db, c, _) =>
    {
        await db.NotificationItems.Where(i => i.ChannelId == id).ExecuteDeleteAsync(ct);
        await db.NotificationMessages.Where(m => m.ChannelId == id).ExecuteDeleteAsync(ct);
        db.NotificationChannels.Remove(c);
        return (null, Said(c));
    }, ct);

    /// <summary>Gives a webhook a new secret. The one before signs beside it for two days.</summary>
    public Task<Result<KeptChannel>> RotateAsync(Actor actor, Guid id, CancellationToken ct) => OnAsync(actor, id, "notifications.secret_replaced", (db, c, now) =>
    {
        if (c.Secret is null) return Task.FromResult<Step>(NotificationErrors.NotAWebhook());
        var secret = Webhook.NewSecret();
        (c.FormerSecret, c.FormerSecretUntil, c.Secret) = (c.Secret, now + FormerSecretKept, seal.Seal(Encoding.UTF8.GetBytes(secret)));
        return Task.FromResult<Step>((secret, new { c.Name, former_valid_until = c.FormerSecretUntil }));
    }, ct);

    /// <summary>Sends a message that says it is a test.</summary>
    public Task<Result<KeptChannel>> TestAsync(Actor actor, Guid id, CancellationToken ct) => OnAsync(actor, id, "notifications.tested", (db, c, now) =>
    {
        db.NotificationMessages.Add(MakeMessages.Message(id, new Notice { EventId = time.NewId(), Type = "test", CreatedAt = now }, now));
        return Task.FromResult<Step>((null, new { c.Name }));
    }, ct);

    /// <summary>Sends a message again that was sent or set aside.</summary>
    public Task<Result<KeptChannel>> SendAgainAsync(Actor actor, long message, CancellationToken ct) => OnMessageAsync(actor, message, "notifications.sent_again", (m, now) =>
    {
        if (m.State == MessageState.Waiting) return NotificationErrors.StillWaiting();
        (m.State, m.TriedSince, m.NextTryAt, m.LeaseUntil) = (MessageState.Waiting, now, now, now);
        return null;
    }, ct);

    /// <summary>Gives a message up that waits.</summary>
    public Task<Result<KeptChannel>> SetAsideAsync(Actor actor, long message, CancellationToken ct) => OnMessageAsync(actor, message, "notifications.set_aside", (m, _) =>
    {
        if (m.State != MessageState.Waiting) return NotificationErrors.NotWaiting();
        (m.State, m.Reason) = (MessageState.SetAside, $"Set aside by a person.{(m.Reason is { } r ? " Before: " + r : "")}");
        return null;
    }, ct);

    private async Task<Result<KeptChannel>> OnMessageAsync(Actor actor, long message, string action, Func<NotificationMessage, DateTime, Refusal?> change, CancellationToken ct)
    {
        if (actor.Lacks(Right.ChangeSettings) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var channel = await db.NotificationMessages.Where(m => m.Id == message).Select(m => (Guid?)m.ChannelId).FirstOrDefaultAsync(ct);
        if (channel is not { } id) return NotificationErrors.NoSuchMessage();
        return await OnAsync(actor, id, action, async (inner, c, now) =>
        {
            var m = await inner.NotificationMessages.FirstOrDefaultAsync(x => x.Id == message, ct);
            if (m is null) return NotificationErrors.NoSuchMessage();
            if (change(m, now) is { } refusal) return refusal;
            return (null, new { c.Name, m.EventId, m.Type });
        }, ct);
    }

    private async Task<Result<KeptChannel>> OnAsync(Actor actor, Guid id, string action, Func<SupplyRiskDb, NotificationChannel, DateTime, Task<Step>> change, CancellationToken ct)
    {
        if (actor.Lacks(Right.ChangeSettings) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Notifications, ct);
        if (await db.NotificationChannels.FirstOrDefaultAsync(c => c.Id == id, ct) is not { } channel) return NotificationErrors.NoSuchChannel();
        var step = await change(db, channel, time.Instant());
        if (step.Refusal is { } refusal) return refusal;
        await audit.AppendAsync(db, actor, action, $"notification_channel:{id}", step.Payload ?? new { }, ct);
        await transaction.CommitAsync(ct);
        return new KeptChannel(channel, step.Secret);
    }

    private static void Apply(NotificationChannel c, ChannelRequest r, DateTime now)
    {
        (c.Name, c.Target, c.Pace, c.DigestTime, c.DigestDay, c.TimeZone, c.IsOn) = (r.Name.Trim(), r.Target.Trim(), r.Pace, r.DigestTime, r.DigestDay, r.TimeZone, r.IsOn);
        (c.News, c.Lanes, c.Bands) = (Join(r.News), Join(r.Lanes), Join(r.Bands));
        c.NextDigestAt = r.IsOn ? DigestTimes.Next(c, now) : null;
    }

    private static string Join<T>(IEnumerable<T> chosen)
        where T : struct, Enum => string.Join('|', chosen.Distinct().Order().Select(Words.Snake));

    // The secret is no part of the record.
    private static object Said(NotificationChannel c) =>
        new { c.Name, c.Kind, c.Target, c.News, c.Lanes, c.Bands, c.Pace, digest_time = c.DigestTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), c.DigestDay, c.TimeZone, c.IsOn };

    private List<Refusal> Wrong(ChannelRequest r)
    {
        var wrong = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(r.Name)) wrong.Add(NotificationErrors.NameMissing());
        else if (r.Name.Trim().Length > 100) wrong.Add(NotificationErrors.NameTooLong());
        if (WrongTarget(r.Kind, r.Target.Trim()) is { } refusal) wrong.Add(refusal);
        if (r.News.Count == 0) wrong.Add(NotificationErrors.NothingChosen("news", "kind of news"));
        if (r.Lanes.Count == 0) wrong.Add(NotificationErrors.NothingChosen("lanes", "lane"));
        if (r.Bands.Count == 0) wrong.Add(NotificationErrors.NothingChosen("bands", "band"));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(r.TimeZone, out _)) wrong.Add(NotificationErrors.NoSuchZone(Words.Visible(r.TimeZone)));
        return wrong;
    }

    private Refusal? WrongTarget(ChannelKind kind, string target)
    {
        if (target.Length > 2_000) return NotificationErrors.AddressUnusable("The address is too long.");
        if (kind == ChannelKind.Email)
        {
            if (options.Mail is null) return NotificationErrors.NoMailServer();
            return MailAddress.TryCreate(target, out var mail) && mail.Address == target && target.All(c => c is > ' ' and < '\u007f' and not (',' or ';' or '<' or '>' or '"')) ? null
                : NotificationErrors.AddressUnusable("Enter one e-mail address, e.g. compliance@example.com, without a name.");
        }
        if (!Uri.TryCreate(target, UriKind.Absolute, out var address)) return NotificationErrors.AddressUnusable("Enter a whole address that begins with https://.");
        try
        {
            AddressRules.CheckForm(address, options.AllowPrivateAddresses);
        }
        catch (ForbiddenAddressException e)
        {
            return NotificationErrors.AddressUnusable(e.Message);
        }
        // A name is looked up when it is sent to; an address in figures is known now.
        return System.Net.IPAddress.TryParse(address.IdnHost, out var ip) && !options.AllowPrivateAddresses && !AddressRules.IsPublic(ip)
            ? NotificationErrors.AddressUnusable($"{ip} is a private or loopback address; it needs Notifications__AllowPrivateAddresses=true.") : null;
    }

    private readonly record struct Step(Refusal? Refusal, string? Secret, object? Payload)
    {
        public static implicit operator Step(Refusal refusal) => new(refusal, null, null);

        public static implicit operator Step((string? Secret, object Payload) done) => new(null, done.Secret, done.Payload);
    }
}
