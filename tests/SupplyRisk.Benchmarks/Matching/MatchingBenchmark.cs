using System.Diagnostics;
using SupplyRisk.Matching;

namespace SupplyRisk.Benchmarks.Matching;

/// <summary>
/// <c>matching [--part tuned|held|all] [--misses] [--scores] [--speed] [--settings FILE] [--suppliers FOLDER]</c>: quality on the labelled names, and speed.
/// </summary>
internal static class MatchingBenchmark
{
    internal static int Run(string[] args)
    {
        if (MatchingData.Folder() is not { } folder)
        {
            Console.Error.WriteLine("No ../shared/matching beside the repository: nothing to measure.");
            return 1;
        }
        var settings = args.SkipWhile(arg => arg != "--settings").Skip(1).FirstOrDefault() is { } tried ? MatchSettings.Parse(File.ReadAllText(tried)) : MatchSettings.Default;
        var threshold = settings.ReviewThreshold;
        var entries = MatchingData.Watchlist(folder);
        var index = MatchIndex.Build(entries, TokenFrequencies.Shipped, settings);
        Console.WriteLine($"settings {settings.Version}, {entries.Count} entries, {index.NameCount} name forms");

        var part = args.SkipWhile(arg => arg != "--part").Skip(1).FirstOrDefault() ?? "tuned";
        bool Takes(bool heldBack) => part == "all" || heldBack == (part == "held");
        var answers = MatchingQuality.Ask(index, MatchingData.Queries(folder).Where(query => Takes(query.IsHeldBack)));
        MatchingQuality.PrintQueries($"queries, {part}", answers, threshold);
        var pairs = Score(MatchingData.Pairs(folder, "dev_pairs.csv").Where(pair => Takes(pair.IsHeldBack)), settings);
        MatchingQuality.PrintPairs($"list pairs, {part}", [.. pairs.Where(pair => !pair.Pair.Source.StartsWith("nk", StringComparison.Ordinal))], threshold);
        MatchingQuality.PrintPairs($"hand-labelled pairs, {part}", [.. pairs.Where(pair => pair.Pair.Source.StartsWith("nk", StringComparison.Ordinal))], threshold);
        foreach (var (pair, result) in Score(MatchingData.Pairs(folder, "field_cases.csv"), settings))
            MatchingQuality.Write($"  field {(pair.Same ? "same     " : "different")} {result.Score.Value:0.000} {result.Outcome,-9} {pair.Left.Name} | {pair.Right.Name}");
        if (args.SkipWhile(arg => arg != "--suppliers").Skip(1).FirstOrDefault() is { } suppliers)
            FalseAlerts(index, suppliers);
        if (args.Contains("--misses"))
            PrintMisses(answers, pairs, threshold);
        if (args.Contains("--scores"))
            PrintScores(pairs);
        if (args.Contains("--speed"))
            Speed(entries, MatchingData.Queries(folder), settings);
        return 0;
    }

    private static List<(LabelledPair Pair, MatchResult Result)> Score(IEnumerable<LabelledPair> pairs, MatchSettings settings) =>
        [.. pairs.Select(pair => (pair, MatchIndex.Compare(pair.Left, pair.Right, TokenFrequencies.Shipped, settings)))];

