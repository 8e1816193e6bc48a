using SupplyRisk.Audit;
using SupplyRisk.Review.Cases;

namespace SupplyRisk.App.Pages.Review;

internal static class SecondLookEndpoints
{
    public static void MapSecondLook(this RouteGroupBuilder pages)
    {
        pages.MapGet("/review/pending", ShowAsync);
        pages.MapPost("/review/pending/{id:guid}", AnswerAsync).Needs(Right.DecideCases);
    }

    private static async Task<IResult> ShowAsync(FindPending find, HttpContext http, CancellationToken ct) =>
        Render.Page<PendingPage, PendingPageModel>(new(await find.HandleAsync(http.Actor(), ct), Form.Fresh));

    private static async Task<IResult> AnswerAsync(Guid id, SecondLook look, FindPending find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var words = form["words"].ToString();
        var result = form["answer"].ToString() switch
        {
            "approve" => await look.ApproveAsync(http.Actor(), id, words, ct),
            "send_back" => await look.SendBackAsync(http.Actor(), id, words, ct),
            _ => await look.WithdrawAsync(http.Actor(), id, ct),
        };
        return result.Done ? Render.GoTo(http, Render.Local(form["back"], "/review/pending"))
            : Render.Page<PendingPage, PendingPageModel>(new(await find.HandleAsync(http.Actor(), ct), Form.Of($"p-{id:N}", form, result.Refusals)), RefusalStatus.Of(result.Refusals));
    }
}

/// <summary>What waits for a second person.</summary>
public sealed record PendingPageModel(PendingList List, Form Form);
