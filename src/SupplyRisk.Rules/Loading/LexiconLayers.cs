using SupplyRisk.Rules.Text;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>The files of each language: an own one is laid over the shipped one, lists, clause words and cues by name, every other key as a whole.</summary>
internal sealed class LexiconLayers(IssueList issues)
{
    private static readonly string[] ByName = ["lists", "clauses", "cues", "numbers", "quantities"];

    private readonly SortedDictionary<string, List<(RulesetFile File, YamlNode Root)>> _files = new(StringComparer.Ordinal);

    public void Add(string language, RulesetFile file, YamlNode root)
    {
        if (!_files.TryGetValue(language, out var files)) _files[language] = files = [];
        files.Add((file, root));
    }

    /// <summary>Languages in ordinal order, each with the one node that its files make together.</summary>
    public IReadOnlyList<(string Language, YamlNode Node, LanguageLexicon Lexicon)> Read()
    {
        var read = new List<(string, YamlNode, LanguageLexicon)>();
        foreach (var (language, files) in _files)
        {
            var ordered = files.OrderBy(f => f.File.IsOwn).ToList(); // shipped first
            var node = ordered.Select(f => f.Root).Aggregate(Over);
            var own = ordered.Where(f => f.File.IsOwn).SelectMany(f => Below(f.Root)).ToHashSet(ReferenceEqualityComparer.Instance);
            string FileOf(YamlNode at) => (own.Contains(at) ? ordered[^1] : ordered[0]).File.Path;
            if (TextLexicon.Read(language, node, (at, message) => issues.Add(FileOf(at), at, message)) is { } lexicon) read.Add((language, node, lexicon));
        }

        return read;
    }

    /// <summary>The file to name for a problem in the word lists of a language.</summary>
    public string FileOf(string language) =>
        _files.TryGetValue(language, out var files) ? files.OrderBy(f => f.File.IsOwn).Last().File.Path : $"text/{language}.yaml";

    public IEnumerable<string> Languages => _files.Keys;

    private static YamlNode Over(YamlNode shipped, YamlNode own) =>
        shipped is YamlMappingNode below && own is YamlMappingNode above ? Merged(below, above, byName: false) : own;

    private static YamlMappingNode Merged(YamlMappingNode below, YamlMappingNode above, bool byName)
    {
        var merged = new YamlMappingNode();
        foreach (var (key, value) in below.Children) merged.Children[key] = value;
        foreach (var (key, value) in above.Children)
        {
            var deeper = !byName && key is YamlScalarNode { Value: { } name } && ByName.Contains(name);
            merged.Children[key] = deeper && value is YamlMappingNode named && merged.Children.TryGetValue(key, out var was) && was is YamlMappingNode old
                ? Merged(old, named, byName: true) : value;
        }

        return merged;
    }

    private static IEnumerable<YamlNode> Below(YamlNode node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(c => Below(c.Key).Concat(Below(c.Value))).Append(node),
        YamlSequenceNode list => list.Children.SelectMany(Below).Append(node),
        _ => [node],
    };
}
