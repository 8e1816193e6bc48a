using System.Text.RegularExpressions;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests;

/// <summary>Holds the edges between folders: ingest, index, match, score, flag, review, disclose, and nothing imports backwards.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Source = Path.Combine(TestInstallation.RepositoryRoot(), "src");

    /// <summary>What each folder of the product may use beside itself and what stands at its root.</summary>
    private static readonly Dictionary<string, string[]> May = new(StringComparer.Ordinal)
    {
        ["Suppliers"] = ["Data"],
        ["Ingestion"] = ["Suppliers", "Data", "Audit"],
        ["Watchlists"] = ["Matching", "Suppliers", "Data", "Audit"],
        ["Search"] = ["Suppliers", "Rules", "Data", "Audit"],
        ["Matching"] = [],
        ["Screening"] = ["Matching", "Watchlists", "Suppliers", "Ingestion", "Rules", "Data", "Audit"],
        ["Review"] = ["Screening", "Matching", "Watchlists", "Suppliers", "Ingestion", "Rules", "Data", "Audit"],
        ["Disclosure"] = ["Review", "Screening", "Matching", "Watchlists", "Suppliers", "Ingestion", "Rules", "Data", "Audit"],
        ["Audit"] = ["Data"],
        ["People"] = ["Data", "Audit"],
        ["Backup"] = ["Data", "Audit"],
        ["Data"] = ["Suppliers", "Ingestion", "Watchlists", "Search", "Screening", "Review", "Disclosure", "People", "Audit"],
    };

    [Fact]
    public void Every_folder_of_the_product_uses_only_what_stands_before_it()
    {
        var folders = Directory.GetDirectories(Path.Combine(Source, "SupplyRisk")).Select(d => Path.GetFileName(d)!).Where(d => d is not ("bin" or "obj")).ToList(); // a directory has a name
        folders.Except(May.Keys).ShouldBeEmpty("a new folder: say what it may use");
        var types = folders.ToDictionary(f => f, f => Files("SupplyRisk", f).SelectMany(x => Types().Matches(x.Text).Select(m => m.Groups["name"].Value)).ToHashSet(StringComparer.Ordinal));
        var wrong = from folder in folders
                    from file in Files("SupplyRisk", folder)
                    from used in Used(file.Text, types)
                    where used != folder && !May[folder].Contains(used)
                    select $"{file.Path} uses {used}";
        wrong.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_context_knows_the_entities_of_other_folders() =>
        Files("SupplyRisk", "Data").Where(f => !f.Path.Contains("Migrations", StringComparison.Ordinal) && Path.GetFileName(f.Path) != "SupplyRiskDb.cs" && Ours().Matches(f.Text).Any(m => m.Groups["name"].Value != "Data"))
            .Select(f => f.Path).ShouldBeEmpty();

    [Fact]
    public void Matching_is_pure() =>
        Impure(Files("SupplyRisk", "Matching"), OutsideOfMatching()).ShouldBeEmpty();

    [Fact]
    public void Rules_use_nothing_of_ours_and_touch_nothing_outside()
    {
        Impure(Files("SupplyRisk.Rules", ""), OutsideOfRules()).ShouldBeEmpty();
        File.ReadAllText(Path.Combine(Source, "SupplyRisk.Rules", "SupplyRisk.Rules.csproj")).ShouldNotContain("ProjectReference");
    }

    [Fact]
    public void Nothing_uses_the_host()
    {
        Files("SupplyRisk", "").Concat(Files("SupplyRisk.Rules", "")).Where(f => Host().IsMatch(f.Text)).Select(f => f.Path).ShouldBeEmpty();
        File.ReadAllText(Path.Combine(Source, "SupplyRisk", "SupplyRisk.csproj")).ShouldNotContain("SupplyRisk.App");
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        var wrong = from project in (string[])["SupplyRisk", "SupplyRisk.Rules"]
                    from file in Files(project, "")
                    let below = Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Source, project), file.Path))
                    let expected = below is null or "" ? project : $"{project}.{below.Replace(Path.DirectorySeparatorChar, '.')}"
                    let found = Namespace().Match(file.Text).Groups["name"].Value
                    where found != expected
                    select $"{file.Path}: {found}";
        wrong.ShouldBeEmpty();
    }

    private static IEnumerable<string> Impure(IEnumerable<(string Path, string Text)> files, Regex outside) =>
        from file in files
        from found in outside.Matches(file.Text)
        select $"{file.Path}: {found.Value.Trim()}";

    private static IEnumerable<string> Used(string text, Dictionary<string, HashSet<string>> types)
    {
        foreach (Match use in Ours().Matches(text))
            yield return use.Groups["name"].Value;
        // Screening.Subject from another folder is a use, too; a property called Screening is none.
        foreach (Match name in Qualified().Matches(text))
            if (types.TryGetValue(name.Groups["folder"].Value, out var declared) && declared.Contains(name.Groups["name"].Value)) yield return name.Groups["folder"].Value;
    }

    private static IEnumerable<(string Path, string Text)> Files(string project, string folder)
    {
        var root = Path.Combine(Source, project);
        var files = Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => Path.GetRelativePath(root, f).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj")).Order(StringComparer.Ordinal).ToList();
        files.ShouldNotBeEmpty(folder);
        return files.Select(f => (f, Comments().Replace(File.ReadAllText(f), "")));
    }

    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"(?:^|[^\w.])SupplyRisk\.(?<name>\w+)", Safe)]
    private static partial Regex Ours();

    [GeneratedRegex(@"[^\w.](?<folder>\w+)\.(?<name>\w+)", Safe)]
    private static partial Regex Qualified();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)[;\s]", Safe)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:public|internal) (?:sealed |abstract |static |readonly |partial )*(?:class|record struct|record|struct|interface|enum) (?<name>\w+)", Safe)]
    private static partial Regex Types();

    [GeneratedRegex(@"(?:^|[^\w.])(?:Microsoft\.\w+|System\.(?:IO|Net|Data)\.\w+|(?:File|Directory|FileInfo|FileStream|HttpClient|Process|Environment|Random|TimeProvider|DbContext)\b)", Safe)]
    private static partial Regex OutsideOfMatching();

    [GeneratedRegex(@"(?:^|[^\w.])(?:SupplyRisk\.(?:[A-QS-Z]\w*|R[^u]\w*)|Microsoft\.\w+|System\.(?:IO|Net|Data)\.\w+|(?:Directory|FileInfo|FileStream|HttpClient|Process|Environment|Random|TimeProvider)\b|File\.(?:Read|Write|Open|Exists|Create|Delete)\w*)", Safe)]
    private static partial Regex OutsideOfRules();

    [GeneratedRegex(@"SupplyRisk\.App\b", Safe)]
    private static partial Regex Host();

    [GeneratedRegex(@"^\s*//.*$", Safe)]
    private static partial Regex Comments();
}
