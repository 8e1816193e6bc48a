using System.Diagnostics;
using System.Globalization;
using SupplyRisk.Matching;
using Fuzz = FuzzySharp.Fuzz;

namespace SupplyRisk.Benchmarks.Matching;

/// <summary>
/// <c>matching-speed [NAMES …]</c>: generated names, indexed and asked. The queries are other spellings of the first 16,000, so that what
/// a larger list costs, in time and in names no longer found, is seen. FuzzySharp's TokenSetRatio over the smallest list beside it.
/// </summary>
internal static class MatchingSpeed
{
    private const int AskedFor = 16_000;
    private const int Queries = 2_000;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(6);

    internal static int Run(string[] sizes)
    {
        var asked = GeneratedNames.Queries(AskedFor, Queries);
        Build(GeneratedNames.Entries(20_000)); // compiles the code
        Console.WriteLine("| names | build names/s | names per CPU second | bytes a name | threads | queries/s | queries per CPU second | CPU µs a query | right first | among the compared | or a namesake |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var size in sizes.Length > 0 ? [.. sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : (int[])[AskedFor, 1_000_000])
            Measure(size, asked);
        TokenSetRatio(asked);
        return 0;
    }

    private static void Measure(int size, List<LabelledQuery> asked)
    {
        var entries = GeneratedNames.Entries(size);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var busy = Busy();
        var clock = Stopwatch.StartNew();
        var index = Build(entries);
        var (built, builtBusy) = (clock.Elapsed.TotalSeconds, Busy() - busy);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        var first = asked.Count(query => index.Match(query.Query, 1, 0) is [var top] && top.EntryId == query.Expected);
        var compared = asked.Count(query => index.Match(query.Query, 1_000, 0).Any(result => result.EntryId == query.Expected));
        // Of names that more entries bear than are compared, no search by name can tell which is meant.
        var namesakes = asked.Count(query => index.Match(query.Query, 1_000, 0).Any(result => GeneratedNames.Borne(result.MatchedAlias) == GeneratedNames.Borne(entries[Number(query)].Name)));
        foreach (var threads in (int[])[1, 2])
        {
            var (perSecond, perBusy) = Ask(index, asked, threads);
            MatchingQuality.Write($"| {size:N0} | {size / built:N0} | {size / builtBusy:N0} | {(double)bytes / size:N0} | {threads} | {perSecond:N0} | {perBusy:N0} | {1e6 / perBusy:N0} | {(double)first / asked.Count:0.000} | {(double)compared / asked.Count:0.000} | {(double)namesakes / asked.Count:0.000} |");
        }
    }

    private static int Number(LabelledQuery query) => int.Parse(query.Id.AsSpan(1), CultureInfo.InvariantCulture);

    private static MatchIndex Build(List<MatchEntry> entries) => MatchIndex.Build(entries, TokenFrequencies.Shipped, MatchSettings.Default);

    private static double Busy() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static (double PerSecond, double PerBusySecond) Ask(MatchIndex index, List<LabelledQuery> asked, int threads)
    {
        var answered = 0L;
        var busy = Busy();
        var clock = Stopwatch.StartNew();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            for (var i = thread; clock.Elapsed < Long; i++)
            {
                index.Match(asked[i % asked.Count].Query, 5, MatchSettings.Default.ReviewThreshold);
                Interlocked.Increment(ref answered);
            }
        });
        return (answered / clock.Elapsed.TotalSeconds, answered / (Busy() - busy));
    }

    private static void TokenSetRatio(List<LabelledQuery> asked)
    {
        var names = GeneratedNames.Entries(AskedFor);
        var busy = Busy();
        var clock = Stopwatch.StartNew();
        var right = 0;
        var answered = 0;
        foreach (var query in asked)
        {
            if (clock.Elapsed > 2 * Long)
                break;
            right += names.MaxBy(entry => Fuzz.TokenSetRatio(query.Query.Name, entry.Name))?.Id == query.Expected ? 1 : 0;
            answered++;
        }
        MatchingQuality.Write($"| FuzzySharp TokenSetRatio, {AskedFor:N0} | | | | 1 | {answered / clock.Elapsed.TotalSeconds:N1} | {answered / (Busy() - busy):N1} | {1e6 * (Busy() - busy) / answered:N0} | {(double)right / answered:0.000} (of {answered}) | | |");
    }
}
