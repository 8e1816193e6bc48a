using System.Text.RegularExpressions;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening.Reading;

/// <summary>Origins of goods that a document states under a label of its own, as certificates of origin and transport records do. Sentences in running text are not taken: they speak of many goods.</summary>
internal static partial class OriginStatements
{
    private const int Reach = 200_000;
    private const int Most = 50;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Multiline;

    public static IReadOnlyList<StatedOrigin> Read(string text, string folded)
    {
        var head = folded[..Math.Min(folded.Length, Reach)];
        var goods = GoodsLabel().Matches(head).Select(m => (m.Groups["v"].Index, Value: Trimmed(text, m.Groups["v"]))).ToList();
        var found = new List<StatedOrigin>();
        foreach (var match in OriginLabel().Matches(head).Take(Most))
        {
            var value = match.Groups["v"];
            if (NoPlace().IsMatch(value.Value) || Trimmed(text, value) is not { Length: >= 2 } place) continue;
            var named = goods.LastOrDefault(g => g.Index < value.Index).Value ?? goods.FirstOrDefault().Value ?? "goods";
            found.Add(new StatedOrigin(named, CountryOf(place), place, value.Index, value.Index + value.Length));
        }

        return found;
    }

    private static string? CountryOf(string place) => place.Split([',', '，', ';', '(', '（', '/']).Reverse()
        .Select(p => p.Trim(' ', ')', '）', '.')).Where(p => p.Length >= 2).Select(CountryNames.Find).FirstOrDefault(c => c is not null);

    private static string Trimmed(string text, Group value) => text.Substring(value.Index, value.Length).Trim(' ', '\t', '|', '.', ',', ';', '。');

    [GeneratedRegex(@"^[ \t|]*(?:country|place|region|province)(?:[ /]+(?:country|place|region))? of (?:origin|production|harvest|growth|manufacture|mining)(?: of (?:the )?(?:goods|cotton|raw material|raw materials|fibre|product|products))?[ \t]*[:：|\t][ \t|]*(?<v>[^\n|\t]{2,120})|^[ \t|]*(?:goods|cotton|raw material|fibre|product) origin[ \t]*[:：|\t][ \t|]*(?<v>[^\n|\t]{2,120})|^[ \t|]*(?:原产地|原产国|产地|货物原产地|原料产地|棉花产地|原材料产地|货源地)[ \t]*[:：|\t][ \t|]*(?<v>[^\n|\t。；]{2,60})|^[ \t|]*(?:pais|lugar|region|provincia) de (?:origen|produccion|cosecha)(?: de (?:la|las|los|el) [a-z ]{2,30})?[ \t]*[:：|\t][ \t|]*(?<v>[^\n|\t]{2,120})", Options)]
    private static partial Regex OriginLabel();

    [GeneratedRegex(@"^[ \t|]*(?:goods|description of (?:the )?goods|commodity|product|products|product name|item|raw material|mercancia|descripcion de (?:la )?mercancia|producto|货物名称|品名|产品名称|货物描述|商品名称|原料名称)[ \t]*[:：|\t][ \t|]*(?<v>[^\n|\t]{2,80})", Options)]
    private static partial Regex GoodsLabel();

    [GeneratedRegex(@"\b(?:not|no|non|none|except|excluding|other than|outside|without|unknown|to be|tbc|tbd|n/a|must|shall|should|required|prohibited|if|e\.g|such as|various)\b|[?？]|不|非|未|无|除|禁止|待定|\b(?:ningun\w*|excepto|salvo|fuera de|sin|desconocid\w*|distint\w*)\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NoPlace();
}
