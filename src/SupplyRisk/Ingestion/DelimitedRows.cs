using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace SupplyRisk.Ingestion;

/// <summary>Rows of a text list. Quotes as in RFC 4180; a stray quote inside a value is taken as it stands.</summary>
internal sealed class DelimitedRows : IRowSource
{
    private const int SampleChars = 128 * 1024;

    private readonly string _path;
    private readonly Encoding _encoding;
    private readonly ReadLimits _limits;

    private DelimitedRows(string path, Encoding encoding, string encodingName, (char Delimiter, ListFormat Format) cut, ReadLimits limits)
    {
        (_path, _encoding, EncodingName, _limits) = (path, encoding, encodingName, limits);
        (Delimiter, Format) = cut;
        Sample = [.. Rows(CancellationToken.None).Take(IRowSource.SampledRows)];
    }

    public List<SourceRow> Sample { get; }

    public ListFormat Format { get; }

    public string EncodingName { get; }

    public char Delimiter { get; }

    /// <summary>Null if the file is no text.</summary>
    public static DelimitedRows? Open(string path, ReadLimits limits)
    {
        using var file = File.OpenRead(path);
        if (ListEncodings.Detect(file) is not var (encoding, name))
            return null;
        file.Position = 0;
        using var reader = new StreamReader(file, encoding);
        var sample = new char[SampleChars];
        var read = reader.ReadBlock(sample);
        return new(path, encoding, name, Delimiters.Detect(new string(sample, 0, read), complete: read < SampleChars), limits);
    }

    public IEnumerable<SourceRow> Rows(CancellationToken ct)
    {
        using var reader = new GuardedReader(new StreamReader(_path, _encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024), _limits.LineLength);
        using var parser = new CsvParser(reader, Configuration(Delimiter, _limits.CellLength));
        var (number, rows) = (0, 0);
        while (Next(parser, number + 1))
        {
            ct.ThrowIfCancellationRequested();
            number++;
            var cells = Cells(parser);
            if (cells.Length == 0 || (number == 1 && Delimiters.IsHint(parser[0])))
                continue;
            if (cells.Length > _limits.Columns)
                throw new UnusableListException($"Row {number} has {cells.Length} columns, the limit is {_limits.Columns}. Delete the columns that are not needed.");
            if (++rows > _limits.Rows)
                throw new UnusableListException($"The list has more than {_limits.Rows} rows. Split it into several files.");
            yield return new SourceRow(number, cells);
        }
    }

    internal static CsvConfiguration Configuration(char delimiter, int cellLength) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        HasHeaderRecord = false,
        IgnoreBlankLines = false,
        BadDataFound = null,
        MaxFieldSize = cellLength,
        BufferSize = 64 * 1024,
        ProcessFieldBufferSize = 4096,
    };

    private bool Next(CsvParser parser, int number)
    {
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException tooLong)
        {
            throw new UnusableListException(
                $"A cell from row {number} on is longer than {_limits.CellLength} characters. Most often a double quote is opened there and never closed: close it, or save the list as XLSX.", tooLong);
        }
    }

    private static Cell[] Cells(CsvParser parser)
    {
        var values = parser.Record!; // Read returned true
        var last = Array.FindLastIndex(values, v => !IsBlank(v));
        var cells = new Cell[last + 1];
        for (var i = 0; i <= last; i++)
            cells[i] = IsBlank(values[i]) ? default : new Cell(values[i]);
        return cells;
    }

    // Old programs end a file with a control character, which is no row of its own.
    private static bool IsBlank(string value)
    {
        foreach (var c in value)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
                return false;
        }
        return true;
    }
}
