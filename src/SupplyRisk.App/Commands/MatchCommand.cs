using System.CommandLine;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Newtonsoft.Json;
using SupplyRisk.App.Setup;
using SupplyRisk.Matching;
using SupplyRisk.Watchlists.Custom;

namespace SupplyRisk.App.Commands;

/// <summary><c>supplyrisk match</c>: names against one list, or pair by pair; nothing else.</summary>
internal static class MatchCommand
{
    private sealed record Job(string? Watchlist, string? Queries, string? Pairs, int Limit, double? Threshold, string Format, string? Output);

    private sealed record Query(string Id, string Name, string? Country);

    private sealed record Hit(string QueryId, int Rank, string EntryId, double MatchScore, string MatchedAlias, string Outcome);

    private sealed record PairScore(int Row, double MatchScore, string Outcome);

    public static Command Create()
    {
        var watchlist = new Option<string?>("--watchlist") { Description = "CSV: id,name,aliases,country and the optional columns of a custom list." };
        var queries = new Option<string?>("--queries") { Description = "CSV: query_id,query,country." };
        var pairs = new Option<string?>("--pairs") { Description = "CSV: left_name,left_country,right_name,right_country; scores each row instead." };
        var limit = new Option<int>("--limit") { Description = "Rows a query at most.", DefaultValueFactory = _ => 5 };
        var threshold = new Option<double?>("--threshold") { Description = "Lowest match score shown, 0 to 1. Default: the review threshold." };
        var format = Options.Format("csv", "csv", "jsonl");
        var output = Options.Output();
        var command = new Command("match", "Compare names with a list, with the shipped token frequencies.") { watchlist, queries, pairs, limit, threshold, format, output };
        command.SetAction((parsed, _) => RunAsync(new Job(
            parsed.GetValue(watchlist), parsed.GetValue(queries), parsed.GetValue(pairs), parsed.GetValue(limit),
            parsed.GetValue(threshold), parsed.GetRequiredValue(format), parsed.GetValue(output))));
        return command;
    }

    private static async Task<int> RunAsync(Job job)
    {
        Check(job);
        await using var output = CommandOutput.Open(job.Output);
        if (job.Pairs is { } pairs)
            await WriteAsync(output, job.Format, ["row", "match_score", "outcome"], Pairs(pairs), p => [Whole(p.Row), Number(p.MatchScore), p.Outcome]);
        else
            await WriteAsync(output, job.Format, ["query_id", "rank", "entry_id", "match_score", "matched_alias", "outcome"], Matches(job),
                h => [h.QueryId, Whole(h.Rank), h.EntryId, Number(h.MatchScore), h.MatchedAlias, h.Outcome]);
        return 0;
    }

    private static void Check(Job job)
    {
        var problems = new List<string>();
        if (job.Pairs is null && (job.Watchlist is null || job.Queries is null)) problems.Add("Give --watchlist and --queries, or --pairs.");
        if (job.Pairs is not null && (job.Watchlist is not null || job.Queries is not null)) problems.Add("--pairs goes without --watchlist and --queries.");
        if (job.Limit < 1) problems.Add("--limit is at least 1.");
        if (job.Threshold is < 0 or > 1) problems.Add("--threshold lies between 0 and 1.");
        problems.AddRange(new[] { job.Watchlist, job.Queries, job.Pairs }.Where(f => f is not null && !File.Exists(f)).Select(f => $"There is no file {f}."));
        if (problems.Count > 0) throw new UnusableInputException(problems);
    }

    private static ParallelQuery<Hit> Matches(Job job)
    {
        var list = CustomListReader.Read(job.Watchlist!, Path.GetFileNameWithoutExtension(job.Watchlist!)); // checked above, like the next
        if (list.Issues.Count > 0) throw new UnusableInputException([.. list.Issues.Select(i => $"{job.Watchlist}, row {i.Row}, {i.Column}: {i.Message} {i.Advice}")]);
        var index = MatchIndex.Build([.. list.Entries.Select(e => e.ToMatchEntry())], TokenFrequencies.Shipped, MatchSettings.Default);
        var queries = Read(job.Queries!, ["query_id", "query", "country"]).Select(r => new Query(r[0], r[1], Known(r[2]))).ToList();
        var threshold = job.Threshold ?? MatchSettings.Default.ReviewThreshold;
        // Computed on every core, written in the order of the queries.
        return queries.AsParallel().AsOrdered().Select(q => index
            .Match(new MatchQuery { Name = q.Name, Country = q.Country }, job.Limit, threshold)
            .Select((m, i) => new Hit(q.Id, i + 1, m.EntryId, Math.Round(m.Score.Value, 4), m.MatchedAlias, Words.Snake(m.Outcome))).ToList())
            .SelectMany(hits => hits);
    }

    private static ParallelQuery<PairScore> Pairs(string file) =>
        Read(file, ["left_name", "left_country", "right_name", "right_country"]).ToList().AsParallel().AsOrdered().Select((r, i) =>
        {
            var result = MatchIndex.Compare(
                new MatchQuery { Name = r[0], Country = Known(r[1]) }, new MatchQuery { Name = r[2], Country = Known(r[3]) }, TokenFrequencies.Shipped, MatchSettings.Default);
            return new PairScore(i, Math.Round(result.Score.Value, 4), Words.Snake(result.Outcome));
        });

    // Columns by name in any order; others are passed over, so that labelled files can be used as they are.
    private static IEnumerable<string[]> Read(string file, string[] columns)
    {
        using var csv = new CsvReader(new StreamReader(file), new CsvConfiguration(CultureInfo.InvariantCulture) { MissingFieldFound = null, BadDataFound = null });
        if (!csv.Read() || !csv.ReadHeader()) throw new UnusableInputException($"{file} is empty.");
        var missing = columns.Except(csv.HeaderRecord ?? [], StringComparer.Ordinal).ToList();
        if (missing.Count > 0) throw new UnusableInputException($"{file} has no column {string.Join(", ", missing)}; it has {string.Join(", ", csv.HeaderRecord ?? [])}.");
        while (csv.Read())
            yield return [.. columns.Select(c => csv.GetField(c) ?? "")];
    }

    private static string? Known(string country) => country.Length == 0 ? null : country;

    private static string Number(double score) => score.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Whole(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static async Task WriteAsync<T>(TextWriter output, string format, string[] headers, IEnumerable<T> rows, Func<T, string[]> fields)
        where T : notnull
    {
        if (format == "jsonl")
        {
            foreach (var row in rows)
                await output.WriteLineAsync(JsonConvert.SerializeObject(row, CommandOutput.Json));
            return;
        }
        await using var csv = new CsvWriter(output, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n", InjectionOptions = InjectionOptions.Escape }, leaveOpen: true);
        foreach (var header in headers)
            csv.WriteField(header);
        await csv.NextRecordAsync();
        foreach (var row in rows)
        {
            foreach (var field in fields(row))
                csv.WriteField(field);
            await csv.NextRecordAsync();
        }
    }
}
