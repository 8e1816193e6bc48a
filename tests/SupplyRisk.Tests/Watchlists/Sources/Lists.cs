using SupplyRisk.Tests.Installed;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Tests.Watchlists.Sources;

/// <summary>Reads lists as an import does, from the fixtures beside their sources or from damaged copies.</summary>
internal static class Lists
{
    /// <summary>Folder of a source, and its fixtures.</summary>
    public static readonly (string Source, string Folder, string[] Files)[] Fixtures =
    [
        ("uflpa", "Uflpa", ["fixture.html"]),
        ("cbp-wro", "Cbp", ["fixture.csv"]),
        ("cbp-wro", "Cbp", ["fixture.html"]),
        ("dol-goods", "DolGoods", ["fixture.xml"]),
        ("dol-goods", "DolGoods", ["fixture.xlsx"]),
        ("ofac-sdn", "Ofac", ["fixture-sdn.csv", "fixture-alt.csv", "fixture-add.csv"]),
        ("ofac-sdn", "Ofac", ["fixture.xml"]),
        ("eu", "EuropeanUnion", ["fixture.xml"]),
        ("un", "UnitedNations", ["fixture.xml"]),
        ("csl", "ScreeningList", ["fixture.json"]),
        ("csl", "ScreeningList", ["fixture.csv"]),
        ("opensanctions", "OpenSanctions", ["fixture.csv"]),
        ("opensanctions", "OpenSanctions", ["fixture.json"]),
        ("open-supply-hub", "SupplyHub", ["fixture.csv"]),
        ("custom", "Custom", ["fixture.csv"]),
        ("custom", "Custom", ["fixture.xlsx"]),
    ];

    public static string PathOf(string folder, string file) => Path.Combine(TestInstallation.RepositoryRoot(), "src", "SupplyRisk", "Watchlists", folder, file);

    public static ListFiles Fixture(string folder, params IEnumerable<string> files) => new([.. files.Select(f => new ListFile(PathOf(folder, f), f))]);

    public static (List<ListEntry> Entries, ReadingNotes Notes) Read(string source, ListFiles files, ReadingOptions? options = null)
    {
        var notes = new ReadingNotes(options ?? new ReadingOptions());
        return ([.. ReadList.Entries(WatchlistSources.Find(source)!, files, notes)], notes); // every source named in a test is there
    }

    /// <summary>A file of the bytes given, for as long as <paramref name="ask"/> reads it.</summary>
    public static T With<T>(byte[] bytes, string name, Func<ListFiles, T> ask)
    {
        var folder = Directory.CreateTempSubdirectory("supplyrisk-list-").FullName;
        try
        {
            var path = Path.Combine(folder, name);
            File.WriteAllBytes(path, bytes);
            return ask(new ListFiles([new ListFile(path, name)]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
