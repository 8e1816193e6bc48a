using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Data;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Api;

/// <summary>A case in its queue.</summary>
/// <param name="Priority">Expected harm, in hundredths of a point.</param>
/// <param name="Because">Why someone should look.</param>
/// <param name="Order">Why it stands where it does.</param>
/// <param name="HeldBy">Id of whoever is at it; null if nobody.</param>
/// <param name="WaitsForSecondPerson">A proposal on it waits to be approved or sent back.</param>
internal sealed record CaseItem(
    Guid Id, Lane Lane, CaseStatus Status, CaseOutcome? Outcome, int Priority, DateTime OpenedAt, DateTime UpdatedAt, Guid SupplierId, string Supplier, string? Country,
    int RiskScore, Band? Band, string Because, string Order, int Version, string? Assignee, string? HeldBy, DateTime? PutOffUntil, bool WaitsForSecondPerson);

/// <summary>Something that happened to a case.</summary>
internal sealed record CaseEventItem(DateTime At, string Actor, string Kind, IReadOnlyList<string> Changes);

/// <summary>A decision with the words that go with it.</summary>
/// <param name="ApprovedBy">The second person, where one was needed.</param>
/// <param name="UndoneAt">Since when it counts for nothing; null if it holds.</param>
internal sealed record CaseDecisionItem(
    DateTime At, string Actor, CaseStatus Status, CaseOutcome? Outcome, string ReasonCode, string Words, int RiskScore, string Band, string? ApprovedBy, DateTime? UndoneAt);

/// <summary>A case with all that happened to it, newest first.</summary>
/// <param name="Version">Also the ETag: given back as If-Match, two people do not overwrite each other.</param>
/// <param name="Waiting">Proposals that wait for a second person.</param>
internal sealed record CaseDetail(
    Guid Id, Lane Lane, CaseStatus Status, CaseOutcome? Outcome, Guid SupplierId, int Version, IReadOnlyList<CaseEventItem> Events, IReadOnlyList<CaseDecisionItem> Decisions,
    string? Assignee, string? HeldBy, DateTime? HeldUntil, DateTime? PutOffAt, DateTime? PutOffUntil, int Waiting);

/// <summary>What came of a decision.</summary>
/// <param name="Proposal">Set if it waits for a second person; then the case stands as before.</param>
internal sealed record DecisionAnswer(int? Version, Guid? Proposal);

/// <summary>Whom to give a case to; null gives it back to everybody.</summary>
internal sealed record AssignBody(string? Assignee);

/// <summary>A comment.</summary>
internal sealed record CommentBody(string Words);

/// <summary>Until when to put a case off.</summary>
/// <param name="Until">Null: until its facts change. With a day it still comes back earlier if they do.</param>
/// <param name="Words">Why; required.</param>
internal sealed record SnoozeBody(DateOnly? Until, string Words);

/// <summary>Which queue to take the next case from.</summary>
/// <param name="After">Go on after this case.</param>
internal sealed record TakeBody(Lane Lane, Band? Band, CaseStatus? Status, string? Country, string? Assignee, Guid? After);

/// <summary>A case that was taken.</summary>
internal sealed record TakenAnswer(Guid Id, int Version, DateTime? HeldUntil);

/// <summary>One case of many.</summary>
/// <param name="Version">The version looked at; null does not check.</param>
internal sealed record BulkCaseBody(Guid Id, int? Version);

/// <summary>What to do with many cases: one of decision, assign, put_off.</summary>
/// <param name="Preview">True says what would happen to each, and does nothing.</param>
internal sealed record BulkBody(IReadOnlyList<BulkCaseBody> Cases, bool Preview, DecisionBody? Decision, AssignBody? Assign, SnoozeBody? PutOff);

/// <summary>What came, or would come, of one case.</summary>
/// <param name="Problem">Why it stays as it is; null if it goes.</param>
internal sealed record BulkItemAnswer(Guid Id, bool Goes, string Says, ApiResults.Reason? Problem);

