namespace SupplyRisk.Watchlists.ScreeningList;

/// <summary>The Consolidated Screening List of the International Trade Administration: the export-control and sanctions lists of three U.S. departments in one file.</summary>
internal sealed class ScreeningListSource : WatchlistSource
{
    public override string Id => "csl";

    public override string Title => "Consolidated Screening List";

    public override string Publisher => "U.S. International Trade Administration";

    public override string Files => "the list as JSON or CSV";

    public override string Page => "https://www.trade.gov/consolidated-screening-list";

    internal override IEnumerable<ListEntry> Read(ListFiles files, ReadingNotes notes) =>
        ScreeningListMapper.Map(files.First.Kind() == ListFileKind.Json ? ScreeningListReader.ReadJson(files.First, notes) : ScreeningListReader.ReadCsv(files.First, notes), notes);
}
