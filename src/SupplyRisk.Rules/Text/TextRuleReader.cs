using SupplyRisk.Rules.Model;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Text;

/// <summary>Reads the value of a rule's <c>text:</c> key.</summary>
public static class TextRuleReader
{
    /// <summary>Reads patterns by language; every mistake goes to <paramref name="problem"/> with the node it stands at.</summary>
    /// <returns>The rule, or null if nothing usable was left.</returns>
    public static TextRule? Read(string ruleId, Indicator indicator, YamlNode node, Action<YamlNode, string> problem) =>
        throw new NotSupportedException();
}
