using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Review;
using SupplyRisk.Review.Notifications;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.App.Api;

/// <summary>How a channel is to be.</summary>
/// <param name="Target">An https address, or one e-mail address.</param>
/// <param name="News">Of what: at least one.</param>
/// <param name="Lanes">At least one.</param>
/// <param name="Bands">Of the supplier: at least one.</param>
/// <param name="DigestTime">As HH:mm in the time zone; 07:00 if not given.</param>
/// <param name="DigestDay">Of a weekly digest; Monday if not given.</param>
/// <param name="TimeZone">IANA name; UTC if not given.</param>
internal sealed record ChannelBody(
    string Name, ChannelKind Kind, string Target, IReadOnlyList<CaseNews> News, IReadOnlyList<Lane> Lanes, IReadOnlyList<Band> Bands, Pace Pace, bool IsOn,
    string? DigestTime = null, DayOfWeek? DigestDay = null, string? TimeZone = null);

/// <summary>A channel.</summary>
/// <param name="Secret">A webhook's fresh secret, in the answer that made it and never again.</param>
internal sealed record ChannelItem(
    Guid Id, string Name, ChannelKind Kind, string Target, IReadOnlyList<string> News, IReadOnlyList<string> Lanes, IReadOnlyList<string> Bands, Pace Pace, string DigestTime, DayOfWeek DigestDay,
    string TimeZone, bool IsOn, DateTime? NextDigestAt, DateTime? FormerSecretUntil, string? Secret);

/// <summary>A message and what became of it.</summary>
/// <param name="EventId">As the receiver was told.</param>
/// <param name="About">In a line.</param>
internal sealed record MessageItem(
    long Id, Guid EventId, Guid ChannelId, string Type, Guid? CaseId, string About, MessageState State, DateTime CreatedAt, DateTime? NextTryAt, int Attempts, DateTime? SentAt, string? Reason);

