using SupplyRisk.Matching.Duplicates;

namespace SupplyRisk.Tests.Matching.Duplicates;

/// <summary>Two suppliers of one portfolio: one and the same, maybe, one company at two sites, or nothing to ask.</summary>
public sealed class TwinComparisonTests
{
    // name | address | city | country | identifiers, twice; then the band, or none
    [Theory]
    [InlineData("Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|", "SEVEN OTTERS KNITWEAR LIMITED|12, Mill Rd.|Tiruppur|IN|", "Same", "legal form, case and abbreviations")]
    [InlineData("Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|", "Seven Oters Knitware Ltd|No. 12 Mill Road, Tiruppur|Tiruppur|IN|", "Same", "slips of the keyboard at one address")]
    [InlineData("Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|", "Seven Otters Knitwear Ltd|88 Temple Street|Tiruppur|IN|", "Maybe", "one city, two addresses")]
    [InlineData("Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|", "Seven Otters Knitwear Ltd|5 Canal Street|Erode|IN|", "OtherSite", "two cities")]
    [InlineData("Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|", "Seven Otters Knitwear Ltd|3 Harbour Road|Chattogram|BD|", "OtherSite", "two countries")]
    [InlineData("Seven Otters Knitwear Ltd||Tiruppur|IN|", "Seven Otters Knitwear Ltd||Tiruppur|IN|", "Maybe", "without an address a person has to say it")]
    [InlineData("Seven Otters Knitwear Ltd|||IN|", "Seven Otters Knitwear Ltd|||IN|", "Maybe", "nothing is known of the place")]
    [InlineData("Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|", "Blue Kettle Dyeing Works|12 Mill Road|Tiruppur|IN|", null, "two companies under one roof")]
    [InlineData("Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|vat:33AAAAA0000A1Z5", "Blue Kettle Dyeing Works|12 Mill Road|Tiruppur|IN|vat:33AAAAA0000A1Z5", "Maybe", "a company with a new name")]
    [InlineData("Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|os_id:IN2021250D1DTN7", "7 Otters Exports|Unit 4|Avinashi|IN|os_id:IN2021250D1DTN7", "Same", "whoever gave out the number named one place")]
    [InlineData("Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|gln:4012345000009", "Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|gln:4012345000009", "Same", "a number of the site")]
    [InlineData("Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|os_id:IN2021250D1DTN7", "Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|os_id:IN2020111AAAAA2", null, "held for two sites by whoever gave the numbers")]
    [InlineData("Seven Otters Knitwear Ltd|12 Mill Road|Tiruppur|IN|lei:5493001KJTIIGC8Y1R12", "Seven Otters Knitwear Ltd|5 Canal Street|Erode|IN|lei:5493001KJTIIGC8Y1R12", "OtherSite", "a number of the company is no number of a site")]
    [InlineData("Seven Otters Knitwear Ltd||||lei:5493001KJTIIGC8Y1R12", "Seven Otters Knitwear Ltd||||lei:5493001KJTIIGC8Y1R12", "Maybe", "never the same by a number of the company alone")]
    [InlineData("Glass Whale Textile Factory 2|4 Lake Road|Savar|BD|", "Glass Whale Textile Factory 3|4 Lake Road|Savar|BD|", "Maybe", "two numbered works at one address")]
    [InlineData("Glass Whale Textile Factory 2||Savar|BD|", "Glass Whale Textile Factory 3||Savar|BD|", null, "two numbered works")]
    [InlineData("Hetian Moon Carpets|8 Silk Road|Hetian|CN|", "Hotan Moon Carpets|8 Silk Road|Hotan|CN|", "Same", "two spellings of one city")]
    [InlineData("Moon Carpets Ltd|8 Silk Road, Shenzhen|Shenzhen|CN|", "Moon Carpets Ltd|8 Silk Road, Longgang, Shenzhen|Longgang|CN|", "Same", "one list's city is another's district")]
    [InlineData("N/A|12 Mill Road|Tiruppur|IN|", "N/A|12 Mill Road|Tiruppur|IN|", null, "a placeholder is nobody's name")]
    [InlineData("Textile Trading Company||Istanbul|TR|", "Textile Trading Co||Ankara|TR|", null, "words that everybody has")]
    public void A_pair_stands_in_its_band(string left, string right, string? band, string why)
    {
        var result = Compare(left, right);
        result?.Band.ToString().ShouldBe(band, why + (result is null ? "" : $" ({result.Score:0.000}: {string.Join("; ", result.Features.Select(f => $"{f.Feature} {f.Left} {f.Right} {f.Points:0.000}"))})"));
        Compare(right, left)?.Band.ToString().ShouldBe(band, "whoever stands left");
        if (result is null) return;
        result.Features.Sum(f => f.Points).ShouldBe(result.Score, 1e-9, "every point is accounted for");
        result.Because.ShouldStartWith("May be", Case.Sensitive);
        result.Features.ShouldAllBe(f => f.Because.EndsWith('.'));
    }

    [Fact]
    public void The_index_finds_a_twin_by_name_by_address_and_by_number()
    {
        var twins = Enumerable.Range(0, 300).Select(i => Of($"Fictional {Word(i)} Works|{i + 1} Long Lane|Savar|BD|vat:{100_000 + i}")).ToList();
        var index = new TwinIndex(twins, DuplicateSettings.Default);
        index.Near(Of("Fictionl " + Word(17) + " Works|||BD|")).ShouldContain(twins[17]);
        index.Near(Of("Anything Else|18 Long Lane|Savar|BD|")).ShouldContain(twins[17]);
        index.Near(Of("Anything Else|||BD|vat:100017")).ShouldBe([twins[17]]);
        index.Near(twins[17]).ShouldNotContain(twins[17], "nobody is a twin of itself");
    }

    [Fact]
    public void What_half_the_portfolio_shares_is_no_sign()
    {
        var twins = Enumerable.Range(0, 60).Select(i => Of($"{Word(i)} Works|1 Office Block|Dubai|AE|")).ToList();
        new TwinIndex(twins, DuplicateSettings.Default).Near(Of("Quite Another Thing|1 Office Block|Dubai|AE|")).ShouldBeEmpty();
    }

    [Fact]
    public void Settings_that_are_not_whole_name_every_problem()
    {
        var e = Should.Throw<FormatException>(() => DuplicateSettings.Parse("same: 0.9\nsame: 0.8\nmaybe: much\nnonsense: 1"));
        e.Message.ShouldSatisfyAllConditions(m => m.ShouldContain("'same' is not a setting, or stands twice."), m => m.ShouldContain("'maybe' has no number."), m => m.ShouldContain("'nonsense'"), m => m.ShouldContain("'other_site' is missing."));
    }

    private static string Word(int i) => string.Concat("bdfghklmnp"[i % 10], "aeiou"[i / 10 % 5], "rstvz"[i / 50 % 5], "aeiou"[i % 5], "lmnrs"[i / 5 % 5], "o", "ktpxw"[i / 25 % 5]);

    private static DuplicateResult? Compare(string left, string right) => TwinComparison.Of(Of(left), Of(right), DuplicateSettings.Default);

    private static Twin Of(string text)
    {
        var parts = text.Split('|');
        string? Part(int i) => parts[i].Length == 0 ? null : parts[i];
        return new Twin(new TwinFacts { Id = Guid.CreateVersion7(), Name = parts[0], Address = Part(1), City = Part(2), Country = Part(3), Identifiers = Part(4) is { } numbers ? [numbers] : [] });
    }
}
