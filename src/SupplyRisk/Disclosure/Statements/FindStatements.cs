using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Wording;
using SupplyRisk.Screening;

namespace SupplyRisk.Disclosure.Statements;

/// <param name="Due">By law, where one names a day and it is not published yet.</param>
public sealed record StatementRow(Statement Statement, string Entity, IReadOnlyList<string> Laws, bool Corrected, IReadOnlyList<(string Law, DateOnly On)> Due);

public sealed record EntityFile(ReportingEntity Entity, EntityFacts Facts, IReadOnlyList<Applicability> Laws, IReadOnlyList<DisclosureRecord> Records);

/// <param name="BeforeWork">The last calendar year ended before anything was screened here, so its figures would count nothing.</param>
public sealed record OfferedPeriod(DateOnly From, DateOnly To, bool BeforeWork);

/// <summary>Statements and whom they are made for. A statement is about the whole portfolio: who sees part of it only sees none.</summary>
public sealed class FindStatements(IDbContextFactory<SupplyRiskDb> databases, FrameworkFiles frameworks, FreezeRecords freeze)
{
    /// <summary>Newest period first.</summary>
    public async Task<IReadOnlyList<StatementRow>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.SeesAll) return [];
        await using var db = await databases.CreateDbContextAsync(ct);
        var shelf = frameworks.Current;
        var all = await (from s in db.Statements join e in db.ReportingEntities on s.EntityId equals e.Id select new { Statement = s, e.Name }).AsNoTracking().ToListAsync(ct);
        var corrected = all.Select(a => a.Statement.CorrectsId).OfType<Guid>().ToHashSet();
        return [.. all.OrderByDescending(a => a.Statement.PeriodTo).ThenBy(a => a.Name, StringComparer.Ordinal).ThenByDescending(a => a.Statement.CreatedAt).Select(a => new StatementRow(
            a.Statement, a.Name, [.. Packed.Split(a.Statement.Laws).Select(l => shelf.Find(l)?.Short ?? l)], corrected.Contains(a.Statement.Id), Due(a.Statement)))];

        IReadOnlyList<(string, DateOnly)> Due(Statement s) => s.PublishedOn is not null ? []
            : [.. Packed.Split(s.Laws).Select(shelf.Find).OfType<Framework>().Select(l => (l.Short, On: l.Deadline.For(s.PeriodTo))).Where(d => d.On is not null).Select(d => (d.Short, d.On!.Value))]; // only those with a day
    }

    /// <summary>By name, each with the laws that apply.</summary>
    public async Task<IReadOnlyList<EntityFile>> EntitiesAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.SeesAll) return [];
        await using var db = await databases.CreateDbContextAsync(ct);
        var records = (await db.DisclosureRecords.AsNoTracking().ToListAsync(ct)).ToLookup(r => r.EntityId);
        return [.. (await db.ReportingEntities.AsNoTracking().ToListAsync(ct)).OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => File(e, records[e.Id]))];
    }

    public async Task<EntityFile?> EntityAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (!actor.SeesAll) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.ReportingEntities.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, ct) is not { } entity) return null;
        return File(entity, await db.DisclosureRecords.AsNoTracking().Where(r => r.EntityId == id).ToListAsync(ct));
    }

    public async Task<StatementFile?> OneAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (!actor.SeesAll) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await ReadAsync(db, frameworks.Current, id, ct);
    }

    /// <summary>What a new statement could be about: the last calendar year, or where no work of ours reaches into it the twelve months up to today.</summary>
    public async Task<OfferedPeriod> PeriodToOfferAsync(DateOnly today, CancellationToken ct)
    {
        var thisYear = new DateOnly(today.Year, 1, 1);
        await using var db = await databases.CreateDbContextAsync(ct);
        var since = thisYear.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return await db.Runs.AnyAsync(r => r.StartedAt < since, ct) || !await db.Runs.AnyAsync(ct)
            ? new OfferedPeriod(thisYear.AddYears(-1), thisYear.AddDays(-1), false) : new OfferedPeriod(today.AddYears(-1).AddDays(1), today, true);
    }

    /// <summary>The rows behind a figure; null where there is no such statement.</summary>
    public async Task<FigureRows?> FigureAsync(Actor actor, Guid id, Figure figure, CancellationToken ct)
    {
        if (!actor.SeesAll) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Statements.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } statement) return null;
        var entity = await db.ReportingEntities.Where(e => e.Id == statement.EntityId).Select(e => e.Name).FirstAsync(ct);
        var records = FrozenRecords.Unpack(await db.StatementFreezes.Where(f => f.StatementId == id).Select(f => f.Records).FirstAsync(ct));
        var value = figure.Of(records);
        return new FigureRows(statement, entity, figure, value, FigureReceipt.Of(figure, records, statement.RecordsDigest), await NameRows.ReadAsync(db, statement, records, figure, value, ct));
    }

    /// <summary>A statement of suggested wording alone, as it would be drafted now; it is kept nowhere.</summary>
    /// <param name="entityId">Null for an entity that is not kept.</param>
    public async Task<StatementFile> PreviewAsync(Actor actor, Guid? entityId, string entity, EntityFacts facts, IReadOnlyList<Framework> laws, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var shelf = frameworks.Current;
        var records = await freeze.ReadAsync(entityId, facts, from, to, ct);
        var figures = Count(records);
        var words = SuggestText.Facts(entity, facts, laws, from, to, records.AsOf);
        var statement = new Statement
        {
            Id = Guid.Empty,
            EntityId = entityId ?? Guid.Empty,
            Laws = string.Join('|', laws.Select(l => l.Id)),
            PeriodFrom = from,
            PeriodTo = to,
            State = StatementState.Draft,
            Edition = 1,
            AsOf = records.AsOf,
            RecordsDigest = records.Digest(),
            CreatedBy = actor.Id,
            CreatedAt = records.KnownAt,
            UpdatedAt = records.KnownAt,
            Version = 0,
        };
        var texts = shelf.SectionsOf(laws).Select(s => new StatementText { StatementId = Guid.Empty, Section = s.Id, Number = 0, Text = SuggestText.For(s, laws, words, figures), ActorId = actor.Id, At = records.KnownAt }).ToDictionary(t => t.Section, StringComparer.Ordinal);
        await using var db = await databases.CreateDbContextAsync(ct);
        var sections = ComposeStatement.Sections(shelf, laws, entity, facts, records, figures, texts, [], null, await StatementRedaction.ForAsync(db, [.. texts.Values.Select(t => t.Text)], ct));
        return new StatementFile(statement, entity, facts, laws, [], records, figures, sections, [], new HashSet<string>());
    }

    internal static async Task<StatementFile?> ReadAsync(SupplyRiskDb db, FrameworkShelf shelf, Guid id, CancellationToken ct)
    {
        if (await db.Statements.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } statement) return null;
        var entity = await db.ReportingEntities.AsNoTracking().FirstAsync(e => e.Id == statement.EntityId, ct);
        var laws = Packed.Split(statement.Laws).Select(l => (Id: l, Law: shelf.Find(l))).ToList();
        var known = laws.Select(l => l.Law).OfType<Framework>().ToList();
        var records = FrozenRecords.Unpack(await db.StatementFreezes.Where(f => f.StatementId == id).Select(f => f.Records).FirstAsync(ct));
        var figures = Count(records);
        var all = await db.StatementTexts.AsNoTracking().Where(t => t.StatementId == id).ToListAsync(ct);
        var texts = DraftStatement.Latest(all).ToDictionary(t => t.Section, StringComparer.Ordinal);
        var notes = (await db.StatementNotes.AsNoTracking().Where(n => n.StatementId == id).ToListAsync(ct)).OrderBy(n => n.At).ThenBy(n => n.Id).ToList();
        var (earlierId, earlier) = await EarlierAsync(db, statement, ct);
        var facts = StoredJson.Read<EntityFacts>(entity.FactsJson);
        var sections = ComposeStatement.Sections(shelf, known, entity.Name, facts, records, figures, texts, notes, earlier, await StatementRedaction.ForAsync(db, [.. texts.Values.Select(t => t.Text)], ct));
        var before = earlier is not null ? string.Join("\n\n", shelf.Sections.Select(s => earlier.GetValueOrDefault(s.Id)).OfType<string>()) : statement.EarlierText;
        return new StatementFile(
            statement, entity.Name, facts, known, [.. laws.Where(l => l.Law is null).Select(l => l.Id)], records, figures, sections, notes,
            all.Select(t => t.ActorId).Concat(notes.Where(n => n.Kind == NoteKind.Attestation).Select(n => n.ActorId)).Append(statement.CreatedBy).Concat(statement.SubmittedBy is { } by ? [by] : []).ToHashSet(StringComparer.Ordinal))
        {
            CorrectedBy = await db.Statements.Where(s => s.CorrectsId == id).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct),
            EarlierId = earlierId,
            Difference = before is null ? null : TextDifference.Between(before, string.Join("\n\n", sections.Select(s => ComposeStatement.Said(s.Text, figures)))),
        };
    }

    private static Dictionary<string, FigureValue> Count(FrozenRecords records) => FigureCatalogue.All.ToDictionary(f => f.Id, f => f.Of(records), StringComparer.Ordinal);

    // What the same entity last said about an earlier period, for any of the same laws; figures as they were then.
    private static async Task<(Guid? Id, Dictionary<string, string>? Texts)> EarlierAsync(SupplyRiskDb db, Statement statement, CancellationToken ct)
    {
        var laws = Packed.Split(statement.Laws);
        var candidates = await db.Statements.AsNoTracking().Where(s => s.EntityId == statement.EntityId && s.State == StatementState.Approved && s.PeriodTo < statement.PeriodTo).ToListAsync(ct);
        if (candidates.Where(s => Packed.Split(s.Laws).Any(laws.Contains)).OrderByDescending(s => s.PeriodTo).ThenByDescending(s => s.Edition).ThenByDescending(s => s.CreatedAt).FirstOrDefault() is not { } last) return (null, null);
        var figures = Count(FrozenRecords.Unpack(await db.StatementFreezes.Where(f => f.StatementId == last.Id).Select(f => f.Records).FirstAsync(ct)));
        var texts = DraftStatement.Latest(await db.StatementTexts.AsNoTracking().Where(t => t.StatementId == last.Id).ToListAsync(ct));
        return (last.Id, texts.ToDictionary(t => t.Section, t => ComposeStatement.Said(t.Text, figures), StringComparer.Ordinal));
    }

    private EntityFile File(ReportingEntity entity, IEnumerable<DisclosureRecord> records)
    {
        var facts = StoredJson.Read<EntityFacts>(entity.FactsJson);
        return new EntityFile(entity, facts, [.. frameworks.Current.Frameworks.Select(l => Applicability.Of(l, facts))], [.. records.OrderByDescending(r => r.On).ThenBy(r => r.Id)]);
    }
}
