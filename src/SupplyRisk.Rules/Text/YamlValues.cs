using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Text;

/// <summary>Reads the few shapes of YAML that patterns and word lists are written in.</summary>
internal static class YamlValues
{
    public static string? Scalar(YamlNode node) => (node as YamlScalarNode)?.Value?.Trim();

    /// <summary>The texts of a sequence, or of one scalar.</summary>
    public static IEnumerable<(YamlNode Node, string Text)> Strings(YamlNode node, Action<YamlNode, string> problem)
    {
        if (node is YamlSequenceNode sequence)
        {
            foreach (var item in sequence.Children)
            {
                if (Scalar(item) is { Length: > 0 } text)
                    yield return (item, text);
                else
                    problem(item, "a text is expected here");
            }
        }
        else if (Scalar(node) is { Length: > 0 } text)
        {
            yield return (node, text);
        }
        else
        {
            problem(node, "a list of texts is expected here");
        }
    }

    /// <summary>Words written as a sequence, as <c>a | b | c</c>, or both.</summary>
    public static List<string> Words(YamlNode node, Action<YamlNode, string> problem)
    {
        var words = new List<string>();
        foreach (var (item, text) in Strings(node, problem))
        {
            foreach (var word in text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (PatternReader.PhraseProblem(word) is { } wrong)
                    problem(item, wrong);
                else
                    words.Add(word);
            }
        }

        return words;
    }

    public static void ReadLists(YamlNode node, Dictionary<string, NamedList> lists, Action<YamlNode, string> problem)
    {
        if (node is not YamlMappingNode map)
        {
            problem(node, "lists: holds named lists, e.g. \"fees: [recruitment fee*, agency fee*]\"");
            return;
        }

        foreach (var (key, value) in map.Children)
        {
            var name = Scalar(key) ?? "";
            if (PatternReader.PhraseProblem("@" + name) is { } wrong)
                problem(key, wrong);
            else
                lists[name] = new NamedList(Words(value, problem), value);
        }
    }

    public static double? Number(YamlNode node) =>
        double.TryParse(Scalar(node), CultureInfo.InvariantCulture, out var number) ? number : null;
}
