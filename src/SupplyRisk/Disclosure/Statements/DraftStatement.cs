using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Wording;
using SupplyRisk.Screening;

namespace SupplyRisk.Disclosure.Statements;

/// <summary>Begins a statement: freezes its figures and fills its sections with suggested wording.</summary>
public sealed class DraftStatement(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, FrameworkFiles frameworks, FreezeRecords freeze)
{
    private const int LongestPeriod = 731;

    public async Task<Result<Statement>> DraftAsync(Actor actor, Guid entityId, IReadOnlyList<string> laws, DateOnly from, DateOnly to, CancellationToken ct)
    {
        if (actor.Lacks(Right.DraftStatements) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!actor.SeesAll || await db.ReportingEntities.AsNoTracking().FirstOrDefaultAsync(e => e.Id == entityId, ct) is not { } entity) return StatementErrors.NoSuchEntity();
        var shelf = frameworks.Current;
        var wrong = Check(shelf, laws, from, to);
        if (wrong.Count > 0) return Result<Statement>.Refused(wrong);
        var chosen = laws.Distinct(StringComparer.Ordinal).Select(l => shelf.Find(l)!).ToList(); // checked
        var facts = StoredJson.Read<EntityFacts>(entity.FactsJson);
        var records = await freeze.ReadAsync(entityId, facts, from, to, ct);
        var statement = New(entityId, string.Join('|', chosen.Select(l => l.Id)), from, to, records, actor, edition: 1, corrects: null);
        db.Statements.Add(statement);
        db.StatementFreezes.Add(new StatementFreeze { StatementId = statement.Id, Records = records.Pack() });
        var figures = FigureCatalogue.All.ToDictionary(f => f.Id, f => f.Of(records), StringComparer.Ordinal);
        var words = SuggestText.Facts(entity.Name, facts, chosen, from, to, records.AsOf);
        foreach (var section in shelf.SectionsOf(chosen))
        {
            if (SuggestText.For(section, chosen, words, figures) is { Length: > 0 } text)
                db.StatementTexts.Add(new StatementText { StatementId = statement.Id, Section = section.Id, Number = 1, Text = text, ActorId = actor.Id, At = statement.CreatedAt });
        }
        return await db.KeepAsync(statement, () => audit.AppendAsync(db, actor, "statement.drafted", $"statement:{statement.Id}", new { entity.Name, statement.Laws, from, to, statement.RecordsDigest }, ct), ct);
    }

    /// <summary>Begins the correction of an approved statement, with its text and with figures frozen anew.</summary>
    public async Task<Result<Statement>> CorrectAsync(Actor actor, Guid id, string words, CancellationToken ct)
    {
        if (actor.Lacks(Right.DraftStatements) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!actor.SeesAll || await db.Statements.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } old) return StatementErrors.NoSuchStatement();
        if (old.State != StatementState.Approved) return StatementErrors.NotInState(old.State);
        if (await db.Statements.AnyAsync(s => s.CorrectsId == id, ct)) return StatementErrors.CorrectedAlready();
        if (string.IsNullOrWhiteSpace(words)) return StatementErrors.WordsMissing();
        var entity = await db.ReportingEntities.AsNoTracking().FirstAsync(e => e.Id == old.EntityId, ct);
        var records = await freeze.ReadAsync(entity.Id, StoredJson.Read<EntityFacts>(entity.FactsJson), old.PeriodFrom, old.PeriodTo, ct);
        var statement = New(old.EntityId, old.Laws, old.PeriodFrom, old.PeriodTo, records, actor, old.Edition + 1, id);
        statement.EarlierText = old.EarlierText;
        db.Statements.Add(statement);
        db.StatementFreezes.Add(new StatementFreeze { StatementId = statement.Id, Records = records.Pack() });
        foreach (var text in Latest(await db.StatementTexts.AsNoTracking().Where(t => t.StatementId == id).ToListAsync(ct)))
            db.StatementTexts.Add(new StatementText { StatementId = statement.Id, Section = text.Section, Number = 1, Text = text.Text, ActorId = text.ActorId, At = statement.CreatedAt });
        foreach (var note in await db.StatementNotes.AsNoTracking().Where(n => n.StatementId == id && n.Kind == NoteKind.Attestation).OrderBy(n => n.At).ThenBy(n => n.Id).ToListAsync(ct))
            db.StatementNotes.Add(new StatementNote { Id = time.NewId(), StatementId = statement.Id, Section = note.Section, Kind = note.Kind, Sentence = note.Sentence, Words = note.Words, ActorId = note.ActorId, At = note.At });
        db.StatementNotes.Add(new StatementNote { Id = time.NewId(), StatementId = statement.Id, Section = "", Kind = NoteKind.Comment, Sentence = "", Words = $"Correction: {words.Trim()}", ActorId = actor.Id, At = statement.CreatedAt });
        return await db.KeepAsync(statement, () => audit.AppendAsync(db, actor, "statement.correction_begun", $"statement:{statement.Id}", new { Corrects = id, Words = words.Trim(), statement.RecordsDigest }, ct), ct);
    }

    internal static IEnumerable<StatementText> Latest(IEnumerable<StatementText> texts) => texts.GroupBy(t => t.Section, StringComparer.Ordinal).Select(g => g.MaxBy(t => t.Number)!); // no group is empty

    /// <summary>Everything that is wrong with what a statement is asked to be.</summary>
    public static List<Refusal> Check(FrameworkShelf shelf, IReadOnlyList<string> laws, DateOnly from, DateOnly to)
    {
        var no = new List<Refusal>();
        if (laws.Count == 0) no.Add(StatementErrors.Missing("laws", "Choose a law."));
        foreach (var law in laws)
        {
            if (shelf.Find(law) is not { } found) no.Add(shelf.IssuesOf(law) is [var problem, ..] ? StatementErrors.LawLeftOut(law, problem.ToString()) : StatementErrors.NotKnown("laws", law, "law that is known here"));
            else if (!found.IsStatement) no.Add(StatementErrors.NoStatementLaw(found.Short));
        }
        if (to <= from || to.DayNumber - from.DayNumber > LongestPeriod) no.Add(StatementErrors.PeriodTurned());
        return no;
    }

    private Statement New(Guid entityId, string laws, DateOnly from, DateOnly to, FrozenRecords records, Actor actor, int edition, Guid? corrects)
    {
        var now = time.Instant();
        return new Statement
        {
            Id = time.NewId(),
            EntityId = entityId,
            Laws = laws,
            PeriodFrom = from,
            PeriodTo = to,
            State = StatementState.Draft,
            Edition = edition,
            CorrectsId = corrects,
            AsOf = records.AsOf,
            RecordsDigest = records.Digest(),
            CreatedBy = actor.Id,
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
    }
}
