using System.Diagnostics;
using System.Globalization;
using System.Text;
using SupplyRisk.App.Setup;
using SupplyRisk.Rules.Text;
using SupplyRisk.Screening;

namespace SupplyRisk.Benchmarks.Scan;

/// <summary>The shipped text rules over generated documents: speed by the clock and by the processor, allocation, and growth with size.</summary>
internal static class ScanBenchmark
{
    private const int Rounds = 5;
    private const int BytesARound = 8_000_000;

    public static int Run()
    {
        var loading = Environment.CpuUsage.TotalTime;
        var bundle = Installation.LoadRulesets(new RulesetFolders(InstallationOptions.ShippedRulesets)).Current;
        Console.WriteLine(Invariant($"{bundle.Rules.Count} rules loaded in {(Environment.CpuUsage.TotalTime - loading).TotalSeconds:0.00} CPU seconds (code compiled on the way)"));
        Console.WriteLine();
        var texts = new GeneratedText(bundle);
        Console.WriteLine("| text | size | threads | MB/s | MB per CPU second | bytes allocated per byte | findings |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var (name, every) in new[] { ("one finding in 2 KB", 2_000), ("one in 500 bytes", 500), ("benign", 0) })
        {
            foreach (var threads in new[] { 1, 2 })
                Row(bundle.Scanner, name, texts.Make(20_000, every), threads);
        }

        foreach (var size in new[] { 200_000, 2_000_000, 20_000_000 })
            Row(bundle.Scanner, "one finding in 2 KB", texts.Make(size, 2_000), 1);
        return 0;
    }

    private static void Row(TextScanner scanner, string name, string text, int threads)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        var scans = Math.Max(1, BytesARound / bytes);
        var findings = 0;
        var (clock, processor, allocated) = (double.MaxValue, double.MaxValue, 0L);

        // The best round: others use the machine too, and the first ones compile.
        for (var round = 0; round < Rounds; round++)
        {
            var (began, spent, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.UserTime, GC.GetTotalAllocatedBytes(precise: true));
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
            {
                for (var i = 0; i < scans; i++)
                    findings = scanner.Scan(text).Count;
            });
            clock = Math.Min(clock, Stopwatch.GetElapsedTime(began).TotalSeconds);
            processor = Math.Min(processor, (Environment.CpuUsage.UserTime - spent).TotalSeconds);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        var megabytes = (double)bytes * scans * threads / 1e6;
        Console.WriteLine(Invariant(
            $"| {name} | {bytes / 1000:N0} KB | {threads} | {megabytes / clock:0.0} | {megabytes / processor:0.0} | {allocated / 1e6 / megabytes:0.00} | {findings:N0} |"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
