namespace SupplyRisk.Watchlists.DolGoods;

/// <summary>
/// The Department of Labor's List of Goods Produced by Child Labor or Forced Labor. It names goods and countries, so no supplier's name is compared with it;
/// as a list it shows its age and what changed, and <c>reference import dol-goods</c> puts an edition in force for the rules. Both read it here.
/// </summary>
internal sealed class DolGoodsSource : WatchlistSource
{
    public const string Name = "dol-goods";

    public override string Id => Name;

    public override string Title => "DOL List of Goods";

    public override string Publisher => "U.S. Department of Labor, ILAB";

    public override string Files => "the list as XLSX or CSV, or the Sweat & Toil app's XML";

    public override string Page => "https://www.dol.gov/agencies/ilab/reports/child-labor/list-of-goods";

    public override bool NamesCompanies => false;

    internal override IEnumerable<ListEntry> Read(ListFiles files, ReadingNotes notes) => DolGoodsMapper.Map(DolGoodsReader.Read(files.First, notes), notes);
}
