using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Checking;

namespace SupplyRisk.App.Api;

internal static class CheckApi
{
    public static void MapStatementCheck(this RouteGroupBuilder api) =>
        api.MapPost("/statements/check", CheckAsync).WithTags("Statements").WithName("CheckStatement").WithSummary("Hold a finished statement (PDF, DOCX, HTML, TXT) against a law; nothing of it is kept.")
            .Needs(Right.DraftStatements).AcceptsUploads(CheckStatement.MostBytes).DisableAntiforgery().ProducesProblem(403).ProducesProblem(422);

    private static async Task<Results<Ok<CheckedStatement>, ProblemHttpResult>> CheckAsync(IFormFile file, [FromForm] string? framework, CheckStatement check, HttpContext http, CancellationToken ct)
    {
        await using var kept = await UploadedFile.KeepAsync(file, ct);
        var result = await check.HandleAsync(http.Actor(), kept.Path, Words.Visible(Path.GetFileName(file.FileName)), framework ?? "", ct);
        return result.Done ? TypedResults.Ok(result.Value) : ApiResults.Problem(result.Refusals);
    }
}
