using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Wording;
using SupplyRisk.Screening;

namespace SupplyRisk.Disclosure.Statements;

/// <summary>Changes a draft: its text, its figures, what people say beside it.</summary>
public sealed class WriteStatement(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, FrameworkFiles frameworks, FreezeRecords freeze)
{
    private const int MostText = 50_000, MostWords = 4_000, MostEarlier = 400_000;

    /// <param name="seenVersion">The version the person looked at; null does not check.</param>
    public async Task<Result<Statement>> WriteAsync(Actor actor, Guid id, string section, string text, int? seenVersion, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (statement, no) = await DraftAsync(db, actor, id, seenVersion, ct);
        if (statement is null) return no;
        if (await FindStatements.ReadAsync(db, frameworks.Current, id, ct) is not { } file || file.Sections.FirstOrDefault(s => s.Section.Id == section) is not { } before) return StatementErrors.NoSuchSection(section);
        text = text.ReplaceLineEndings("\n").Trim();
        if (text.Length > MostText) return StatementErrors.TooLong("text", MostText);
        if (text == before.Text) return statement;
        var redaction = await StatementRedaction.ForAsync(db, [text], ct);
        if (Sentences.Of(text).FirstOrDefault(s => ComposeStatement.IsHeldBack(s, redaction)) is { } heldBack) return StatementErrors.HeldBack(heldBack);
        db.StatementTexts.Add(new StatementText { StatementId = id, Section = section, Number = before.Number + 1, Text = text, ActorId = actor.Id, At = time.Instant() });
        return await KeepAsync(db, actor, statement, "statement.written", new { section, Before = before.Text, After = text }, ct);
    }

    /// <summary>Counts the figures again, as of today.</summary>
    public async Task<Result<Statement>> FreezeAsync(Actor actor, Guid id, int? seenVersion, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (statement, no) = await DraftAsync(db, actor, id, seenVersion, ct);
        if (statement is null) return no;
        var json = await db.ReportingEntities.Where(e => e.Id == statement.EntityId).Select(e => e.FactsJson).FirstAsync(ct);
        var records = await freeze.ReadAsync(statement.EntityId, StoredJson.Read<EntityFacts>(json), statement.PeriodFrom, statement.PeriodTo, ct);
        var before = new { statement.AsOf, statement.RecordsDigest };
        (statement.AsOf, statement.RecordsDigest) = (records.AsOf, records.Digest());
        var kept = await db.StatementFreezes.FirstAsync(f => f.StatementId == id, ct);
        kept.Records = records.Pack();
        return await KeepAsync(db, actor, statement, "statement.figures_frozen", new { before, after = new { statement.AsOf, statement.RecordsDigest } }, ct);
    }

    /// <summary>Keeps the text of an earlier statement that was not made here, to compare with.</summary>
    public async Task<Result<Statement>> CompareWithAsync(Actor actor, Guid id, string earlier, int? seenVersion, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (statement, no) = await DraftAsync(db, actor, id, seenVersion, ct);
        if (statement is null) return no;
        if (earlier.Length > MostEarlier) return StatementErrors.TooLong("earlier", MostEarlier);
        statement.EarlierText = string.IsNullOrWhiteSpace(earlier) ? null : earlier.ReplaceLineEndings("\n").Trim();
        return await KeepAsync(db, actor, statement, "statement.earlier_text", new { Length = statement.EarlierText?.Length ?? 0 }, ct);
    }

    /// <summary>Vouches for a sentence that no record supports.</summary>
    public async Task<Result<Statement>> AttestAsync(Actor actor, Guid id, string section, string sentence, string reason, int? seenVersion, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (statement, no) = await DraftAsync(db, actor, id, seenVersion, ct);
        if (statement is null) return no;
        var file = await FindStatements.ReadAsync(db, frameworks.Current, id, ct);
        var key = Sentences.Key(sentence);
        if (file?.Sections.FirstOrDefault(s => s.Section.Id == section)?.Paragraphs.SelectMany(p => p).FirstOrDefault(s => s.Support == Support.Unsupported && Sentences.Key(s.Text) == key) is not { } found) return StatementErrors.NoSuchSentence();
        if (string.IsNullOrWhiteSpace(reason)) return StatementErrors.WordsMissing("reason");
        if (reason.Length > MostWords) return StatementErrors.TooLong("reason", MostWords);
        Note(db, actor, id, section, NoteKind.Attestation, found.Text, reason);
        return await KeepAsync(db, actor, statement, "statement.attested", new { section, Sentence = found.Text, found.Why, Reason = reason.Trim() }, ct);
    }

