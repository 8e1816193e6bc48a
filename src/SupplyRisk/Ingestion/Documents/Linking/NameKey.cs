using SupplyRisk.Ingestion.Documents.Facts;

namespace SupplyRisk.Ingestion.Documents.Linking;

/// <summary>A word of a name or text, folded, and where it stands. In scripts without spaces every character is a word.</summary>
internal readonly record struct NameWord(string Text, int Start, int End);

/// <summary>
/// Names as the same sequence of words whatever their case, accents and punctuation. Deliberately exact: likeness is for
/// <c>Matching</c> and a person, while a document linked to the wrong supplier puts evidence on it.
/// </summary>
internal static class NameKey
{
    private static readonly HashSet<string> _legalForms =
    [
        "ltd", "limited", "co", "company", "inc", "incorporated", "llc", "llp", "lp", "plc", "corp", "corporation", "gmbh", "mbh", "ag", "kg", "ug", "ohg",
        "sa", "sas", "sarl", "sl", "srl", "spa", "slu", "cv", "de", "rl", "sapi", "bv", "nv", "ab", "as", "oy", "aps", "pvt", "private", "pte", "pty", "sdn", "bhd", "jsc", "ooo", "tbk", "kft", "doo",
        "ltda", "me", "eireli", "sti", "tic", "san", "ve", "cia", "s", "a", "l", "r", "c", "v", "p",
    ];

    private static readonly string[] _legalSuffixes = ["股份有限公司", "有限责任公司", "有限公司", "集团公司", "公司"];

    public static List<NameWord> Words(ReadOnlySpan<char> text, int offset = 0)
    {
        var folded = LetterFold.Of(text.ToString());
        var words = new List<NameWord>();
        for (var i = 0; i < folded.Length;)
        {
            if (folded[i] == '&')
            {
                words.Add(new("and", offset + i, offset + ++i));
            }
            else if (!IsWord(folded[i]))
            {
                i++;
            }
            else if (IsCharacterWord(folded[i]))
            {
                words.Add(new(folded[i].ToString(), offset + i, offset + ++i));
            }
            else
            {
                var start = i;
                while (i < folded.Length && (IsWord(folded[i]) || folded[i] == '\'') && !IsCharacterWord(folded[i]))
                    i++;
                words.Add(new(folded[start..i].Replace("'", "", StringComparison.Ordinal), offset + start, offset + i));
            }
        }

        return words;
    }

    public static string Of(IEnumerable<NameWord> words) => string.Join(' ', words.Select(w => w.Text));

    public static string Of(string name) => Of(Words(name));

    /// <summary>The words without a legal form at the end; the same words if there is none or nothing else.</summary>
    public static List<NameWord> Core(List<NameWord> words)
    {
        var end = words.Count;
        foreach (var suffix in _legalSuffixes)
        {
            if (end > suffix.Length + 1 && words.Skip(end - suffix.Length).Select(w => w.Text).SequenceEqual(suffix.Select(c => c.ToString())))
                return words.GetRange(0, end - suffix.Length);
        }

        while (end > 1 && _legalForms.Contains(words[end - 1].Text))
            end--;
        return words.GetRange(0, end);
    }

    /// <summary>Long enough to be nobody else's by chance: two words, or four characters of a script without spaces.</summary>
    public static bool IsDistinctive(IReadOnlyList<NameWord> words) =>
        words.Count >= 4 || (words.Count >= 2 && words.Sum(w => w.Text.Length) >= 7);

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    // Thai and its neighbours have no spaces either, but their names are lists' own units.
    private static bool IsCharacterWord(char c) => c is >= '\u2E80' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uAC00' and <= '\uD7AF';
}
