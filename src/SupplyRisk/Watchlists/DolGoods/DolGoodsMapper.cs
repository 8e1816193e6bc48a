using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.DolGoods;

/// <summary>Goods of countries as entries.</summary>
internal static class DolGoodsMapper
{
    public static IEnumerable<ListEntry> Map(IEnumerable<DolGood> goods, ReadingNotes notes)
    {
        foreach (var good in goods)
        {
            (string Kind, bool? Mark)[] marks =
                [("child labour", DolGood.Mark(good.Child)), ("forced labour", DolGood.Mark(good.Forced)), ("forced child labour", DolGood.Mark(good.ForcedChild)), ("made with a listed input", DolGood.Mark(good.Derived))];
            if (Array.Exists(marks, m => m.Mark is null))
                notes.Problem(good.Line, "labour", $"{good.Country}, {good.Good}", "A mark is neither yes nor no.", "Known are Yes, X, 1 and No, -, 0 or nothing.");
            yield return new ListEntry
            {
                Id = EntryId.Of(good.Country, good.Good),
                Name = $"{good.Good} ({good.Country})",
                Country = notes.Country(good.Country),
                Programme = string.Join(", ", marks.Where(m => m.Mark == true).Select(m => m.Kind)),
            };
        }
    }
}
