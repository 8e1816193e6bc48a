using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Disclosure.Statements;

/// <summary>What a person records.</summary>
public sealed record FactDetails(RecordKind Kind, DateOnly On, string What, int? Count, int? OfThem, string Proof);

/// <summary>Records what was done and the portfolio does not hold, such as training, and withdraws it.</summary>
public sealed class RecordFact(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    private const int MostLetters = 500;

    public async Task<Result<DisclosureRecord>> RecordAsync(Actor actor, Guid entityId, FactDetails fact, CancellationToken ct)
    {
        if (actor.Lacks(Right.DraftStatements) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!actor.SeesAll || !await db.ReportingEntities.AnyAsync(e => e.Id == entityId, ct)) return StatementErrors.NoSuchEntity();
        var wrong = Check(fact);
        if (wrong.Count > 0) return Result<DisclosureRecord>.Refused(wrong);
        var record = new DisclosureRecord
        {
            Id = time.NewId(),
            EntityId = entityId,
            Kind = fact.Kind,
            On = fact.On,
            What = fact.What.Trim(),
            Count = fact.Count,
            OfThem = fact.OfThem,
            Proof = fact.Proof.Trim(),
            RecordedBy = actor.Id,
            RecordedAt = time.Instant(),
        };
        db.DisclosureRecords.Add(record);
        return await db.KeepAsync(record, () => audit.AppendAsync(db, actor, "disclosure_record.recorded", $"disclosure_record:{record.Id}", new { entityId, fact }, ct), ct);
    }

    public async Task<Result<DisclosureRecord>> WithdrawAsync(Actor actor, Guid id, string words, CancellationToken ct)
    {
        if (actor.Lacks(Right.DraftStatements) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!actor.SeesAll || await db.DisclosureRecords.FirstOrDefaultAsync(r => r.Id == id && r.WithdrawnAt == null, ct) is not { } record) return StatementErrors.NoSuchRecord();
        if (string.IsNullOrWhiteSpace(words)) return StatementErrors.WordsMissing();
        if (words.Length > MostLetters) return StatementErrors.TooLong("words", MostLetters);
        (record.WithdrawnBy, record.WithdrawnAt) = (actor.Id, time.Instant());
        return await db.KeepAsync(record, () => audit.AppendAsync(db, actor, "disclosure_record.withdrawn", $"disclosure_record:{record.Id}", new { Words = words.Trim() }, ct), ct);
    }

    private List<Refusal> Check(FactDetails fact)
    {
        var no = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(fact.What)) no.Add(StatementErrors.Missing("what", "Say what was done, in a few words."));
        if (string.IsNullOrWhiteSpace(fact.Proof)) no.Add(StatementErrors.Missing("proof", "Say where the proof is kept: without it nobody can check it later."));
        if (fact.What?.Length > MostLetters) no.Add(StatementErrors.TooLong("what", MostLetters));
        if (fact.Proof?.Length > MostLetters) no.Add(StatementErrors.TooLong("proof", MostLetters));
        if (fact.On > time.Today()) no.Add(StatementErrors.OutOfRange("on", "What has not happened yet cannot be recorded."));
        if (fact.Count is < 0 || fact.OfThem is < 0 || fact.OfThem > (fact.Count ?? 0)) no.Add(StatementErrors.OutOfRange("count", "A number is zero or more, and the part is not larger than the whole."));
        if (fact.Count is null && fact.Kind is RecordKind.Training or RecordKind.Grievances or RecordKind.SupplierCode or RecordKind.SupplierCertification) no.Add(StatementErrors.Missing("count", "Say how many."));
        return no;
    }
}
