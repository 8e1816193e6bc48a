using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace SupplyRisk.Screening.Reference;

/// <summary>A publisher's file as a table: CSV, XLSX or XLS. Titles and notes above the header are passed over.</summary>
internal sealed class Sheet
{
    private const long MostBytes = 20 << 20;
    private const int MostRows = 20_000;
    private const int MostColumns = 200;
    private const int HeaderWithin = 40;
    private readonly Dictionary<string, int> _columns;

    private Sheet(Dictionary<string, int> columns, IReadOnlyList<(int Line, string[] Cells)> rows) => (_columns, Rows) = (columns, rows);

    public IReadOnlyList<(int Line, string[] Cells)> Rows { get; }

    /// <summary>The first sheet that has a header with every column wanted.</summary>
    /// <param name="wanted">The wordings of each column, lower case; the first that is there counts.</param>
    /// <exception cref="InvalidDataException">There is none; the message says what was looked for.</exception>
    public static Sheet Read(string path, params IReadOnlyList<(string Name, string[] Wordings, bool Required)> wanted)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // the reader asks for old code pages even where the file has none
        if (new FileInfo(path).Length > MostBytes) throw new InvalidDataException($"{path}: over {MostBytes >> 20} MB; is it the right file?");
        try
        {
            using var file = File.OpenRead(path);
            using var reader = Path.GetExtension(path).ToLowerInvariant() is ".xlsx" or ".xls"
                ? ExcelReaderFactory.CreateReader(file)
                : ExcelReaderFactory.CreateCsvReader(file, new ExcelReaderConfiguration { FallbackEncoding = Encoding.UTF8 });
            do
            {
                if (OfSheet(reader, wanted) is { } sheet) return sheet;
            }
            while (reader.NextResult());
        }
        catch (Exception e) when (e is not InvalidDataException and not IOException and not UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: it cannot be read as CSV, XLSX or XLS: {e.Message}", e); // the library throws many kinds on broken files
        }

        throw new InvalidDataException($"{path}: no header was found with {string.Join(", ", wanted.Where(w => w.Required).Select(w => $"`{w.Wordings[0]}`"))} within the first {HeaderWithin} lines of a sheet.");
    }

    public string? Value(string[] cells, string column) => _columns.TryGetValue(column, out var at) && at < cells.Length && cells[at].Length > 0 ? cells[at] : null;

    public bool Has(string column) => _columns.ContainsKey(column);

    /// <summary>True for a mark, false for none; null for what is neither.</summary>
    public static bool? Mark(string? value) => value?.ToLowerInvariant() switch
    {
        null or "" or "no" or "n" or "0" or "false" or "-" or "–" => false,
        "x" or "yes" or "y" or "1" or "true" or "✓" or "✔" or "•" => true,
        _ => null,
    };

    private static Sheet? OfSheet(IExcelDataReader reader, IReadOnlyList<(string Name, string[] Wordings, bool Required)> wanted)
    {
        Dictionary<string, int>? columns = null;
        var rows = new List<(int, string[])>();
        for (var line = 1; reader.Read() && line <= MostRows; line++)
        {
            var cells = Enumerable.Range(0, Math.Min(reader.FieldCount, MostColumns)).Select(i => (Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "").Trim()).ToArray();
            if (columns is not null) rows.Add((line, cells));
            else if (line > HeaderWithin) return null;
            else columns = Header(cells, wanted);
        }

        return columns is null ? null : new Sheet(columns, rows);
    }

    private static Dictionary<string, int>? Header(string[] cells, IReadOnlyList<(string Name, string[] Wordings, bool Required)> wanted)
    {
        var header = cells.Select(c => c.ToLowerInvariant().ReplaceLineEndings(" ")).ToList();
        var found = wanted.Select(w => (w.Name, w.Required, At: w.Wordings.Select(x => header.FindIndex(h => h == x || (x.EndsWith('…') && h.StartsWith(x[..^1], StringComparison.Ordinal)))).FirstOrDefault(at => at >= 0, -1))).ToList();
        return found.Exists(f => f.Required && f.At < 0) ? null : found.Where(f => f.At >= 0).ToDictionary(f => f.Name, f => f.At, StringComparer.Ordinal);
    }
}
