using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Audit;

/// <summary>Takes a person's name, addresses and what was written about the person out of the record; what the person did, its date and the chain stay.</summary>
public sealed class ErasePerson(IDbContextFactory<SupplyRiskDb> databases, AuditTrail audit)
{
    private const int MaxReason = 1_000;

    /// <param name="personId">The actor's lasting id, as it stands in the record.</param>
    /// <param name="because">Why; stands in the record.</param>
    /// <returns>How many lines lost something; 0 if there was nothing left to erase.</returns>
    public async Task<Result<int>> RunAsync(Actor actor, string personId, string because, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        if (string.IsNullOrWhiteSpace(because)) return new Refusal(RefusalKind.Invalid, "reason_missing", "Say why the person's data are erased; the reason stays in the record.", "because");
        if (because.Length > MaxReason) return new Refusal(RefusalKind.Invalid, "reason_too_long", $"Say it in at most {MaxReason} characters.", "because");
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Audit, ct);
        var subject = $"person:{personId}";
        var lines = await (from r in db.AuditRows
                           where db.AuditPeople.Any(p => p.AuditId == r.Id && p.ActorId == personId)
                                 || (r.Subject == subject && db.AuditPayloads.Any(p => p.AuditId == r.Id))
                           where r.Action != AuditErasure.Action
                           orderby r.Seq
                           select r.Seq).ToListAsync(ct);
        if (lines.Count == 0) return 0;
        var about = db.AuditRows.Where(r => r.Subject == subject && r.Action != AuditErasure.Action).Select(r => r.Id);
        await db.AuditPeople.Where(p => p.ActorId == personId).ExecuteDeleteAsync(ct);
        await db.AuditPayloads.Where(p => about.Contains(p.AuditId)).ExecuteDeleteAsync(ct);
        await audit.AppendAsync(db, actor, AuditErasure.Action, subject, new { lines = AuditErasure.Ranges(lines), because = because.Trim() }, ct);
        await transaction.CommitAsync(ct);
        return lines.Count;
    }
}
