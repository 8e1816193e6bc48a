using System.Globalization;
using SupplyRisk.Audit;
using SupplyRisk.People;

namespace SupplyRisk.App.Pages.Settings;

internal static class SettingsEndpoints
{
    public static void MapSettings(this RouteGroupBuilder pages)
    {
        var people = pages.MapGroup("/settings/people");
        people.MapGet("", AllPeopleAsync);
        people.MapPost("", InviteAsync);
        people.MapGet("/{id:guid}", OnePersonAsync);
        people.MapPost("/{id:guid}", ChangeAsync);
        people.MapPost("/{id:guid}/suppliers", AssignAsync);
        people.MapPost("/{id:guid}/suppliers/withdraw", WithdrawAsync);
        people.MapPost("/{id:guid}/link", LinkAsync);
        people.MapPost("/{id:guid}/deactivate", DeactivateAsync);
        people.MapPost("/{id:guid}/reactivate", ReactivateAsync);
        people.MapPost("/{id:guid}/erase", EraseAsync);
        var keys = pages.MapGroup("/settings/keys");
        keys.MapGet("", AllKeysAsync);
        keys.MapPost("", HandOutAsync);
        keys.MapPost("/{id:guid}/revoke", RevokeAsync);
    }

    private static Task<IResult> AllPeopleAsync(FindPeople find, HttpContext http, CancellationToken ct) => PeopleAsync(find, http, null, Form.Fresh, ct);

    private static async Task<IResult> PeopleAsync(FindPeople find, HttpContext http, ShownLink? link, Form form, CancellationToken ct)
    {
        var people = await find.ListAsync(http.Actor(), ct);
        return people.Done ? Render.Page<PeoplePage, PeopleModel>(new(people.Value, link, form), form.Refusals.Count > 0 ? RefusalStatus.Of(form.Refusals) : 200) : No(people.Refusals);
    }

    private static async Task<IResult> InviteAsync(InvitePerson invite, FindPeople find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var request = new InvitationRequest(form["email"].ToString(), form["name"].ToString(), Roles(form), Lines(form["suppliers"]));
        var result = await invite.InviteAsync(http.Actor(), request, ct);
        // No redirect: the link is shown now and never again.
        return result.Done
            ? await PeopleAsync(find, http, ShownLink.Of(http, result.Value.Person.Name, result.Value.Link), Form.Fresh, ct)
            : await PeopleAsync(find, http, null, Form.Of("invite", form, result.Refusals), ct);
    }

    private static Task<IResult> OnePersonAsync(Guid id, FindPeople find, HttpContext http, CancellationToken ct) => PersonAsync(id, find, http, null, Form.Fresh, ct);

    private static async Task<IResult> PersonAsync(Guid id, FindPeople find, HttpContext http, ShownLink? link, Form form, CancellationToken ct)
    {
        var person = await find.OneAsync(http.Actor(), id, ct);
        return person.Done ? Render.Page<PersonPage, PersonModel>(new(person.Value, link, form), form.Refusals.Count > 0 ? RefusalStatus.Of(form.Refusals) : 200) : No(person.Refusals);
    }

    private static async Task<IResult> ChangeAsync(Guid id, ChangePerson change, FindPeople find, ActorNames names, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await change.ChangeAsync(http.Actor(), id, form["name"].ToString(), Roles(form), ct);
        if (result.Done) names.Forget();
        return await DoneAsync(id, "change", result.Refusals, form, find, http, ct);
    }

    private static async Task<IResult> AssignAsync(Guid id, AssignSuppliers assign, FindPeople find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await assign.AssignAsync(http.Actor(), id, Lines(form["suppliers"]), ct);
        return await DoneAsync(id, "assign", result.Refusals, form, find, http, ct);
    }

    private static async Task<IResult> WithdrawAsync(Guid id, AssignSuppliers assign, FindPeople find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await assign.WithdrawAsync(http.Actor(), id, [.. form["supplier"].Select(s => Guid.TryParse(s, out var g) ? g : Guid.Empty)], ct);
        return await DoneAsync(id, "assign", result.Refusals, form, find, http, ct);
    }

    private static async Task<IResult> LinkAsync(Guid id, InvitePerson invite, FindPeople find, HttpContext http, CancellationToken ct)
    {
        var result = await invite.LinkAnewAsync(http.Actor(), id, ct);
        var form = await http.Request.ReadFormAsync(ct);
        if (!result.Done) return await DoneAsync(id, "link", result.Refusals, form, find, http, ct);
        return await PersonAsync(id, find, http, ShownLink.Of(http, "", result.Value), Form.Fresh, ct);
    }