/// <summary>What came of many.</summary>
/// <param name="Step">To undo it by, until <paramref name="UndoUntil"/>; null if nothing was done.</param>
internal sealed record BulkAnswer(IReadOnlyList<BulkItemAnswer> Items, Guid? Step, DateTime? UndoUntil);

/// <summary>Which step to undo; null is your newest.</summary>
internal sealed record UndoBody(Guid? Step);

/// <summary>Something that waits for a second person.</summary>
internal sealed record ProposalItem(Guid Id, Guid SupplierId, Guid? CaseId, ProposedKind Kind, string Says, string ProposedBy, DateTime ProposedAt, string Words, bool Yours);

/// <summary>The second person's answer.</summary>
/// <param name="Words">Required to send it back.</param>
internal sealed record AnswerBody(ProposalAnswer Answer, string? Words);

/// <summary>What a second person, or whoever proposed it, can answer.</summary>
internal enum ProposalAnswer
{
    Approve,
    SendBack,

    /// <summary>By whoever proposed it.</summary>
    Withdraw,
}

/// <summary>What reviewers made of a rule's alerts.</summary>
/// <param name="Precision">Per cent of the judged that were worth the look; null if none was judged.</param>
internal sealed record RuleOutcomeItem(string Rule, int ConfirmedConcern, int UsefulAlert, int FalsePositive, int CannotRate, int DismissedFindings, int? Precision);

/// <summary>A person's decision.</summary>
/// <param name="Status">What the case becomes.</param>
/// <param name="Outcome">Required to close, not allowed otherwise.</param>
/// <param name="ReasonCode">One of the reason codes, e.g. <c>evidence_reviewed</c>.</param>
/// <param name="Words">Why, in the person's own words; required.</param>
/// <param name="Version">The version the person looked at, if no If-Match header says it; null does not check.</param>
internal sealed record DecisionBody(CaseStatus Status, CaseOutcome? Outcome, string ReasonCode, string Words, int? Version);

/// <summary>What a person says of a match.</summary>
internal sealed record MatchReviewBody(MatchReview Review, string Words);

