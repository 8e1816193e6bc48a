using System.Collections.Concurrent;
using System.Diagnostics;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Benchmarks.Api;

/// <summary>What came back.</summary>
/// <param name="Took">From the first request to the last answer.</param>
/// <param name="Milliseconds">From when each request was due to its whole answer, ascending: a request that waits for its turn counts the wait.</param>
/// <param name="Errors">Answers that were none or no success.</param>
internal sealed record Answers(TimeSpan Took, IReadOnlyList<double> Milliseconds, int Errors)
{
    public double At(double share) => Milliseconds.Count == 0 ? 0 : Milliseconds[Math.Min(Milliseconds.Count - 1, (int)(share * Milliseconds.Count))];
}

/// <summary>Requests as people and scripts make them, in a fixed mix.</summary>
internal sealed class MixedRequests(MixedRequests.Known known)
{
    /// <summary>Ids to ask for.</summary>
    internal sealed record Known(IReadOnlyList<string> Suppliers, IReadOnlyList<string> Documents, IReadOnlyList<string> Cases);

    private static readonly string[] Words = ["textile", "passports", "\"recruitment fees\"", "overtime dormitory", "cotton", "baro*"];

    public static async Task<Known> KnownAsync(HttpClient http)
    {
        async Task<IReadOnlyList<string>> Ids(string path) =>
            [.. JObject.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative)))["items"]!.Select(i => (string?)i["id"]).OfType<string>()];
        return new Known(await Ids("/api/v1/suppliers"), await Ids("/api/v1/documents"), await Ids("/api/v1/cases?lane=risk"));
    }

    /// <summary>Median milliseconds of each kind of request, sent one at a time.</summary>
    public async Task<IReadOnlyList<(string Path, double Milliseconds)>> OneByOneAsync(HttpClient http)
    {
        var kinds = new List<(string, double)>();
        foreach (var kind in Enumerable.Range(0, 20).Where(n => n is not (4 or 5) and (< 10 or 19)))
        {
            var took = new List<double>();
            for (var i = 0; i < 20; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await http.GetByteArrayAsync(new Uri(Path(kind + (20 * i)), UriKind.Relative));
                took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            kinds.Add((Path(kind), took.Order().ElementAt(10)));
        }
        return kinds;
    }

    /// <summary>Sends at a steady rate, whether answers come or not, until <paramref name="until"/> is done.</summary>
    public async Task<Answers> SendAsync(HttpClient http, int aSecond, Task until)
    {
        var (took, errors, under) = (new ConcurrentBag<double>(), 0, new List<Task>());
        var started = Stopwatch.GetTimestamp();
        for (var number = 0; !until.IsCompleted; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / aSecond);
            if (due - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early) await Task.Delay(early);
            under.Add(OneAsync(Path(number), due));
        }
        await Task.WhenAll(under);
        var all = Stopwatch.GetElapsedTime(started);
        await until;
        return new Answers(all, [.. took.Order()], errors);

        async Task OneAsync(string path, TimeSpan due)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
                await answer.Content.ReadAsByteArrayAsync();
                if (!answer.IsSuccessStatusCode) Interlocked.Increment(ref errors);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
            {
                Interlocked.Increment(ref errors);
            }
            took.Add((Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds);
        }
    }

    private string Path(int number) => (number % 10) switch
    {
        0 => "/api/v1/suppliers",
        1 => "/api/v1/suppliers?band=high&country=CN",
        2 => "/api/v1/suppliers?text=textile",
        3 or 4 or 5 => $"/api/v1/suppliers/{known.Suppliers[number % known.Suppliers.Count]}",
        6 => "/api/v1/cases?lane=risk",
        7 => $"/api/v1/cases/{known.Cases[number % known.Cases.Count]}",
        8 => $"/api/v1/documents/{known.Documents[number % known.Documents.Count]}",
        _ => $"/api/v1/search?q={Uri.EscapeDataString(Words[number / 10 % Words.Length])}&kind={(number % 20 < 10 ? "supplier" : "document")}",
    };
}
