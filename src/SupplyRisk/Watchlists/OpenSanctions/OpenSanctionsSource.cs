namespace SupplyRisk.Watchlists.OpenSanctions;

/// <summary>A data set of OpenSanctions, which needs a licence for business use: its user brings the address and the key.</summary>
internal sealed class OpenSanctionsSource : WatchlistSource
{
    public override string Id => "opensanctions";

    public override string Title => "OpenSanctions";

    public override string Publisher => "OpenSanctions";

    public override string Files => "targets.simple.csv, or entities.ftm.json (lines)";

    public override string Page => "https://www.opensanctions.org/datasets/";

    internal override IEnumerable<ListEntry> Read(ListFiles files, ReadingNotes notes) =>
        OpenSanctionsMapper.Map(files.First.Kind() == ListFileKind.Json ? OpenSanctionsReader.ReadLines(files.First, notes) : OpenSanctionsReader.ReadCsv(files.First, notes), notes);
}
