using SupplyRisk.Matching;

namespace SupplyRisk.Benchmarks.Matching;

/// <summary>
/// Made-up company names, the same for the same number: one or two words of their own out of 400,000 (some met often, most seldom),
/// a trade, now and then a place, a legal form. Each with a second spelling, as a supplier list would have it.
/// </summary>
internal static class GeneratedNames
{
    private const int Vocabulary = 400_000;
    private static readonly string[] Openings = ["ba", "ro", "mi", "tel", "ka", "shu", "vor", "lin", "dza", "que", "pol", "ner", "xi", "om", "fa", "gri", "wu", "yan", "zo", "het", "sil", "tra", "un", "ola", "be", "chi", "da", "el", "gu", "ha", "ji", "lu"];
    private static readonly string[] Middles = ["", "na", "ri", "so", "ten", "mu", "lla", "ge", "pi", "dor", "shan", "ke", "vi", "ya", "zhou", "ber"];
    private static readonly string[] Endings = ["n", "ra", "s", "ko", "ng", "t", "lia", "mar", "x", "den", "hua", "vik", "do", "rin", "sa", "tex", "la", "gen", "mi", "to", "fen", "bo", "nas", "ria", "lon", "pa", "de", "ster", "ki", "mo", "ti", "va"];
    private static readonly string[] Trades = ["Textile", "Garments", "Electronics", "Foods", "Packaging", "Trading", "Metal Products", "Plastics", "Furniture", "Chemical", "Logistics", "Cotton Spinning", "Footwear", "Toys", "Printing", "Import and Export", "Technology", "Industry", "Shipping", "Development", "Group", "International"];
    private static readonly string[] Shorter = ["Tex", "Apparel", "Electronic", "Food", "Pkg", "Trade", "Metals", "Plastic", "Furnitures", "Chem", "Logistic", "Cotton Spg", "Shoes", "Toy", "Print", "Imp & Exp", "Tech", "Inds", "Shpg", "Dev", "Grp", "Intl"];
    private static readonly string[] Places = ["Shenzhen", "Guangdong", "Dhaka", "Istanbul", "Hanoi", "Ningbo", "Mumbai", "Jakarta", "Xinjiang", "Karachi", "Moscow", "Tehran"];
    private static readonly string[] Forms = ["Co., Ltd.", "Ltd", "LLC", "S.A.", "GmbH", "Pvt Ltd", "Sdn Bhd", "Company Limited", "Inc.", "JSC"];

    internal static List<MatchEntry> Entries(int count)
    {
        var random = new Random(20261122);
        return [.. Enumerable.Range(0, count).Select(i => new MatchEntry { Id = $"g{i}", Name = Name(random, out _) })];
    }

    /// <summary>Every so many-th of the same names, spelt differently: half with a slip in the longest word, all with another legal form and the trade shortened.</summary>
    internal static List<LabelledQuery> Queries(int among, int count)
    {
        var random = new Random(20261122);
        var slips = new Random(7);
        var queries = new List<LabelledQuery>(count);
        for (var i = 0; i < among; i++)
        {
            Name(random, out var spelt);
            if (i % (among / count) == 0)
                queries.Add(new LabelledQuery($"q{i}", new MatchQuery { Name = i / (among / count) % 2 == 0 ? Slip(spelt, slips) : spelt }, $"g{i}", "generated"));
        }
        return queries;
    }

    /// <summary>The name without its legal form.</summary>
    internal static string Borne(string name) => name[..^(Forms.Where(form => name.EndsWith(form, StringComparison.Ordinal)).Max(form => (int?)form.Length) ?? 0)];

    private static string Name(Random random, out string spelt)
    {
        var own = Word(random) + (random.Next(3) > 0 ? " " + Word(random) : "");
        var trade = random.Next(Trades.Length);
        var place = random.Next(4) == 0 ? Places[random.Next(Places.Length)] + " " : "";
        spelt = $"{place}{own} {Shorter[trade]} {Forms[random.Next(Forms.Length)]}";
        return $"{place}{own} {Trades[trade]} {Forms[random.Next(Forms.Length)]}";
    }

    // Four in ten words are of those met often, in the manner of word counts: the tenth a tenth as often as the first.
    private static string Word(Random random)
    {
        var n = random.Next(10) < 4 ? (int)Math.Pow(Vocabulary, random.NextDouble()) : random.Next(Vocabulary);
        n = (int)(n * 7_368_787L % Vocabulary);
        var text = Openings[n % 32] + Middles[n / 32 % 16] + Endings[n / 512 % 32] + (n / 16_384 is > 0 and var more ? Openings[more % 32] : "");
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static string Slip(string name, Random random)
    {
        var longest = name.Split(' ').MaxBy(word => word.Length) ?? name;
        var at = 1 + random.Next(longest.Length - 2);
        var slipped = random.Next(3) switch
        {
            0 => longest.Remove(at, 1),
            1 => longest.Insert(at, longest[at].ToString()),
            _ => longest[..at] + longest[at + 1] + longest[at] + longest[(at + 2)..],
        };
        return name.Replace(longest, slipped, StringComparison.Ordinal);
    }
}
