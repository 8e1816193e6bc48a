using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>The text of a cell made clean: NFC, trimmed, inner blanks collapsed, without control and direction-changing characters.</summary>
internal static class CellText
{
    // How lists say that they do not say. "NA" is left out: in a column of country codes it is Namibia.
    private static readonly FrozenSet<string> Empty = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "-", "--", "---", "–", "—", ".", "..", "?", "/", "n/a", "#n/a", "n.a.", "n.a", "n. a.", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "null", "none", "nil", "(blank)", "blank", "(empty)",
        "unknown", "not available", "not applicable", "not provided", "not disclosed", "tbd", "tba", "tbc", "k.a.", "k. a.", "keine angabe", "unbekannt", "nicht verfügbar",
        "无", "無", "未知", "暂无", "不适用", "不详", "没有", "s/d", "n/d", "n.d.", "no aplica", "no disponible", "desconocido", "sin datos", "inconnu", "non disponible", "non communiqué", "non renseigné",
        "desconhecido", "não informado", "não disponível", "não se aplica");

    /// <summary>Null where the cell is empty or says in words that there is no value.</summary>
    public static string? Value(string? text)
    {
        var clean = Clean(text);
        return clean.Length == 0 || (clean.Length < 20 && Empty.Contains(clean)) ? null : clean;
    }

    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (IsClean(text))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in Spelling.WellFormed(text).Normalize(NormalizationForm.FormC))
        {
            if (char.IsWhiteSpace(c) || (char.IsControl(c) && c is '\v' or '\f'))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (!char.IsControl(c) && !ChangesDirectionOrHides(c))
                clean.Append(c);
        }
        // The apostrophe a spreadsheet, or our own file of problem rows, puts before = + - @ is not part of the value.
        var start = clean.Length > 1 && clean[0] == '\'' && clean[1] is '=' or '+' or '-' or '@' ? 1 : 0;
        return clean.ToString(start, clean.Length - start).TrimEnd();
    }

    private static bool IsClean(string text)
    {
        var before = ' ';
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' || (c == ' ' && before == ' '))
                return false;
            before = c;
        }
        return before != ' ' && text[0] != '\'';
    }

    // Marks of direction and format that make a text read other than it is stored; joiners stay, Persian and Indic words need them.
    private static bool ChangesDirectionOrHides(char c) =>
        c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u061c' or '\u200b' or '\u2060' or '\ufeff' or '\u00ad'
        || (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
