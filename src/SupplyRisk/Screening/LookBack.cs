using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Screening.Reading;
using SupplyRisk.Suppliers;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Screening;

/// <summary>Answers "what could we have known on that day?" on a copy: looking back must not change today's scores, flags or cases.</summary>
public static class LookBack
{
    /// <summary>Copies an installation's facts into an embedded database while it goes on working.</summary>
    /// <param name="db">The installation.</param>
    /// <param name="folder">An empty folder for the copy.</param>
    public static async Task CopyAsync(SupplyRiskDb db, string folder, CancellationToken ct)
    {
        var file = new DataOptions { Folder = folder }.SqliteFile;
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", ct);
        else await CopyFactsAsync(db, file, ct);
    }

    // As they stand at one instant, whatever is written meanwhile. Conclusions are drawn anew, so they are not copied.
    private static async Task CopyFactsAsync(SupplyRiskDb db, string file, CancellationToken ct)
    {
        await using var copy = new SqliteSupplyRiskDb((DbContextOptions<SqliteSupplyRiskDb>)new DbContextOptionsBuilder<SqliteSupplyRiskDb>().UseSqliteStore(file).Options);
        await MigrateDatabase.RunAsync(copy, TimeSpan.FromMinutes(1), ct);
        await using var reading = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var writing = await copy.Database.BeginTransactionAsync(ct);
        Func<Task>[] tables =
        [
            CopyAsync<ListSource>, CopyAsync<BuyingEntity>, CopyAsync<LegalEntity>, CopyAsync<Supplier>, CopyAsync<SupplierVersion>, CopyAsync<SupplierIdentifier>,
            CopyAsync<SupplyLink>, CopyAsync<LegalEntityProposal>, CopyAsync<Import>, CopyAsync<Document>, CopyAsync<DocumentContent>, CopyAsync<DocumentReading>, CopyAsync<SketchBand>, CopyAsync<DocumentLink>,
            CopyAsync<Finding>, CopyAsync<Watchlist>, CopyAsync<Snapshot>, CopyAsync<ListEntryVersion>, CopyAsync<ListDelivery>, CopyAsync<MatchDecision>, CopyAsync<FindingDecision>, CopyAsync<Setting>,
        ];
        foreach (var table in tables) await table();
        await writing.CommitAsync(ct);

        Task CopyAsync<T>()
            where T : class => copy.BulkInsertAsync(db.Set<T>().AsNoTracking().AsEnumerable(), ct); // row by row: documents are large
    }

    /// <summary>Forgets what screening has concluded, so that the next run concludes everything anew for its own day. Facts and people's decisions stay.</summary>
    public static async Task ForgetConclusionsAsync(SupplyRiskDb copy, CancellationToken ct)
    {
        await using var transaction = await copy.Database.BeginTransactionAsync(ct);
        await copy.Work.ExecuteDeleteAsync(ct);
        await copy.Settings.Where(s => !s.Key.StartsWith(PublishedRules.Prefix)).ExecuteDeleteAsync(ct); // what is published is a person's decision
        await copy.Screenings.ExecuteDeleteAsync(ct);
        await copy.ScreeningChanges.ExecuteDeleteAsync(ct);
        await copy.SupplierMatches.ExecuteDeleteAsync(ct);
        await copy.ListingFlags.ExecuteDeleteAsync(ct);
        await copy.SupplierFlags.ExecuteDeleteAsync(ct);
        await copy.CaseEvents.ExecuteDeleteAsync(ct);
        await copy.CaseDecisionRules.ExecuteDeleteAsync(ct);
        await copy.CaseDecisions.ExecuteDeleteAsync(ct);
        await copy.PendingDecisions.ExecuteDeleteAsync(ct);
        await copy.CaseAttachments.ExecuteDeleteAsync(ct);
        await copy.CaseSteps.ExecuteDeleteAsync(ct);
        await copy.Cases.ExecuteDeleteAsync(ct);
        await copy.RunPartitions.ExecuteDeleteAsync(ct);
        await copy.Runs.ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
