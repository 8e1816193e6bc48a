using SupplyRisk.Benchmarks.MainJob;
using SupplyRisk.Benchmarks.Matching;

return args switch
{
    ["matching", ..] => MatchingBenchmark.Run(args),
    ["matching-tune", ..] => MatchingTuning.Run(args),
    ["main-job", "--postgres", var connection, .. var sizes] => await MainJobBenchmark.RunAsync(sizes, connection),
    ["main-job", .. var sizes] => await MainJobBenchmark.RunAsync(sizes, null),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: matching [--part tuned|held|all] [--misses] [--scores] [--speed]
               main-job [--postgres CONNECTION] [SUPPLIERS…]   (default: 1000 10000 100000; an empty database for each)
        """);
    return 2;
}
