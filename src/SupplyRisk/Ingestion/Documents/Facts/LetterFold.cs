using System.Globalization;
using System.Text;

namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>Lower case without accents, letter for letter, so that offsets into the folded text are offsets into the text.</summary>
internal static class LetterFold
{
    private static readonly char[] _table = BuildTable();

    public static string Of(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            span[i] = _table[source[i]];
    });

    private static char[] BuildTable()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var c = (char)i;
            table[i] = char.IsLetter(c) && c < '\u2000' && !char.IsSurrogate(c) ? Base(c) : FullWidth(c);
        }

        return table;
    }

    private static char Base(char c) => c switch
    {
        'ı' or 'İ' => 'i',
        'đ' or 'Đ' => 'd',
        'ł' or 'Ł' => 'l',
        'ø' or 'Ø' => 'o',
        _ => char.ToLower(c.ToString().Normalize(NormalizationForm.FormD) is [var first, .. var marks] && marks.All(IsMark) ? first : c, CultureInfo.InvariantCulture),
    };

    // Thai and other vowel signs are marks too, but belong to the word.
    private static bool IsMark(char c) => c is >= '\u0300' and <= '\u036f';

    private static char FullWidth(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        '\u3000' or '\u00A0' => ' ',
        '’' or '‘' => '\'',
        _ => char.ToLowerInvariant(c),
    };
}
