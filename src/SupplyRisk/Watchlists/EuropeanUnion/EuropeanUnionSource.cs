namespace SupplyRisk.Watchlists.EuropeanUnion;

/// <summary>The European Union's consolidated list of financial sanctions (XML, version 1.1).</summary>
internal sealed class EuropeanUnionSource : WatchlistSource
{
    public override string Id => "eu";

    public override string Title => "EU consolidated financial sanctions";

    public override string Publisher => "European Commission";

    public override string Files => "the consolidated list as XML (version 1.1)";

    public override string Page => "https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions";

    internal override IEnumerable<ListEntry> Read(ListFiles files, ReadingNotes notes) => EuropeanUnionMapper.Map(EuropeanUnionReader.Read(files.First, notes), notes);
}
