using System.Text.RegularExpressions;
using SupplyRisk.Ingestion.Documents.Facts;

namespace SupplyRisk.Screening.Reading;

/// <summary>A passage that speaks of state-organised labour transfers together with Xinjiang. "Poverty alleviation" alone is said all over China; no name of a people is looked for.</summary>
internal static partial class TransferWording
{
    private const int Shown = 300;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly TriggerWords Programmes = new(
        "labour transfer", "labor transfer", "surplus labo", "surplus rural labo", "transferred workers", "pairing assistance", "paired assistance", "xinjiang aid", "aid xinjiang", "poverty alleviation workshop",
        "satellite factor", "vocational skills education and training", "organised transfer", "organized transfer", "劳动力转移", "转移就业", "富余劳动力", "援疆", "对口支援", "扶贫车间", "卫星工厂", "教培中心", "职业技能教育培训", "有组织转移", "有组织地转移", "transferencia laboral", "traslado de mano de obra");

    public static string? Read(string text, string folded)
    {
        foreach (var (start, end) in Clauses.Holding(folded, Programmes.For(folded)))
        {
            var clause = folded[start..end];
            if (Region().IsMatch(clause) && !Denied().IsMatch(clause)) return text[start..Math.Min(end, start + Shown)].Trim();
        }

        return null;
    }

    [GeneratedRegex(@"\bxinjiang\b|\bxuar\b|\buyghur (?:autonomous )?region|\b(?:kashgar|kashi|hotan|hetian|aksu|akesu|urumqi|korla|turpan|shihezi|yarkant|bingtuan|xpcc)\b|新疆|南疆|北疆|援疆|喀什|和田|阿克苏|乌鲁木齐|吐鲁番|石河子|莎车|墨玉|洛浦|皮山|兵团", Options)]
    private static partial Regex Region();

    [GeneratedRegex(@"\b(?:no|not|none|never|without|neither|nor)\b|n't\b|\bprohibit|\bforbid|\bmust\b|\bshall\b|\bshould\b|\bif\b|\bwhether\b|\brisks?\b|\bpolicy\b|\bact\b|\blaw\b|\bsuppliers? (?:must|shall)|未|没有|无|不|禁止|是否|如果|风险|\bsin\b|\bningun\w*|\bprohib|\briesgo", Options)]
    private static partial Regex Denied();
}