    private static async Task<IResult> DeactivateAsync(Guid id, ChangePerson change, FindPeople find, HttpContext http, CancellationToken ct) =>
        await DoneAsync(id, "state", (await change.DeactivateAsync(http.Actor(), id, ct)).Refusals, await http.Request.ReadFormAsync(ct), find, http, ct);

    private static async Task<IResult> ReactivateAsync(Guid id, ChangePerson change, FindPeople find, HttpContext http, CancellationToken ct) =>
        await DoneAsync(id, "state", (await change.ReactivateAsync(http.Actor(), id, ct)).Refusals, await http.Request.ReadFormAsync(ct), find, http, ct);

    private static async Task<IResult> EraseAsync(Guid id, ForgetPerson forget, FindPeople find, ActorNames names, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var sure = form["sure"] == "yes" ? [] : new[] { new Refusal(RefusalKind.Invalid, "not_sure", "Tick that you have read what goes and what stays.", "sure") };
        var result = sure.Length > 0 ? Result<Person>.Refused(sure) : await forget.RunAsync(http.Actor(), id, form["because"].ToString(), ct);
        if (result.Done) names.Forget();
        return await DoneAsync(id, "erase", result.Refusals, form, find, http, ct);
    }

    private static async Task<IResult> DoneAsync(Guid id, string what, IReadOnlyList<Refusal> refusals, IFormCollection form, FindPeople find, HttpContext http, CancellationToken ct) =>
        refusals.Count == 0 ? Render.GoTo(http, $"/settings/people/{id}")
        : refusals.Any(r => r.Kind is RefusalKind.Forbidden or RefusalKind.NotFound) ? No(refusals)
        : await PersonAsync(id, find, http, null, Form.Of(what, form, refusals), ct);

    private static Task<IResult> AllKeysAsync(HandOutKeys keys, HttpContext http, CancellationToken ct) => KeysAsync(keys, http, null, Form.Fresh, ct);

    private static async Task<IResult> KeysAsync(HandOutKeys keys, HttpContext http, HandedOutKey? made, Form form, CancellationToken ct)
    {
        var all = await keys.ListAsync(http.Actor(), ct);
        return all.Done ? Render.Page<KeysPage, KeysModel>(new(all.Value, made, form), form.Refusals.Count > 0 ? RefusalStatus.Of(form.Refusals) : 200) : No(all.Refusals);
    }

    private static async Task<IResult> HandOutAsync(HandOutKeys keys, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var days = int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        var result = await keys.HandOutAsync(http.Actor(), form["name"].ToString(), [.. form["right"].Select(Words.Parse<Right>).OfType<Right>()], days, ct);
        return result.Done ? await KeysAsync(keys, http, result.Value, Form.Fresh, ct) : await KeysAsync(keys, http, null, Form.Of("key", form, result.Refusals), ct);
    }

    private static async Task<IResult> RevokeAsync(Guid id, HandOutKeys keys, HttpContext http, CancellationToken ct)
    {
        var result = await keys.RevokeAsync(http.Actor(), id, ct);
        return result.Done ? Render.GoTo(http, "/settings/keys") : No(result.Refusals);
    }

    private static IResult No(IReadOnlyList<Refusal> refusals) => Results.StatusCode(RefusalStatus.Of(refusals));

    private static IReadOnlyList<Role> Roles(IFormCollection form) => [.. form["role"].Select(Words.Parse<Role>).OfType<Role>()];

    private static string[] Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A one-time link as it is sent.</summary>
/// <param name="For">Whom it is for; empty where the page says so.</param>
public sealed record ShownLink(string For, string Address, DateTime ExpiresAt, LinkPurpose Purpose)
{
    internal static ShownLink Of(HttpContext http, string name, IssuedLink link) => new(name, $"{http.Request.Scheme}://{http.Request.Host}{link.Path}", link.ExpiresAt, link.Purpose);
}

/// <summary>Everybody.</summary>
/// <param name="Link">A link just made, shown once; or null.</param>
public sealed record PeopleModel(IReadOnlyList<PersonRow> People, ShownLink? Link, Form Form);

/// <summary>One person.</summary>
/// <param name="Link">A link just made, shown once; or null.</param>
public sealed record PersonModel(PersonToShow Shown, ShownLink? Link, Form Form);

/// <summary>Keys of programs.</summary>
/// <param name="Made">A key just made, shown once; or null.</param>
public sealed record KeysModel(IReadOnlyList<ApiKey> Keys, HandedOutKey? Made, Form Form);
