using Microsoft.AspNetCore.Diagnostics;
using SupplyRisk.Data;
using SupplyRisk.Search;

namespace SupplyRisk.App.Pages.Errors;

/// <summary>What an error page says: nothing of the data, nothing of the code.</summary>
/// <param name="Trace">Stands in the log beside the error.</param>
public sealed record ErrorModel(int Status, string Title, string Text, string Trace);

/// <summary>Errors as pages, under <c>/api</c> as problem details.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // One component render a scope: without a new one an error met while rendering ends in an empty answer.
            CreateScopeForErrors = true,
            StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode
                : e is SearchUnavailableException ? StatusCodes.Status503ServiceUnavailable
                : StorageFault.Of(e) is not { } fault ? StatusCodes.Status500InternalServerError
                : fault.Kind == StorageFaultKind.Full ? StatusCodes.Status507InsufficientStorage
                : StatusCodes.Status503ServiceUnavailable,
            ExceptionHandler = http => AnswerAsync(http, http.Response.StatusCode),
        });
        app.UseStatusCodePages(context => AnswerAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    private static Task AnswerAsync(HttpContext http, int status)
    {
        var (title, text) = StorageFault.Of(http.Features.Get<IExceptionHandlerFeature>()?.Error) is { } fault ? (fault.Title, fault.Advice) : Words(status);
        var answer = http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            ? Results.Problem(statusCode: status, title: title, detail: text)
            : Render.Page<ErrorPage, ErrorModel>(new(status, title, text, http.TraceIdentifier), status);
        return answer.ExecuteAsync(http);
    }

    private static (string Title, string Text) Words(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("That page was out of date", "Load it again and repeat what you did; nothing was changed."),
        StatusCodes.Status403Forbidden => ("Refused", "This came from another web site, or is not open to you. Nothing was changed."),
        StatusCodes.Status404NotFound => ("Nothing here", "The address may be mistyped, or what stood here was undone or removed."),
        StatusCodes.Status405MethodNotAllowed => ("Not this way", "This address does not take that kind of request."),
        StatusCodes.Status409Conflict => ("Somebody else was faster", "It changed while you looked at it. Load it again to see what is there now."),
        StatusCodes.Status413PayloadTooLarge => ("The file is too large", "Split it, or import it with the command line: supplyrisk import FILE --source NAME."),
        StatusCodes.Status503ServiceUnavailable => ("Not ready yet", "Try again in a moment."),
        >= 500 => ("Something failed here", "It was written to the log with the number below. Nothing you entered elsewhere is lost."),
        _ => ("That did not work", "Go back and try again."),
    };
}
