using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Rules.Tests;

/// <summary>The rulesets of the repository, loaded once.</summary>
internal static class ShippedRulesets
{
    private static readonly Lazy<RulesetLoad> Loaded = new(() => RulesetLoader.Load(Files()));

    public static RulesetLoad Load => Loaded.Value;

    public static RulesetBundle Bundle => Load.Bundle ?? throw new InvalidOperationException(string.Join('\n', Load.Issues));

    public static string Folder => Path.Combine(Root(), "rulesets");

    public static IReadOnlyList<RulesetFile> Files() =>
    [
        .. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(f => new RulesetFile(Path.GetRelativePath(Folder, f).Replace('\\', '/'), File.ReadAllText(f))),
    ];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SupplyRisk.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("SupplyRisk.sln is not above the tests");
        }

        return folder.FullName;
    }
}
