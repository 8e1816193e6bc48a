namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>Which server the fake plays, and in what the servers differ for us.</summary>
public sealed record FakeFlavour(string Number, string? Distribution)
{
    public static readonly FakeFlavour Elasticsearch75 = new("7.5.1-SNAPSHOT", null);
    public static readonly FakeFlavour Elasticsearch8 = new("8.15.0", null);
    public static readonly FakeFlavour Elasticsearch9 = new("9.1.2", null);
    public static readonly FakeFlavour OpenSearch2 = new("2.17.0", "opensearch");
    public static readonly FakeFlavour OpenSearch3 = new("3.1.0", "opensearch");

    /// <summary>Up to 7.17 every hit and item names a type.</summary>
    public bool HasTypes => Distribution is null && Number.StartsWith('7');

    /// <summary>403 up to 7.6, 429 after.</summary>
    public int BlockedStatus => HasTypes ? 403 : 429;

    /// <summary>What a document is refused with.</summary>
    public string ParsingError => Distribution is null && !HasTypes ? "document_parsing_exception" : "mapper_parsing_exception";

    /// <summary>From 8 on indices are removed by their full names only.</summary>
    public bool NeedsNames => !HasTypes && Distribution is null;
}

/// <summary>An error as the server puts it.</summary>
internal sealed class FakeError(int status, string type, string reason) : Exception(reason)
{
    public int Status => status;

    public string Type => type;

    public static FakeError MissingIndex(string name) => new(404, "index_not_found_exception", $"no such index [{name}]");
}
