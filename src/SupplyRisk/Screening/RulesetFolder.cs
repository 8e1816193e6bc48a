using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Screening;

/// <summary>Reads folders of rulesets for the engine, which itself touches no file system.</summary>
public static class RulesetFolder
{
    private const long MaxBytes = 32 << 20;

    /// <summary>Every YAML and CSV file below <paramref name="root"/>, ordinal by path.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The files are over 32 MB together.</exception>
    public static IReadOnlyList<RulesetFile> Read(string root)
    {
        if (!Directory.Exists(root)) throw new DirectoryNotFoundException($"There is no ruleset folder {root}.");
        var paths = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(p => Path.GetExtension(p) is ".yaml" or ".yml" or ".csv")
            .Select(p => (Full: p, Below: Path.GetRelativePath(root, p).Replace(Path.DirectorySeparatorChar, '/')))
            .OrderBy(p => p.Below, StringComparer.Ordinal).ToList();
        if (paths.Sum(p => new FileInfo(p.Full).Length) > MaxBytes) throw new InvalidDataException($"The rulesets in {root} are over {MaxBytes >> 20} MB; is it the right folder?");
        return [.. paths.Select(p => new RulesetFile(p.Below, File.ReadAllText(p.Full)))];
    }

    /// <summary>False for what is read as it stands, whatever is published: laws, the wording of statements, tables of evidence packs. No score hangs on them.</summary>
    internal static bool IsRule(RulesetFile file) => file.Path.Split('/')[0] is not ("frameworks" or "statements" or "packs");

    /// <summary>True for a folder that stands by itself, such as the one shipped or a copy of it.</summary>
    public static bool IsWhole(string root) => File.Exists(Path.Combine(root, "bundle.yaml"));

    /// <summary>The same files as a customer's own, to be laid over the shipped ones.</summary>
    public static IReadOnlyList<RulesetFile> AsOwn(IReadOnlyList<RulesetFile> files) => [.. files.Select(f => f with { Path = RulesetFile.Own + f.Path })];
}

/// <summary>Where rules come from.</summary>
/// <param name="Shipped">The folder that stands by itself; read only.</param>
/// <param name="Own">The customer's folder that is laid over it, or null.</param>
public sealed record RulesetFolders(string Shipped, string? Own = null)
{
    /// <summary>All files of both.</summary>
    /// <exception cref="DirectoryNotFoundException">One of the folders is not there.</exception>
    /// <exception cref="InvalidDataException">The files of one are over 32 MB together.</exception>
    public IReadOnlyList<RulesetFile> Read() =>
        Own is null ? RulesetFolder.Read(Shipped) : [.. RulesetFolder.Read(Shipped), .. RulesetFolder.AsOwn(RulesetFolder.Read(Own))];

    /// <summary>The path of a file that a problem or a rule names.</summary>
    public string PathOf(string file) => file.StartsWith(RulesetFile.Own, StringComparison.Ordinal)
        ? $"{Own}/{file[RulesetFile.Own.Length..]}" : $"{Shipped}/{file}";
}
