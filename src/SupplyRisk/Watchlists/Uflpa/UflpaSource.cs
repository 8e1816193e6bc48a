namespace SupplyRisk.Watchlists.Uflpa;

/// <summary>The UFLPA Entity List as the Department of Homeland Security's page has it.</summary>
internal sealed class UflpaSource : WatchlistSource
{
    public override string Id => "uflpa";

    public override string Title => "UFLPA Entity List";

    public override string Publisher => "U.S. Department of Homeland Security";

    public override string Files => "the page, saved as HTML";

    public override string Page => "https://www.dhs.gov/uflpa-entity-list";

    internal override IEnumerable<ListEntry> Read(ListFiles files, ReadingNotes notes) => UflpaMapper.Map(UflpaReader.Read(files.First, notes), notes);
}
