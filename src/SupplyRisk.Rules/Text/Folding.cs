using System.Globalization;
using System.Text;

namespace SupplyRisk.Rules.Text;

/// <summary>What a character is to a reader of words, in one byte.</summary>
/// <param name="Bits">The letter class in the low six bits, then two flags.</param>
internal readonly record struct CharShape(byte Bits)
{
    public const int Apostrophe = 36;
    public const int OtherLetter = 37;
    private const int InWord = 0x40;
    private const int Starts = 0x80;

    public CharShape(int letter, bool inWord, bool starts)
        : this((byte)(letter | (inWord ? InWord : 0) | (starts ? Starts : 0)))
    {
    }

    /// <summary>a–z, then 0–9, the apostrophe, and one class for all the rest: no phrase of ours tells other letters apart.</summary>
    public int Letter => Bits & 0x3F;

    /// <summary>A letter or digit of a script with spaces.</summary>
    public bool IsInWord => (Bits & InWord) != 0;

    /// <summary>Begins a word or number, or is one by itself.</summary>
    public bool StartsToken => (Bits & Starts) != 0;

    public bool IsDigit => (Bits & 0x3F) is >= 26 and < Apostrophe;
}

/// <summary>Letters as words are compared: lower case, without accents, full-width forms as ASCII.</summary>
internal static class Folding
{
    private static readonly char[] Table = Build();
    private static readonly CharShape[] Shapes = BuildShapes();

    public static CharShape Shape(char c) => Shapes[c];

    public static char Fold(char c) =>
        c < Table.Length ? Table[c]
        : c is >= '\uFF01' and <= '\uFF5E' ? Table[c - 0xFEE0]
        : c == '\u2019' || c == '\u2018' ? '\''
        : c;

    /// <summary>True for characters of scripts without spaces: Han, kana, Thai and the like.</summary>
    public static bool IsAlone(char c) => c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\u3040' and <= '\u30FF' or '\u3007'
        or >= '\u0E01' and <= '\u0E30' or '\u0E32' or '\u0E33' or >= '\u0E40' and <= '\u0E46';

    /// <summary>True for Thai. Vowels and tones above and below the line are no letters; words are compared without them.</summary>
    public static bool IsThai(char c) => c is >= '\u0E01' and <= '\u0E4E';

    private static char[] Build()
    {
        var table = new char[0x1F00]; // up to the letters of Vietnamese
        for (var i = 0; i < table.Length; i++)
        {
            var decomposed = ((char)i).ToString().Normalize(NormalizationForm.FormD)
                .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).ToArray();
            table[i] = char.ToLowerInvariant(decomposed.Length == 1 ? decomposed[0] : (char)i);
        }

        foreach (var (letter, plain) in new[] { ('đ', 'd'), ('Đ', 'd'), ('ı', 'i'), ('ß', 's'), ('ø', 'o'), ('Ø', 'o'), ('ł', 'l') })
            table[letter] = plain;

        return table;
    }

    private static CharShape[] BuildShapes()
    {
        var shapes = new CharShape[char.MaxValue + 1];
        for (var i = 0; i < shapes.Length; i++)
        {
            var c = Fold((char)i);
            shapes[i] = new CharShape(
                Class(c), inWord: char.IsLetterOrDigit(c) && !IsAlone(c), starts: char.IsLetter(c) || char.IsAsciiDigit(c));
        }

        return shapes;
    }

    private static int Class(char folded) => folded switch
    {
        >= 'a' and <= 'z' => folded - 'a',
        >= '0' and <= '9' => folded - '0' + 26,
        '\'' => CharShape.Apostrophe,
        _ => CharShape.OtherLetter,
    };

    /// <summary>The words of a phrase as they are compared; a word may end in <c>*</c>.</summary>
    public static List<string> Words(string phrase)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var raw in phrase)
        {
            var c = Fold(raw);
            if (IsAlone(c))
            {
                Flush();
                words.Add(c.ToString());
            }
            else if (char.IsLetterOrDigit(c) || c is '\'' or '*')
            {
                word.Append(c);
            }
            else
            {
                Flush();
            }
        }

        Flush();
        return words;

        void Flush()
        {
            var whole = word.ToString();
            word.Clear();
            if (!Contractions.Is(whole, out var cut, out var first, out var second))
            {
                if (whole.Length > 0)
                    words.Add(whole);
                return;
            }

            if (cut > 0)
                words.Add(first ?? whole[..cut]);
            words.Add(second);
        }
    }
}
