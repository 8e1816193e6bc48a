using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Search.Elasticsearch;

/// <summary>Writes records to one generation: requests bounded in bytes and number, every item's own answer read, what may pass later tried again.</summary>
internal sealed partial class BulkWriter(ClusterClient client, IndexLayout layout, TimeProvider time, ILogger log)
{
    private const int MostBytes = 8 * 1024 * 1024, MostItems = 1_000, Tries = 5;

    /// <summary>So many refused out of as many are no poison but an index that does not fit.</summary>
    private const int TooManyToBePoison = 20;

    /// <summary>Null if the generation is gone: it was replaced while this wrote.</summary>
    /// <param name="suffix">The generation.</param>
    /// <param name="visible">Whether searches must find the records at once.</param>
    public async Task<WriteOutcome?> WriteAsync(string suffix, IReadOnlyList<SearchRecord> records, bool visible, CancellationToken ct)
    {
        var tally = new Tally();
        var path = visible ? "_bulk?refresh=true" : "_bulk";
        foreach (var items in Bounded(records.Select(r => BulkItem.Of(r, layout.Index(r.Kind, suffix)))))
            await SendAsync(path, items, tally, ct);
        if (tally.Gone)
            return null;
        if (tally.Refused.Count > TooManyToBePoison && tally.Refused.Count == records.Count)
            throw new SearchUnavailableException($"The search engine refuses every record, the first because of {tally.Refused[0].Reason}. Build the index anew with supplyrisk index rebuild.");
        return await SetAsideAsync(suffix, path, tally, ct);
    }

    private async Task<WriteOutcome?> SetAsideAsync(string suffix, string path, Tally tally, CancellationToken ct)
    {
        var aside = tally.Refused.ConvertAll(r => new SetAsideRecord(r.Item.Kind, r.Item.Id, r.Item.Version, r.Reason, time.GetUtcNow()));
        var marked = new Tally();
        foreach (var items in Bounded(aside.Select(a => BulkItem.OfSetAside(a, layout.Index(a.Kind, suffix)))))
            await SendAsync(path, items, marked, ct);
        if (marked.Gone)
            return null;
        if (marked.Refused.Count > 0)
            throw new SearchUnavailableException($"The search engine refuses even to note what it refuses: {marked.Refused[0].Reason}. Build the index anew with supplyrisk index rebuild.");
        foreach (var record in aside)
            LogSetAside(log, record.Kind, record.Id, record.Reason);
        var outcome = new WriteOutcome(tally.Written, tally.PassedOver, CursorMoved: false);
        return aside.Count == 0 ? outcome : outcome with { SetAside = aside };
    }

    private static IEnumerable<List<BulkItem>> Bounded(IEnumerable<BulkItem> items)
    {
        var (some, bytes) = (new List<BulkItem>(), 0);
        foreach (var item in items)
        {
            if (some.Count > 0 && (some.Count == MostItems || bytes + item.Lines.Length > MostBytes))
            {
                yield return some;
                (some, bytes) = ([], 0);
            }
            some.Add(item);
            bytes += item.Lines.Length;
        }
        if (some.Count > 0)
            yield return some;
    }

    private async Task SendAsync(string path, List<BulkItem> items, Tally tally, CancellationToken ct)
    {
        for (var attempt = 0; items.Count > 0 && !tally.Gone; attempt++)
        {
            var body = new byte[items.Sum(i => i.Lines.Length)];
            var at = 0;
            foreach (var item in items)
            {
                item.Lines.CopyTo(body, at);
                at += item.Lines.Length;
            }
            var answer = await client.SendAsync(new ClusterRequest(HttpMethod.Post, path, Waiting.Feeder, body, "application/x-ndjson"), ct);
            if (answer.Status == 413)
            {
                await SendHalvesAsync(path, items, tally, ct);
                return;
            }
            if (!answer.IsOk || answer.Body["items"] is not JArray results || results.Count != items.Count)
                throw Generations.Refused("a bulk write", answer);
            var (again, why) = tally.Take(items, results);
            if (again.Count == 0)
                return;
            if (attempt + 1 == Tries)
                throw new SearchUnavailableException($"The search engine takes no writes just now; search is behind until it does. {why}");
            await Task.Delay(Patience.Pause(attempt), time, ct);
            items = again;
        }
    }

    /// <summary>Too large for the engine: in smaller pieces, down to one record that alone is.</summary>
    private async Task SendHalvesAsync(string path, List<BulkItem> items, Tally tally, CancellationToken ct)
    {
        if (items.Count == 1)
        {
            tally.Refused.Add((items[0], $"It is larger ({items[0].Lines.Length / 1024 / 1024} MB) than the search engine takes (http.max_content_length)."));
            return;
        }
        await SendAsync(path, items[..(items.Count / 2)], tally, ct);
        await SendAsync(path, items[(items.Count / 2)..], tally, ct);
    }

    /// <summary>What became of the items so far.</summary>
    private sealed class Tally
    {
        public int Written { get; private set; }

        public int PassedOver { get; private set; }

        public bool Gone { get; private set; }

        public List<(BulkItem Item, string Reason)> Refused { get; } = [];

        /// <summary>HTTP 200 is no success: each item says for itself.</summary>
        /// <returns>What is worth another try, and why the last of it failed.</returns>
        public (List<BulkItem> Again, string Why) Take(List<BulkItem> items, JArray results)
        {
            var again = new List<BulkItem>();
            var why = "";
            for (var i = 0; i < items.Count; i++)
            {
                var result = results[i].First?.First;
                var status = (int?)result?["status"] ?? 0;
                var error = result?["error"] as JObject;
                var type = (string?)error?["type"];
                if (status is >= 200 and < 300)
                    Written++;
                else if (status == 409)
                    PassedOver++;
                else if (Dialect.IsMissing(status, type))
                    Gone = true;
                else if (Dialect.IsPassing(status, type))
                {
                    again.Add(items[i]);
                    why = Answer.Reason(error);
                }
                else if (status is 401 or 403)
                    throw new SearchUnavailableException($"The search engine does not let us write: {Answer.Reason(error)}");
                else
                    Refused.Add((items[i], Answer.Reason(error)));
            }
            return (again, why);
        }
    }

    [LoggerMessage(1218, LogLevel.Warning, "The search engine would not take {Kind} {Id}, which is set aside: {Reason}")]
    private static partial void LogSetAside(ILogger logger, SearchKind kind, Guid id, string reason);
}
