namespace SupplyRisk.Watchlists.SupplyHub;

/// <summary>
/// Facilities exported from Open Supply Hub, e.g. those of a region or of an investigation that one wants to be told of. It is no enforcement list:
/// whoever loads the whole register is asked about every supplier in it.
/// </summary>
internal sealed class SupplyHubSource : WatchlistSource
{
    public override string Id => "open-supply-hub";

    public override string Title => "Open Supply Hub facilities";

    public override string Publisher => "Open Supply Hub";

    public override string Files => "an export of facilities as CSV or XLSX";

    public override string Page => "https://opensupplyhub.org/facilities";

    internal override IEnumerable<ListEntry> Read(ListFiles files, ReadingNotes notes) => SupplyHubMapper.Map(SupplyHubReader.Read(files.First, notes), notes);
}