internal static class NotificationApi
{
    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/notifications").WithTags("Notifications").ProducesProblem(403);
        group.MapGet("/channels", ListAsync).WithName("ListNotificationChannels").WithSummary("Where news of cases go, by name.");
        group.MapPost("/channels", AddAsync).WithName("AddNotificationChannel").WithSummary("Add a channel. A webhook's secret is in this answer only.").ProducesProblem(409).ProducesProblem(422);
        group.MapPut("/channels/{id:guid}", ChangeAsync).WithName("ChangeNotificationChannel").WithSummary("Change a channel.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        group.MapDelete("/channels/{id:guid}", DeleteAsync).WithName("RemoveNotificationChannel").WithSummary("Remove a channel with everything that waits for it.").ProducesProblem(404);
        group.MapPost("/channels/{id:guid}/secret", RotateAsync).WithName("ReplaceWebhookSecret").WithSummary("Give a webhook a new secret; the one before signs beside it for two days.").ProducesProblem(404).ProducesProblem(409);
        group.MapPost("/channels/{id:guid}/test", TestAsync).WithName("TestNotificationChannel").WithSummary("Send a test message.").ProducesProblem(404);
        group.MapGet("/messages", MessagesAsync).WithName("ListNotificationMessages").WithSummary("What was sent, waits or was set aside, newest first; at most 50.").ProducesProblem(400);
        group.MapPost("/messages/{id:long}/send-again", SendAgainAsync).WithName("SendNotificationAgain").WithSummary("Send a message again that was sent or set aside; its event id stays.").ProducesProblem(404).ProducesProblem(409);
        group.MapPost("/messages/{id:long}/set-aside", SetAsideAsync).WithName("SetNotificationAside").WithSummary("Give a waiting message up.").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Results<Ok<IReadOnlyList<ChannelItem>>, ProblemHttpResult>> ListAsync(FindNotifications find, HttpContext http, CancellationToken ct)
    {
        var found = await find.ReadAsync(http.Actor(), null, null, ct);
        return found.Done ? TypedResults.Ok<IReadOnlyList<ChannelItem>>([.. found.Value.Channels.Select(c => Item(c.Channel, null))]) : ApiResults.Problem(found.Refusals);
    }

    private static async Task<Results<Created<ChannelItem>, ProblemHttpResult>> AddAsync(ChannelBody body, EditChannels edit, HttpContext http, CancellationToken ct)
    {
        if (Request(body) is not { } request) return ApiResults.Bad("digest_time", "Write the time as HH:mm, e.g. 07:00.");
        var result = await edit.AddAsync(http.Actor(), request, ct);
        return result.Done ? TypedResults.Created($"{ApiServices.Root}/notifications/channels/{result.Value.Channel.Id}", Item(result.Value.Channel, result.Value.Secret)) : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Results<Ok<ChannelItem>, ProblemHttpResult>> ChangeAsync(Guid id, ChannelBody body, EditChannels edit, HttpContext http, CancellationToken ct) =>
        Request(body) is not { } request ? ApiResults.Bad("digest_time", "Write the time as HH:mm, e.g. 07:00.") : Answer(await edit.ChangeAsync(http.Actor(), id, request, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, EditChannels edit, HttpContext http, CancellationToken ct) => Nothing(await edit.DeleteAsync(http.Actor(), id, ct));

    private static async Task<Results<Ok<ChannelItem>, ProblemHttpResult>> RotateAsync(Guid id, EditChannels edit, HttpContext http, CancellationToken ct) => Answer(await edit.RotateAsync(http.Actor(), id, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> TestAsync(Guid id, EditChannels edit, HttpContext http, CancellationToken ct) => Nothing(await edit.TestAsync(http.Actor(), id, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> SendAgainAsync(long id, EditChannels edit, HttpContext http, CancellationToken ct) => Nothing(await edit.SendAgainAsync(http.Actor(), id, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsideAsync(long id, EditChannels edit, HttpContext http, CancellationToken ct) => Nothing(await edit.SetAsideAsync(http.Actor(), id, ct));

    private static async Task<Results<Ok<IReadOnlyList<MessageItem>>, ProblemHttpResult>> MessagesAsync(
        FindNotifications find, HttpContext http, [FromQuery] Guid? channel, [FromQuery] string? state, CancellationToken ct)
    {
        var wanted = Words.Parse<MessageState>(state);
        if (state is not null && wanted is null) return ApiResults.Bad("state", "It is waiting, sent or set_aside.");
        var found = await find.ReadAsync(http.Actor(), channel, wanted, ct);
        return found.Done
            ? TypedResults.Ok<IReadOnlyList<MessageItem>>([.. found.Value.Deliveries.Select(m => new MessageItem(
                m.Id, m.EventId, m.ChannelId, m.Type, m.CaseId, m.About, m.State, m.CreatedAt, m.State == MessageState.Waiting ? m.NextTryAt : null, m.Attempts, m.SentAt, m.Reason))])
            : ApiResults.Problem(found.Refusals);
    }

    private static Results<Ok<ChannelItem>, ProblemHttpResult> Answer(Result<KeptChannel> result) =>
        result.Done ? TypedResults.Ok(Item(result.Value.Channel, result.Value.Secret)) : ApiResults.Problem(result.Refusals);

    private static Results<NoContent, ProblemHttpResult> Nothing(Result<KeptChannel> result) => result.Done ? TypedResults.NoContent() : ApiResults.Problem(result.Refusals);

    private static ChannelRequest? Request(ChannelBody b) =>
        TimeOnly.TryParseExact(b.DigestTime ?? "07:00", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new ChannelRequest(b.Name, b.Kind, b.Target, b.News, b.Lanes, b.Bands, b.Pace, time, b.DigestDay ?? DayOfWeek.Monday, b.TimeZone ?? "UTC", b.IsOn) : null;

    private static ChannelItem Item(NotificationChannel c, string? secret) => new(
        c.Id, c.Name, c.Kind, c.Target, Packed.Split(c.News), Packed.Split(c.Lanes), Packed.Split(c.Bands), c.Pace, c.DigestTime.ToString("HH:mm", CultureInfo.InvariantCulture), c.DigestDay, c.TimeZone,
        c.IsOn, c.NextDigestAt, c.FormerSecretUntil, secret);
}
