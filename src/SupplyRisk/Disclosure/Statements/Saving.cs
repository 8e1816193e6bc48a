using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Disclosure.Statements;

internal static class Saving
{
    /// <summary>Keeps what was changed together with its line in the audit record, which saves it; refuses where somebody was faster.</summary>
    public static async Task<Result<T>> KeepAsync<T>(this SupplyRiskDb db, T kept, Func<Task> append, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        try
        {
            await append();
        }
        catch (DbUpdateConcurrencyException)
        {
            return StatementErrors.ChangedMeanwhile();
        }
        catch (DbUpdateException e) when (e.InnerException is System.Data.Common.DbException { IsTransient: false } inner && inner.Message.Contains("UNIQUE", StringComparison.OrdinalIgnoreCase))
        {
            return StatementErrors.ChangedMeanwhile(); // the same revision, name or correction was written meanwhile
        }
        await transaction.CommitAsync(ct);
        return kept;
    }
}
