using System.Globalization;
using Microsoft.Extensions.Primitives;
using SupplyRisk.Search.Saved;

namespace SupplyRisk.App.Pages.Search;

internal static class SavedSearchEndpoints
{
    public static void MapSavedSearches(this RouteGroupBuilder pages)
    {
        var searches = pages.MapGroup("/searches");
        searches.MapGet("", ListAsync);
        searches.MapPost("", SaveAsync);
        searches.MapGet("/{id:guid}", ShowAsync);
        searches.MapPost("/{id:guid}", ChangeAsync);
        searches.MapPost("/{id:guid}/delete", DeleteAsync);
        searches.MapPost("/{id:guid}/seen", MarkSeenAsync);
    }

    private static async Task<IResult> ListAsync(FindSavedSearches find, HttpContext http, CancellationToken ct) =>
        Render.Page<SavedSearchesPage, SavedSearchesModel>(new(await find.ListAsync(http.Actor(), ct), Form.Fresh));

    private static async Task<IResult> SaveAsync(SaveSearch save, FindSavedSearches find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await save.SaveAsync(http.Actor(), Request(form), ct);
        return result.Done
            ? Render.GoTo(http, $"/searches/{result.Value.Id}")
            : Render.Page<SavedSearchesPage, SavedSearchesModel>(new(await find.ListAsync(http.Actor(), ct), Form.Of("new", form, result.Refusals)), RefusalStatus.Of(result.Refusals));
    }

    private static async Task<IResult> ShowAsync(Guid id, string? hits, FindSavedSearches find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, hits == "new", ct) is { } report
            ? Render.Page<SavedSearchPage, SavedSearchModel>(new(report, hits == "new", Form.Fresh))
            : Results.NotFound();

    private static async Task<IResult> ChangeAsync(Guid id, SaveSearch save, FindSavedSearches find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var result = await save.ChangeAsync(http.Actor(), id, Request(form), ct);
        if (result.Done) return Render.GoTo(http, Render.Local(form["back"], $"/searches/{id}"));
        return await find.OneAsync(http.Actor(), id, onlyNew: false, ct) is { } report
            ? Render.Page<SavedSearchPage, SavedSearchModel>(new(report, false, Form.Of("change", form, result.Refusals)), RefusalStatus.Of(result.Refusals))
            : Results.NotFound();
    }

    private static async Task<IResult> DeleteAsync(Guid id, SaveSearch save, HttpContext http, CancellationToken ct) =>
        (await save.DeleteAsync(http.Actor(), id, ct)).Done ? Render.GoTo(http, "/searches") : Results.NotFound();

    private static async Task<IResult> MarkSeenAsync(Guid id, SaveSearch save, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        DateTime? until = DateTime.TryParse(form["until"], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : null;
        List<Guid>? records = StringValues.IsNullOrEmpty(form["record"]) ? null : [.. form["record"].Select(r => Guid.TryParse(r, out var record) ? record : Guid.Empty)];
        return (await save.MarkSeenAsync(http.Actor(), id, records, until, ct)).Done ? Render.GoTo(http, $"/searches/{id}") : Results.NotFound();
    }

    private static SaveSearchRequest Request(IFormCollection form) => new(form["name"].ToString(), form["text"].ToString(), form["watch"] == "yes");
}

/// <summary>A person's saved searches.</summary>
/// <param name="Form">The form that came back with something to correct.</param>
public sealed record SavedSearchesModel(IReadOnlyList<SavedSearchRow> Rows, Form Form);

/// <summary>One saved search and what its watch reports.</summary>
/// <param name="OnlyNew">Whether hits marked as seen are left out.</param>
/// <param name="Form">The form that came back with something to correct.</param>
public sealed record SavedSearchModel(SavedSearchReport Report, bool OnlyNew, Form Form);
