using SupplyRisk.Benchmarks.MainJob;
using SupplyRisk.Benchmarks.Matching;

return args switch
{
    ["matching", ..] => MatchingBenchmark.Run(args),
    ["main-job", .. var sizes] => await MainJobBenchmark.RunAsync(sizes),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: matching [--part tuned|held|all] [--misses] [--scores] [--speed]
               main-job [SUPPLIERS…]   (default: 1000 10000 100000)
        """);
    return 2;
}
