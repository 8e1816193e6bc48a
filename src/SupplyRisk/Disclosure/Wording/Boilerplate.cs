namespace SupplyRisk.Disclosure.Wording;

/// <summary>How much of a text could stand in anybody's statement.</summary>
/// <param name="Words">In all.</param>
/// <param name="Stock">In sentences with a stock phrase and no figure.</param>
/// <param name="Bound">In sentences that figures or records stand behind.</param>
public sealed record Boilerplate(int Words, int Stock, int Bound)
{
    public int StockPercent => Words == 0 ? 0 : Stock * 100 / Words;

    public int BoundPercent => Words == 0 ? 0 : Bound * 100 / Words;

    public static Boilerplate Of(IEnumerable<CheckedSentence> sentences)
    {
        var all = sentences.Select(s => (s, Words: s.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length)).ToList();
        return new(
            all.Sum(x => x.Words), all.Where(x => x.s.Boilerplate && BoundText.Figures(x.s.Text).Count == 0).Sum(x => x.Words), all.Where(x => x.s.Support == Support.Supported).Sum(x => x.Words));
    }
}
