using System.Text.Json;

namespace SupplyRisk.App.Api;

/// <summary>A body or parameter that cannot be read is told with its reason, as every other "no" is.</summary>
internal static class UnreadableRequests
{
    public static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            var said = e.InnerException is JsonException json ? json.Message : e.Message;
            var answer = e.StatusCode == StatusCodes.Status400BadRequest
                ? ApiResults.Bad(e.InnerException is JsonException { Path: { } path } ? path : "request", said)
                : TypedResults.Problem(said, statusCode: e.StatusCode);
            await answer.ExecuteAsync(http);
        }
    }
}
