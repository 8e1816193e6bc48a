using System.Globalization;
using SupplyRisk.Benchmarks.Api;
using SupplyRisk.Benchmarks.Evidence;
using SupplyRisk.Benchmarks.MainJob;
using SupplyRisk.Benchmarks.Matching;
using SupplyRisk.Benchmarks.Rules;
using SupplyRisk.Benchmarks.Scan;
using SupplyRisk.Benchmarks.Search;

return args switch
{
    ["matching", ..] => MatchingBenchmark.Run(args),
    ["matching-tune", ..] => MatchingTuning.Run(args),
    ["matching-table", ..] => MatchingTable.Run(args),
    ["matching-speed", .. var sizes] => MatchingSpeed.Run(sizes),
    ["scan"] => ScanBenchmark.Run(),
    ["rules", .. var sizes] => await RulesBenchmark.RunAsync(sizes),
    ["evidence", .. var options] => EvidenceReport.Run(options),
    ["main-job", "--postgres", var connection, .. var sizes] => await MainJobBenchmark.RunAsync(sizes, connection),
    ["main-job", .. var sizes] => await MainJobBenchmark.RunAsync(sizes, null),
    ["api"] => await ApiBenchmark.RunAsync(100_000),
    ["api", var suppliers] => await ApiBenchmark.RunAsync(int.Parse(suppliers, CultureInfo.InvariantCulture)),
    ["pages"] => await PagesBenchmark.RunAsync(100_000),
    ["pages", var suppliers] => await PagesBenchmark.RunAsync(int.Parse(suppliers, CultureInfo.InvariantCulture)),
    ["search", .. var sizes] => await SearchBenchmark.RunAsync(sizes),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: matching [--part tuned|held|all] [--misses] [--scores] [--speed] [--settings FILE] [--suppliers FOLDER]
               matching-table SUPPLIERS [--write]   (what each line of Settings/matching.yaml is worth)
               matching-speed [NAMES…]   (default: 16000 1000000)
               scan
               rules [SUPPLIERS…]   (loading, evaluating, comparing; default: 10000)
               evidence [--misses]   (quality of the text rules over the labelled corpus)
               main-job [--postgres CONNECTION] [SUPPLIERS…]   (default: 1000 10000 100000; an empty database for each)
               api [SUPPLIERS]   (default: 100000)
               pages [SUPPLIERS]   (default: 100000)
               search [SUPPLIERS…]     (default: 10000 100000; a tenth as many documents of 20 KB)
        """);
    return 2;
}
