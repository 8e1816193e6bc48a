using System.Globalization;
using SupplyRisk.Review;
using SupplyRisk.Watchlists;

namespace SupplyRisk.App.Pages.Lists;

internal static class ListEndpoints
{
    /// <summary>Most bytes of an uploaded list; the largest public one is about 20 MB.</summary>
    public const long MaxBytes = 64L << 20;

    public static void MapLists(this RouteGroupBuilder pages)
    {
        pages.MapGet("/lists", ShowAsync);
        pages.MapPost("/lists", ImportAsync).AcceptsUploads(MaxBytes);
    }

    private static async Task<IResult> ShowAsync(FindLists find, CancellationToken ct) =>
        Render.Page<ListsPage, ListsPageModel>(new(await find.HandleAsync(ct), Form.Fresh));

    private static async Task<IResult> ImportAsync(ImportWatchlist import, FindLists find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
            return await AgainAsync([new Refusal(RefusalKind.Invalid, "watchlist_file_missing", "Choose a CSV file.", "file")]);
        DateOnly? published = DateOnly.TryParseExact(form["published_on"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        await using var kept = await UploadedFile.KeepAsync(file, ct);
        var result = await import.ImportAsync(http.Actor(), new WatchlistRequest(kept.Path, file.FileName, form["name"].ToString(), published), ct);
        return result.Done ? Render.GoTo(http, $"/lists?loaded={result.Value.List.Id}#l-{result.Value.List.Id}") : await AgainAsync(result.Refusals);

        async Task<IResult> AgainAsync(IReadOnlyList<Refusal> refusals) =>
            Render.Page<ListsPage, ListsPageModel>(new(await find.HandleAsync(ct), Form.Of("list", form, refusals)), Form.StatusOf(refusals));
    }
}

/// <summary>The lists' page.</summary>
public sealed record ListsPageModel(IReadOnlyList<ListRow> Lists, Form Form);
