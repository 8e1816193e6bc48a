using Microsoft.Extensions.Configuration;
using SupplyRisk.App.Setup;
using SupplyRisk.Watchlists.Fetching;

namespace SupplyRisk.App.Tests.Setup;

public sealed class WatchlistConfigurationTests
{
    [Fact]
    public void Reads_which_lists_are_fetched_from_where_and_when()
    {
        var options = Read(
            ("Lists:uflpa:Address", "https://lists.example.org/uflpa"), ("Lists:ofac_sdn:Address", "https://lists.example.org/SDN.CSV https://lists.example.org/ALT.CSV"), ("Lists:ofac_sdn:Schedule", "0 0 6 * * ?"),
            ("Lists:sperrliste:Address", "https://lists.example.org/own.csv"), ("Lists:sperrliste:Mapping", "Firma=name"), ("Lists:sperrliste:IncludePersons", "true"), ("Lists:sperrliste:Authorization", "ApiKey secret"));
        options.Lists.Select(l => (l.Name, l.Source, l.Addresses.Count, l.Schedule)).ShouldBe([("ofac-sdn", "ofac-sdn", 2, "0 0 6 * * ?"), ("sperrliste", "custom", 1, FetchedList.Daily), ("uflpa", "uflpa", 1, FetchedList.Daily)]);
        options.Find("sperrliste")!.Reading.ShouldBe(new SupplyRisk.Watchlists.ReadingOptions(IncludePersons: true, Mapping: "Firma=name"));
        options.AllowPrivateAddresses.ShouldBeFalse();
        Read().Lists.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Lists:uflpa:Address", "http://lists.example.org/", "no https address")]
    [InlineData("Lists:uflpa:Address", "https://me:secret@lists.example.org/", "holds a user name")]
    [InlineData("Lists:uflpa:Adress", "https://lists.example.org/", "is unknown")]
    [InlineData("Lists:uflpa:Schedule", "daily", "not a Quartz cron expression")]
    [InlineData("Lists:uflpa:Source", "uflpaa", "is unknown; there are uflpa")]
    [InlineData("Lists:uflpa:AuthorizationFile", "/nowhere/key", "cannot be read")]
    [InlineData("Allow", "true", "is unknown")]
    [InlineData("AllowPrivateAddresses", "perhaps", "neither true nor false")]
    [InlineData("Timeout", "1", "not a time")]
    public void Says_what_cannot_be_used_and_no_secret(string key, string value, string message)
    {
        var problem = Should.Throw<UnusableInputException>(() => Read((key, value))).Message;
        problem.ShouldContain(message);
        problem.ShouldNotContain("secret");
    }

    private static FetchOptions Read(params IEnumerable<(string Key, string Value)> values) =>
        WatchlistConfiguration.Read(new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => $"Watchlists:{v.Key}", v => (string?)v.Value)).Build());
}
