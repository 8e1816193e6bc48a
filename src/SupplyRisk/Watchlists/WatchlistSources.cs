using SupplyRisk.Watchlists.Cbp;
using SupplyRisk.Watchlists.Custom;
using SupplyRisk.Watchlists.DolGoods;
using SupplyRisk.Watchlists.EuropeanUnion;
using SupplyRisk.Watchlists.Ofac;
using SupplyRisk.Watchlists.OpenSanctions;
using SupplyRisk.Watchlists.ScreeningList;
using SupplyRisk.Watchlists.SupplyHub;
using SupplyRisk.Watchlists.Uflpa;
using SupplyRisk.Watchlists.UnitedNations;

namespace SupplyRisk.Watchlists;

/// <summary>The lists whose publishers' formats are read.</summary>
public static class WatchlistSources
{
    /// <summary>A list of one's own.</summary>
    public static readonly WatchlistSource Custom = new CustomSource();

    /// <summary>All of them: enforcement lists first, one's own last.</summary>
    public static readonly IReadOnlyList<WatchlistSource> All =
    [
        new UflpaSource(), new CbpSource(), new DolGoodsSource(), new OfacSource(), new EuropeanUnionSource(), new UnitedNationsSource(),
        new ScreeningListSource(), new OpenSanctionsSource(), new SupplyHubSource(), Custom,
    ];

    private static readonly Dictionary<string, WatchlistSource> ById = All.ToDictionary(s => s.Id, StringComparer.Ordinal);

    /// <summary>Ids of lists that no supplier's name is compared with.</summary>
    public static readonly IReadOnlyList<string> WithoutNames = [.. All.Where(s => !s.NamesCompanies).Select(s => s.Id)];

    public static WatchlistSource? Find(string id) => ById.GetValueOrDefault(id);
}
