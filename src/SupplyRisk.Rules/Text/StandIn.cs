using SupplyRisk.Rules.Model;
using YamlDotNet.RepresentationModel;

#pragma warning disable CA1822
namespace SupplyRisk.Rules.Text;

/// <summary>One text rule.</summary>
public sealed record TextRule(string Id, Indicator Indicator);

/// <summary>Status cues of the languages.</summary>
public sealed class TextLexicon
{
    /// <summary>Adds a language.</summary>
    public void Read(string language, YamlNode node, Action<YamlNode, string> problem)
    {
    }
}

/// <summary>Reads the text key of a rule.</summary>
public static class TextRuleReader
{
    /// <summary>Reads it.</summary>
    public static TextRule? Read(string ruleId, Indicator indicator, YamlNode node, Action<YamlNode, string> problem) =>
        new(ruleId, indicator);
}

/// <summary>Finds signs in a text.</summary>
public sealed class TextScanner
{
    /// <summary>Compiles.</summary>
    public static TextScanner Compile(IReadOnlyList<TextRule> rules, TextLexicon lexicon) => new();

    /// <summary>Scans.</summary>
    public IReadOnlyList<TextFinding> Scan(string text, string? language) => [];
}
