using Microsoft.Extensions.Configuration;
using SupplyRisk.App.Setup;

namespace SupplyRisk.App.Tests.Setup;

/// <summary>The section Search:Elasticsearch.</summary>
public sealed class SearchConfigurationTests
{
    [Fact]
    public void Without_the_section_search_is_embedded() => SearchConfiguration.Read(Of()).ShouldBeNull();

    [Fact]
    public void Reads_everything()
    {
        var options = SearchConfiguration.Read(Of(
            ("Nodes:0", "https://a.example:9200"), ("Nodes:1", "https://b.example:9200"), ("Username", "search"), ("Password", "secret-word"), ("IndexPrefix", "risk-test"))).ShouldNotBeNull();
        options.Nodes.Select(n => n.Host).ShouldBe(["a.example", "b.example"]);
        (options.Username, options.Password, options.IndexPrefix).ShouldBe(("search", "secret-word", "risk-test"));
        options.ToString().ShouldNotContain("secret-word");
    }

    [Fact]
    public void Nodes_may_be_one_value_with_commas() =>
        SearchConfiguration.Read(Of(("Nodes", "https://a.example:9200, https://b.example:9200"))).ShouldNotBeNull().Nodes.Count.ShouldBe(2);

    [Theory]
    [InlineData("Node", "https://a.example", "Search:Elasticsearch:Node is unknown")]
    [InlineData("Username", "search", "without Nodes")]
    [InlineData("Nodes", "", "without Nodes")]
    [InlineData("Nodes", "a.example", "no")]
    [InlineData("Nodes", "ftp://a.example", "http")]
    [InlineData("Nodes", "https://me:secret-word@a.example", "PasswordFile")]
    public void Says_what_is_wrong(string key, string value, string expected)
    {
        var wrong = Should.Throw<UnusableInputException>(() => SearchConfiguration.Read(Of((key, value))));
        wrong.Message.ShouldContain(expected);
        wrong.Message.ShouldNotContain("secret-word");
    }

    private static IConfiguration Of(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create($"{SearchConfiguration.Section}:{v.Key}", (string?)v.Value))).Build();
}
