using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Disclosure.Writing;

namespace SupplyRisk.App.Api;

/// <summary>A law.</summary>
/// <param name="Confidence">How far the file may be relied on; items say so for themselves.</param>
internal sealed record LawItem(string Id, string Name, string Jurisdiction, FrameworkKind Kind, FrameworkStatus Status, string StatusNote, DateOnly LastChecked, Confidence Confidence, IReadOnlyList<LawItemItem> Items);

/// <summary>What a law asks for.</summary>
/// <param name="AnsweredIn">Sections of a statement.</param>
internal sealed record LawItemItem(string Id, ItemLevel Level, string Text, string Source, Confidence Confidence, IReadOnlyList<string> AnsweredIn, bool Suspended);

/// <summary>Something wrong with the file of a law.</summary>
/// <param name="File">Below the folder of rulesets; <c>own:</c> for a file of the customer's own folder.</param>
/// <param name="Suggestion">What was probably meant, or null.</param>
internal sealed record LawProblemItem(string File, int Line, int Column, string Message, string? Suggestion);

/// <summary>A reporting entity with the laws that apply to it by thresholds and places.</summary>
internal sealed record EntityItem(Guid Id, string Name, EntityFacts Facts, IReadOnlyList<AppliesItem> Laws, int Version);

internal sealed record AppliesItem(string Law, Applies Applies, IReadOnlyList<string> Reasons, IReadOnlyList<string> Missing);

/// <summary>What is said of a reporting entity.</summary>
/// <param name="Version">The version looked at; null does not check. Not used for a new one.</param>
internal sealed record EntityBody(string Name, EntityFacts Facts, int? Version = null);

/// <summary>Something that was done and that the portfolio does not hold.</summary>
/// <param name="Count">How many people, grievances or suppliers, by kind.</param>
/// <param name="OfThem">How many of them: in buying; resolved.</param>
internal sealed record RecordBody(RecordKind Kind, DateOnly On, string What, string Proof, int? Count = null, int? OfThem = null);

internal sealed record RecordItem(Guid Id, RecordKind Kind, DateOnly On, string What, int? Count, int? OfThem, string Proof, DateTime RecordedAt);

internal sealed record NewStatementBody(Guid EntityId, IReadOnlyList<string> Laws, DateOnly PeriodFrom, DateOnly PeriodTo);

/// <summary>A statement in a list.</summary>
internal sealed record StatementItem(Guid Id, Guid EntityId, string Entity, IReadOnlyList<string> Laws, DateOnly PeriodFrom, DateOnly PeriodTo, StatementState State, int Edition, DateOnly AsOf, DateOnly? PublishedOn, int Version);

/// <summary>A statement with its sections and what stands in the way of approval.</summary>
internal sealed record StatementWhole(StatementItem Statement, IReadOnlyList<SectionItem> Sections, IReadOnlyList<string> Blocking, int BoundPercent, int StockPercent, Guid? CorrectsId, Guid? CorrectedBy);

/// <param name="Text">Figures stand in it as <c>{name}</c>.</param>
/// <param name="Suggested">Wording from what is on record.</param>
internal sealed record SectionItem(string Id, string Title, IReadOnlyList<string> Items, string Text, bool Answered, IReadOnlyList<SentenceItem> Problems, string Suggested);

/// <summary>A sentence that claims what no record supports, or that somebody vouched for.</summary>
internal sealed record SentenceItem(string Text, IReadOnlyList<string> Why, string? Attestation);

internal sealed record TextBody(string Text, int? Version = null);

internal sealed record AttestBody(string Sentence, string Reason, int? Version = null);

internal sealed record ApproveBody(string Body = "", DateOnly? On = null, string Signatory = "", string Title = "", int? Version = null);

internal sealed record WhyBody(string Words, int? Version = null);

/// <param name="Section">Which section it is about; null for the whole.</param>
internal sealed record StatementCommentBody(string Words, string? Section = null);

/// <summary>What somebody said beside the text of a statement. None of it goes out.</summary>
/// <param name="Section">Null where it is about the whole.</param>
/// <param name="Sentence">The sentence somebody vouched for; null for others.</param>
/// <param name="SettledAt">Null while it is open, and for what is no comment.</param>
internal sealed record StatementCommentItem(Guid Id, NoteKind Kind, string? Section, string? Sentence, string Words, string Actor, DateTime At, string? SettledBy, DateTime? SettledAt);

internal sealed record PublishBody(DateOnly On, string At, int? Version = null);

