using System.Globalization;
using SupplyRisk.Audit;
using SupplyRisk.Review;
using SupplyRisk.Review.Notifications;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.App.Pages.Settings;

internal static class NotificationEndpoints
{
    private const string Root = "/settings/notifications";

    public static void MapNotifications(this RouteGroupBuilder pages)
    {
        pages.MapGet("/settings", (HttpContext http) => Render.GoTo(http, Root)).Needs(Right.ChangeSettings);
        pages.MapGet(Root, ListAsync).Needs(Right.ChangeSettings);
        pages.MapPost(Root, AddAsync).Needs(Right.ChangeSettings);
        pages.MapGet(Root + "/{id:guid}", OneAsync).Needs(Right.ChangeSettings);
        pages.MapPost(Root + "/{id:guid}", ChangeAsync).Needs(Right.ChangeSettings);
        pages.MapPost(Root + "/{id:guid}/remove", RemoveAsync).Needs(Right.ChangeSettings);
        pages.MapPost(Root + "/{id:guid}/secret", RotateAsync).Needs(Right.ChangeSettings);
        pages.MapPost(Root + "/{id:guid}/test", TestAsync).Needs(Right.ChangeSettings);
        pages.MapPost(Root + "/messages/{id:long}/send-again", SendAgainAsync).Needs(Right.ChangeSettings);
        pages.MapPost(Root + "/messages/{id:long}/set-aside", SetAsideAsync).Needs(Right.ChangeSettings);
    }

    private static Task<IResult> ListAsync(string? state, FindNotifications find, HttpContext http, CancellationToken ct) => PageAsync(find, http, null, Words.Parse<MessageState>(state), null, Form.Fresh, ct);

    private static Task<IResult> OneAsync(Guid id, string? state, FindNotifications find, HttpContext http, CancellationToken ct) => PageAsync(find, http, id, Words.Parse<MessageState>(state), null, Form.Fresh, ct);

    private static async Task<IResult> PageAsync(FindNotifications find, HttpContext http, Guid? id, MessageState? state, string? secret, Form form, CancellationToken ct)
    {
        var found = await find.ReadAsync(http.Actor(), id, state, ct);
        if (!found.Done) return No(found.Refusals);
        var channel = found.Value.Channels.FirstOrDefault(c => c.Channel.Id == id);
        if (id is not null && channel is null) return Results.NotFound();
        return Render.Page<NotificationsPage, NotificationsModel>(new(found.Value, channel, state, secret, form), form.Refusals.Count > 0 ? RefusalStatus.Of(form.Refusals) : 200);
    }

    private static async Task<IResult> AddAsync(EditChannels edit, FindNotifications find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await edit.AddAsync(http.Actor(), Request(form), ct);
        if (!result.Done) return await PageAsync(find, http, null, null, null, Form.Of("channel", form, result.Refusals), ct);
        // No redirect where a secret is shown: it is shown now and never again.
        return result.Value.Secret is { } secret ? await PageAsync(find, http, result.Value.Channel.Id, null, secret, Form.Fresh, ct) : Render.GoTo(http, $"{Root}/{result.Value.Channel.Id}");
    }

    private static async Task<IResult> ChangeAsync(Guid id, EditChannels edit, FindNotifications find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await edit.ChangeAsync(http.Actor(), id, Request(form), ct);
        return result.Done ? Render.GoTo(http, $"{Root}/{id}") : await PageAsync(find, http, id, null, null, Form.Of("channel", form, result.Refusals), ct);
    }

    private static async Task<IResult> RotateAsync(Guid id, EditChannels edit, FindNotifications find, HttpContext http, CancellationToken ct)
    {
        var result = await edit.RotateAsync(http.Actor(), id, ct);
        return result.Done ? await PageAsync(find, http, id, null, result.Value.Secret, Form.Fresh, ct) : No(result.Refusals);
    }

    private static async Task<IResult> RemoveAsync(Guid id, EditChannels edit, HttpContext http, CancellationToken ct) => Done(http, await edit.DeleteAsync(http.Actor(), id, ct), Root);

    private static async Task<IResult> TestAsync(Guid id, EditChannels edit, HttpContext http, CancellationToken ct) => Done(http, await edit.TestAsync(http.Actor(), id, ct), $"{Root}/{id}");

    private static async Task<IResult> SendAgainAsync(long id, EditChannels edit, HttpContext http, CancellationToken ct) => Done(http, await edit.SendAgainAsync(http.Actor(), id, ct), await BackAsync(http, ct));

    private static async Task<IResult> SetAsideAsync(long id, EditChannels edit, HttpContext http, CancellationToken ct) => Done(http, await edit.SetAsideAsync(http.Actor(), id, ct), await BackAsync(http, ct));

    private static async Task<string> BackAsync(HttpContext http, CancellationToken ct) => Render.Local((await http.Request.ReadFormAsync(ct))["back"], Root);

    private static IResult Done(HttpContext http, Result<KeptChannel> result, string then) => result.Done ? Render.GoTo(http, then) : No(result.Refusals);

    private static IResult No(IReadOnlyList<Refusal> refusals) => Results.StatusCode(RefusalStatus.Of(refusals));

    private static ChannelRequest Request(IFormCollection form) => new(
        form["name"].ToString(), Words.Parse<ChannelKind>(form["kind"]) ?? ChannelKind.Webhook, form["target"].ToString(), Chosen<CaseNews>(form, "news"), Chosen<Lane>(form, "lanes"), Chosen<Band>(form, "bands"),
        Words.Parse<Pace>(form["pace"]) ?? Pace.AtOnce, TimeOnly.TryParseExact(form["digest_time"], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : new TimeOnly(7, 0),
        Words.Parse<DayOfWeek>(form["digest_day"]) ?? DayOfWeek.Monday, form["time_zone"].ToString().Trim(), form["on"] == "yes");

    private static IReadOnlyList<T> Chosen<T>(IFormCollection form, string field)
        where T : struct, Enum => [.. form[field].Select(Words.Parse<T>).OfType<T>()];
}

/// <summary>Channels and what they were sent.</summary>
/// <param name="Channel">The one shown; null is all.</param>
/// <param name="State">The state of messages shown; null is all.</param>
/// <param name="Secret">A webhook's secret just made, shown once; or null.</param>
public sealed record NotificationsModel(NotificationReport Report, ChannelRow? Channel, MessageState? State, string? Secret, Form Form);
