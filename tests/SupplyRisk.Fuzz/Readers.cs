using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Screening;
using SupplyRisk.Search.Embedded;

namespace SupplyRisk.Fuzz;

/// <summary>A reader under test.</summary>
/// <param name="Name">As <c>--reader</c> takes it.</param>
/// <param name="Weight">How often it is its turn.</param>
/// <param name="Make">An input.</param>
/// <param name="Read">What is wrong with what came out, or null.</param>
internal sealed record Reader(string Name, int Weight, Func<Random, byte[]> Make, Func<byte[], WorkFolder, string?> Read);

/// <summary>Every reader of the product, with the inputs it starts from.</summary>
internal sealed class Readers : IDisposable
{
    private readonly List<Reader> _all = [];
    private readonly Dictionary<string, int> _counted = new(StringComparer.Ordinal);
    private readonly EmbeddedSearchIndex _index;

    private Readers(EmbeddedSearchIndex index) => _index = index;

    public IEnumerable<string> Counted => _counted.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}");

    public static async Task<Readers> OpenAsync(WorkFolder work)
    {
        var index = new EmbeddedSearchIndex(work.Folder, NullLogger<EmbeddedSearchIndex>.Instance);
        var readers = new Readers(index);
        var seeds = new Seeds();
        var bundle = RulesetLoader.Load(RulesetFolder.Read(Path.Combine(WorkFolder.Repository, "rulesets"))).Bundle ?? throw new InvalidOperationException("The shipped rulesets have problems.");
        readers.Add("list", 24, r => Mutation.Bytes(seeds.Of(r, ".csv"), r, seeds.Any(r)), (b, w) => Reading.List(b, w, "list.csv"));
        readers.Add("workbook", 14, r => Mutation.Zip(seeds.Of(r, ".xlsx"), r, seeds.Any(r)), (b, w) => Reading.List(b, w, "list.xlsx"));
        if (seeds.Has(".xls")) readers.Add("old-workbook", 4, r => Mutation.Bytes(seeds.Of(r, ".xls"), r, seeds.Any(r)), (b, w) => Reading.List(b, w, "list.xls"));
        readers.Add("text", 6, r => Mutation.Bytes(seeds.Of(r, ".txt"), r, seeds.Any(r)), (b, w) => Reading.Document(b, w, "document.txt"));
        readers.Add("markdown", 6, r => Mutation.Bytes(seeds.Of(r, ".md"), r, seeds.Any(r)), (b, w) => Reading.Document(b, w, "document.md"));
        readers.Add("html", 10, r => r.Next(2) == 0 ? Mutation.Xml(seeds.Of(r, ".html"), r) : Mutation.Bytes(seeds.Of(r, ".html"), r, seeds.Any(r)), (b, w) => Reading.Document(b, w, "document.html"));
        readers.Add("docx", 10, r => Mutation.Zip(seeds.Of(r, ".docx"), r, seeds.Any(r)), (b, w) => Reading.Document(b, w, "document.docx"));
        readers.Add("audit-workbook", 6, r => Mutation.Zip(seeds.Of(r, ".xlsx"), r, seeds.Any(r)), (b, w) => Reading.Document(b, w, "document.xlsx"));
        readers.Add("pdf", 1, r => Mutation.Bytes(seeds.Of(r, ".pdf"), r, seeds.Any(r)), (b, w) => Reading.Document(b, w, "document.pdf"));
        if (!OperatingSystem.IsWindows()) readers.Add("pdf-boxes", 2, r => Mutation.Xml(seeds.Boxes(), r), Reading.PdfBoxes);
        readers.Add("watchlist", 8, r => Mutation.Bytes(seeds.Of(r, ".watchlist"), r, seeds.Any(r)), (b, _) => Reading.Watchlist(b));
        readers.Add("list-name", 2, r => Encoding.UTF8.GetBytes(Mutation.Text(Seeds.ListName, r, Seeds.Search)), (b, _) => Reading.ListName(b));
        readers.Add("mapping", 3, r => Encoding.UTF8.GetBytes(Mutation.Text(Seeds.Mapping, r, Seeds.Search)), (b, _) => Reading.Mapping(b));
        readers.Add("search", 5, r => Encoding.UTF8.GetBytes(Mutation.Text(Seeds.Search, r, Seeds.Mapping)), (b, _) => Reading.Search(b, index));
        readers.Add("ruleset", 3, r => Encoding.UTF8.GetBytes(Mutation.Text(Seeds.Rules, r, Seeds.Mapping)), (b, _) => Reading.Ruleset(b, seeds.Score));
        readers.Add("scan", 4, r => Mutation.Bytes(seeds.Of(r, ".txt"), r, seeds.Any(r)), (b, _) => Reading.Scan(b, bundle.Scanner));
        await Reading.FillAsync(index);
        return readers;
    }

    public Reader Pick(Random random)
    {
        var at = random.Next(_all.Sum(r => r.Weight));
        return Counting(_all.First(r => (at -= r.Weight) < 0));
    }

    public Reader Named(string name) => Counting(_all.FirstOrDefault(r => r.Name == name) ?? throw new ArgumentException($"There is no reader {name}; there are {string.Join(", ", _all.Select(r => r.Name))}.", nameof(name)));

    public void Dispose() => _index.Dispose();

    private void Add(string name, int weight, Func<Random, byte[]> make, Func<byte[], WorkFolder, string?> read) => _all.Add(new Reader(name, weight, make, read));

    private Reader Counting(Reader reader)
    {
        _counted[reader.Name] = _counted.GetValueOrDefault(reader.Name) + 1;
        return reader;
    }
}
