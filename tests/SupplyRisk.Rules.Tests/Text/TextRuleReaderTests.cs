using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Tests.Text;

public sealed class TextRuleReaderTests
{
    private static YamlNode Node(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents[0].RootNode;
    }

    private static List<string> Problems(string yaml, out TextRule? rule)
    {
        var problems = new List<string>();
        rule = TextRuleReader.Read("test.rule", Indicator.DebtBondage, Node(yaml), (at, message) => problems.Add($"{at.Start.Line}: {message}"));
        return problems;
    }

    private static TextScanner Scanner(string rule, string lexicon)
    {
        Problems(rule, out var read).ShouldBeEmpty();
        var words = TextLexicon.Read("en", Node(lexicon), (_, message) => message.ShouldBeNull())!;
        return TextScanner.Compile([read!], new TextLexicon([words]));
    }

    private const string Words = "language: en\nstopwords: the | a\nfillers: the | a\nlists: {agents: [agent*, broker]}\nnumbers: {three: 3}\n";

    [Theory]
    [InlineData("en: {signs: ['paid .. @agents']}", "they paid it all to the agents", true)]
    [InlineData("en: {signs: ['paid ..2 @agents']}", "they paid one two three to the agents", false)]
    [InlineData("en: {signs: ['paid @agents']}", "they paid the agent", true)]
    [InlineData("en: {signs: ['paid @agents']}", "they paid one agent", false)]
    [InlineData("en: {signs: ['paid & agent fee*']}", "the agent fees they paid", true)]
    [InlineData("en: {signs: ['paid <2-5> months']}", "paid three months", true)]
    [InlineData("en: {signs: ['paid <2-5> months']}", "paid 12 months", false)]
    [InlineData("en: {signs: ['paid [very] late']}", "paid late", true)]
    [InlineData("en: {signs: ['{held|kept} by']}", "It was Kept by them", true)]
    [InlineData("en: {signs: ['fee* .. agent'], unless: ['audit fee*']}", "an audit fee for the agent", false)]
    [InlineData("en: {signs: ['passport* >> {they|it} ..3 @agents']}", "the passports go on a pile. In the evening they are with the agent.", true)]
    [InlineData("en: {signs: ['passport* >> {they|it} ..3 @agents']}", "the passports go on a pile. It is late. They are with the agent.", true)]
    [InlineData("en: {signs: ['passport* >> {they|it} ..3 @agents']}", "the passports go on a pile; they are with the agent.", true)]
    [InlineData("en: {signs: ['passport* >> {they|it} ..3 @agents']}", "the passports go on a pile. It is late. It is cold. They are with the agent.", false)]
    [InlineData("en: {signs: ['passport* >> {they|it} ..3 @agents']}", "the passports go on a pile.\n\nThey are with the agent.", false)]
    [InlineData("en: {signs: ['passport* >> {they|it} ..3 @agents']}", "they are with the agent. The passports are not.", false)]
    [InlineData("en: {signs: ['@own .. agent'], lists: {own: [bribe*]}}", "bribes for the agent", true)]
    public void A_pattern_finds_what_it_says(string rule, string text, bool found) =>
        Scanner(rule, Words).Scan(text).Count.ShouldBe(found ? 1 : 0);

    [Fact]
    public void Every_mistake_is_reported_with_its_line()
    {
        var problems = Problems(
            """
            en:
              signs:
                - "{open"
                - "paid ..99 fee"
                - "a <x> b"
                - "[only optional]"
                - "in*side"
                - "paid the agent"
              wrong: [a]
            english: {signs: [a]}
            """, out var rule);
        rule.ShouldNotBeNull();
        problems.Select(p => p.Split(':')[0]).ShouldBe(["3", "4", "5", "6", "7", "9", "10"]);
    }

    [Fact]
    public void A_list_that_nobody_defines_is_named_with_the_nearest_one()
    {
        Problems("en: {signs: ['paid @agent']}", out var rule);
        var words = TextLexicon.Read("en", Node(Words), (_, _) => { })!;
        var problem = TextScanner.Check([rule!], new TextLexicon([words])).ShouldHaveSingleItem();
        problem.Message.ShouldContain("did you mean @agents?");
        Should.Throw<ArgumentException>(() => TextScanner.Compile([rule!], new TextLexicon([words])));
    }

    [Fact]
    public void A_lexicon_reports_what_it_does_not_know()
    {
        var problems = new List<string>();
        TextLexicon.Read("en", Node("language: es\ncues: {negatoin: [no]}\nclauses: {subject: [a]}\nnumbers: {one: x}\nmore: 1"), (_, message) => problems.Add(message));
        problems.Count.ShouldBe(4);
    }
}
