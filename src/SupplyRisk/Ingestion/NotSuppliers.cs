using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion;

/// <summary>Rows below the header that are no suppliers: repeated headers, totals, footnotes, section headings.</summary>
internal static partial class NotSuppliers
{
    private const int LongestLabel = 40;

    /// <summary>Why the row is passed over, or null.</summary>
    public static string? Reason(SourceRow row, IReadOnlyList<MappedColumn> columns)
    {
        if (HeaderRows.Repeats(row, columns))
            return "the header again";
        var first = row.Cells.Select((_, i) => row.Text(i)).FirstOrDefault(t => t is not null);
        if (first is null)
            return "only cells that belong to a merged neighbour";
        var text = first.Trim();
        var filled = row.Filled;
        if (columns.Count(c => c.Field is not null) > 1 && text.Length <= LongestLabel && !HasCountryOrAddress(row, columns) && Total().IsMatch(text))
            return "a total";
        if (filled > 1 || columns.Count(c => c.Field is not null) < 2)
            return null;
        if (row.Cells.Any(c => c.Spilled))
            return "a heading over merged cells";
        if (Footnote().IsMatch(text) || text.Length > 150)
            return "a footnote";
        var nameColumn = columns.FirstOrDefault(c => c.Field is SupplierField.Name) ?? columns.First(c => c.Field is SupplierField.NativeName);
        return row.Text(nameColumn.Index) is null && !IsCode(text) ? "one cell alone, and no name" : null;
    }

    // An id alone is a supplier whose name was forgotten, words alone are a remark.
    private static bool IsCode(string text) =>
        text.Length <= 20 && text.Any(char.IsAsciiDigit) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.');

    private static bool HasCountryOrAddress(SourceRow row, IReadOnlyList<MappedColumn> columns) =>
        columns.Any(c => c.Field is SupplierField.Country or SupplierField.Address or SupplierField.City && CellText.Value(row.Text(c.Index)) is not null);

    [GeneratedRegex(@"^((grand|sub|overall)[ -]?)?total(s|es)?( general| suppliers| factories| number of suppliers| spend| workers)?\b *:?( *[0-9].*)?$|^sum(me|a)?\b *:?$|^(gesamt|gesamtsumme|zwischensumme|insgesamt|subtotal|total général|total geral|total général|sous-total|合计|合計|总计|總計|小计|小計|共计|总和|totale|totale generale|totale complessivo|toplam|genel toplam|ara toplam|tổng|tổng cộng|tổng số|総計|합계|총계|소계|รวม|รวมทั้งสิ้น|ยอดรวม|ผลรวม|jumlah|total keseluruhan) *[:：]?.{0,12}$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Total();

    [GeneratedRegex(@"^(\*|†|©|\([0-9]{1,2}\)).*|^(note|notes|source|sources|footnote|disclaimer|remark|remarks|last updated|updated|as of|confidential|copyright|page [0-9]+|list (last )?updated|end of (list|report)|generated|printed|exported|stand|stand:|hinweis|quelle|anmerkung|seite [0-9]+|nota|notas|fuente|fonte|página [0-9]+|actualizado|atualizado|remarque|注|备注|说明|来源|截至|更新|nota bene|fonte dati|aggiornato|not:|kaynak|ghi chú|nguồn|注記|出典|備考|비고|출처|หมายเหตุ|ที่มา|catatan|sumber)\b.*|^(注|备注|说明|来源|资料来源|数据来源|截至|更新日期|制表)[:：].*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Footnote();
}
