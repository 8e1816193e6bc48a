using System.Globalization;
using CsvHelper;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Tests.Suppliers;

public sealed class CountryNamesTests
{
    [Theory]
    [InlineData("China", "CN")]
    [InlineData("CHINA", "CN")]
    [InlineData("cn", "CN")]
    [InlineData("CHN", "CN")]
    [InlineData("156", "CN")]
    [InlineData("PRC", "CN")]
    [InlineData("P.R. China", "CN")]
    [InlineData("China (PRC)", "CN")]
    [InlineData("CN - China", "CN")]
    [InlineData("中国", "CN")]
    [InlineData("中国/China", "CN")]
    [InlineData("VR China", "CN")]
    [InlineData("Chine", "CN")]
    [InlineData("Hong Kong SAR", "HK")]
    [InlineData("Hong Kong, China", "HK")]
    [InlineData("香港", "HK")]
    [InlineData("Macao", "MO")]
    [InlineData("Taiwan, Province of China", "TW")]
    [InlineData("Viet Nam", "VN")]
    [InlineData("VIETNAM", "VN")]
    [InlineData("Korea, Republic of", "KR")]
    [InlineData("South Korea", "KR")]
    [InlineData("DPRK", "KP")]
    [InlineData("Türkiye", "TR")]
    [InlineData("Turkey", "TR")]
    [InlineData("Türkei", "TR")]
    [InlineData("UAE", "AE")]
    [InlineData("U.A.E.", "AE")]
    [InlineData("Deutschland", "DE")]
    [InlineData("Alemania", "DE")]
    [InlineData("Allemagne", "DE")]
    [InlineData("Alemanha", "DE")]
    [InlineData("德国", "DE")]
    [InlineData("U.S.A.", "US")]
    [InlineData("Estados Unidos", "US")]
    [InlineData("Etats-Unis", "US")]
    [InlineData("UK", "GB")]
    [InlineData("England", "GB")]
    [InlineData("Grossbritannien", "GB")]
    [InlineData("The Netherlands", "NL")]
    [InlineData("Slovak Republic", "SK")]
    [InlineData("Czech Republic", "CZ")]
    [InlineData("Cote d'Ivoire", "CI")]
    [InlineData("Côte d’Ivoire", "CI")]
    [InlineData("Congo, Dem. Rep.", "CD")]
    [InlineData("Lao PDR", "LA")]
    [InlineData("Burma", "MM")]
    [InlineData("Burma/Myanmar", "MM")]
    [InlineData("Niger", "NE")]
    [InlineData("Nigeria", "NG")]
    [InlineData("  Bangladesh ", "BD")]
    [InlineData("Perú", "PE")]
    [InlineData("Brasil", "BR")]
    [InlineData("32", "AR")]
    [InlineData("Kosovo", "XK")]
    [InlineData("ＣＨＩＮＡ", "CN")]
    public void Finds_a_country_however_a_list_writes_it(string written, string alpha2) => CountryNames.Find(written).ShouldBe(alpha2);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("---")]
    [InlineData("Atlantis")]
    [InlineData("Shenzhen")]
    [InlineData("Apparel")]
    [InlineData("Phillipinnes")]
    [InlineData("999")]
    [InlineData("8")]
    [InlineData("China/India")]
    public void Finds_no_country_where_there_is_none(string written) => CountryNames.Find(written).ShouldBeNull();

    [Theory]
    [InlineData("Bangladeshh", "BD")]
    [InlineData("Indonezia", "ID")]
    [InlineData("Atlantis", null)]
    public void Suggests_a_country_one_typing_error_away(string written, string? alpha2) => CountryNames.Nearest(written).ShouldBe(alpha2);

    [Fact]
    public void Holds_all_countries_with_their_three_codes_and_names_in_six_languages()
    {
        var rows = Table();
        rows.Count.ShouldBe(250);
        foreach (var row in rows)
        {
            foreach (var written in row[..9].Where(w => w.Length > 0))
                CountryNames.Find(written).ShouldBe(row[0], $"{written} of {row[0]}");
            row[3..9].ShouldAllBe(name => name.Length > 0);
        }
        rows.Select(r => r[2]).Where(n => n.Length > 0).Distinct().Count().ShouldBe(249);
    }

    [Fact]
    public void No_spelling_means_two_countries()
    {
        foreach (var row in Table())
        {
            foreach (var spelling in row[9].Split('|', StringSplitOptions.RemoveEmptyEntries))
                CountryNames.Find(spelling).ShouldBe(row[0], $"{spelling} of {row[0]}");
        }
    }

    [Fact]
    public void Three_letter_codes_agree_with_the_framework()
    {
        var known = CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => new RegionInfo(c.Name)).GroupBy(r => r.TwoLetterISORegionName).ToDictionary(g => g.Key, g => g.First().ThreeLetterISORegionName);
        var checkedRows = Table().Where(r => r[0] is not "XK" && known.ContainsKey(r[0])).ToList();
        checkedRows.Count.ShouldBeGreaterThan(150);
        checkedRows.ShouldAllBe(r => known[r[0]] == r[1]);
    }

    private static List<string[]> Table()
    {
        using var stream = typeof(CountryNames).Assembly.GetManifestResourceStream("countries.csv").ShouldNotBeNull();
        using var reader = new StreamReader(stream);
        using var parser = new CsvParser(reader, CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (parser.Read())
            rows.Add(parser.Record.ShouldNotBeNull());
        return rows[1..];
    }
}
