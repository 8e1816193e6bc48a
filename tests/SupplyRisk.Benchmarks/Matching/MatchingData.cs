using System.Globalization;
using CsvHelper;
using SupplyRisk.Matching;

namespace SupplyRisk.Benchmarks.Matching;

internal sealed record LabelledQuery(string Id, MatchQuery Query, string? Expected, string Kind)
{
    /// <summary>A third of the queries is left out while tuning, by a hash of the id that no runtime changes.</summary>
    public bool IsHeldBack => Fnv(Id) % 3 == 0;

    internal static uint Fnv(string text) => text.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u);
}

internal sealed record LabelledPair(MatchQuery Left, MatchQuery Right, bool Same, string Source)
{
    public bool IsHeldBack => LabelledQuery.Fnv(Left.Name + "|" + Right.Name) % 3 == 0;
}

/// <summary>The labelled names beside the repository (never in it).</summary>
internal static class MatchingData
{
    internal static string? Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SupplyRisk.sln")))
            folder = folder.Parent;
        string[] places = [Path.Combine(folder?.FullName ?? ".", "..", "shared", "matching")];
        return Array.Find(places, Directory.Exists);
    }

    internal static List<MatchEntry> Watchlist(string folder) =>
        [.. Rows(Path.Combine(folder, "watchlist.csv")).Select(row => new MatchEntry
        {
            Id = row["id"],
            Name = row["name"],
            Aliases = row["aliases"].Split('|', StringSplitOptions.RemoveEmptyEntries),
            Country = Country(row["country"]),
        })];

    internal static List<LabelledQuery> Queries(string folder) =>
        [.. Rows(Path.Combine(folder, "queries_dev.csv")).Select(row => new LabelledQuery(
            row["query_id"],
            new MatchQuery { Name = row["query"], Country = Country(row["country"]) },
            row["expected_id"].Length > 0 ? row["expected_id"] : null,
            row["kind"]))];

    internal static List<LabelledPair> Pairs(string folder, string file) =>
        [.. Rows(Path.Combine(folder, file)).Select(row => new LabelledPair(
            new MatchQuery { Name = row["left_name"], Country = Country(row.GetValueOrDefault("left_country")) },
            new MatchQuery { Name = row["right_name"], Country = Country(row.GetValueOrDefault("right_country")) },
            row["label"] == "1",
            row.GetValueOrDefault("source") ?? "field"))];

    /// <summary>Names and countries of facility lists with columns <c>name</c> and <c>country</c>, each once.</summary>
    internal static List<MatchQuery> Suppliers(string suppliersFolder) =>
        [.. Directory.GetFiles(suppliersFolder, "*.csv").Order(StringComparer.Ordinal).SelectMany(Rows)
            .Where(row => row.ContainsKey("name"))
            .Select(row => new MatchQuery { Name = row["name"], Country = row.GetValueOrDefault("country") is { Length: 2 } country ? country.ToUpperInvariant() : null })
            .DistinctBy(query => query.Name)];

    private static string? Country(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static List<Dictionary<string, string>> Rows(string file)
    {
        using var csv = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column) ?? "")); // ReadHeader has set it
        return rows;
    }
}
