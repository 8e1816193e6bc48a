using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>A generation's state document as read, with what a later write must find unchanged.</summary>
/// <param name="Suffix">What the names of its indices end with.</param>
/// <param name="Cursor">Null if it was never filled.</param>
/// <param name="Until">Unix milliseconds up to which nobody may remove it, though no alias names it: it is being filled, or was just replaced.</param>
/// <param name="SequenceNumber">Changes with every write of the document.</param>
/// <param name="PrimaryTerm">As the sequence number.</param>
internal sealed record GenerationState(string Suffix, OutboxPosition? Cursor, long Until, long SequenceNumber, long PrimaryTerm);

/// <summary>Whether this program can use a generation.</summary>
/// <param name="Suffix">Which.</param>
/// <param name="Foreign">Why it cannot; null if it can.</param>
/// <param name="Newer">True if a newer version made it: then it is not for this one to replace it unasked.</param>
internal sealed record Verdict(string Suffix, string? Foreign, bool Newer);

/// <summary>Which generations there are, which is live, and who may write, swap or remove one. The aliases are the truth; everything else only protects what they do not name.</summary>
internal sealed partial class Generations(ClusterClient client, IndexLayout layout, TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>A rebuild that is not heard of for so long is taken for dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Searches and writes that began before a swap are over by then. A write to a removed index would make it anew, without our mapping.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(3);

    private readonly SemaphoreSlim _making = new(1, 1);
    private readonly ConcurrentDictionary<string, bool> _givenUp = new(StringComparer.Ordinal);
    private Dialect? _server;
    private volatile Verdict? _checked;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The live generation; an empty one is made where there is none.</summary>
    public async Task<GenerationState> LiveAsync(Waiting waiting, CancellationToken ct)
    {
        await KnowServerAsync(waiting, ct);
        var live = await ReadAsync(layout.StateAlias, waiting, ct) ?? await MakeEmptyAsync(replace: false, ct);
        if (_checked?.Suffix != live.Suffix)
            _checked = await JudgeAsync(live.Suffix, waiting, ct);
        return live;
    }

    /// <summary>The live generation as far as it was looked at; null before the first time.</summary>
    public Verdict? Known => _checked;

    /// <summary>Called when an alias was not found: makes an empty generation if one is really missing.</summary>
    public async Task RecoverAsync(CancellationToken ct)
    {
        _checked = null;
        var all = await client.SendAsync(new ClusterRequest(HttpMethod.Head, string.Join(',', layout.Aliases), Waiting.Person), ct);
        if (all.Status == 404)
            await MakeEmptyAsync(replace: true, ct);
        await LiveAsync(Waiting.Person, ct);
    }

    /// <summary>Writes cursor and lease over the state as it was read. False if somebody else wrote since.</summary>
    public async Task<bool> TryWriteAsync(GenerationState read, OutboxPosition? cursor, long until, CancellationToken ct)
    {
        var body = StateBody(cursor, until);
        var answer = await client.SendAsync(ClusterRequest.Put($"{layout.StateIndex(read.Suffix)}/_doc/{IndexLayout.StateDocument}?if_seq_no={read.SequenceNumber}&if_primary_term={read.PrimaryTerm}", body), ct);
        if (answer.IsOk)
            return true;
        if (answer.Status != 409)
            return answer.IsMissing ? false : throw Refused("writing the state", answer);

        // Ours may have arrived though its answer did not.
        return await ReadAsync(layout.StateIndex(read.Suffix), Waiting.Feeder, ct) is { } now && now.Cursor == cursor && now.Until == until;
    }

    /// <summary>Moves the cursor of a generation being filled, and its lease. Null if somebody else took it over.</summary>
    public async Task<GenerationState?> RenewAsync(GenerationState read, OutboxPosition? cursor, CancellationToken ct)
    {
        var lease = (long)Lease.TotalMilliseconds;
        if (cursor == read.Cursor && read.Until > Now + lease / 2)
            return read;
        return await TryWriteAsync(read, cursor, Now + lease, ct) ? await ReadAsync(read.Suffix, ct) : null;
    }

    /// <summary>The state of one generation; null if it has none.</summary>
    private Task<GenerationState?> ReadAsync(string suffix, CancellationToken ct) => ReadAsync(layout.StateIndex(suffix), Waiting.Feeder, ct);

    /// <summary>Makes the next generation, to be filled. Null if another process is filling one.</summary>
    public async Task<GenerationState?> BeginAsync(OutboxPosition? cursor, CancellationToken ct)
    {
        var all = await ListAsync(ct);
        foreach (var (suffix, _) in all.Where(g => !g.Value.Live))
        {
            if (await IsBeingFilledAsync(suffix, all, ct))
                return null;
            await TryRemoveAsync(suffix, ct);
        }
        var number = all.Values.Select(g => g.Number).DefaultIfEmpty(0).Max() + 1;
        return await CreateAsync(IndexLayout.Suffix(number), cursor, ct);
    }

    /// <summary>Lets the aliases name this generation, all at once, and keeps the one they named for those who still use it.</summary>
    public async Task SwapAsync(GenerationState next, CancellationToken ct)
    {
        await client.SendAsync(ClusterRequest.Post($"{string.Join(',', layout.Indices(next.Suffix))}/_refresh", null), ct);
        if (!await TryWriteAsync(next, next.Cursor, Now + (long)Lease.TotalMilliseconds, ct))
            throw new SearchUnavailableException("Another process took this rebuild for dead and began one of its own.");
        var before = await ListAsync(ct);
        var actions = new JArray();
        foreach (var (index, alias) in before.Values.SelectMany(g => g.Named))
            actions.Add(Json.Of("remove", Json.Of(("index", index), ("alias", alias))));
        foreach (var alias in layout.Aliases)
            actions.Add(Json.Of("add", Json.Of(("index", $"{alias}-{next.Suffix}"), ("alias", alias))));
        var answer = await client.SendAsync(ClusterRequest.Post("_aliases", Json.Of("actions", actions)), ct);
        if (!answer.IsOk && (await ReadAsync(layout.StateAlias, Waiting.Feeder, ct))?.Suffix != next.Suffix)
            throw Refused("swapping the search index", answer);
        foreach (var (suffix, _) in before.Where(g => g.Value.Named.Count > 0 && g.Key != next.Suffix))
            await ProtectAsync(suffix, Now + (long)Grace.TotalMilliseconds, ct);
        await ProtectAsync(next.Suffix, 0, ct); // nobody fills it any more; the aliases protect it now
        LogSwapped(log, next.Suffix);
    }

    /// <summary>Removes what no alias names and nobody fills or still uses.</summary>
    public async Task CleanAsync(CancellationToken ct)
    {
        foreach (var (suffix, _) in (await ListAsync(ct)).Where(g => !g.Value.Live))
            await TryRemoveAsync(suffix, ct);
    }

    /// <summary>For the one who made it and gives it up. A swap may have gone through though its answer did not.</summary>
    public Task RemoveUnlessLiveAsync(string suffix, CancellationToken ct) => OrGiveUpAsync(suffix, async () =>
    {
        if ((await ReadAsync(layout.StateAlias, Waiting.Feeder, ct))?.Suffix != suffix)
            await RemoveAsync(suffix, ct);
    });

    private async Task RemoveAsync(string suffix, CancellationToken ct)
    {
        foreach (var index in layout.Indices(suffix).Reverse()) // the state last: as long as it is there, others see whose the rest is
            await client.SendAsync(new ClusterRequest(HttpMethod.Delete, index, Waiting.Feeder), ct);
    }

    public void Dispose() => _making.Dispose();

    public static SearchUnavailableException Refused(string doing, Answer answer) =>
        new($"The search engine refused {doing} ({answer.Status}): {Answer.Reason(answer.Body["error"])}");

    private async Task KnowServerAsync(Waiting waiting, CancellationToken ct)
    {
        if (_server is null)
        {
            var answer = await client.SendAsync(ClusterRequest.Get("", waiting), ct);
            _server = Dialect.Of(answer.Body);
            if (_server.Problem is null)
                LogServer(log, _server);
        }
        if (_server.Problem is { } problem)
        {
            _server = null; // it may be replaced by another
            throw new SearchUnavailableException(problem);
        }
    }

    private async Task<GenerationState?> ReadAsync(string index, Waiting waiting, CancellationToken ct)
    {
        var answer = await client.SendAsync(ClusterRequest.Get($"{index}/_doc/{IndexLayout.StateDocument}", waiting), ct);
        if (answer.Status == 404)
            return null;
        if (!answer.IsOk)
            throw Refused("reading the state", answer);
        var found = (string?)answer.Body["_index"] ?? "";
        if (layout.NumberOf(found) is not { } generation)
            throw new SearchUnavailableException($"The alias {layout.StateAlias} names {found}, which is no index of ours.");
        var source = answer.Body["_source"] as JObject ?? [];
        var cursor = source["cursor_id"] is { Type: JTokenType.Integer } id ? new OutboxPosition((long?)source["cursor_transaction"] ?? 0, (long)id) : (OutboxPosition?)null;
        return new GenerationState(generation.Suffix, cursor, (long?)source["until"] ?? 0, (long?)answer.Body["_seq_no"] ?? 0, (long?)answer.Body["_primary_term"] ?? 0);
    }

    private async Task<Verdict> JudgeAsync(string suffix, Waiting waiting, CancellationToken ct)
    {
        var meta = await MetaAsync(suffix, waiting, ct);
        if ((string?)meta?["format"] == IndexLayout.Format)
            return new Verdict(suffix, null, false);
        var schema = (int?)meta?["schema"] ?? 0;
        LogForeign(log, suffix, schema);
        return schema > IndexLayout.Schema
            ? new Verdict(suffix, "The search index was made by a newer version of SupplyRisk. Update this instance, or build the index anew with supplyrisk index rebuild.", true)
            : new Verdict(suffix, "The search index is of an older version and is being built anew.", false);
    }

    private async Task<JObject?> MetaAsync(string suffix, Waiting waiting, CancellationToken ct)
    {
        var index = layout.StateIndex(suffix);
        var answer = await client.SendAsync(ClusterRequest.Get($"{index}/_mapping", waiting), ct);
        return answer.IsOk ? answer.Body[index]?["mappings"]?["_meta"] as JObject : null;
    }

    /// <summary>For searches and writes before the first rebuild. A second process that wants the same waits for the first.</summary>
    private async Task<GenerationState> MakeEmptyAsync(bool replace, CancellationToken ct)
    {
        await _making.WaitAsync(ct);
        try
        {
            for (var attempt = 0; attempt < 10; attempt++)
            {
                if ((!replace || attempt > 0) && await ReadAsync(layout.StateAlias, Waiting.Feeder, ct) is { } made)
                    return made;
                if (await BeginAsync(null, ct) is { } empty)
                {
                    await OrGiveUpAsync(empty.Suffix, () => SwapAsync(empty, ct));
                    LogEmpty(log, empty.Suffix);
                }
                else
                {
                    await Task.Delay(Patience.Pause(attempt), time, ct);
                }
            }
            throw new SearchUnavailableException("There is no search index yet; another process is building it.");
        }
        finally
        {
            _making.Release();
        }
    }

    private async Task<GenerationState?> CreateAsync(string suffix, OutboxPosition? cursor, CancellationToken ct)
    {
        var owner = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        if (!await TryCreateAsync(layout.StateIndex(suffix), IndexLayout.CreateState(owner, Now), ct) && (string?)(await MetaAsync(suffix, Waiting.Feeder, ct))?["owner"] != owner)
            return null; // another process was faster
        await OrGiveUpAsync(suffix, async () =>
        {
            var state = await client.SendAsync(ClusterRequest.Put(
                $"{layout.StateIndex(suffix)}/_doc/{IndexLayout.StateDocument}?op_type=create", StateBody(cursor, Now + (long)Lease.TotalMilliseconds)), ct);
            if (!state.IsOk && state.Status != 409)
                throw Refused("making a search index", state);
            foreach (var kind in Enum.GetValues<SearchKind>())
                await TryCreateAsync(layout.Index(kind, suffix), IndexLayout.Create(kind), ct);
        });
        return await ReadAsync(suffix, ct);
    }

    /// <summary>Our own half-made generation needs no lease to run out.</summary>
    private async Task OrGiveUpAsync(string suffix, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch
        {
            _givenUp[suffix] = true;
            throw;
        }
    }

    private async Task<bool> TryCreateAsync(string index, JObject body, CancellationToken ct)
    {
        var answer = await client.SendAsync(ClusterRequest.Put(index, body), ct);
        return answer.IsOk || (answer.ErrorType == "resource_already_exists_exception" ? false : throw Refused($"making the index {index}", answer));
    }

    /// <summary>A generation above the live one whose time is not over.</summary>
    private async Task<bool> IsBeingFilledAsync(string suffix, Dictionary<string, Generation> all, CancellationToken ct)
    {
        var live = all.Values.Where(g => g.Live).Select(g => g.Number).DefaultIfEmpty(0).Max();
        return all[suffix].Number > live && await UntilAsync(suffix, ct) > Now;
    }

    private async Task<long> UntilAsync(string suffix, CancellationToken ct)
    {
        if (_givenUp.ContainsKey(suffix))
            return 0;
        if (await ReadAsync(suffix, ct) is { } state)
            return state.Until;
        return (long?)(await MetaAsync(suffix, Waiting.Feeder, ct))?["begun_at"] + (long)Lease.TotalMilliseconds ?? 0;
    }

    /// <summary>Claims before it removes: its owner, come back from the dead, must not swap to what is being removed.</summary>
    private async Task TryRemoveAsync(string suffix, CancellationToken ct)
    {
        if (await UntilAsync(suffix, ct) > Now)
            return;
        if (await ReadAsync(suffix, ct) is { } state && !await TryWriteAsync(state, null, 0, ct))
            return;
        await RemoveAsync(suffix, ct);
        LogRemoved(log, suffix);
    }

    private async Task ProtectAsync(string suffix, long until, CancellationToken ct)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            // A late write of the cursor may come between.
            if (await ReadAsync(suffix, ct) is not { } state || await TryWriteAsync(state, state.Cursor, until, ct))
                return;
        }
    }

    private sealed record Generation(int Number, List<(string Index, string Alias)> Named, bool Live);

    private async Task<Dictionary<string, Generation>> ListAsync(CancellationToken ct)
    {
        var answer = await client.SendAsync(ClusterRequest.Get($"{layout.Pattern}/_alias"), ct);
        var all = new Dictionary<string, Generation>(StringComparer.Ordinal);
        if (answer.Status == 404)
            return all;
        if (!answer.IsOk)
            throw Refused("listing the search indices", answer);
        foreach (var index in answer.Body.Properties())
        {
            if (layout.NumberOf(index.Name) is not { } generation)
                continue;
            var aliases = (index.Value["aliases"] as JObject)?.Properties().Select(p => p.Name).Intersect(layout.Aliases).ToList() ?? [];
            if (!all.TryGetValue(generation.Suffix, out var known))
                all[generation.Suffix] = known = new Generation(generation.Number, [], false);
            known.Named.AddRange(aliases.Select(a => (index.Name, a)));
            all[generation.Suffix] = known with { Live = known.Named.Count > 0 };
        }
        return all;
    }

    private static JObject StateBody(OutboxPosition? cursor, long until) =>
        Json.Of(("cursor_transaction", cursor?.Transaction), ("cursor_id", cursor?.Id), ("until", until));

    [LoggerMessage(1213, LogLevel.Information, "The search engine is {Server}.")]
    private static partial void LogServer(ILogger logger, Dialect server);

    [LoggerMessage(1214, LogLevel.Information, "Search index generation {Suffix} is live.")]
    private static partial void LogSwapped(ILogger logger, string suffix);

    [LoggerMessage(1215, LogLevel.Warning, "Search index generation {Suffix} is of another version (schema {Schema}) and wants to be rebuilt.")]
    private static partial void LogForeign(ILogger logger, string suffix, int schema);

    [LoggerMessage(1216, LogLevel.Information, "An empty search index was made, generation {Suffix}.")]
    private static partial void LogEmpty(ILogger logger, string suffix);

    [LoggerMessage(1217, LogLevel.Information, "Search index generation {Suffix} was removed.")]
    private static partial void LogRemoved(ILogger logger, string suffix);
}
