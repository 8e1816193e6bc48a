using System.Globalization;
using SupplyRisk.Review.Exchange;

namespace SupplyRisk.App.Pages.Actions;

internal static class ExchangeEndpoints
{
    public static void MapExchange(this RouteGroupBuilder pages)
    {
        pages.MapGet("/suppliers/{id:guid}/exchange", ShowAsync);
        var manage = pages.MapGroup("").AddEndpointFilter(ActionEndpoints.MayManageAsync);
        manage.MapPost("/suppliers/{id:guid}/exchange/links", MakeLinkAsync);
        manage.MapPost("/suppliers/{id:guid}/exchange/links/{link:guid}/revoke", RevokeAsync);
        manage.MapPost("/suppliers/{id:guid}/exchange/requests", AskAsync);
        manage.MapPost("/suppliers/{id:guid}/exchange/requests/{request:guid}/settle", SettleAsync);
        manage.MapPost("/suppliers/{id:guid}/exchange/answers/{answer:guid}", DecideAsync);
    }

    private static Task<IResult> ShowAsync(Guid id, FindExchange find, HttpContext http, CancellationToken ct) => PageAsync(id, find, http, Form.Fresh, null, StatusCodes.Status200OK, ct);

    // The address is shown once, in the answer to the post: it is kept nowhere to be shown again.
    private static async Task<IResult> MakeLinkAsync(Guid id, PageLinks links, FindExchange find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var days = int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var d) ? d : 0;
        var result = await links.MakeAsync(http.Actor(), id, days, ct);
        if (!result.Done) return await PageAsync(id, find, http, Form.Of("link", form, result.Refusals), null, RefusalStatus.Of(result.Refusals), ct);
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return await PageAsync(id, find, http, Form.Fresh, ForSuppliers.ForSupplierEndpoints.AddressOf(http, result.Value), StatusCodes.Status200OK, ct);
    }

    private static async Task<IResult> RevokeAsync(Guid id, Guid link, PageLinks links, HttpContext http, CancellationToken ct)
    {
        var result = await links.RevokeAsync(http.Actor(), link, ct);
        return result.Done ? Render.GoTo(http, $"/suppliers/{id}/exchange#links") : Results.StatusCode(RefusalStatus.Of(result.Refusals));
    }

    private static async Task<IResult> AskAsync(Guid id, AskSupplier ask, FindExchange find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var no = new List<Refusal>();
        var due = ActionFields.Day(form, "due", no);
        var result = no.Count > 0 ? Result<DocumentRequest>.Refused(no) : await ask.AskAsync(http.Actor(), id, form["what"].ToString(), due, ct);
        return result.Done ? Render.GoTo(http, $"/suppliers/{id}/exchange#requests") : await PageAsync(id, find, http, Form.Of("ask", form, result.Refusals), null, RefusalStatus.Of(result.Refusals), ct);
    }

    private static async Task<IResult> SettleAsync(Guid id, Guid request, AskSupplier ask, HttpContext http, CancellationToken ct)
    {
        var result = await ask.SettleAsync(http.Actor(), request, ct);
        return result.Done ? Render.GoTo(http, $"/suppliers/{id}/exchange#requests") : Results.StatusCode(RefusalStatus.Of(result.Refusals));
    }

    private static async Task<IResult> DecideAsync(Guid id, Guid answer, DecideAnswer decide, FindExchange find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var decision = form["decision"].ToString();
        if (decision is not ("accept" or "reject")) return Results.BadRequest();
        var result = await decide.DecideAsync(http.Actor(), answer, decision == "accept", form["words"].ToString(), ct);
        return result.Done ? Render.GoTo(http, $"/suppliers/{id}/exchange") : await PageAsync(id, find, http, Form.Of($"a-{answer:N}", form, result.Refusals), null, RefusalStatus.Of(result.Refusals), ct);
    }

    private static async Task<IResult> PageAsync(Guid id, FindExchange find, HttpContext http, Form form, string? address, int status, CancellationToken ct) =>
        await find.HandleAsync(http.Actor(), id, ct) is { } exchange ? Render.Page<ExchangePage, ExchangeModel>(new(exchange, form, address), status) : Results.NotFound();
}

/// <summary>What a supplier is asked and answered.</summary>
/// <param name="Address">The address of a link just made, to be passed on; null otherwise.</param>
public sealed record ExchangeModel(SupplierExchange Exchange, Form Form, string? Address);
