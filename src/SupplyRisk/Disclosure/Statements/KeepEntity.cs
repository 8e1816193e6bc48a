using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Disclosure.Statements;

/// <summary>Keeps what is known of a reporting entity.</summary>
public sealed class KeepEntity(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    private const int MostLetters = 500, MostEntries = 500;

    /// <param name="id">Null makes a new one.</param>
    /// <param name="seenVersion">The version the person looked at; null does not check.</param>
    public async Task<Result<ReportingEntity>> KeepAsync(Actor actor, Guid? id, string name, EntityFacts facts, int? seenVersion, CancellationToken ct)
    {
        if (actor.Lacks(Right.DraftStatements) is { } no) return no;
        if (!actor.SeesAll) return StatementErrors.NoSuchEntity();
        await using var db = await databases.CreateDbContextAsync(ct);
        var wrong = Check(name, facts);
        if (wrong.Count > 0) return Result<ReportingEntity>.Refused(wrong);
        name = name.Trim();
        if (await db.ReportingEntities.AnyAsync(e => e.Name == name && e.Id != id, ct)) return StatementErrors.NameTaken();
        var entity = id is null ? null : await db.ReportingEntities.FirstOrDefaultAsync(e => e.Id == id, ct);
        if (id is not null && entity is null) return StatementErrors.NoSuchEntity();
        if (entity is not null && seenVersion is { } seen && seen != entity.Version) return StatementErrors.ChangedMeanwhile();
        var before = entity is null ? null : new { entity.Name, Facts = entity.FactsJson };
        if (entity is null) db.ReportingEntities.Add(entity = new ReportingEntity { Id = time.NewId(), Name = name, FactsJson = "", UpdatedAt = time.Instant(), Version = 0 });
        entity.Name = name;
        entity.FactsJson = StoredJson.Write(facts);
        entity.UpdatedAt = time.Instant();
        entity.Version++;
        return await db.KeepAsync(entity, () => audit.AppendAsync(db, actor, "entity.kept", $"reporting_entity:{entity.Id}", new { before, after = new { entity.Name, Facts = entity.FactsJson } }, ct), ct);
    }

    private static List<Refusal> Check(string name, EntityFacts facts)
    {
        var no = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(name)) no.Add(StatementErrors.Missing("name", "Say what it is called."));
        foreach (var (field, text) in new[] { ("name", name), ("legal_form", facts.LegalForm), ("registration", facts.Registration), ("address", facts.Address), ("website", facts.Website) })
            if (text?.Length > MostLetters) no.Add(StatementErrors.TooLong(field, MostLetters));
        foreach (var (field, countries) in new[] { ("seat", facts.Seat), ("business", facts.Business), ("listed", facts.Listed) })
            no.AddRange(countries.Where(c => CountryNames.English(c) is null).Take(3).Select(c => StatementErrors.NotKnown(field, c, "country (two letters, ISO 3166)")));
        foreach (var (field, lines) in new[] { ("sectors", facts.Sectors), ("subsidiaries", facts.Subsidiaries), ("buys_as", facts.BuysAs) })
        {
            if (lines.Count > MostEntries) no.Add(StatementErrors.OutOfRange(field, $"At most {MostEntries} can be named."));
            if (lines.Any(l => l.Length > MostLetters)) no.Add(StatementErrors.TooLong(field, MostLetters));
        }
        if (facts.Measures.Count > MostEntries) no.Add(StatementErrors.OutOfRange("measures", $"At most {MostEntries} can be given."));
        foreach (var m in facts.Measures)
        {
            if (m.Value is < 0 or > 1_000_000_000_000_000m) no.Add(StatementErrors.OutOfRange("measures", "A measure is zero or more."));
            if (m.Measure == Frameworks.Measure.Employees ? m.Currency is not null : m.Currency is not { } currency || !Currencies.IsCode(currency)) no.Add(StatementErrors.OutOfRange("measures", "Money needs its currency by three letters (ISO 4217), people have none."));
            if (m.Within is { } place && place != "EU" && CountryNames.English(place) is null) no.Add(StatementErrors.NotKnown("measures", place, "country (two letters, ISO 3166)"));
        }
        return no;
    }
}
