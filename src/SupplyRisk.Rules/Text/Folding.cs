using System.Globalization;
using System.Text;

namespace SupplyRisk.Rules.Text;

/// <summary>Letters as words are compared: lower case, without accents, full-width forms as ASCII.</summary>
internal static class Folding
{
    private static readonly char[] Table = Build();

    public static char Fold(char c) =>
        c < Table.Length ? Table[c]
        : c is >= '\uFF01' and <= '\uFF5E' ? Table[c - 0xFEE0]
        : c == '\u2019' || c == '\u2018' ? '\''
        : c;

    /// <summary>True for characters of scripts without spaces: Han, kana, Thai and the like.</summary>
    public static bool IsAlone(char c) => c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\u3040' and <= '\u30FF' or '\u3007';

    private static char[] Build()
    {
        var table = new char[0x250];
        for (var i = 0; i < table.Length; i++)
        {
            var decomposed = ((char)i).ToString().Normalize(NormalizationForm.FormD)
                .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).ToArray();
            table[i] = char.ToLowerInvariant(decomposed.Length == 1 ? decomposed[0] : (char)i);
        }

        return table;
    }

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
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }
}
