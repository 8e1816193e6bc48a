using System.Runtime.InteropServices;

namespace SupplyRisk.Search.Embedded;

/// <summary>A record analysed and ready to be written: the work that can be done beside the transaction.</summary>
internal sealed record PreparedRecord
{
    public required SearchKind Kind { get; init; }

    public required byte[] Id { get; init; }

    public required long Version { get; init; }

    public required bool IsDeleted { get; init; }

    public required bool IsRestricted { get; init; }

    public required int? OrderValue { get; init; }

    public required IReadOnlyList<(SearchField Field, string Value)> Values { get; init; }

    public required byte[] Suppliers { get; init; }

    public required byte[] Stored { get; init; }

    /// <summary>In the order of <see cref="SearchFields.PartsOf"/>.</summary>
    public required IReadOnlyList<string> IndexTexts { get; init; }

    public static PreparedRecord Of(SearchRecord record)
    {
        var texts = record.Texts().Where(t => t.Text.Length > 0).ToList();
        var deleted = record is DeletedSearchRecord;
        return new PreparedRecord
        {
            Kind = record.Kind,
            Id = record.Id.ToByteArray(bigEndian: true),
            Version = record.Version,
            IsDeleted = deleted,
            IsRestricted = record.IsRestricted,
            OrderValue = record.OrderValue,
            Values = [.. record.Values().Distinct()],

            // A supplier's own id is its scope: nothing to store.
            Suppliers = record.Kind == SearchKind.Supplier ? [] : MemoryMarshal.AsBytes<Guid>(record.ScopeSuppliers.ToArray()).ToArray(),
            Stored = deleted ? [] : new StoredTexts(record.Title, texts).Write(),
            IndexTexts = deleted ? [] :
                [.. SearchFields.PartsOf(record.Kind).Select(p => SearchAnalysis.IndexText(texts.Where(t => t.Part == p.Part).Select(t => t.Text)))],
        };
    }
}