    // Real suppliers are on none of these lists (but for a few, which the printed alerts show).
    private static void FalseAlerts(MatchIndex index, string suppliersFolder)
    {
        var suppliers = MatchingData.Suppliers(suppliersFolder);
        var tops = suppliers.Select(query => (Query: query, Top: index.Match(query, 1, 0) is [var first, ..] ? first : null)).OrderByDescending(pair => pair.Top?.Score.Value ?? 0).ToList();
        foreach (var threshold in (double[])[0.60, 0.64, 0.68, 0.72, 0.76, 0.80, 0.85, 0.90])
            MatchingQuality.Write($"  threshold {threshold:0.00}: {1000.0 * tops.Count(pair => pair.Top?.Score.Value >= threshold) / tops.Count:0.0} alerts per 1,000 of {tops.Count} real suppliers");
        var related = suppliers.Select(query => index.Questions(query, 10)).ToList();
        foreach (var threshold in (double[])[0, 0.40, 0.50, 0.60])
            MatchingQuality.Write($"  related from {threshold:0.00}: {1000.0 * related.Count(results => results.Any(result => result.Outcome == MatchOutcome.Related && result.Score.Value >= threshold)) / suppliers.Count:0.0} of 1,000 have one");
        foreach (var (query, result) in suppliers.Zip(related).SelectMany(pair => pair.Second.Where(result => result.Outcome == MatchOutcome.Related).Select(result => (pair.First, result))).OrderByDescending(pair => pair.result.Score.Value).Take(25))
            MatchingQuality.Write($"    related {result.Score.Value:0.000} {query.Name} | {result.MatchedAlias}");
        foreach (var (query, top) in tops.Take(30))
            MatchingQuality.Write($"    {top?.Score.Value:0.000} {query.Name} ({query.Country}) | {top?.MatchedAlias} {top?.EntryId}");
    }

    private static void PrintMisses(List<MatchingQuality.Answer> answers, List<(LabelledPair Pair, MatchResult Result)> pairs, double threshold)
    {
        foreach (var answer in answers.OrderBy(answer => answer.Query.Kind, StringComparer.Ordinal))
        {
            var right = answer.Query.Expected is null ? answer.Top < threshold : answer.TopIsRight && answer.Top >= threshold;
            if (right)
                continue;
            MatchingQuality.Write($"{answer.Query.Kind} {answer.Query.Id} [{answer.Query.Query.Name}] {answer.Query.Query.Country} expected {answer.Query.Expected}");
            foreach (var result in answer.Results.Take(3))
                MatchingQuality.Write($"     {result.Score.Value:0.000} {result.EntryId} {result.MatchedAlias}");
        }
        foreach (var (pair, result) in pairs.Where(pair => pair.Pair.Same != pair.Result.Score.Value >= threshold).OrderBy(pair => pair.Pair.Source, StringComparer.Ordinal))
            MatchingQuality.Write($"{pair.Source} {(pair.Same ? 1 : 0)} {result.Score.Value:0.000} [{pair.Left.Name}] [{pair.Right.Name}] {pair.Left.Country} {pair.Right.Country}");
    }

    // In the order average precision looks at them: what stands too high or too low is seen at once.
    private static void PrintScores(List<(LabelledPair Pair, MatchResult Result)> pairs)
    {
        foreach (var (pair, result) in pairs.OrderBy(pair => pair.Pair.Source.Split('_')[0], StringComparer.Ordinal).ThenByDescending(pair => pair.Result.Score.Value))
            MatchingQuality.Write($"{pair.Source} {(pair.Same ? 1 : 0)} {result.Score.Value:0.000} {result.Outcome} [{pair.Left.Name}] {pair.Left.Country} | [{pair.Right.Name}] {pair.Right.Country}");
    }

    private static void Speed(List<MatchEntry> entries, List<LabelledQuery> queries, MatchSettings settings)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var index = MatchIndex.Build(entries, TokenFrequencies.Shipped, settings);
        var built = clock.Elapsed.TotalSeconds;
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        var warm = Process.GetCurrentProcess().TotalProcessorTime;
        index = MatchIndex.Build(entries, TokenFrequencies.Shipped, settings);
        var again = (Process.GetCurrentProcess().TotalProcessorTime - warm).TotalSeconds;
        MatchingQuality.Write($"built {index.NameCount} name forms in {built:0.00} s: {index.NameCount / built:0} a second ({index.NameCount / again:0} a second of processor time), {(double)bytes / index.NameCount:0} bytes a form");
        foreach (var threads in (int[])[1, 2])
        {
            const int rounds = 20;
            clock.Restart();
            var busy = Process.GetCurrentProcess().TotalProcessorTime;
            Parallel.For(0, rounds * queries.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => index.Match(queries[i % queries.Count].Query, 5, settings.ReviewThreshold));
            MatchingQuality.Write($"{threads} thread(s): {rounds * queries.Count / clock.Elapsed.TotalSeconds:0} queries a second, {rounds * queries.Count / (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalSeconds:0} a second of processor time");
        }
    }
}
