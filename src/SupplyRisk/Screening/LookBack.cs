using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Screening;

/// <summary>Answers "what could we have known on that day?" on a copy: looking back must not change today's scores, flags or cases.</summary>
public static class LookBack
{
    /// <summary>Copies an embedded installation's database while it goes on working.</summary>
    /// <param name="db">The installation.</param>
    /// <param name="folder">An empty folder for the copy.</param>
    public static async Task CopyAsync(SupplyRiskDb db, string folder, CancellationToken ct)
    {
        var file = new DataOptions { Folder = folder }.SqliteFile;
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", ct);
    }

    /// <summary>Forgets what screening has concluded, so that the next run concludes everything anew for its own day. Facts and people's decisions stay.</summary>
    public static async Task ForgetConclusionsAsync(SupplyRiskDb copy, CancellationToken ct)
    {
        await using var transaction = await copy.Database.BeginTransactionAsync(ct);
        await copy.Work.ExecuteDeleteAsync(ct);
        await copy.Settings.ExecuteDeleteAsync(ct);
        await copy.Screenings.ExecuteDeleteAsync(ct);
        await copy.ScreeningChanges.ExecuteDeleteAsync(ct);
        await copy.SupplierMatches.ExecuteDeleteAsync(ct);
        await copy.SupplierFlags.ExecuteDeleteAsync(ct);
        await copy.CaseEvents.ExecuteDeleteAsync(ct);
        await copy.CaseDecisions.ExecuteDeleteAsync(ct);
        await copy.Cases.ExecuteDeleteAsync(ct);
        await copy.Runs.ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
