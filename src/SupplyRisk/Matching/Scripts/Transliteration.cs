using System.Globalization;
using System.Text;

namespace SupplyRisk.Matching.Scripts;

/// <summary>Words of other scripts in plain Latin letters. Our own tables; lossy on purpose, for comparing only.</summary>
internal static class Transliteration
{
    // Russian after BGN/PCGN without apostrophes; then what the neighbours add.
    private const string Cyrillic =
        "а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch "
        + "ъ - ы y ь - э e ю yu я ya і i ї i є e ґ g ў u ј j љ lj њ nj ћ c ђ dj џ dz ә a ғ g қ k ң n ө o ұ u ү u һ h ҳ h ҷ j ӣ i ӯ u ѓ g ќ k ѕ dz";

    private const string Greek =
        "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o "
        + "ά a έ e ή i ί i ό o ύ y ώ o ϊ i ϋ y ΐ i ΰ y";

    // Consonants, and the long vowels that are written: a skeleton, compared without vowels.
    private const string Arabic =
        "ا a أ a إ i آ a ء - ؤ u ئ i ب b پ p ت t ث s ج j چ ch ح h خ kh د d ذ z ر r ز z ژ zh س s ش sh ص s ض z ط t ظ z ع a غ gh "
        + "ف f ق gh ک k ك k گ g ل l م m ن n و v ه h ة e ی i ي i ى a ہ h ھ h ں n ے e ٹ t ڈ d ڑ r ۇ u ې e ۆ o ۈ u ۋ v ڭ ng ە e";

    private const string Armenian =
        "ա a բ b գ g դ d ե e զ z է e ը e թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j "
        + "ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f և ev";

    private const string Georgian =
        "ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ k შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h";

    private const string Hebrew =
        "א a ב b ג g ד d ה h ו v ז z ח h ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף f צ ts ץ ts ק k ר r ש sh ת t";

    private const string Kana =
        "ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no "
        + "ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go "
        + "ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ vu ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo ッ - ー -";

    private static readonly Dictionary<char, string> Letters = Table(Cyrillic, Greek, Arabic, Armenian, Georgian, Hebrew, Kana);

    /// <summary>The Latin spelling of one letter of another alphabet, empty for a silent one, null where there is none.</summary>
    internal static string? Letter(char c)
    {
        if (c is >= 'ぁ' and <= 'ゖ')
            c = (char)(c + 0x60); // hiragana stand where katakana do, 0x60 higher
        if (Letters.TryGetValue(c, out var latin) || Letters.TryGetValue(char.ToLowerInvariant(c), out latin))
            return latin;
        if (c is >= '가' and <= '힣')
            return Hangul(c);
        if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
            return "";
        return CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit ? digit.ToString(CultureInfo.InvariantCulture) : null;
    }

    internal static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF';

    internal static bool IsCyrillic(char c) => c is >= '\u0400' and <= '\u052F';

    internal static bool IsArabic(char c) => c is >= '\u0600' and <= '\u06FF';

    private static readonly string[] Leads = "g kk n d tt r m b pp s ss - j jj ch k t p h".Split(' ');
    private static readonly string[] Vowels = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".Split(' ');
    private static readonly string[] Tails = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".Split(' ');

    // A Hangul block is lead, vowel and tail in one number (Unicode 3.12); no table of syllables is needed.
    private static string Hangul(char c)
    {
        var index = c - '가';
        var text = new StringBuilder(6);
        foreach (var part in (string[])[Leads[index / 588], Vowels[index % 588 / 28], Tails[index % 28]])
            text.Append(part == "-" ? "" : part);
        return text.ToString();
    }

    private static Dictionary<char, string> Table(params string[] scripts)
    {
        var table = new Dictionary<char, string>();
        foreach (var words in scripts.Select(script => script.Split(' ')))
        {
            for (var i = 0; i < words.Length; i += 2)
                table[words[i][0]] = words[i + 1] == "-" ? "" : words[i + 1];
        }
        return table;
    }
}
