#pragma warning disable
namespace SupplyRisk.Matching
{
    public sealed class TokenFrequencies { public static TokenFrequencies Shipped => new(); }
    public sealed class MatchSettings { public static MatchSettings Default => new(); public double ReviewThreshold => 0.7; public string Version => "0"; }
    public sealed class MatchIndex
    {
        public static MatchIndex Build(IReadOnlyCollection<MatchEntry> entries, TokenFrequencies f, MatchSettings s) => new();
        public IReadOnlyList<MatchResult> Match(MatchQuery q, int limit, double threshold) => [];
    }
}
namespace SupplyRisk.Ingestion
{
    public sealed record SupplierListReading : SupplierListOpening, IDisposable { public ListFormat Format => default; public IReadOnlyList<MappedColumn> Columns => []; public IEnumerable<ListRow> Rows(CancellationToken ct) => []; public void Dispose() { } }
    public static class SupplierListReader { public static SupplierListOpening Open(string path, MappingOverrides? o = null) => null; }
}
namespace SupplyRisk.Watchlists
{
    public sealed record CustomListEntry { public string Id { get; init; } public string Name { get; init; } public IReadOnlyList<string> Aliases { get; init; } public string? Country { get; init; } public string? Address { get; init; } public IReadOnlyList<string> Identifiers { get; init; } public bool IncludesSubsidiaries { get; init; } public string? Programme { get; init; } public string? SourceUrl { get; init; } public DateOnly? ListedOn { get; init; } public DateOnly? DelistedOn { get; init; } }
    public sealed record ListIssue(int Row, string Column, string? Value, string Message, string Advice);
    public sealed record CustomListReading { public IReadOnlyList<CustomListEntry> Entries { get; init; } public IReadOnlyList<ListIssue> Issues { get; init; } public string Sha256 { get; init; } public bool HasErrors { get; init; } }
    public static class CustomListReader { public static CustomListReading Read(string path, string name) => null; }
}
