using System.Globalization;
using SupplyRisk.Matching;

namespace SupplyRisk.Benchmarks.Matching;

/// <summary>
/// <c>matching-tune SETTINGS.yaml [name ...]</c>: moves one setting at a time, keeps what helps on the part that is not held back,
/// and prints the settings that changed. People decide what of it to declare.
/// </summary>
internal static class MatchingTuning
{
    private sealed record Data(List<MatchEntry> Entries, List<LabelledQuery> Queries, List<LabelledPair> Pairs, List<LabelledPair> Field);

    internal static int Run(string[] args)
    {
        if (MatchingData.Folder() is not { } folder || args.Length < 2)
        {
            Console.Error.WriteLine("usage: matching-tune SETTINGS.yaml [setting ...]  (needs ../shared/matching)");
            return 2;
        }
        var data = new Data(
            MatchingData.Watchlist(folder),
            [.. MatchingData.Queries(folder).Where(query => !query.IsHeldBack)],
            [.. MatchingData.Pairs(folder, "dev_pairs.csv").Where(pair => !pair.IsHeldBack)],
            MatchingData.Pairs(folder, "field_cases.csv"));
        var values = Read(File.ReadAllText(args[1]));
        var names = args.Length > 2 ? args[2..] : [.. values.Keys];
        var best = Worth(values, data);
        MatchingQuality.Write($"start {best:0.0000}");
        foreach (var step in (double[])[1.25, 1.1])
        {
            foreach (var name in names)
            {
                foreach (var factor in (double[])[step, 1 / step])
                {
                    var tried = new Dictionary<string, double>(values) { [name] = Math.Round(values[name] * factor, 4) };
                    var worth = Worth(tried, data);
                    if (worth <= best + 0.0005)
                        continue;
                    best = worth;
                    values = tried;
                    MatchingQuality.Write($"{name}: {values[name]} -> {best:0.0000}");
                    break;
                }
            }
        }
        return 0;
    }

    private static double Worth(Dictionary<string, double> values, Data data)
    {
        var settings = MatchSettings.Parse(string.Join('\n', values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value}"))));
        var index = MatchIndex.Build(data.Entries, TokenFrequencies.Shipped, settings);
        var answers = data.Queries.AsParallel().AsOrdered().WithDegreeOfParallelism(2)
            .Select(query => new MatchingQuality.Answer(query, index.Match(query.Query, 3, 0))).ToList();
        var f1 = answers.Select(answer => answer.Top).Distinct().Max(t => MatchingQuality.F1(answers, t).F1);
        var absent = answers.Where(answer => answer.Query.Kind == "absent_supplier").Select(answer => answer.Top).OrderDescending().ToList();
        var recall = Enumerable.Range(0, 4).Average(allowed => MatchingQuality.F1(answers, absent[allowed] + 1e-9).Recall);
        var pairs = Scored(data.Pairs, settings);
        var lists = MatchingQuality.AveragePrecision([.. pairs.Where(pair => !pair.Pair.Source.StartsWith("nk", StringComparison.Ordinal))]);
        var hand = MatchingQuality.AveragePrecision([.. pairs.Where(pair => pair.Pair.Source.StartsWith("nk", StringComparison.Ordinal))]);
        var field = MatchingQuality.AveragePrecision(Scored(data.Field, settings));
        return f1 + recall + 1.5 * lists + 0.3 * hand + 0.2 * field;
    }

    private static List<(LabelledPair Pair, MatchResult Result)> Scored(List<LabelledPair> pairs, MatchSettings settings) =>
        [.. pairs.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(pair => (pair, MatchIndex.Compare(pair.Left, pair.Right, TokenFrequencies.Shipped, settings)))];

    private static Dictionary<string, double> Read(string yaml) =>
        yaml.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)
            .Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0].Trim(), parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
}
