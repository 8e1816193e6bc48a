using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Screening;

/// <summary>Reads a folder of rulesets for the engine, which itself touches no file system.</summary>
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
}
