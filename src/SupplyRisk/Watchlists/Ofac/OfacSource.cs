namespace SupplyRisk.Watchlists.Ofac;

/// <summary>OFAC's list of specially designated nationals: SDN.CSV with ALT.CSV and ADD.CSV, or SDN.XML. Its consolidated list (CONS_…) has the same form.</summary>
internal sealed class OfacSource : WatchlistSource
{
    public override string Id => "ofac-sdn";

    public override string Title => "OFAC Specially Designated Nationals";

    public override string Publisher => "U.S. Department of the Treasury, OFAC";

    public override string Files => "SDN.CSV, ALT.CSV and ADD.CSV together, or SDN.XML";

    public override string Page => "https://sanctionslist.ofac.treas.gov/Home/SdnList";

    internal override IEnumerable<ListEntry> Read(ListFiles files, ReadingNotes notes) =>
        OfacMapper.Map(files.First.Kind() == ListFileKind.Markup ? OfacReader.ReadXml(files.First, notes) : OfacReader.ReadCsv(files, notes), notes);
}
