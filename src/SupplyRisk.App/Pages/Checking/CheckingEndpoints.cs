using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Checking;
using SupplyRisk.Disclosure.Frameworks;

namespace SupplyRisk.App.Pages.Checking;

internal static class CheckingEndpoints
{
    public static void MapChecking(this RouteGroupBuilder pages)
    {
        pages.MapGet("/statements/check", Show).Needs(Right.DraftStatements);
        pages.MapPost("/statements/check", CheckAsync).Needs(Right.DraftStatements).AcceptsUploads(CheckStatement.MostBytes);
    }

    private static IResult Show(FrameworkFiles laws) => Render.Page<CheckPage, CheckModel>(new(laws.Current.Frameworks, null, Form.Fresh));

    // Nothing is kept, so the answer is the page itself and not another address.
    private static async Task<IResult> CheckAsync(CheckStatement check, FrameworkFiles laws, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return Refused(laws, form, [CheckErrors.FileMissing()]);
        await using var kept = await UploadedFile.KeepAsync(file, ct);
        var result = await check.HandleAsync(http.Actor(), kept.Path, Words.Visible(Path.GetFileName(file.FileName)), form["framework"].ToString(), ct);
        return result.Done ? Render.Page<CheckPage, CheckModel>(new(laws.Current.Frameworks, result.Value, Form.Of("check", form, []))) : Refused(laws, form, result.Refusals);
    }

    private static IResult Refused(FrameworkFiles laws, IFormCollection form, IReadOnlyList<Refusal> refusals) =>
        Render.Page<CheckPage, CheckModel>(new(laws.Current.Frameworks, null, Form.Of("check", form, refusals)), RefusalStatus.Of(refusals));
}

/// <summary>The form, and what came of it.</summary>
public sealed record CheckModel(IReadOnlyList<Framework> Laws, CheckedStatement? Checked, Form Form);
