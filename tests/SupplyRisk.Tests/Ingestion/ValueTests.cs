using SupplyRisk.Ingestion;

namespace SupplyRisk.Tests.Ingestion;

public sealed class ValueTests
{
    [Theory]
    [InlineData("2", 2)]
    [InlineData("Tier 2", 2)]
    [InlineData("TIER-3", 3)]
    [InlineData("T2", 2)]
    [InlineData("2nd tier", 2)]
    [InlineData("1st Tier", 1)]
    [InlineData("Tier 1 - Cut make trim", 1)]
    [InlineData("二级", 2)]
    [InlineData("一次サプライヤー", 1)]
    [InlineData("2차 협력사", 2)]
    [InlineData("Livello 2", 2)]
    [InlineData("ระดับ 3", 3)]
    [InlineData("2级", 2)]
    [InlineData("一级供应商", 1)]
    [InlineData("Stufe 3", 3)]
    [InlineData("Nivel 2", 2)]
    [InlineData("Rang 1", 1)]
    [InlineData("direct", 1)]
    public void Reads_tiers(string written, int tier) => One("tier", written).Record!.Tier.ShouldBe(tier);

    [Theory]
    [InlineData("0")]
    [InlineData("raw material")]
    [InlineData("99")]
    public void Warns_of_what_is_no_tier(string written) => Warned("tier", written).ShouldContain("no tier");

    [Theory]
    [InlineData("250", 250)]
    [InlineData("1,250", 1250)]
    [InlineData("1.250", 1250)]
    [InlineData("12 500", 12500)]
    [InlineData("250.0", 250)]
    [InlineData("ca. 300", 300)]
    [InlineData("300人", 300)]
    [InlineData("1001-5000", 1001)]
    [InlineData("1,001 - 5,000", 1001)]
    [InlineData("1001 to 5000", 1001)]
    [InlineData("5,000+", 5000)]
    [InlineData("> 5000", 5000)]
    [InlineData("500人以上", 500)]
    public void Reads_numbers_of_workers_and_takes_the_lower_bound_of_a_band(string written, int workers) => One("workers", written).Record!.Workers.ShouldBe(workers);

    [Theory]
    [InlineData("<1000")]
    [InlineData("Less than 1000")]
    [InlineData("500人以下")]
    public void An_upper_bound_alone_is_no_number_and_no_problem(string written)
    {
        var row = One("workers", written);
        row.Record!.Workers.ShouldBeNull();
        row.Issues.Single().Severity.ShouldBe(IssueSeverity.Note);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("10 men 20 women 30 others")]
    public void Warns_of_what_is_no_number_of_workers(string written) => Warned("workers", written).ShouldContain("no number of workers");

    public static TheoryData<string, string[], decimal[]> Spends => new()
    {
        { "a decimal comma", ["1.234,50", "12.500"], [1234.50m, 12500m] },
        { "a decimal point", ["1,234.50", "12.500"], [1234.50m, 12.500m] },
        { "a comma told by another row", ["12,5", "1.234"], [12.5m, 1234m] },
        { "no evidence: groups of three are thousands", ["1.234", "12.500"], [1234m, 12500m] },
        { "no evidence with commas", ["1,234", "12,500"], [1234m, 12500m] },
        { "several groups", ["1.234.567", "2,5"], [1234567m, 2.5m] },
        { "blanks as groups", ["1 234,50", "2\u00a0500,00"], [1234.50m, 2500m] },
        { "apostrophes as groups", ["1'234.50", "2’500.00"], [1234.50m, 2500m] },
        { "Indian groups", ["12,34,567.00", "1,00,000"], [1234567m, 100000m] },
        { "minus, also behind", ["-5.00", "7.50-", "(1.25)"], [-5m, -7.5m, -1.25m] },
        { "currency signs", ["€ 1.234,50", "12,00 EUR", "$5"], [1234.5m, 12m, 5m] },
        { "multiples", ["1.5 Mio", "2 k", "3万"], [1500000m, 2000m, 30000m] },
        { "full width", ["１２３４．５", "6"], [1234.5m, 6m] },
    };

    [Theory]
    [MemberData(nameof(Spends))]
    public void Reads_spend_with_the_decimal_sign_of_its_column(string why, string[] written, decimal[] amounts)
    {
        using var file = ListFile.Text("name;spend\n" + string.Concat(written.Select((w, i) => $"Fictional {i};{w}\n")));
        file.Rows().Select(r => r.Record!.Spend).ShouldBe(amounts.Select(a => (decimal?)a), why);
    }

    [Theory]
    [InlineData("Annual spend (EUR)", "5", "EUR", 5)]
    [InlineData("Umsatz in TEUR", "5", "EUR", 5000)]
    [InlineData("年采购额（万元）", "5", "CNY", 50000)]
    [InlineData("spend", "USD 5", "USD", 5)]
    [InlineData("spend", "5 €", "EUR", 5)]
    [InlineData("spend", "$5", null, 5)]
    [InlineData("spend", "5 usd", "USD", 5)]
    [InlineData("Total spend, all", "5", null, 5)]
    public void Finds_the_currency_in_the_header_or_the_value(string header, string written, string? currency, int amount)
    {
        var record = One(header, written).Record!;
        record.SpendCurrency.ShouldBe(currency);
        record.Spend.ShouldBe(amount);
    }

