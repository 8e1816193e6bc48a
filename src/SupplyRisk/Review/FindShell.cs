using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Exchange;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Review;

/// <summary>What every page's frame shows.</summary>
/// <param name="ListsLoaded">False until any enforcement list has been imported; every page then says so.</param>
/// <param name="OpenCases">Flagged cases that are not closed, in all lanes.</param>
/// <param name="LinksToCheck">Proposed links between a document and a supplier that a person has to confirm.</param>
/// <param name="RunningRun">The run under way, or null.</param>
public sealed record ShellFacts(bool ListsLoaded, int OpenCases, int LinksToCheck, Guid? RunningRun)
{
    /// <summary>What the actor's watches found and nobody looked at; read apart, because search stands beside the review.</summary>
    public int NewWatchHits { get; init; }

    /// <summary>Downloads of lists that wait for a person.</summary>
    public int HeldDeliveries { get; init; }

    /// <summary>What suppliers sent and nobody has decided.</summary>
    public int AnswersToRead { get; init; }

    /// <summary>Before anything is known.</summary>
    public static readonly ShellFacts Nothing = new(true, 0, 0, null);
}

/// <summary>Reads what every page's frame shows: six small counts over indexes.</summary>
public sealed class FindShell(Portfolio portfolio, IDbContextFactory<SupplyRiskDb> dbs)
{
    public async Task<ShellFacts> HandleAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var withoutNames = WatchlistSources.WithoutNames; // a list of goods is compared with no name
        var lists = await db.Watchlists.AnyAsync(x => x.CurrentSnapshotId != null && !withoutNames.Contains(x.Source), ct);
        var held = !actor.May(Right.ManageLists) ? 0 : await db.ListDeliveries.CountAsync(x => x.State == DeliveryState.Held, ct);
        var cases = (await portfolio.ReadAsync(actor, ct)).Counts.OpenCases;
        var links = await db.DocumentLinks.SeenBy(actor, x => x.SupplierId).CountAsync(x => x.State == ProposalState.Proposed, ct);
        var run = await db.Runs.Where(x => actor.SeesAll && x.State == RunState.Running).OrderByDescending(x => x.StartedAt)
            .Select(x => (Guid?)x.Id).FirstOrDefaultAsync(ct);
        var answers = await db.SupplierAnswers.SeenBy(actor, x => x.SupplierId).CountAsync(x => x.State == AnswerState.Waiting, ct);
        return new ShellFacts(lists, cases, links, run) { HeldDeliveries = held, AnswersToRead = answers };
    }
}
