using SupplyRisk.Rules.Loading;
using SupplyRisk.Screening;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>The laws in the folder of rulesets: <c>frameworks/*.yaml</c>, one a file, and <c>statements</c>: the cross-walk, claims, groups of words. Those of the customer's own folder are added; one with the id of a shipped one takes its place.</summary>
/// <remarks>They are read as they stand on disk, again whenever a file there has changed: a new law appears without a start.</remarks>
public sealed class FrameworkFiles(RulesetFolders folders)
{
    private const long MostBytes = 8 << 20;
    private readonly Lock _gate = new();
    private (string Stamp, FrameworkShelf Shelf)? _read;

    public FrameworkShelf Current
    {
        get
        {
            var paths = Paths();
            var stamp = string.Join('\n', paths.Select(p => $"{p.Full}|{File.GetLastWriteTimeUtc(p.Full).Ticks}|{new FileInfo(p.Full).Length}"));
            lock (_gate)
            {
                if (_read is { } kept && kept.Stamp == stamp) return kept.Shelf;
                var shelf = Read(paths);
                _read = (stamp, shelf);
                return shelf;
            }
        }
    }

    /// <summary>The customer's own folder, or null.</summary>
    public string? Own => folders.Own;

    /// <summary>Where a problem stands, for people.</summary>
    public string PathOf(RuleIssue issue) => folders.PathOf(issue.ToString());

    private static FrameworkShelf Read(IReadOnlyList<(string Full, string Below)> paths)
    {
        var tooLarge = paths.Where(p => new FileInfo(p.Full).Length > MostBytes).ToList();
        var shelf = FrameworkLoader.Load([.. paths.Except(tooLarge).Select(p => new RulesetFile(p.Below, File.ReadAllText(p.Full)))]);
        return shelf with { Issues = [.. shelf.Issues, .. tooLarge.Select(p => new RuleIssue(p.Below, 1, 1, $"The file is over {MostBytes >> 20} MB.", null))] };
    }

    private List<(string Full, string Below)> Paths() =>
        [.. Below(folders.Shipped, ""), .. folders.Own is { } own ? Below(own, RulesetFile.Own) : []];

    private static IEnumerable<(string Full, string Below)> Below(string root, string prefix) =>
        from folder in (string[])["frameworks", "statements"]
        let path = Path.Combine(root, folder)
        where Directory.Exists(path)
        from file in Directory.EnumerateFiles(path).Where(f => Path.GetExtension(f) is ".yaml" or ".yml" || Path.GetFileName(f) == "sign_words.csv").Order(StringComparer.Ordinal)
        select (file, $"{prefix}{folder}/{Path.GetFileName(file)}");
}
