using System.Globalization;
using SupplyRisk.Matching;

namespace SupplyRisk.Benchmarks.Matching;

/// <summary>
/// <c>matching-table SUPPLIERS [--write]</c>: what each line of the declared table is worth. Every weight is left out once, and the false
/// alerts per 1,000 real suppliers, the F1 of the labelled queries and the average precision of the labelled list pairs are taken again;
/// every threshold is moved. <c>--write</c> puts it behind each line of <c>Settings/matching.yaml</c>.
/// </summary>
internal static class MatchingTable
{
    /// <summary>What a weight is where it does nothing. Similarities: such words count as two; limits of blocking: many times as wide.</summary>
    private static readonly Dictionary<string, double> Without = new()
    {
        ["rarity_exponent"] = 1,
        ["rare_count"] = 1,
        ["unlisted_generic_count"] = 3,
        ["generic_count"] = 1_000_000,
        ["place_weight"] = 1,
        ["number_weight"] = 1,
        ["series_number_weight"] = 0.40,
        ["letter_weight"] = 1,
        ["two_letter_weight"] = 1,
        ["slip_weight"] = 1,
        ["longest_form"] = 48,
        ["same_place"] = 0,
        ["same_sense"] = 0,
        ["same_key"] = 0,
        ["near_sense"] = 0,
        ["same_skeleton"] = 0,
        ["short_skeleton"] = 0,
        ["joined_words"] = 0,
        ["initials"] = 0,
        ["edit_cost"] = 0,
        ["further_edit"] = 0,
        ["short_word_factor"] = 1,
        ["first_letter"] = 0,
        ["least_similarity"] = 0,
        ["strong_similarity"] = 0,
        ["weak_core"] = 1,
        ["worse_side"] = 0,
        ["mostly_all"] = 0.919,
        ["nearly_all"] = 1,
        ["least_share"] = 1,
        ["enough_agreed"] = 0.001,
        ["initials_weight"] = 0,
        ["trade_conflict"] = 0,
        ["trade_conflict_weight"] = 0.001,
        ["common_conflict"] = 0,
        ["core_gate"] = 0,
        ["number_conflict"] = 0,
        ["series_conflict"] = 0,
        ["place_conflict"] = 0,
        ["legal_conflict"] = 0,
        ["country_conflict"] = 0,
        ["country_equal"] = 0,
        ["subsidiary_place"] = 0,
        ["reduced_form"] = 0,
        ["dropped_qualifier"] = 0,
        ["bracket_form"] = 0,
        ["acronym"] = 0,
        ["acronym_country"] = 0,
        ["acronym_letter"] = 0,
        ["weak_length"] = 0,
        ["weak_name"] = 1,
        ["same_spelling"] = 0,
        ["tight_from"] = 1,
        ["address_equal"] = 0,
        ["identifier_conflict"] = 0,
        ["candidates"] = 240,
        ["postings"] = 100_000,
        ["fuzzy_words"] = 200,
        ["shared_trigrams"] = 0,
        ["shared_otherwise"] = 0,
    };

    private static readonly Dictionary<string, double[]> Moved = new()
    {
        ["review_threshold"] = [0.60, 0.64, 0.72, 0.80, 0.90],
        ["related_threshold"] = [0.30, 0.40, 0.50],
        ["related_to_group"] = [0, 0.20, 0.35],
    };

    private sealed record Data(List<MatchEntry> Entries, List<MatchQuery> Suppliers, List<LabelledQuery> Queries, List<LabelledPair> Pairs);

    private sealed record Worth(double Alerts, double Related, double F1, double Pairs)
    {
        internal string AsWeight => string.Create(CultureInfo.InvariantCulture, $"{Alerts:0.0} alerts, F1 {F1:.000}, pairs {Pairs:.000}");

        internal string AsThreshold(bool review) => review
            ? string.Create(CultureInfo.InvariantCulture, $"{Alerts:0.0} alerts, F1 {F1:.000}")
            : string.Create(CultureInfo.InvariantCulture, $"{Related:0.0} with a relative");
    }

    internal static int Run(string[] args)
    {
        if (MatchingData.Folder() is not { } folder || args is not [_, var suppliers, ..])
        {
            Console.Error.WriteLine("usage: matching-table SUPPLIERS [--write]  (needs ../shared/matching)");
            return 2;
        }
        var data = new Data(
            MatchingData.Watchlist(folder), MatchingData.Suppliers(suppliers), MatchingData.Queries(folder),
            [.. MatchingData.Pairs(folder, "dev_pairs.csv").Where(pair => !pair.Source.StartsWith("nk", StringComparison.Ordinal))]);
        var file = SettingsFile();
        string[] lines = [.. File.ReadAllLines(file).Where(line => !line.StartsWith(Head, StringComparison.Ordinal))];
        var all = Measure(lines, "", 0, data);
        var head = string.Create(CultureInfo.InvariantCulture, $"{Head}{data.Suppliers.Count} real suppliers, of {data.Entries.Count} listed entities: {all.Alerts:0.0} alerts and {all.Related:0.0} with a relative per 1,000; F1 {all.F1:.000}, pairs {all.Pairs:.000} (all labelled data).");
        var written = lines.Select(line => WithMeasured(line, lines, data)).ToList();
        written.Insert(1, head);
        foreach (var line in written)
            Console.WriteLine(line);
        if (args.Contains("--write"))
            File.WriteAllText(file, string.Join('\n', written) + "\n");
        return 0;
    }

    private const string Head = "# Behind each line what it is worth, by the command matching-table: ";
    private const string Bar = " | ";

    private static string WithMeasured(string line, string[] lines, Data data)
    {
        var name = line.Split(':')[0];
        var kept = line.Split(Bar)[0].TrimEnd();
        var because = kept.Contains('#', StringComparison.Ordinal) ? kept : kept + " #";
        if (Moved.TryGetValue(name, out var values))
        {
            var measured = values.Select(value => string.Create(CultureInfo.InvariantCulture, $"at {value:0.00} {Measure(lines, name, value, data).AsThreshold(name == "review_threshold")}"));
            return because + Bar + string.Join("; ", measured);
        }
        return Without.TryGetValue(name, out var neutral)
            ? string.Create(CultureInfo.InvariantCulture, $"{because}{Bar}at {neutral}: {Measure(lines, name, neutral, data).AsWeight}")
            : line;
    }

    private static Worth Measure(string[] lines, string name, double value, Data data)
    {
        var changed = lines.Select(line => line.StartsWith(name + ":", StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{name}: {value}") : line);
        var settings = MatchSettings.Parse(string.Join('\n', changed));
        var index = MatchIndex.Build(data.Entries, TokenFrequencies.Shipped, settings);
        var questions = data.Suppliers.Select(supplier => index.Questions(supplier, 10)).ToList();
        var answers = MatchingQuality.Ask(index, data.Queries);
        var pairs = data.Pairs.Select(pair => (pair, MatchIndex.Compare(pair.Left, pair.Right, TokenFrequencies.Shipped, settings))).ToList();
        double Share(MatchOutcome outcome) => 1000.0 * questions.Count(results => results.Any(result => result.Outcome == outcome)) / questions.Count;
        return new Worth(Share(MatchOutcome.Candidate), Share(MatchOutcome.Related), MatchingQuality.F1(answers, settings.ReviewThreshold).F1, MatchingQuality.AveragePrecision(pairs));
    }

    private static string SettingsFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SupplyRisk.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? ".", "src", "SupplyRisk", "Matching", "Settings", "matching.yaml");
    }
}
