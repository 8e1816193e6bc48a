using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.Custom;

/// <summary>A list of one's own: our columns as CSV or XLSX, or any table with a mapping.</summary>
internal sealed class CustomSource : WatchlistSource
{
    public const string Name = "custom";

    public override string Id => Name;

    public override string Title => "A list of your own";

    public override string Publisher => "you";

    public override string Files => "CSV (UTF-8) or XLSX with the columns id, name, aliases, country, …; or any table with a mapping";

    internal override IEnumerable<ListEntry> Read(ListFiles files, ReadingNotes notes)
    {
        var mapping = notes.Options.Mapping is { } text ? CustomMapping.Parse(text) : null;
        return files.First.Kind() == ListFileKind.Workbook
            ? WorkbookSheets.Of(files.First).Take(1).SelectMany(sheet => CustomListReader.Entries(sheet.Rows, mapping, notes))
            : Delimited(files.First, mapping, notes);
    }

    private static IEnumerable<ListEntry> Delimited(ListFile file, CustomMapping? mapping, ReadingNotes notes)
    {
        using var stream = file.Open();
        foreach (var entry in CustomListReader.Entries(stream, mapping, notes)) yield return entry;
    }
}
