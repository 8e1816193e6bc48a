using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Watchlists.Fetching;

/// <summary>What came of fetching a list.</summary>
/// <param name="Report">Null if the publisher says that nothing is new.</param>
public sealed record Fetched(string List, WatchlistReport? Report);

/// <summary>Fetches a list from its publisher and takes it in, or holds it.</summary>
public sealed class FetchWatchlist(IDbContextFactory<SupplyRiskDb> databases, TakeDelivery deliveries, FetchOptions options, TimeProvider time)
{
    public FetchOptions Options => options;

    /// <returns>What came of it; a refusal if it is not configured, did not arrive or is held.</returns>
    public async Task<Result<Fetched>> FetchAsync(Actor actor, string name, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageLists) is { } no) return no;
        if (options.Find(name) is not { } list || WatchlistSources.Find(list.Source) is not { } source) return WatchlistErrors.NotConfigured(name);
        var folder = Directory.CreateTempSubdirectory("supplyrisk-fetch-").FullName;
        try
        {
            var downloads = await DownloadAsync(list, await KnownAsync(list, ct), folder, ct);
            if (downloads.TrueForAll(d => d.File is null))
            {
                await deliveries.UnchangedAsync(list.Name, ct);
                return new Fetched(list.Name, null);
            }
            var validators = list.Addresses.Zip(downloads).Where(p => p.Second.Validators.Any).ToDictionary(p => p.First.AbsoluteUri, p => p.Second.Validators, StringComparer.Ordinal);
            var taken = await deliveries.TakeAsync(actor, new Arrived(list.Name, source, new ListFiles([.. downloads.Select(d => d.File!)]), list.Reading, PublishedOn: null) // all there, see below
            {
                Address = string.Join(' ', list.Addresses.Select(a => a.GetLeftPart(UriPartial.Path))),
                ValidatorsJson = validators.Count == list.Addresses.Count ? JsonConvert.SerializeObject(validators) : null,
            }, ct);
            return taken.Done ? new Fetched(list.Name, taken.Value.IsNew ? taken.Value : null) : Result<Fetched>.Refused(taken.Refusals);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or IOException or InvalidDataException or ForbiddenAddressException)
        {
            return await deliveries.FailedAsync(actor, list.Name, source, string.Join(' ', list.Addresses.Select(a => a.GetLeftPart(UriPartial.Path))), Reason(e), ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Files that belong together are taken together: where one is new, all are fetched.
    private async Task<List<Downloaded>> DownloadAsync(FetchedList list, Dictionary<string, Validators> known, string folder, CancellationToken ct)
    {
        using var download = new Download(options, time);
        var downloads = new List<Downloaded>();
        foreach (var address in list.Addresses)
            downloads.Add(await download.GetAsync(address, list.Authorization, known.GetValueOrDefault(address.AbsoluteUri), folder, ct));
        if (downloads.TrueForAll(d => d.File is null)) return downloads;
        for (var i = 0; i < downloads.Count; i++)
            if (downloads[i].File is null) downloads[i] = await download.GetAsync(list.Addresses[i], list.Authorization, known: null, folder, ct);
        return downloads;
    }

    // Asked "anything new?" only where the last answer was read as it would be now.
    private async Task<Dictionary<string, Validators>> KnownAsync(FetchedList list, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var watchlist = await db.Watchlists.AsNoTracking().FirstOrDefaultAsync(w => w.Name == list.Name, ct);
        if (watchlist?.ValidatorsJson is not { } json) return [];
        var last = await db.ListDeliveries.AsNoTracking().Where(d => d.WatchlistId == watchlist.Id && d.Sha256 != null).OrderByDescending(d => d.At).ThenByDescending(d => d.Id).FirstOrDefaultAsync(ct);
        return last?.Address is not null && last.IncludePersons == list.Reading.IncludePersons && last.Mapping == list.Reading.Mapping
            ? JsonConvert.DeserializeObject<Dictionary<string, Validators>>(json) ?? []
            : [];
    }

    private static string Reason(Exception e) => Words.Visible((e.InnerException is ForbiddenAddressException inner ? inner.Message : e.Message).ReplaceLineEndings(" "));
}