internal static class CaseApi
{
    public static void MapCases(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("Cases");
        cases.MapGet("", ListAsync).WithName("ListCases").WithSummary("One lane of the review queue, first to look at first.");
        cases.MapGet("/{id:guid}", OneAsync).WithName("GetCase").WithSummary("One case with all that happened to it; its version is the ETag.").ProducesProblem(404);
        cases.MapPost("/{id:guid}/decision", DecideAsync).WithName("DecideCase").WithSummary("Decide, and say why. Clearing a critical flag is proposed, and waits for a second person.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422);
        cases.MapPost("/{id:guid}/assign", AssignAsync).WithName("AssignCase").WithSummary("Give a case to a person, or back to everybody.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422);
        cases.MapPost("/{id:guid}/comments", CommentAsync).WithName("CommentCase").WithSummary("Comment on a case.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        cases.MapPost("/{id:guid}/put-off", SnoozeAsync).WithName("PutOffCase").WithSummary("Put a case off until a day, or until its facts change.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422);
        cases.MapPost("/{id:guid}/bring-back", WakeAsync).WithName("BringCaseBack").WithSummary("Bring a case back that was put off.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        cases.MapPost("/{id:guid}/take", TakeAsync).WithName("TakeCase").WithSummary("Hold a case for yourself for a while.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        cases.MapPost("/{id:guid}/let-go", LetGoAsync).WithName("LetGoOfCase").WithSummary("End your hold.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        cases.MapPost("/{id:guid}/attachments", AttachAsync).WithName("AttachFile").WithSummary("Keep a file with a case; nothing is read from it.").AcceptsUploads(AttachFile.MostBytes).DisableAntiforgery().ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        cases.MapPost("/take-next", TakeNextAsync).WithName("TakeNextCase").WithSummary("Hold the first case of a queue that nobody else is at.").ProducesProblem(403).ProducesProblem(404);
        cases.MapPost("/bulk", BulkAsync).WithName("BulkCases").WithSummary("Decide, assign or put off many at once, each for itself; with preview, nothing is done.").ProducesProblem(403).ProducesProblem(422);
        cases.MapPost("/undo", UndoAsync).WithName("UndoStep").WithSummary("Undo your newest step, for ten minutes.").ProducesProblem(403).ProducesProblem(404);
        cases.MapGet("/proposals", ProposalsAsync).WithName("ListProposals").WithSummary("What waits for a second person, the oldest first.");
        cases.MapPost("/proposals/{id:guid}/answer", AnswerAsync).WithName("AnswerProposal").WithSummary("Approve what another has proposed, send it back with words, or withdraw your own.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        cases.MapGet("/rule-outcomes", OutcomesAsync).WithName("ListRuleOutcomes").WithSummary("What reviewers made of each rule's alerts.");
        api.MapPost("/matches/{id:guid}/review", ReviewAsync).WithTags("Cases").WithName("ReviewMatch").WithSummary("Say whether a listed entity is the supplier. Confirming it, and lifting a hard trigger, are proposed, and wait for a second person.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Results<Ok<ListOf<CaseItem>>, ProblemHttpResult>> ListAsync(
        [FromQuery(Name = "lane")] string? lane, [FromQuery(Name = "closed")] bool? closed, [FromQuery(Name = "put_off")] bool? putOff, [FromQuery(Name = "assignee")] string? assignee, [FromQuery(Name = "page_token")] string? pageToken,
        FindCases find, HttpContext http, CancellationToken ct)
    {
        if (lane is not null && SupplierApi.Unknown<Lane>("lane", [lane]) is { } bad) return bad;
        var mark = $"{lane}|{closed}|{putOff}|{assignee}";
        if (PageTokens.Page(pageToken, mark) is not { } page) return ApiResults.Bad("page_token", "The page token belongs to another query.");
        var list = await find.HandleAsync(http.Actor(), new CaseQuery(Words.Parse<Lane>(lane) ?? Lane.Risk, Closed: closed ?? false, Page: page, PutOff: putOff ?? false, Assignee: assignee), ct);
        return TypedResults.Ok(new ListOf<CaseItem>([.. list.Rows.Select(Item)], list.Total, PageTokens.Next(page, CaseQuery.PageSize, list.Total, mark)));
    }

    private static async Task<Results<Ok<CaseDetail>, ProblemHttpResult>> OneAsync(Guid id, FindCases find, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        if (await find.HistoryAsync(http.Actor(), id, ct) is not { } history) return ApiResults.NotFound("case");
        var c = history.Case;
        http.Response.Headers.ETag = Versions.Tag(c.Version);
        return TypedResults.Ok(new CaseDetail(
            c.Id, c.Lane, c.Status, c.Outcome, c.SupplierId, c.Version,
            [.. history.Events.Select(e => new CaseEventItem(e.At, e.ActorId, e.Kind, StoredJson.Read<List<string>>(e.ChangesJson)))],
            [.. history.Decisions.Select(d => new CaseDecisionItem(d.At, d.ActorId, d.Status, d.Outcome, d.ReasonCode, d.Words, d.RiskScore, d.Band, d.ApprovedBy, d.UndoneAt))],
            c.AssigneeId, c.HolderAt(time.Instant()), c.HeldUntil, c.SnoozedAt, c.SnoozedUntil, c.Waiting));
    }

    private static async Task<Results<Ok<DecisionAnswer>, ProblemHttpResult>> DecideAsync(Guid id, DecisionBody body, DecideCase decide, HttpContext http, CancellationToken ct)
    {
        if (Versions.Seen(http, body.Version) is not { } seen) return Versions.Unreadable();
        var result = await decide.DecideAsync(http.Actor(), new CaseDecisionRequest(id, body.Status, body.Outcome, body.ReasonCode, body.Words, seen.Version), ct);
        if (!result.Done) return Versions.Problem(http, result.Refusals);
        http.Response.Headers.ETag = Versions.Tag(result.Value.Case.Version);
        return TypedResults.Ok(new DecisionAnswer(result.Value.Case.Version, result.Value.Waits?.Id));
    }

    private static Task<Results<NoContent, ProblemHttpResult>> AssignAsync(Guid id, AssignBody body, ChangeCase change, HttpContext http, CancellationToken ct) =>
        ChangeAsync(http, seen => change.AssignAsync(http.Actor(), id, body.Assignee, seen, ct));

    private static Task<Results<NoContent, ProblemHttpResult>> CommentAsync(Guid id, CommentBody body, ChangeCase change, HttpContext http, CancellationToken ct) =>
        ChangeAsync(http, _ => change.CommentAsync(http.Actor(), id, body.Words, ct));

    private static Task<Results<NoContent, ProblemHttpResult>> SnoozeAsync(Guid id, SnoozeBody body, ChangeCase change, HttpContext http, CancellationToken ct) =>
        ChangeAsync(http, seen => change.SnoozeAsync(http.Actor(), id, body.Until, body.Words, seen, ct));

    private static Task<Results<NoContent, ProblemHttpResult>> WakeAsync(Guid id, ChangeCase change, HttpContext http, CancellationToken ct) =>
        ChangeAsync(http, _ => change.WakeAsync(http.Actor(), id, ct));

    private static Task<Results<NoContent, ProblemHttpResult>> LetGoAsync(Guid id, TakeCase take, HttpContext http, CancellationToken ct) =>
        ChangeAsync(http, _ => take.LetGoAsync(http.Actor(), id, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(HttpContext http, Func<int?, Task<Result<Case>>> change)
    {
        if (Versions.Seen(http, null) is not { } seen) return Versions.Unreadable();
        var result = await change(seen.Version);
        if (!result.Done) return Versions.Problem(http, result.Refusals);
        http.Response.Headers.ETag = Versions.Tag(result.Value.Version);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<TakenAnswer>, ProblemHttpResult>> TakeAsync(Guid id, TakeCase take, HttpContext http, CancellationToken ct) =>
        Taken(http, await take.TakeAsync(http.Actor(), id, ct));

    private static async Task<Results<Ok<TakenAnswer>, ProblemHttpResult>> TakeNextAsync(TakeBody body, TakeCase take, HttpContext http, CancellationToken ct) =>
        Taken(http, await take.NextAsync(http.Actor(), new CaseQuery(body.Lane, body.Band, body.Status, body.Country, Assignee: body.Assignee), body.After, ct));

    private static Results<Ok<TakenAnswer>, ProblemHttpResult> Taken(HttpContext http, Result<Case> result)
    {
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        http.Response.Headers.ETag = Versions.Tag(result.Value.Version);
        return TypedResults.Ok(new TakenAnswer(result.Value.Id, result.Value.Version, result.Value.HeldUntil));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AttachAsync(Guid id, IFormFile file, AttachFile attach, HttpContext http, CancellationToken ct)
    {
        await using var kept = await UploadedFile.KeepAsync(file, ct);
        var result = await attach.AttachAsync(http.Actor(), id, kept.Path, file.FileName, ct);
        return result.Done ? TypedResults.NoContent() : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Results<Ok<BulkAnswer>, ProblemHttpResult>> BulkAsync(BulkBody body, BulkCases bulk, HttpContext http, CancellationToken ct)
    {
        if (new object?[] { body.Decision, body.Assign, body.PutOff }.Count(x => x is not null) != 1) return ApiResults.Bad("decision", "Say one of decision, assign, put_off.");
        var d = body.Decision;
        var request = new BulkRequest(
            [.. body.Cases.Select(c => (c.Id, c.Version))], d is null ? null : new CaseDecisionRequest(Guid.Empty, d.Status, d.Outcome, d.ReasonCode, d.Words),
            body.Assign is not null, body.Assign?.Assignee, body.PutOff is not null, body.PutOff?.Until, body.PutOff?.Words ?? "");
        var result = body.Preview ? await bulk.PreviewAsync(http.Actor(), request, ct) : await bulk.ApplyAsync(http.Actor(), request, ct);
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        var items = result.Value.Items.Select(i => new BulkItemAnswer(i.CaseId, i.Against is null, i.Says, i.Against is { } no ? new ApiResults.Reason(no.Code, no.Message, no.Field) : null));
        return TypedResults.Ok(new BulkAnswer([.. items], body.Preview ? null : result.Value.Step?.Id, body.Preview ? null : result.Value.Step?.UndoUntil));
    }

    private static async Task<Results<Ok<IReadOnlyList<BulkItemAnswer>>, ProblemHttpResult>> UndoAsync(UndoBody body, UndoStep undo, HttpContext http, CancellationToken ct)
    {
        var result = await undo.UndoAsync(http.Actor(), body.Step, ct);
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        return TypedResults.Ok<IReadOnlyList<BulkItemAnswer>>([.. result.Value.Items.Select(i => new BulkItemAnswer(i.CaseId, i.Against is null, result.Value.Step.Says, i.Against is { } no ? new ApiResults.Reason(no.Code, no.Message, no.Field) : null))]);
    }

    private static async Task<Ok<ListOf<ProposalItem>>> ProposalsAsync(FindPending find, HttpContext http, CancellationToken ct)
    {
        var list = await find.HandleAsync(http.Actor(), ct);
        return TypedResults.Ok(new ListOf<ProposalItem>(
            [.. list.Rows.Select(r => new ProposalItem(r.Proposal.Id, r.Proposal.SupplierId, r.Proposal.CaseId, r.Proposal.Kind, r.Proposal.Says, r.Proposal.ProposedBy, r.Proposal.ProposedAt, r.Proposal.Words, r.Yours))], list.Total, null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AnswerAsync(Guid id, AnswerBody body, SecondLook look, HttpContext http, CancellationToken ct)
    {
        var result = body.Answer switch
        {
            ProposalAnswer.Approve => await look.ApproveAsync(http.Actor(), id, body.Words ?? "", ct),
            ProposalAnswer.SendBack => await look.SendBackAsync(http.Actor(), id, body.Words ?? "", ct),
            ProposalAnswer.Withdraw => await look.WithdrawAsync(http.Actor(), id, ct),
        };
        return result.Done ? TypedResults.NoContent() : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Ok<ListOf<RuleOutcomeItem>>> OutcomesAsync(FindRuleOutcomes find, HttpContext http, CancellationToken ct)
    {
        var all = await find.AllAsync(http.Actor(), ct);
        return TypedResults.Ok(new ListOf<RuleOutcomeItem>([.. all.Select(o => new RuleOutcomeItem(o.Rule, o.Confirmed, o.Useful, o.FalsePositive, o.CannotRate, o.Dismissed, o.Precision))], all.Count, null));
    }

    private static async Task<Results<Ok<DecisionAnswer>, ProblemHttpResult>> ReviewAsync(Guid id, MatchReviewBody body, ReviewMatch review, HttpContext http, CancellationToken ct)
    {
        var result = await review.ReviewAsync(http.Actor(), new MatchReviewRequest(id, body.Review, body.Words), ct);
        return result.Done ? TypedResults.Ok(new DecisionAnswer(null, result.Value.Waits?.Id)) : ApiResults.Problem(result.Refusals);
    }

    private static CaseItem Item(CaseInQueue row) => new(
        row.Case.Id, row.Case.Lane, row.Case.Status, row.Case.Outcome, row.Case.Priority, row.Case.OpenedAt, row.Case.UpdatedAt,
        row.Supplier.Id, row.Supplier.Name, row.Supplier.Country, row.Supplier.RiskScore, row.Supplier.Band, row.Because, row.Order,
        row.Case.Version, row.Case.AssigneeId, row.HeldBy, row.Case.SnoozedUntil, row.Case.Waiting > 0);
}
