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
