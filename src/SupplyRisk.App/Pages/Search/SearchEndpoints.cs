using System.Globalization;
using SupplyRisk.Search;

namespace SupplyRisk.App.Pages.Search;

internal static partial class SearchEndpoints
{
    public static void MapSearch(this RouteGroupBuilder pages)
    {
        pages.MapGet("/search", FindAsync);
        pages.MapGet("/search/complete", CompleteAsync);
        pages.MapSavedSearches();
    }

    private static async Task<IResult> FindAsync(string? q, string? kind, string? from, FindAnything find, ILogger<FindAnything> log, HttpContext http, CancellationToken ct)
    {
        var text = (q ?? "").Trim();
        var request = new FindRequest(text, Words.Parse<SearchKind>(kind), string.IsNullOrEmpty(from) ? null : from);
        try
        {
            var found = await find.HandleAsync(http.Actor(), request, ct);
            var status = found.Asked.Problems.Count + found.Problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
            return Render.Page<FoundPage, FoundModel>(new(text, request.Kind, found), status);
        }
        catch (SearchUnavailableException)
        {
            return Render.Page<FoundPage, FoundModel>(new(text, request.Kind, null), StatusCodes.Status503ServiceUnavailable); // the feeder says why, once
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The index is no part of the record: everything else works on, and says so.
            LogDown(log, e);
            return Render.Page<FoundPage, FoundModel>(new(text, request.Kind, null), StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>The list under the box; empty where there is nothing to offer.</summary>
    private static async Task<IResult> CompleteAsync(string? q, string? at, CompleteSearch complete, HttpContext http, CancellationToken ct)
    {
        var caret = int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : int.MaxValue;
        return Render.Page<Options, IReadOnlyList<Completion>>(await complete.HandleAsync(http.Actor(), q ?? "", caret, ct));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A search could not be answered")]
    private static partial void LogDown(ILogger log, Exception e);
}

/// <summary>A search and what it found.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Kind">Null shows the first few of both kinds.</param>
/// <param name="Found">Null if the index did not answer.</param>
public sealed record FoundModel(string Text, SearchKind? Kind, Found? Found);
