using System.Globalization;
using SupplyRisk.Audit;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;

namespace SupplyRisk.App.Pages.Review;

internal static class BulkEndpoints
{
    public static void MapBulk(this RouteGroupBuilder pages) => pages.MapPost("/review/bulk", BulkAsync).Needs(Right.DecideCases);

    private static async Task<IResult> BulkAsync(BulkCases bulk, KnownPeople people, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var (step, queue) = (form["step"].ToString(), QueueAddress.Read(form));
        var known = await people.ListAsync(http.Actor(), ct);
        IReadOnlyList<string> selected = [.. form["case"].OfType<string>().Distinct(StringComparer.Ordinal).Take(BulkCases.Most + 1)];
        if (step is not ("preview" or "apply")) return Render.Page<BulkPage, BulkPageModel>(new(queue, selected, known, Form.Fresh, null, false));
        var request = Request(selected, form);
        var result = step == "apply" ? await bulk.ApplyAsync(http.Actor(), request, ct) : await bulk.PreviewAsync(http.Actor(), request, ct);
        var came = Form.Of("bulk", form, result.Refusals);
        return Render.Page<BulkPage, BulkPageModel>(new(queue, selected, known, came, result.Value, step == "apply" && result.Done), result.Done ? StatusCodes.Status200OK : RefusalStatus.Of(result.Refusals));
    }

    private static BulkRequest Request(IReadOnlyList<string> selected, IFormCollection form)
    {
        var cases = selected.Select(Case).Where(c => c.Id != Guid.Empty).ToList();
        DateOnly? until = DateOnly.TryParseExact(form["until"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var words = form["words"].ToString();
        return form["action"].ToString() switch
        {
            "assign" => new BulkRequest(cases, Assign: true, Assignee: form["assignee"].ToString() is { Length: > 0 } to ? to : null),
            "snooze" => new BulkRequest(cases, Snooze: true, Until: until, Words: words),
            _ => new BulkRequest(cases, new CaseDecisionRequest(Guid.Empty, Words.Parse<CaseStatus>(form["action"]) ?? CaseStatus.NotAssessed, Words.Parse<CaseOutcome>(form["outcome"]), form["reason_code"].ToString(), words)),
        };
    }

    // As the queue's boxes have it: the case and the version it was seen at.
    private static (Guid Id, int? Version) Case(string value) => value.Split(':') is [var id, var version] && Guid.TryParse(id, out var found)
        ? (found, int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null) : (Guid.Empty, null);
}

/// <summary>Many cases at once: choosing, the preview, and what came of it.</summary>
/// <param name="Selected">As the queue's boxes had them.</param>
/// <param name="Result">Null until it was previewed.</param>
/// <param name="Applied">It was done; else it is what would be done.</param>
public sealed record BulkPageModel(CaseQuery Queue, IReadOnlyList<string> Selected, IReadOnlyList<KnownPerson> People, Form Form, BulkResult? Result, bool Applied);
