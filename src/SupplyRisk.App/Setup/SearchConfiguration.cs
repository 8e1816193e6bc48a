using SupplyRisk.Search.Elasticsearch;

namespace SupplyRisk.App.Setup;

/// <summary>Reads the section <c>Search:Elasticsearch</c>. Without nodes in it search is embedded.</summary>
internal static class SearchConfiguration
{
    public const string Section = "Search:Elasticsearch";

    private static readonly string[] s_known =
    [
        nameof(ElasticsearchOptions.Nodes), nameof(ElasticsearchOptions.Username), nameof(ElasticsearchOptions.Password), nameof(ElasticsearchOptions.PasswordFile),
        nameof(ElasticsearchOptions.ApiKey), nameof(ElasticsearchOptions.ApiKeyFile), nameof(ElasticsearchOptions.CaFile), nameof(ElasticsearchOptions.IndexPrefix),
    ];

    /// <returns>Null where search is embedded.</returns>
    /// <exception cref="UnusableInputException">Something in the section cannot be used; all of it is named, without any secret.</exception>
    public static ElasticsearchOptions? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists()) return null;
        var problems = section.GetChildren().Where(c => !s_known.Contains(c.Key, StringComparer.OrdinalIgnoreCase))
            .Select(c => $"{Section}:{c.Key} is unknown; there is {string.Join(", ", s_known)}.").ToList();
        var nodes = NodesOf(section.GetSection(nameof(ElasticsearchOptions.Nodes)));
        if (nodes.Count == 0 && problems.Count == 0) problems.Add($"{Section} is given without Nodes; name at least one, or leave the section out for the embedded search.");
        problems.AddRange(nodes.Where(n => !Uri.TryCreate(n, UriKind.Absolute, out _)).Select(_ => $"{Section}:Nodes holds something that is no address such as https://search.example:9200."));
        if (problems.Count > 0) throw new UnusableInputException(problems);
        var options = new ElasticsearchOptions
        {
            Nodes = [.. nodes.Select(n => new Uri(n))],
            Username = section[nameof(ElasticsearchOptions.Username)],
            Password = section[nameof(ElasticsearchOptions.Password)],
            PasswordFile = section[nameof(ElasticsearchOptions.PasswordFile)],
            ApiKey = section[nameof(ElasticsearchOptions.ApiKey)],
            ApiKeyFile = section[nameof(ElasticsearchOptions.ApiKeyFile)],
            CaFile = section[nameof(ElasticsearchOptions.CaFile)],
        };
        if (section[nameof(ElasticsearchOptions.IndexPrefix)] is { } prefix) options = options with { IndexPrefix = prefix };
        return options.Problems() is { Count: > 0 } wrong ? throw new UnusableInputException([.. wrong.Select(p => $"{Section}: {p}")]) : options;
    }

    // As a list, or as one value with commas, which is handier in an environment variable.
    private static List<string> NodesOf(IConfigurationSection nodes) =>
        [.. (nodes.Value is { } one ? one.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : nodes.GetChildren().Select(c => c.Value ?? ""))];
}
