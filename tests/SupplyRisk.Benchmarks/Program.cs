using SupplyRisk.Benchmarks.Matching;

return args switch
{
    ["matching", ..] => MatchingBenchmark.Run(args),
    ["matching-tune", ..] => MatchingTuning.Run(args),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: matching [--part tuned|held|all] [--misses] [--speed]");
    return 2;
}
