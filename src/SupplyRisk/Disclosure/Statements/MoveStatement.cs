using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Frameworks;

namespace SupplyRisk.Disclosure.Statements;

/// <summary>How the body that the law names approved it.</summary>
/// <param name="On">The day the body did.</param>
public sealed record ApprovalDetails(string Body, DateOnly? On, string Signatory, string Title);

/// <summary>Takes a statement from draft to approval and publication. Whoever wrote it does not approve it.</summary>
public sealed class MoveStatement(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, FrameworkFiles frameworks)
{
    private const int MostLetters = 500, MostWords = 4_000;

    /// <summary>Hands it in for approval. Refused, with everything that stands in the way, while a required item is not answered or a claim has no support.</summary>
    public async Task<Result<Statement>> SubmitAsync(Actor actor, Guid id, int? seenVersion, CancellationToken ct)
    {
        if (actor.Lacks(Right.DraftStatements) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var (statement, refusal) = await InStateAsync(db, actor, id, StatementState.Draft, seenVersion, ct);
        if (statement is null) return refusal;
        if (await BlockedAsync(db, id, ct) is { Count: > 0 } blocked) return Result<Statement>.Refused(blocked);
        (statement.State, statement.SubmittedBy) = (StatementState.Submitted, actor.Id);
        return await KeepAsync(db, actor, statement, "statement.submitted", new { statement.RecordsDigest }, ct);
    }

    /// <summary>Back to the draft, by whoever approves.</summary>
    public async Task<Result<Statement>> SendBackAsync(Actor actor, Guid id, string words, int? seenVersion, CancellationToken ct) =>
        actor.Lacks(Right.ApproveStatements) is { } no ? no : await BackAsync(actor, id, words, seenVersion, ct);

    /// <summary>Back to the draft, by whoever writes.</summary>
    public async Task<Result<Statement>> TakeBackAsync(Actor actor, Guid id, string words, int? seenVersion, CancellationToken ct) =>
        actor.Lacks(Right.DraftStatements) is { } no ? no : await BackAsync(actor, id, words, seenVersion, ct);

    private async Task<Result<Statement>> BackAsync(Actor actor, Guid id, string words, int? seenVersion, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (statement, refusal) = await InStateAsync(db, actor, id, StatementState.Submitted, seenVersion, ct);
        if (statement is null) return refusal;
        if (string.IsNullOrWhiteSpace(words)) return StatementErrors.WordsMissing();
        if (words.Length > MostWords) return StatementErrors.TooLong("words", MostWords);
        (statement.State, statement.SubmittedBy) = (StatementState.Draft, null);
        db.StatementNotes.Add(new StatementNote { Id = time.NewId(), StatementId = id, Section = "", Kind = NoteKind.SentBack, Sentence = "", Words = words.Trim(), ActorId = actor.Id, At = time.Instant() });
        return await KeepAsync(db, actor, statement, "statement.sent_back", new { Words = words.Trim() }, ct);
    }

    /// <summary>Locks it, with how the body approved it and who signed.</summary>
    public async Task<Result<Statement>> ApproveAsync(Actor actor, Guid id, ApprovalDetails approval, int? seenVersion, CancellationToken ct)
    {
        if (actor.Lacks(Right.ApproveStatements) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var (statement, refusal) = await InStateAsync(db, actor, id, StatementState.Submitted, seenVersion, ct);
        if (statement is null) return refusal;
        var file = (await FindStatements.ReadAsync(db, frameworks.Current, id, ct))!; // it was just read
        if (file.Writers.Contains(actor.Id)) return StatementErrors.SecondPerson();
        var wrong = Check(file, approval);
        wrong.AddRange(file.Blocking.Select(StatementErrors.Blocked));
        if (wrong.Count > 0) return Result<Statement>.Refused(wrong);
        var now = time.Instant();
        (statement.State, statement.ApprovedBy, statement.ApprovedAt) = (StatementState.Approved, actor.Id, now);
        (statement.ApprovalBody, statement.BodyApprovedOn) = (Some(approval.Body), approval.On);
        (statement.Signatory, statement.SignatoryTitle) = (Some(approval.Signatory), Some(approval.Title));
        statement.LawHashes = string.Join('|', file.Laws.Select(l => l.Hash));
        return await KeepAsync(db, actor, statement, "statement.approved", new { approval, statement.RecordsDigest, statement.LawHashes, Texts = file.Sections.ToDictionary(s => s.Section.Id, s => s.Number) }, ct);
    }

    /// <summary>Notes where and when an approved statement was published.</summary>
    public async Task<Result<Statement>> PublishAsync(Actor actor, Guid id, DateOnly? on, string at, int? seenVersion, CancellationToken ct)
    {
        if (actor.Lacks(Right.DraftStatements) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var (statement, refusal) = await InStateAsync(db, actor, id, StatementState.Approved, seenVersion, ct);
        if (statement is null) return refusal;
        var wrong = new List<Refusal>();
        if (on is not { } day || day > time.Today()) wrong.Add(StatementErrors.OutOfRange("on", "Say on which day it was published; not one to come."));
        if (!Uri.TryCreate(at, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || at.Length > MostLetters) wrong.Add(StatementErrors.OutOfRange("at", "Give the address where it stands, beginning with https://."));
        if (wrong.Count > 0) return Result<Statement>.Refused(wrong);
        (statement.PublishedOn, statement.PublishedAt) = (on, at.Trim());
        return await KeepAsync(db, actor, statement, "statement.published", new { on, at }, ct);
    }

    private List<Refusal> Check(StatementFile file, ApprovalDetails approval)
    {
        var no = new List<Refusal>();
        var (body, signs) = (file.Laws.Any(l => l.Approval.Body.Length > 0), file.Laws.Any(l => l.Approval.Signatory.Length > 0));
        if (body && string.IsNullOrWhiteSpace(approval.Body)) no.Add(StatementErrors.Missing("body", "Say which body approved it."));
        if (body && approval.On is null) no.Add(StatementErrors.Missing("on", "Say on which day it approved."));
        if (approval.On is { } on && (on > time.Today() || on < file.Statement.PeriodTo)) no.Add(StatementErrors.OutOfRange("on", "A body approves when the period ends: not before its last day, and not on a day to come."));
        if (signs && string.IsNullOrWhiteSpace(approval.Signatory)) no.Add(StatementErrors.Missing("signatory", "Say who signed."));
        if (signs && string.IsNullOrWhiteSpace(approval.Title)) no.Add(StatementErrors.Missing("title", "Say as what they signed."));
        foreach (var (field, text) in new[] { ("body", approval.Body), ("signatory", approval.Signatory), ("title", approval.Title) })
            if (text?.Length > MostLetters) no.Add(StatementErrors.TooLong(field, MostLetters));
        return no;
    }

    private async Task<List<Refusal>> BlockedAsync(SupplyRiskDb db, Guid id, CancellationToken ct) =>
        [.. (await FindStatements.ReadAsync(db, frameworks.Current, id, ct))!.Blocking.Select(StatementErrors.Blocked)]; // it was just read

    private static async Task<(Statement? Statement, Refusal No)> InStateAsync(SupplyRiskDb db, Actor actor, Guid id, StatementState state, int? seenVersion, CancellationToken ct)
    {
        if (!actor.SeesAll || await db.Statements.FirstOrDefaultAsync(s => s.Id == id, ct) is not { } statement) return (null, StatementErrors.NoSuchStatement());
        if (statement.State != state) return (null, StatementErrors.NotInState(statement.State));
        if (seenVersion is { } seen && seen != statement.Version) return (null, StatementErrors.ChangedMeanwhile());
        return (statement, null!); // not looked at beside a statement
    }

    private Task<Result<Statement>> KeepAsync(SupplyRiskDb db, Actor actor, Statement statement, string action, object payload, CancellationToken ct)
    {
        statement.UpdatedAt = time.Instant();
        statement.Version++;
        return db.KeepAsync(statement, () => audit.AppendAsync(db, actor, action, $"statement:{statement.Id}", payload, ct), ct);
    }

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
