using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Tests.Text;

/// <summary>Wordings that the Chinese and Spanish patterns were written from stay read as labelled.</summary>
public sealed class WordingsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("zh")]
    [InlineData("es")]
    public void Wordings_stay_read_as_labelled(string language)
    {
        var file = Path.Combine(ShippedText.Root, "tests", "SupplyRisk.Rules.Tests", "Text", "Wordings", language + ".yaml");
        var (right, wrong, missed) = (0, 0, 0);
        foreach (var entry in ((YamlSequenceNode)ShippedText.Yaml(file)["passages"]).Cast<YamlMappingNode>())
        {
            var text = ShippedText.Value(entry, "text");
            var asserted = ShippedText.Scanner.Scan(text).Where(f => f.Status == Model.EvidenceStatus.Asserted).Select(f => f.Indicator).ToHashSet();
            var wanted = entry.Children
                .Where(c => c.Value is YamlScalarNode { Value: "asserted" })
                .Select(c => ShippedText.IndicatorOf(((YamlScalarNode)c.Key).Value!)).ToHashSet();
            right += asserted.Intersect(wanted).Count();
            wrong += asserted.Except(wanted).Count();
            missed += wanted.Except(asserted).Count();
            if (!asserted.SetEquals(wanted))
                output.WriteLine($"{string.Join(", ", wanted)} read as {string.Join(", ", asserted)}: {text}");
        }

        ((double)right / (right + wrong)).ShouldBeGreaterThanOrEqualTo(0.95, "precision");
        ((double)right / (right + missed)).ShouldBeGreaterThanOrEqualTo(0.95, "recall");
    }
}