internal static class StatementApi
{
    public static void MapStatements(this RouteGroupBuilder api)
    {
        var all = api.MapGroup("/statements").WithTags("Statements");
        all.MapGet("/laws", Laws).WithName("ListLaws").WithSummary("Laws on disclosure, and what each asks for.");
        all.MapGet("/laws/problems", LawProblems).WithName("ListLawProblems").WithSummary("What is wrong with the files of laws that are left out, with file, line and column.");
        all.MapGet("/entities", EntitiesAsync).WithName("ListReportingEntities").WithSummary("Reporting entities with the laws that apply.");
        all.MapPost("/entities", KeepNewAsync).WithName("AddReportingEntity").WithSummary("Add a reporting entity.").ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        all.MapPut("/entities/{id:guid}", KeepAsync).WithName("ChangeReportingEntity").WithSummary("Change what is known of a reporting entity.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        all.MapPost("/entities/{id:guid}/records", RecordAsync).WithName("RecordFact").WithSummary("Record something that was done, such as training.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        all.MapGet("", ListAsync).WithName("ListStatements").WithSummary("Statements, newest period first.");
        all.MapPost("", DraftAsync).WithName("DraftStatement").WithSummary("Begin a statement: figures are frozen and sections filled with suggested wording.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        all.MapGet("/{id:guid}", OneAsync).WithName("GetStatement").WithSummary("One statement with its sections and what stands in the way of approval.").ProducesProblem(404);
        all.MapGet("/{id:guid}/export", ExportAsync).WithName("ExportStatement").WithSummary("The statement as html, docx, pdf, json (every figure with its receipt) or fields (CSV for public registers).").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        all.MapPut("/{id:guid}/sections/{section}", WriteAsync).WithName("WriteSection").WithSummary("Write the text of a section.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        all.MapPost("/{id:guid}/sections/{section}/attestations", AttestAsync).WithName("AttestSentence").WithSummary("Vouch, with a reason, for a sentence that no record supports.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        all.MapGet("/{id:guid}/comments", CommentsAsync).WithName("ListStatementComments").WithSummary("What was said beside the text, newest first: comments, what people vouched for, why it was sent back.").ProducesProblem(404);
        all.MapPost("/{id:guid}/comments", CommentAsync).WithName("CommentStatement").WithSummary("Comment on a statement or a section, also while it waits for approval; whoever writes or approves may.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        all.MapPost("/{id:guid}/comments/{comment:guid}/settle", SettleAsync).WithName("SettleStatementComment").WithSummary("Say that a comment is settled.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        all.MapPost("/{id:guid}/freeze", FreezeAsync).WithName("FreezeFigures").WithSummary("Count the figures again, as of today.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        all.MapPost("/{id:guid}/submit", SubmitAsync).WithName("SubmitStatement").WithSummary("Hand it in for approval.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        all.MapPost("/{id:guid}/approve", ApproveAsync).WithName("ApproveStatement").WithSummary("Approve and lock it; by somebody who wrote none of it.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        all.MapPost("/{id:guid}/send-back", SendBackAsync).WithName("SendStatementBack").WithSummary("Back to the draft by whoever approves, with the reason.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        all.MapPost("/{id:guid}/take-back", TakeBackAsync).WithName("TakeStatementBack").WithSummary("Back to the draft by whoever writes it, with the reason.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        all.MapPost("/{id:guid}/publish", PublishAsync).WithName("PublishStatement").WithSummary("Note where and when it was published.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        all.MapPost("/{id:guid}/correct", CorrectAsync).WithName("CorrectStatement").WithSummary("Begin a new edition that corrects an approved one.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static Ok<IReadOnlyList<LawItem>> Laws(FrameworkFiles frameworks) => TypedResults.Ok<IReadOnlyList<LawItem>>(
        [.. frameworks.Current.Frameworks.Select(l => new LawItem(l.Id, l.Name, l.Jurisdiction, l.Kind, l.Status, l.StatusNote, l.LastChecked, l.Confidence, [.. l.Items.Select(i => new LawItemItem(i.Id, i.Level, i.Text, i.Source, i.Confidence, i.Sections, i.Suspended))]))]);

    private static Ok<IReadOnlyList<LawProblemItem>> LawProblems(FrameworkFiles frameworks) =>
        TypedResults.Ok<IReadOnlyList<LawProblemItem>>([.. frameworks.Current.Issues.Select(i => new LawProblemItem(i.File, i.Line, i.Column, i.Message, i.Suggestion))]);

    private static async Task<Ok<IReadOnlyList<EntityItem>>> EntitiesAsync(FindStatements find, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<EntityItem>>([.. (await find.EntitiesAsync(http.Actor(), ct)).Select(Item)]);

    private static async Task<Results<Created<EntityItem>, ProblemHttpResult>> KeepNewAsync(EntityBody body, KeepEntity keep, FindStatements find, HttpContext http, CancellationToken ct)
    {
        var result = await keep.KeepAsync(http.Actor(), null, body.Name, body.Facts, null, ct);
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        return await find.EntityAsync(http.Actor(), result.Value.Id, ct) is { } file ? TypedResults.Created($"{ApiServices.Root}/statements/entities/{result.Value.Id}", Item(file)) : ApiResults.NotFound("reporting entity");
    }

    private static async Task<Results<Ok<EntityItem>, ProblemHttpResult>> KeepAsync(Guid id, EntityBody body, KeepEntity keep, FindStatements find, HttpContext http, CancellationToken ct)
    {
        var result = await keep.KeepAsync(http.Actor(), id, body.Name, body.Facts, body.Version, ct);
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        return await find.EntityAsync(http.Actor(), id, ct) is { } file ? TypedResults.Ok(Item(file)) : ApiResults.NotFound("reporting entity");
    }

    private static async Task<Results<Ok<RecordItem>, ProblemHttpResult>> RecordAsync(Guid id, RecordBody body, RecordFact record, HttpContext http, CancellationToken ct)
    {
        var result = await record.RecordAsync(http.Actor(), id, new FactDetails(body.Kind, body.On, body.What, body.Count, body.OfThem, body.Proof), ct);
        return result.Done ? TypedResults.Ok(new RecordItem(result.Value.Id, result.Value.Kind, result.Value.On, result.Value.What, result.Value.Count, result.Value.OfThem, result.Value.Proof, result.Value.RecordedAt)) : ApiResults.Problem(result.Refusals);
    }

    private static async Task<Ok<IReadOnlyList<StatementItem>>> ListAsync(FindStatements find, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<StatementItem>>([.. (await find.ListAsync(http.Actor(), ct)).Select(r => Item(r.Statement, r.Entity))]);

    private static async Task<Results<Created<StatementWhole>, ProblemHttpResult>> DraftAsync(NewStatementBody body, DraftStatement draft, FindStatements find, HttpContext http, CancellationToken ct)
    {
        var result = await draft.DraftAsync(http.Actor(), body.EntityId, body.Laws, body.PeriodFrom, body.PeriodTo, ct);
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        return await find.OneAsync(http.Actor(), result.Value.Id, ct) is { } file ? TypedResults.Created($"{ApiServices.Root}/statements/{result.Value.Id}", Whole(file)) : ApiResults.NotFound("statement");
    }

    private static async Task<Results<Ok<StatementWhole>, ProblemHttpResult>> OneAsync(Guid id, FindStatements find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } file ? TypedResults.Ok(Whole(file)) : ApiResults.NotFound("statement");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(Guid id, [FromQuery(Name = "format")] string? format, ExportStatement export, HttpContext http, CancellationToken ct)
    {
        if (http.Actor().Lacks(Right.Export) is { } no) return ApiResults.Problem([no]);
        if (Words.Parse<StatementFormat>(format) is not { } known) return ApiResults.Bad("format", $"One of {string.Join(", ", Enum.GetValues<StatementFormat>().Select(f => Words.Snake(f)))}.");
        var written = await export.ExportAsync(http.Actor(), id, known, ct);
        return written.Done ? TypedResults.File(written.Value.Content, written.Value.ContentType, written.Value.FileName) : ApiResults.Problem(written.Refusals);
    }

    private static async Task<Results<Ok<StatementWhole>, ProblemHttpResult>> WriteAsync(Guid id, string section, TextBody body, WriteStatement write, FindStatements find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await write.WriteAsync(http.Actor(), id, section, body.Text, body.Version, ct), find, http, ct);

    private static async Task<Results<Ok<StatementWhole>, ProblemHttpResult>> AttestAsync(Guid id, string section, AttestBody body, WriteStatement write, FindStatements find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await write.AttestAsync(http.Actor(), id, section, body.Sentence, body.Reason, body.Version, ct), find, http, ct);

    private static async Task<Results<Ok<IReadOnlyList<StatementCommentItem>>, ProblemHttpResult>> CommentsAsync(Guid id, FindStatements find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } file ? TypedResults.Ok(Comments(file)) : ApiResults.NotFound("statement");

    private static async Task<Results<Created<IReadOnlyList<StatementCommentItem>>, ProblemHttpResult>> CommentAsync(Guid id, StatementCommentBody body, WriteStatement write, FindStatements find, HttpContext http, CancellationToken ct)
    {
        var said = await write.CommentAsync(http.Actor(), id, body.Section ?? "", body.Words, ct);
        if (!said.Done) return ApiResults.Problem(said.Refusals);
        return await find.OneAsync(http.Actor(), id, ct) is { } file ? TypedResults.Created($"{ApiServices.Root}/statements/{id}/comments", Comments(file)) : ApiResults.NotFound("statement");
    }

    private static async Task<Results<Ok<IReadOnlyList<StatementCommentItem>>, ProblemHttpResult>> SettleAsync(Guid id, Guid comment, WriteStatement write, FindStatements find, HttpContext http, CancellationToken ct)
    {
        var settled = await write.SettleAsync(http.Actor(), id, comment, ct);
        if (!settled.Done) return ApiResults.Problem(settled.Refusals);
        return await find.OneAsync(http.Actor(), id, ct) is { } file ? TypedResults.Ok(Comments(file)) : ApiResults.NotFound("statement");
    }

    private static async Task<Results<Ok<StatementWhole>, ProblemHttpResult>> FreezeAsync(Guid id, WriteStatement write, FindStatements find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await write.FreezeAsync(http.Actor(), id, null, ct), find, http, ct);

    private static async Task<Results<Ok<StatementWhole>, ProblemHttpResult>> SubmitAsync(Guid id, MoveStatement move, FindStatements find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await move.SubmitAsync(http.Actor(), id, null, ct), find, http, ct);

    private static async Task<Results<Ok<StatementWhole>, ProblemHttpResult>> ApproveAsync(Guid id, ApproveBody body, MoveStatement move, FindStatements find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await move.ApproveAsync(http.Actor(), id, new ApprovalDetails(body.Body, body.On, body.Signatory, body.Title), body.Version, ct), find, http, ct);

    private static async Task<Results<Ok<StatementWhole>, ProblemHttpResult>> SendBackAsync(Guid id, WhyBody body, MoveStatement move, FindStatements find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await move.SendBackAsync(http.Actor(), id, body.Words, body.Version, ct), find, http, ct);

    private static async Task<Results<Ok<StatementWhole>, ProblemHttpResult>> TakeBackAsync(Guid id, WhyBody body, MoveStatement move, FindStatements find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await move.TakeBackAsync(http.Actor(), id, body.Words, body.Version, ct), find, http, ct);

    private static async Task<Results<Ok<StatementWhole>, ProblemHttpResult>> PublishAsync(Guid id, PublishBody body, MoveStatement move, FindStatements find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await move.PublishAsync(http.Actor(), id, body.On, body.At, body.Version, ct), find, http, ct);

    private static async Task<Results<Ok<StatementWhole>, ProblemHttpResult>> CorrectAsync(Guid id, WhyBody body, DraftStatement draft, FindStatements find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await draft.CorrectAsync(http.Actor(), id, body.Words, ct), find, http, ct);

    private static async Task<Results<Ok<StatementWhole>, ProblemHttpResult>> AnswerAsync(Result<Statement> result, FindStatements find, HttpContext http, CancellationToken ct)
    {
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        return await find.OneAsync(http.Actor(), result.Value.Id, ct) is { } file ? TypedResults.Ok(Whole(file)) : ApiResults.NotFound("statement");
    }

    private static IReadOnlyList<StatementCommentItem> Comments(StatementFile file) =>
        [.. file.Notes.Reverse().Select(n => new StatementCommentItem(n.Id, n.Kind, n.Section.Length == 0 ? null : n.Section, n.Sentence.Length == 0 ? null : n.Sentence, n.Words, n.ActorId, n.At, n.SettledBy, n.SettledAt))];

    private static EntityItem Item(EntityFile file) =>
        new(file.Entity.Id, file.Entity.Name, file.Facts, [.. file.Laws.Select(l => new AppliesItem(l.Law.Id, l.Applies, l.Reasons, l.Missing))], file.Entity.Version);

    private static StatementItem Item(Statement s, string entity) =>
        new(s.Id, s.EntityId, entity, Packed.Split(s.Laws), s.PeriodFrom, s.PeriodTo, s.State, s.Edition, s.AsOf, s.PublishedOn, s.Version);

    private static StatementWhole Whole(StatementFile file) => new(
        Item(file.Statement, file.Entity),
        [.. file.Sections.Select(x => new SectionItem(
            x.Section.Id, x.Section.Title, [.. x.Items.Select(i => i.Item.Id)], x.Text, x.IsAnswered,
            [.. x.Paragraphs.SelectMany(p => p).Where(s => s.Why.Count > 0).Select(s => new SentenceItem(s.Text, s.Why, s.Attestation))], x.Suggested))],
        file.Blocking, file.Boilerplate.BoundPercent, file.Boilerplate.StockPercent, file.Statement.CorrectsId, file.CorrectedBy);
}
