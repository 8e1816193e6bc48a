namespace SupplyRisk.Watchlists.Cbp;

/// <summary>Withhold release orders and findings of U.S. Customs and Border Protection: the data set, or the page's tables.</summary>
internal sealed class CbpSource : WatchlistSource
{
    public override string Id => "cbp-wro";

    public override string Title => "CBP Withhold Release Orders and Findings";

    public override string Publisher => "U.S. Customs and Border Protection";

    public override string Files => "the data set (CSV), or the page saved as HTML";

    public override string Page => "https://www.cbp.gov/trade/forced-labor/withhold-release-orders-and-findings";

    internal override IEnumerable<ListEntry> Read(ListFiles files, ReadingNotes notes) =>
        CbpMapper.Map(files.First.Kind() == ListFileKind.Markup ? CbpReader.ReadPage(files.First, notes) : CbpReader.ReadDataSet(files.First, notes), notes);
}
