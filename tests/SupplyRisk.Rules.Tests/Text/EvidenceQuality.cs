using System.Globalization;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;

namespace SupplyRisk.Rules.Tests.Text;

/// <summary>Precision and recall of asserted indicators, and how often the status is exactly the expected one, by group of labels.</summary>
public sealed class EvidenceQuality(TextScanner scanner)
{
    private readonly SortedDictionary<string, Count> counts = new(StringComparer.Ordinal);

    public Count Of(string group) => counts.GetValueOrDefault(group) ?? new Count();

    /// <summary>Groups such as <c>en</c>, <c>en indicator Isolation</c> and <c>en status negated</c>, in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, Count>> Groups => counts;

    /// <summary>Judges one passage and says what was wrong with it, if anything.</summary>
    public IReadOnlyList<string> Judge(LabelledCorpus.Passage passage)
    {
        var findings = scanner.Scan(passage.Text);
        var mistakes = new List<string>();
        foreach (var (indicator, expected) in passage.Labels)
        {
            var got = Got(findings, indicator);
            Add(passage.Language, indicator, expected, expected == "asserted", got == "asserted", got == expected);
            if (got != expected)
                mistakes.Add($"{indicator} is {expected}, read as {got}");
        }

        // What is asserted of an indicator that the passage is not labelled with is wrong too.
        foreach (var extra in findings.Where(f => f.Status == EvidenceStatus.Asserted).Select(f => f.Indicator).Distinct().Except(passage.Labels.Select(l => l.Indicator)))
        {
            Add(passage.Language, extra, null, false, true, false);
            mistakes.Add($"{extra} is not there, read as asserted");
        }

        return mistakes;
    }

    private static string Got(IReadOnlyList<TextFinding> findings, Indicator indicator)
    {
        var of = findings.Where(f => f.Indicator == indicator).Select(f => f.Status).Order().ToList();
        return of.Count == 0 ? "silent" : ShippedText.Snake(of[0]);
    }

    private void Add(string language, Indicator indicator, string? status, bool expected, bool got, bool same)
    {
        string[] groups = [language, $"{language} indicator {indicator}", .. status is null ? (string[])[] : [$"{language} status {status}"]];
        foreach (var group in language is "en" or "zh" or "es" ? [.. groups, "all"] : groups)
            counts[group] = Of(group).Add(expected, got, same);
    }

    /// <param name="Right">Asserted and read so.</param>
    /// <param name="Wrong">Read as asserted and not so.</param>
    /// <param name="Missed">Asserted and not read so.</param>
    /// <param name="Silent">Neither.</param>
    /// <param name="Same">With exactly the expected status.</param>
    public sealed record Count(int Right = 0, int Wrong = 0, int Missed = 0, int Silent = 0, int Same = 0)
    {
        public double Precision => Right + Wrong == 0 ? 1 : (double)Right / (Right + Wrong);
        public double Recall => Right + Missed == 0 ? 1 : (double)Right / (Right + Missed);
        public int Labels => Right + Wrong + Missed + Silent;
        public double Exact => Labels == 0 ? 1 : (double)Same / Labels;

        public Count Add(bool expected, bool got, bool same) => this with
        {
            Right = Right + (expected && got ? 1 : 0),
            Wrong = Wrong + (!expected && got ? 1 : 0),
            Missed = Missed + (expected && !got ? 1 : 0),
            Silent = Silent + (!expected && !got ? 1 : 0),
            Same = Same + (same ? 1 : 0),
        };

        /// <summary>A row of a table: counts, then each share with its 95 % interval (Wilson).</summary>
        public string Row() =>
            $"{Labels} | {Right} | {Wrong} | {Missed} | {Share(Right, Right + Wrong)} | {Share(Right, Right + Missed)} | {Share(Same, Labels)}";

        private static string Share(int part, int whole)
        {
            if (whole == 0)
                return "–";
            const double Z = 1.96;
            var (p, n) = ((double)part / whole, (double)whole);
            var middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
            var half = Z * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
            return string.Create(CultureInfo.InvariantCulture, $"{p:0.00} ({Math.Max(0, middle - half):0.00}–{Math.Min(1, middle + half):0.00})");
        }
    }
}
