using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Watchlists.Custom;

namespace SupplyRisk.Watchlists;

/// <summary>A list file to take in as a snapshot.</summary>
/// <param name="Path">Where the file lies.</param>
/// <param name="FileName">As the user knows it.</param>
/// <param name="Name">Name of the list.</param>
/// <param name="PublishedOn">As the publisher states; null if it does not, or if the file says it itself.</param>
public sealed record WatchlistRequest(string Path, string FileName, string Name, DateOnly? PublishedOn = null)
{
    /// <summary>Whose format it is; null is the list's own, or that of the source that its name names, else a list of one's own.</summary>
    public string? Source { get; init; }

    /// <summary>Further files that belong to it; may be empty.</summary>
    public IReadOnlyList<ListFile> More { get; init; } = [];

    public ReadingOptions Reading { get; init; } = new();

    public ListFiles Files => new([new ListFile(Path, Words.Visible(FileName)), .. More]);
}

/// <summary>What a snapshot changed.</summary>
/// <param name="List">The list.</param>
/// <param name="Snapshot">The snapshot taken, or the current one if the file was the same.</param>
/// <param name="IsNew">False if the same file had been taken before and nothing changed.</param>
/// <param name="Remarks">What was left out, and what is worth knowing of the file; may be empty.</param>
public sealed record WatchlistReport(Watchlist List, Snapshot Snapshot, bool IsNew, IReadOnlyList<string> Remarks);

/// <summary>
/// Takes a list in as a snapshot in time: what it said from when to when, and when we knew it. A list of one's own with errors changes nothing;
/// a publisher's file that is damaged, has unknown shapes or shrank is held for a person, and changes nothing until then.
/// </summary>
public sealed class ImportWatchlist(IDbContextFactory<SupplyRiskDb> databases, TakeDelivery deliveries)
{
    public async Task<Result<WatchlistReport>> ImportAsync(Actor actor, WatchlistRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageLists) is { } no) return no;
        if (string.IsNullOrWhiteSpace(request.Name)) return WatchlistErrors.NoName();
        var missing = request.Files.All.Where(f => !File.Exists(f.Path)).Select(f => WatchlistErrors.NoFile(f.Name)).ToList();
        if (missing.Count > 0) return Result<WatchlistReport>.Refused(missing);
        var name = Words.Visible(request.Name.Trim());
        await using var db = await databases.CreateDbContextAsync(ct);
        var known = await db.Watchlists.Where(w => w.Name == name).Select(w => w.Source).FirstOrDefaultAsync(ct);
        if (request.Source is { } asked && WatchlistSources.Find(asked) is null) return WatchlistErrors.NoSuchSource(asked);
        if (known is not null && request.Source is { } other && other != known) return WatchlistErrors.OtherSource(name, known, other);
        var source = WatchlistSources.Find(request.Source ?? known ?? name) ?? WatchlistSources.Custom;
        // Whoever hands over a list of their own corrects it and hands it over again; nothing is to be kept of it.
        return await deliveries.TakeAsync(actor, new Arrived(name, source, request.Files, request.Reading, request.PublishedOn) { HoldsErrors = source.Id != CustomSource.Name }, ct);
    }
}
