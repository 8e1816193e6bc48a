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
        var lines = await AuditErasure.EraseAsync(db, audit, actor, $"person:{personId}", personId, because.Trim(), ct);
        if (lines == 0) return 0;
        await transaction.CommitAsync(ct);
        return lines;
    }
}
