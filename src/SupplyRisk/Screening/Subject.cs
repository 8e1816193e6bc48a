using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening;

/// <summary>One supplier with all that is known of it on the pinned day: what goes into a screening.</summary>
/// <param name="Supplier">Its key.</param>
/// <param name="Version">What its list says of it.</param>
/// <param name="Matches">List entries it may be, with what people said of them.</param>
/// <param name="Documents">Readable documents about it, newest first.</param>
/// <param name="Findings">Findings in them.</param>
/// <param name="Upstream">What stands up its chain, nearest first.</param>
/// <param name="Previous">Its newest screening, or null at the first.</param>
public sealed record Subject(
    Supplier Supplier, SupplierVersion Version, IReadOnlyList<ListMatchFact> Matches, IReadOnlyList<DocumentFact> Documents,
    IReadOnlyList<FindingFact> Findings, IReadOnlyList<UpstreamFact> Upstream, SupplierScreening? Previous)
{
    /// <summary>The facts each of <see cref="Matches"/> rests on, in their order: a decision on one holds while they stay the same.</summary>
    public required IReadOnlyList<MatchKey> MatchKeys { get; init; }

    /// <summary>Where the documents say the goods come from, in their order.</summary>
    public IReadOnlyList<OriginFact> Origins { get; init; } = [];

    /// <summary>Addresses and owners it shares with somebody grave.</summary>
    public IReadOnlyList<SharedFact> Shared { get; init; } = [];

    /// <summary>The facts as rules see them.</summary>
    public SubjectFacts Facts(DateOnly asOf, bool listsLoaded) => new()
    {
        AsOf = asOf,
        Name = Version.Name,
        NativeName = Version.NativeName,
        Country = Version.Country,
        Region = Version.Region,
        City = Version.City,
        Address = Version.Address,
        Sector = Version.Sector,
        Goods = Version.Goods,
        HsCodes = Packed.Split(Version.HsCodes),
        Tier = Version.Tier,
        Workers = Version.Workers,
        Identifiers = Packed.Split(Version.Identifiers),
        Matches = Matches,
        Findings = Findings,
        Documents = Documents,
        Upstream = Upstream,
        Origins = Origins,
        Shared = Shared,
        ListsLoaded = listsLoaded,
    };
}

/// <summary>A match by what it rests on.</summary>
/// <param name="FactsKey">As <see cref="SupplierMatch.FactsKey"/>.</param>
public sealed record MatchKey(string List, string EntryId, string FactsKey, MatchReview Review);
