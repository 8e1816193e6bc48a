using System.Collections.Frozen;

namespace SupplyRisk.Ingestion;

/// <summary>Currencies as lists write them. "$" and "¥" alone name more than one and stay unknown.</summary>
internal static class Currencies
{
    private static readonly FrozenSet<string> Codes = FrozenSet.ToFrozenSet((
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK "
        + "DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT "
        + "LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF "
        + "SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL").Split(' '));

    private static readonly FrozenSet<string> Usual = FrozenSet.Create("EUR", "USD", "GBP", "CNY", "JPY", "CHF");

    private static readonly FrozenDictionary<string, string> Others = new (string Code, string Words)[]
    {
        ("EUR", "€|EURO|EUROS|欧元|TEUR|KEUR|T€|K€"),
        ("GBP", "£|POUND|POUNDS|STERLING|英镑|KGBP"),
        ("USD", "US$|USD$|$US|US DOLLAR|US DOLLARS|美元|TUSD|KUSD|U$S"),
        ("CNY", "RMB|YUAN|RENMINBI|CNH|元|人民币|人民币元|CN¥|万元|千元"),
        ("JPY", "JP¥|日元|円|YEN"),
        ("HKD", "HK$|港元|港币"),
        ("TWD", "NT$"),
        ("SGD", "S$"),
        ("AUD", "A$"),
        ("CAD", "C$"),
        ("BRL", "R$|REAIS|REAL"),
        ("INR", "₹|RS"),
        ("KRW", "₩"),
        ("VND", "₫"),
        ("TRY", "₺"),
        ("PHP", "₱"),
        ("THB", "฿"),
        ("BDT", "৳|TK"),
        ("CHF", "SFR|FR."),
        ("PLN", "ZŁ|ZL"),
        ("CZK", "KČ"),
        ("HUF", "FT"),
        ("MYR", "RM"),
    }.SelectMany(c => c.Words.Split('|').Select(word => (word, c.Code))).ToFrozenDictionary(p => p.word, p => p.Code);

    /// <summary>True for a code of ISO 4217 in capitals.</summary>
    public static bool IsCode(string text) => Codes.Contains(text);

    /// <summary>ISO 4217, or null.</summary>
    public static string? Find(string text)
    {
        var key = text.Trim().ToUpperInvariant();
        return Codes.Contains(key) ? key : Others.GetValueOrDefault(key);
    }

    /// <summary>The currency a header or a value mentions: "Spend (EUR)", "Umsatz in TEUR", "€ 1.200", "年采购额（万元）".</summary>
    public static string? MentionedIn(string text)
    {
        foreach (var word in text.Split([' ', '(', ')', '[', ']', '/', ',', '.', '_', '-', ':', '（', '）', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Find(word) is { } currency && (IsWritten(word) || Usual.Contains(currency)))
                return currency;
        }
        return Others.Where(o => !char.IsAsciiLetter(o.Key[0]) && text.Contains(o.Key, StringComparison.Ordinal)).OrderByDescending(o => o.Key.Length).Select(o => o.Value).FirstOrDefault();
    }

    // "Top suppliers, all spend" speaks neither of Tonga nor of Albania.
    private static bool IsWritten(string word) => word is not ("ALL" or "TOP" or "REAL") && !word.Any(char.IsLower);

    /// <summary>What a header says its numbers are counted in: 1,000 for "TEUR" or "in thousands", 10,000 for 万元, else 1.</summary>
    public static decimal MultipleOf(string header)
    {
        var text = header.ToLowerInvariant();
        if (text.Contains("万元", StringComparison.Ordinal))
            return 10_000;
        if (HeaderText.Words(header).Exists(w => w is "teur" or "keur" or "tusd" or "kusd" or "kgbp" or "tsd" or "thousands" or "thousand" or "milliers" or "miles" or "milhares") || text.Contains("k€", StringComparison.Ordinal) || text.Contains("t€", StringComparison.Ordinal) || text.Contains("千元", StringComparison.Ordinal) || text.Contains("'000", StringComparison.Ordinal))
            return 1_000;
        return HeaderText.Words(header).Exists(w => w is "mio" or "million" or "millions" or "millionen" or "millones" or "milhoes" or "meur" or "musd") || text.Contains("百万", StringComparison.Ordinal) ? 1_000_000 : 1;
    }
}
