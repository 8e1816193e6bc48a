namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>Names of the months, folded, in the languages whose documents we read. No name means two months.</summary>
internal static class MonthNames
{
    private static readonly string[][] _names =
    [
        ["january", "jan", "enero", "ene", "januar", "janvier", "janv", "janeiro", "ocak", "januari", "gennaio", "มกราคม", "ม.ค."],
        ["february", "feb", "febrero", "februar", "fevrier", "fevr", "fevereiro", "fev", "subat", "februari", "febbraio", "กุมภาพันธ์", "ก.พ."],
        ["march", "mar", "marzo", "marz", "maerz", "mars", "marco", "mart", "maret", "maart", "มีนาคม", "มี.ค."],
        ["april", "apr", "abril", "abr", "avril", "avr", "nisan", "aprile", "เมษายน", "เม.ย."],
        ["may", "mayo", "mai", "maio", "mayis", "mei", "maggio", "พฤษภาคม", "พ.ค."],
        ["june", "jun", "junio", "juni", "juin", "junho", "haziran", "giugno", "มิถุนายน", "มิ.ย."],
        ["july", "jul", "julio", "juli", "juillet", "juil", "julho", "temmuz", "luglio", "กรกฎาคม", "ก.ค."],
        ["august", "aug", "agosto", "ago", "aout", "agustos", "agustus", "augustus", "สิงหาคม", "ส.ค."],
        ["september", "sept", "sep", "septiembre", "setiembre", "set", "septembre", "setembro", "eylul", "settembre", "กันยายน", "ก.ย."],
        ["october", "oct", "octubre", "oktober", "okt", "octobre", "outubro", "out", "ekim", "ottobre", "ตุลาคม", "ต.ค."],
        ["november", "nov", "noviembre", "novembre", "novembro", "kasim", "พฤศจิกายน", "พ.ย."],
        ["december", "dec", "diciembre", "dic", "dezember", "dez", "decembre", "dezembro", "aralik", "desember", "des", "dicembre", "ธันวาคม", "ธ.ค."],
    ];

    private static readonly Dictionary<string, int> _numbers = _names
        .SelectMany((names, i) => names.Select(n => (Name: LetterFold.Of(n), Number: i + 1)))
        .DistinctBy(n => n.Name)
        .ToDictionary(n => n.Name, n => n.Number, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All => _numbers.Keys;

    /// <summary>For a regular expression over folded text, longest first.</summary>
    public static string Alternatives { get; } = string.Join(
        '|', _numbers.Keys.OrderByDescending(k => k.Length).ThenBy(k => k, StringComparer.Ordinal).Select(System.Text.RegularExpressions.Regex.Escape));

    public static int Number(string folded) => _numbers[folded];
}
