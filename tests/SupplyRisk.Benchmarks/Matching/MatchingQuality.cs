using System.Globalization;
using SupplyRisk.Matching;

namespace SupplyRisk.Benchmarks.Matching;

/// <summary>How good the matcher is on labelled queries and pairs.</summary>
internal static class MatchingQuality
{
    internal sealed record Answer(LabelledQuery Query, IReadOnlyList<MatchResult> Results)
    {
        public double Top => Results.Count > 0 ? Results[0].Score.Value : 0;

        public bool TopIsRight => Results.Count > 0 && Results[0].EntryId == Query.Expected;
    }

    internal static List<Answer> Ask(MatchIndex index, IEnumerable<LabelledQuery> queries) =>
        [.. queries.Select(query => new Answer(query, index.Match(query.Query, 5, 0)))];

    internal static void PrintQueries(string title, List<Answer> answers, double threshold)
    {
        var best = answers.Select(answer => answer.Top).Distinct().Select(t => (Threshold: t, F1: F1(answers, t).F1)).MaxBy(pair => pair.F1);
        var own = F1(answers, threshold);
        Write($"{title}: F1 at {threshold:0.00} {own.F1:0.000} (precision {own.Precision:0.000}, recall {own.Recall:0.000}); best F1 {best.F1:0.000} at {best.Threshold:0.000}");
        foreach (var share in (double[])[0.01, 0.001])
        {
            var (cut, recall) = RecallAtAlertRate(answers, share);
            Write($"  recall when {share:0.0%} of absent suppliers alert: {recall:0.000} (threshold {cut:0.000})");
        }
        foreach (var kind in answers.GroupBy(answer => answer.Query.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            var alerts = kind.Count(answer => answer.Top >= threshold);
            if (kind.First().Query.Expected is null)
                Write($"  {kind.Key,-17} {kind.Count(),4}  alerts {alerts}");
            else
                Write($"  {kind.Key,-17} {kind.Count(),4}  recall@5 {kind.Average(answer => answer.Results.Any(result => result.EntryId == answer.Query.Expected) ? 1 : 0):0.000}  found at threshold {kind.Average(answer => answer.TopIsRight && answer.Top >= threshold ? 1 : 0):0.000}");
        }
    }

    internal static (double F1, double Precision, double Recall) F1(List<Answer> answers, double threshold)
    {
        var alerts = answers.Count(answer => answer.Top >= threshold && answer.Top > 0);
        var right = answers.Count(answer => answer.Top >= threshold && answer.TopIsRight);
        var expected = answers.Count(answer => answer.Query.Expected is not null);
        var precision = alerts == 0 ? 0 : (double)right / alerts;
        var recall = (double)right / expected;
        return (right == 0 ? 0 : 2 * precision * recall / (precision + recall), precision, recall);
    }

    private static (double Threshold, double Recall) RecallAtAlertRate(List<Answer> answers, double share)
    {
        var absent = answers.Where(answer => answer.Query.Kind == "absent_supplier").Select(answer => answer.Top).OrderDescending().ToList();
        var allowed = (int)Math.Floor(share * absent.Count);
        var cut = absent.Count > allowed ? absent[allowed] + 1e-9 : 0;
        return (cut, F1(answers, cut).Recall);
    }

    internal static void PrintPairs(string title, List<(LabelledPair Pair, MatchResult Result)> scored, double threshold)
    {
        Write($"{title}: average precision {AveragePrecision(scored):0.000} over {scored.Count} pairs");
        foreach (var list in scored.GroupBy(pair => pair.Pair.Source.Split('_')[0]).OrderBy(list => list.Key, StringComparer.Ordinal))
            Write($"  {list.Key,-10} {AveragePrecision([.. list]):0.000}");
        foreach (var source in scored.GroupBy(pair => pair.Pair.Source).OrderBy(source => source.Key, StringComparer.Ordinal))
            Write($"  {source.Key,-28} {source.Count(),4}  at or above threshold {source.Average(pair => pair.Result.Score.Value >= threshold ? 1 : 0):0.000}");
    }

    internal static double AveragePrecision(List<(LabelledPair Pair, MatchResult Result)> scored)
    {
        var hits = 0;
        var sum = 0.0;
        var ranked = scored.OrderByDescending(pair => pair.Result.Score.Value).ThenBy(pair => pair.Pair.Same).ToList();
        for (var i = 0; i < ranked.Count; i++)
        {
            if (ranked[i].Pair.Same)
                sum += (double)++hits / (i + 1);
        }
        return hits == 0 ? 0 : sum / hits;
    }

    internal static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
