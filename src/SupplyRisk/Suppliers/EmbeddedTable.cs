using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace SupplyRisk.Suppliers;

/// <summary>The tables that ship inside the assembly, as CSV with a header.</summary>
internal static class EmbeddedTable
{
    /// <summary>Rows below the header, in the order of the file.</summary>
    public static IEnumerable<string[]> Rows(string fileName)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(fileName)
            ?? throw new InvalidOperationException($"The table {fileName} is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture));
        parser.Read();
        while (parser.Read())
            yield return parser.Record!; // Read returned true
    }
}
