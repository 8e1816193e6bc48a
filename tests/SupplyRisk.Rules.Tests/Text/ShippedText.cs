using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Tests.Text;

/// <summary>The rules and word lists that are shipped, read as plainly as a test can.</summary>
public static class ShippedText
{
    private static readonly Lazy<string> RootFolder = new(FindRoot);
    private static readonly Lazy<(TextScanner Scanner, List<Passage> Cases, List<string> Problems)> Loaded = new(Load);

    public static string Root => RootFolder.Value;
    public static TextScanner Scanner => Loaded.Value.Scanner;

    /// <summary>A scanner that no other test's thread uses: the workplace it has grown is there for the next scan.</summary>
    public static TextScanner OwnScanner() => Load().Item1;
    public static IReadOnlyList<Passage> Cases => Loaded.Value.Cases;
    public static IReadOnlyList<string> Problems => Loaded.Value.Problems;

    /// <summary>A labelled passage: what a careful reader expects of one indicator, and for a case of one rule.</summary>
    public sealed record Passage(string Source, string? Rule, string Language, Indicator Indicator, string Expect, string Text)
    {
        public override string ToString() => $"{Rule ?? Indicator.ToString()} {Expect}: {Text}";
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SupplyRisk.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("SupplyRisk.sln is not above the tests");
    }

    public static Indicator IndicatorOf(string snake) => Enum.Parse<Indicator>(snake.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    public static YamlMappingNode Yaml(string file)
    {
        using var reader = new StreamReader(file);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    public static string Value(YamlNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    public static TextLexicon Lexicon(List<string> problems)
    {
        var files = Directory.GetFiles(Path.Combine(Root, "rulesets", "text"), "*.yaml").OrderBy(f => Path.GetFileName(f) == "en.yaml" ? "" : f, StringComparer.Ordinal);
        return new TextLexicon(files.Select(f => TextLexicon.Read(Path.GetFileNameWithoutExtension(f), Yaml(f), Add(f, problems))).OfType<LanguageLexicon>());
    }

    public static Action<YamlNode, string> Add(string file, List<string> problems) =>
        (node, message) => problems.Add($"{Path.GetFileName(file)}({node.Start.Line},{node.Start.Column}): {message}");

    private static (TextScanner, List<Passage>, List<string>) Load()
    {
        var problems = new List<string>();
        var rules = new List<TextRule>();
        var cases = new List<Passage>();
        foreach (var file in Directory.GetFiles(Path.Combine(Root, "rulesets", "ilo-indicators"), "*.yaml").Order(StringComparer.Ordinal))
        {
            foreach (var rule in (YamlSequenceNode)Yaml(file)["rules"])
            {
                if (rule is not YamlMappingNode envelope || !envelope.Children.ContainsKey("text"))
                    continue;
                var (id, indicator) = (Value(rule, "id"), IndicatorOf(Value(rule, "indicator")));
                if (TextRuleReader.Read(id, indicator, rule["text"], Add(file, problems)) is { } read)
                    rules.Add(read);
                cases.AddRange(((YamlSequenceNode)rule["cases"]).Select(c =>
                    new Passage(Path.GetFileName(file), id, Value(c, "lang"), indicator, Value(c, "expect"), Value(c, "text"))));
            }
        }

        var lexicon = Lexicon(problems);
        problems.AddRange(TextScanner.Check(rules, lexicon).Select(p => $"{p.RuleId}({p.Source.Start.Line}): {p.Message}"));
        return (TextScanner.Compile(rules, lexicon), cases, problems);
    }

    public static string Snake(EvidenceStatus status) => status == EvidenceStatus.ThirdParty ? "third_party" : status.ToString().ToLowerInvariant();
}
