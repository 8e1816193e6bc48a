using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;

namespace SupplyRisk.Watchlists.Formats;

/// <summary>Rows of a workbook's sheets, one at a time.</summary>
internal static class WorkbookSheets
{
    private const long MostUnpacked = 1L << 30;
    private const int MostParts = 10_000;
    private const int MostColumns = 2_000;

    // The reader asks for old code pages even where the file has none.
    static WorkbookSheets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The sheets in their order; each can be enumerated once, and before the next.</summary>
    public static IEnumerable<(string Name, IEnumerable<TableRow> Rows)> Of(ListFile file)
    {
        CheckUnpackedSize(file);
        using var reader = Guarded(file, () => ExcelReaderFactory.CreateReader(file.Open(), new ExcelReaderConfiguration { LeaveOpen = false }));
        do
        {
            yield return (reader.Name, Rows(file, reader));
        }
        while (Guarded(file, reader.NextResult));
    }

    private static IEnumerable<TableRow> Rows(ListFile file, IExcelDataReader reader)
    {
        if (reader.FieldCount > MostColumns) throw new UnreadableListException($"Sheet '{reader.Name}' of {file.Name} has {reader.FieldCount} columns; no list has more than {MostColumns}.");
        while (Guarded(file, reader.Read))
        {
            var cells = Guarded(file, () => Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i))).ToArray());
            if (reader.Depth >= ReadList.MostRows) throw new UnreadableListException($"Sheet '{reader.Name}' of {file.Name} has more than {ReadList.MostRows} rows.");
            yield return new TableRow(reader.Depth + 1, cells);
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        _ => (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Trim(),
    };

    // The reader unpacks shared texts whole: a small file must not become a large one.
    private static void CheckUnpackedSize(ListFile file)
    {
        using var stream = file.Open();
        Span<byte> head = stackalloc byte[2];
        if (stream.ReadAtLeast(head, 2, throwOnEndOfStream: false) < 2 || !head.SequenceEqual("PK"u8)) return; // an old .xls is not packed
        stream.Position = 0;
        using var zip = Guarded(file, () => new ZipArchive(stream, ZipArchiveMode.Read));
        var (parts, unpacked) = (0, 0L);
        foreach (var part in zip.Entries)
            if (++parts > MostParts || (unpacked += part.Length) > MostUnpacked) throw new UnreadableListException($"{file.Name} unpacks to more than {MostUnpacked >> 20} MB or too many parts.");
    }

    // The library throws many kinds on broken files.
    private static T Guarded<T>(ListFile file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (UnreadableListException or OutOfMemoryException or FileNotFoundException or UnauthorizedAccessException))
        {
            throw new UnreadableListException($"{file.Name} is no workbook that can be read, or was cut off ({Words.Visible(e.Message.TrimEnd('.'))}).", e);
        }
    }
}
