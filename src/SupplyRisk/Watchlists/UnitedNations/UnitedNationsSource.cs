namespace SupplyRisk.Watchlists.UnitedNations;

/// <summary>The United Nations Security Council's consolidated list (XML).</summary>
internal sealed class UnitedNationsSource : WatchlistSource
{
    public override string Id => "un";

    public override string Title => "UN Security Council consolidated list";

    public override string Publisher => "United Nations";

    public override string Files => "the consolidated list as XML";

    public override string Page => "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list";

    internal override IEnumerable<ListEntry> Read(ListFiles files, ReadingNotes notes) => UnitedNationsMapper.Map(UnitedNationsReader.Read(files.First, notes), notes);
}