    [Fact]
    public void A_currency_column_goes_before_the_header()
    {
        using var file = ListFile.Text("name;Spend (EUR);currency\nFictional Weaving;5;usd\nImaginary Toys;6;RMB\nInvented Steel;7;Taler\n");
        var rows = file.Rows();
        rows.Select(r => r.Record!.SpendCurrency).ShouldBe(["USD", "CNY", null]);
        rows[2].Issues.Single().Message.ShouldContain("no currency");
    }

    [Theory]
    [InlineData("see note 5")]
    [InlineData("12.05.2024")]
    [InlineData("1,23,4")]
    [InlineData("5 to 7")]
    [InlineData("5-7")]
    public void Warns_of_what_is_no_amount(string written) => Warned("spend", written).ShouldContain("no amount");

    [Theory]
    [InlineData("6109.10", "610910")]
    [InlineData("6109 10 00", "61091000")]
    [InlineData("620342; 6109.10, 620342", "610910,620342")]
    [InlineData("402", "0402")]
    [InlineData("6109.1", "610910")]
    [InlineData("HS 6109.10 - T-shirts", "610910")]
    public void Reads_HS_codes(string written, string codes) => string.Join(',', One("hs code", written).Record!.HsCodes).ShouldBe(codes);

    [Fact]
    public void Warns_of_what_is_no_HS_code_and_keeps_the_others()
    {
        var row = One("hs code", "6109.10; shirts");
        row.Record!.HsCodes.ShouldBe(["610910"]);
        row.Issues.Single().Message.ShouldContain("'shirts'");
    }

    [Fact]
    public void An_unknown_country_is_a_warning_with_a_suggestion()
    {
        var row = One("country", "Bangladeshh");
        row.Record!.Country.ShouldBeNull();
        row.Issues.Single().ShouldSatisfyAllConditions(
            i => i.Severity.ShouldBe(IssueSeverity.Warning), i => i.Row.ShouldBe(2), i => i.Column.ShouldBe("country"), i => i.Value.ShouldBe("Bangladeshh"), i => i.Advice.ShouldContain("Bangladesh (BD)"));
    }

    [Fact]
    public void NA_is_Namibia_among_codes_and_no_value_among_names()
    {
        using var codes = ListFile.Text("name,country\nFictional Weaving,CN\nImaginary Toys,NA\nInvented Steel,DE\n");
        codes.Rows()[1].Record!.Country.ShouldBe("NA");
        using var names = ListFile.Text("name,country\nFictional Weaving,China\nImaginary Toys,NA\nInvented Steel,Germany\n");
        names.Rows()[1].ShouldSatisfyAllConditions(r => r.Record!.Country.ShouldBeNull(), r => r.Issues.ShouldBeEmpty());
    }

    [Fact]
    public void A_wrong_identifier_costs_the_identifier_and_not_the_row()
    {
        using var file = ListFile.Text("name,lei,gln,duns\nFictional Weaving,5493001KJTIIGC8Y1R13,4012345000009,15-048-3782\n");
        var row = file.Rows().Single();
        row.Record!.Identifiers.Select(i => i.ToString()).ShouldBe(["duns:150483782", "gln:4012345000009"]);
        row.Issues.Single().Message.ShouldContain("is not taken as lei: the check digits");
    }

    [Fact]
    public void Text_is_made_clean()
    {
        using var file = ListFile.Text("name,address,city\n\"  Fictional\t\u200bWeaving \u202eCo.\u202c\",\"Cafe\u0301   Road; \",\" N/A \"\n");
        var record = file.Rows().Single().Record!;
        record.Name.ShouldBe("Fictional Weaving Co.");
        record.Address.ShouldBe("Caf\u00e9 Road");
        record.City.ShouldBeNull();
    }

    [Fact]
    public void A_row_without_a_name_is_not_taken_unless_it_has_a_native_one()
    {
        using var file = ListFile.Text("name,native name,country,city\n,,China,Exampletown\n,虚构纺织有限公司,China,Exampletown\n");
        var rows = file.Rows();
        rows[0].Record.ShouldBeNull();
        rows[0].Issues.Single().ShouldSatisfyAllConditions(i => i.Severity.ShouldBe(IssueSeverity.Error), i => i.Column.ShouldBe("name"));
        rows[1].Record!.Name.ShouldBe("虚构纺织有限公司");
    }

    [Fact]
    public void A_name_of_more_than_500_characters_is_not_taken()
    {
        using var file = ListFile.Text($"name,country\n{new string('x', 501)},China\n{new string('x', 500)},China\n");
        file.Rows().Select(r => r.Record is null).ShouldBe([true, false]);
    }

    [Fact]
    public void Several_columns_feed_goods_address_and_HS_codes()
    {
        using var file = ListFile.Text("name,address line 1,address line 2,product,material,HS code 1,HS code 2,supplies to\nFictional Weaving,Road 1,Zone 2,Shirts,Cotton,6109.10,5205.11,S1|S2\n");
        var record = file.Rows().Single().Record!;
        record.Address.ShouldBe("Road 1, Zone 2");
        record.Goods.ShouldBe("Shirts; Cotton");
        record.HsCodes.ShouldBe(["520511", "610910"]);
        record.Supplies.ShouldBe(["S1", "S2"]);
    }

    private static ListRow One(string header, string value)
    {
        using var file = ListFile.Text($"name\t{header}\nFictional Weaving\t{value}\n");
        return file.Rows().Single();
    }

    private static string Warned(string header, string value)
    {
        var issue = One(header, value).Issues.Single();
        issue.Severity.ShouldBe(IssueSeverity.Warning);
        issue.Advice.ShouldNotBeEmpty();
        return issue.Message;
    }
}
