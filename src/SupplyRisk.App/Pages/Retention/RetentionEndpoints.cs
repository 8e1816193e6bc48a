using System.Globalization;
using SupplyRisk.Audit;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review;
using SupplyRisk.Review.Retention;

namespace SupplyRisk.App.Pages.Retention;

internal static class RetentionEndpoints
{
    private const string Years = "years", Keep = "keep", Erase = "erase";

    public static void MapRetention(this RouteGroupBuilder pages)
    {
        pages.MapGet("/settings/retention", ShowAsync).Needs(Right.ChangeSettings);
        pages.MapPost("/settings/retention", KeepForAsync).Needs(Right.ChangeSettings);
        pages.MapPost("/settings/retention/erase", EraseDueAsync).Needs(Right.ChangeSettings);
        pages.MapGet("/documents/{id:guid}/keeping", KeepingAsync);
        pages.MapPost("/documents/{id:guid}/keeping", KeepAsync).Needs(Right.ChangeSettings);
        pages.MapPost("/documents/{id:guid}/erase", EraseAsync).Needs(Right.ChangeSettings);
    }

    private static async Task<IResult> ShowAsync(FindRetention find, HttpContext http, CancellationToken ct) => await PageAsync(find, http, Form.Fresh, [], ct);

    private static async Task<IResult> KeepForAsync(FindRetention find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var text = form[Years].ToString().Trim();
        // What is no number is out of range, too.
        int? years = text.Length == 0 ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var result = await find.KeepForAsync(http.Actor(), years, ct);
        return result.Done ? Render.GoTo(http, "/settings/retention") : await PageAsync(find, http, Form.Of(Years, form, result.Refusals), [], ct);
    }

    /// <summary>Each is erased by itself: one that cannot be does not keep the others.</summary>
    private static async Task<IResult> EraseDueAsync(EraseDocument erase, FindRetention find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        List<Refusal> refused = [];
        List<Guid> chosen = [.. form["document"].Select(d => Guid.TryParse(d, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];
        if (chosen.Count == 0) refused.Add(new Refusal(RefusalKind.Invalid, "nothing_chosen", "Choose the documents to erase."));
        foreach (var id in chosen)
            if (await erase.RunAsync(http.Actor(), id, form["because"].ToString(), ct) is { Done: false } no && !refused.Any(r => r.Message == no.Refusals[0].Message)) refused.AddRange(no.Refusals);
        return refused.Count == 0 ? Render.GoTo(http, "/settings/retention") : await PageAsync(find, http, Form.Of(Erase, form, refused), chosen, ct);
    }

    private static async Task<IResult> PageAsync(FindRetention find, HttpContext http, Form form, IReadOnlyList<Guid> chosen, CancellationToken ct)
    {
        var state = await find.HandleAsync(http.Actor(), ct);
        return state.Done
            ? Render.Page<RetentionPage, RetentionModel>(new(state.Value, form, chosen), form.Refusals.Count == 0 ? StatusCodes.Status200OK : RefusalStatus.Of(form.Refusals))
            : Results.StatusCode(RefusalStatus.Of(state.Refusals));
    }

    private static async Task<IResult> KeepingAsync(Guid id, FindDocument find, HttpContext http, CancellationToken ct) => await KeepingPageAsync(id, find, http, Form.Fresh, ct);

    private static async Task<IResult> KeepAsync(Guid id, KeepDocument keep, FindDocument find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        DateOnly? until = DateOnly.TryParseExact(form["until"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var result = await keep.RunAsync(http.Actor(), new KeepDocumentRequest(id, form["hold"] == "yes", until, form["because"].ToString()), ct);
        return result.Done ? Render.GoTo(http, $"/documents/{id}/keeping") : await KeepingPageAsync(id, find, http, Form.Of(Keep, form, result.Refusals), ct);
    }

    private static async Task<IResult> EraseAsync(Guid id, EraseDocument erase, FindDocument find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await erase.RunAsync(http.Actor(), id, form["because"].ToString(), ct);
        return result.Done ? Render.GoTo(http, $"/documents/{id}") : await KeepingPageAsync(id, find, http, Form.Of(Erase, form, result.Refusals), ct);
    }

    private static async Task<IResult> KeepingPageAsync(Guid id, FindDocument find, HttpContext http, Form form, CancellationToken ct) =>
        await find.HandleAsync(http.Actor(), id, ct) is { } shown
            ? Render.Page<KeepingPage, KeepingModel>(new(shown.Document, shown.Suppliers.Count, form), form.Refusals.Count == 0 ? StatusCodes.Status200OK : RefusalStatus.Of(form.Refusals))
            : Results.NotFound();
}

/// <summary>The retention page.</summary>
/// <param name="Chosen">Documents chosen before the form came back.</param>
public sealed record RetentionModel(RetentionState State, Form Form, IReadOnlyList<Guid> Chosen);

/// <summary>How long one document is kept.</summary>
/// <param name="Suppliers">How many suppliers lose it as evidence if it is erased.</param>
public sealed record KeepingModel(Document Document, int Suppliers, Form Form);
