using Microsoft.AspNetCore.Http.HttpResults;

namespace SupplyRisk.App.Pages;

/// <summary>How page endpoints answer.</summary>
internal static class Render
{
    /// <summary>Renders <typeparamref name="TPage"/> with its model. The compiler checks the pair; the framework's own call takes an untyped dictionary.</summary>
    public static IResult Page<TPage, TModel>(TModel model, int status = StatusCodes.Status200OK)
        where TPage : AnswerOf<TModel> =>
        new RazorComponentResult(typeof(TPage), new Dictionary<string, object?> { ["Model"] = model })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };

    /// <summary>After a post, go elsewhere: a real redirect (303), or for htmx a full load of the target.</summary>
    /// <param name="url">An address of ours; built here, never taken from the request unchecked (see <see cref="Local"/>).</param>
    public static IResult GoTo(HttpContext http, string url)
    {
        http.Response.Headers[IsHtmx(http.Request) ? "HX-Redirect" : "Location"] = url;
        return Results.StatusCode(IsHtmx(http.Request) ? StatusCodes.Status204NoContent : StatusCodes.Status303SeeOther);
    }

    public static bool IsHtmx(HttpRequest request) => request.Headers["HX-Request"] == "true";

    /// <summary>An address given back by a form, if it is one of ours; else <paramref name="otherwise"/>.</summary>
    public static string Local(string? url, string otherwise = "/") =>
        url is ['/', ..] and not (['/', '/', ..] or ['/', '\\', ..]) && !url.AsSpan().ContainsAny('\r', '\n') ? url : otherwise;
}
