using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review;

/// <summary>How the portfolio divides; counted once for each state of it.</summary>
/// <param name="Listed">Suppliers that are on a list now.</param>
/// <param name="ByBand">Every band; zero if none.</param>
/// <param name="NotScreened">Listed suppliers that no run has screened yet.</param>
/// <param name="Lanes">All lanes, in their declared order.</param>
/// <param name="OpenCases">Of all lanes.</param>
/// <param name="Coverage">Steps in ascending order.</param>
/// <param name="MeanCoverage">0 to 100; null before the first screening.</param>
/// <param name="Countries">By number of suppliers, descending, then code.</param>
public sealed record PortfolioCounts(
    int Listed, IReadOnlyDictionary<Band, int> ByBand, int NotScreened, IReadOnlyList<LaneCount> Lanes, int OpenCases,
    IReadOnlyList<CoverageStep> Coverage, int? MeanCoverage, IReadOnlyList<CountryCount> Countries)
{
    internal static PortfolioCounts Of(PortfolioView view)
    {
        var listed = view.Suppliers.Where(r => r.Listed).ToList();
        var lanes = LanesOf(view);
        var coverage = CoverageOf(listed);
        return new PortfolioCounts(
            listed.Count, Enum.GetValues<Band>().ToDictionary(b => b, b => listed.Count(r => r.Band == b)), listed.Count(r => r.Band is null),
            lanes, lanes.Sum(l => l.Total), coverage.Steps, coverage.Mean, CountriesOf(listed));
    }

    private static IReadOnlyList<CountryCount> CountriesOf(List<PortfolioRow> listed) =>
        [.. listed.GroupBy(r => r.Country ?? "")
            .Select(g => new CountryCount(g.Key, g.Where(r => r.Band is not null).GroupBy(r => r.Band!.Value).ToDictionary(b => b.Key, b => b.Count()), g.Count()))
            .OrderByDescending(c => c.Suppliers).ThenBy(c => c.Country, StringComparer.Ordinal)];

    private static (IReadOnlyList<CoverageStep> Steps, int? Mean) CoverageOf(List<PortfolioRow> listed)
    {
        var screened = listed.Where(r => r.Band is not null).Select(r => r.Coverage).ToList();
        (int From, int To)[] steps = [(0, 24), (25, 49), (50, 74), (75, 100)];
        return ([.. steps.Select(s => new CoverageStep(s.From, s.To, screened.Count(c => c >= s.From && c <= s.To)))],
            screened.Count == 0 ? null : (int)screened.Average());
    }

    private static IReadOnlyList<LaneCount> LanesOf(PortfolioView view)
    {
        return [.. Enum.GetValues<Lane>().Select(lane =>
        {
            var open = view.Queues[lane].Where(c => c.IsOpen).ToList();
            var bands = open.Select(c => view.ById[c.SupplierId].Band).OfType<Band>().CountBy(b => b).ToDictionary();
            return new LaneCount(lane, bands, open.Min(c => (DateTime?)c.OpenedAt));
        })];
    }
}
