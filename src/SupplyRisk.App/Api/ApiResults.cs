using Microsoft.AspNetCore.Http.HttpResults;

namespace SupplyRisk.App.Api;

/// <summary>One place where a handler's "no" becomes an answer.</summary>
internal static class ApiResults
{
    /// <summary>One reason of a problem answer.</summary>
    /// <param name="Code">Lasting word for programs.</param>
    /// <param name="Message">For people.</param>
    /// <param name="Field">The field it belongs to, or null.</param>
    public sealed record Reason(string Code, string Message, string? Field);

    public static ProblemHttpResult Problem(IReadOnlyList<Refusal> refusals)
    {
        return TypedResults.Problem(
            refusals[0].Message, statusCode: RefusalStatus.Of(refusals),
            extensions: new Dictionary<string, object?> { ["problems"] = refusals.Select(r => new Reason(r.Code, r.Message, r.Field)).ToList() });
    }

    public static ProblemHttpResult NotFound(string what) =>
        Problem([new Refusal(RefusalKind.NotFound, "not_found", $"There is no such {what}, or it is not yours to see.")]);

    public static ProblemHttpResult Bad(string field, string message) =>
        TypedResults.Problem(message, statusCode: StatusCodes.Status400BadRequest,
            extensions: new Dictionary<string, object?> { ["problems"] = new[] { new Reason("invalid_parameter", message, field) } });
}