    /// <summary>Says something beside the text; whoever approves may, too, and also when it is handed in.</summary>
    public async Task<Result<Statement>> CommentAsync(Actor actor, Guid id, string section, string words, CancellationToken ct)
    {
        if (actor.Lacks(Right.DraftStatements) is { } no && actor.Lacks(Right.ApproveStatements) is not null) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!actor.SeesAll || await db.Statements.FirstOrDefaultAsync(s => s.Id == id, ct) is not { } statement) return StatementErrors.NoSuchStatement();
        if (string.IsNullOrWhiteSpace(words)) return StatementErrors.WordsMissing();
        if (words.Length > MostWords) return StatementErrors.TooLong("words", MostWords);
        // The file of a law may be gone, and what was written under its section is still there.
        if (section.Length > 0 && frameworks.Current.Section(section) is null && !await db.StatementTexts.AnyAsync(t => t.StatementId == id && t.Section == section, ct)) return StatementErrors.NoSuchSection(section);
        Note(db, actor, id, section, NoteKind.Comment, "", words);
        return await KeepAsync(db, actor, statement, "statement.commented", new { section, Words = words.Trim() }, ct);
    }

    public async Task<Result<Statement>> SettleAsync(Actor actor, Guid id, Guid noteId, CancellationToken ct)
    {
        if (actor.Lacks(Right.DraftStatements) is { } no && actor.Lacks(Right.ApproveStatements) is not null) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!actor.SeesAll || await db.Statements.FirstOrDefaultAsync(s => s.Id == id, ct) is not { } statement) return StatementErrors.NoSuchStatement();
        if (await db.StatementNotes.FirstOrDefaultAsync(n => n.Id == noteId && n.StatementId == id && n.Kind == NoteKind.Comment && n.SettledAt == null, ct) is not { } note) return StatementErrors.NoSuchNote();
        (note.SettledBy, note.SettledAt) = (actor.Id, time.Instant());
        return await KeepAsync(db, actor, statement, "statement.comment_settled", new { NoteId = noteId }, ct);
    }

    private static async Task<(Statement? Statement, Refusal No)> DraftAsync(SupplyRiskDb db, Actor actor, Guid id, int? seenVersion, CancellationToken ct)
    {
        if (actor.Lacks(Right.DraftStatements) is { } no) return (null, no);
        if (!actor.SeesAll || await db.Statements.FirstOrDefaultAsync(s => s.Id == id, ct) is not { } statement) return (null, StatementErrors.NoSuchStatement());
        if (statement.State != StatementState.Draft) return (null, StatementErrors.NotInState(statement.State));
        if (seenVersion is { } seen && seen != statement.Version) return (null, StatementErrors.ChangedMeanwhile());
        return (statement, null!); // not looked at beside a statement
    }

    private void Note(SupplyRiskDb db, Actor actor, Guid id, string section, NoteKind kind, string sentence, string words) => db.StatementNotes.Add(new StatementNote
    {
        Id = time.NewId(),
        StatementId = id,
        Section = section,
        Kind = kind,
        Sentence = sentence,
        Words = words.Trim(),
        ActorId = actor.Id,
        At = time.Instant(),
    });

    private Task<Result<Statement>> KeepAsync(SupplyRiskDb db, Actor actor, Statement statement, string action, object payload, CancellationToken ct)
    {
        statement.UpdatedAt = time.Instant();
        statement.Version++;
        return db.KeepAsync(statement, () => audit.AppendAsync(db, actor, action, $"statement:{statement.Id}", payload, ct), ct);
    }
}
