using SupplyRisk.Watchlists;

namespace SupplyRisk.Tests.Watchlists;

public sealed class ListNameParserTests
{
    [Theory]
    [InlineData("Brenik Textile Co., Ltd.", "Brenik Textile Co., Ltd.", "")]
    [InlineData("Brenik Hair Co. Ltd. (also known as Hotan Brenik Hair; Brennik Hair; and Hollik Hair)", "Brenik Hair Co. Ltd.", "Hotan Brenik Hair|Brennik Hair|Hollik Hair")]
    [InlineData("Brenik Textiles Co., Ltd. (including two aliases: Akesu Brenik; and Aksu Brenik Textiles Co., Ltd.)", "Brenik Textiles Co., Ltd.", "Akesu Brenik|Aksu Brenik Textiles Co., Ltd.")]
    [InlineData("Brenik Logistics Co., Ltd. (formerly known as 841 Qorvane Warehouse)", "Brenik Logistics Co., Ltd.", "841 Qorvane Warehouse")]
    [InlineData("Brenik Mills, a.k.a. Qorvane Mills", "Brenik Mills", "Qorvane Mills")]
    [InlineData("Brenik Mills d/b/a Qorvane Trading", "Brenik Mills", "Qorvane Trading")]
    [InlineData("Brenik Pharma Co. Ltd. (also known as Brenik Yuan'an Pharma Co., Ltd. and formerly known as Tolmir Drug Factory)", "Brenik Pharma Co. Ltd.", "Brenik Yuan'an Pharma Co., Ltd.|Tolmir Drug Factory")]
    [InlineData("Brenik (Shanghai) Co. (aka BSC, Brenik SH)", "Brenik (Shanghai) Co.", "BSC|Brenik SH")]
    [InlineData("Aliasco Trading", "Aliasco Trading", "")]
    public void Takes_names_apart(string raw, string name, string aliases)
    {
        var parsed = ListNameParser.Parse(raw);
        parsed.Name.ShouldBe(name);
        string.Join('|', parsed.Aliases).ShouldBe(aliases);
        parsed.IncludesSubsidiaries.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Brenik Silicon Industry Co., Ltd. and Subsidiaries", "Brenik Silicon Industry Co., Ltd.", "")]
    [InlineData("Brenik Corporation and its subsidiaries", "Brenik Corporation", "")]
    [InlineData("Brenik Corps (BRNK) and its subordinates", "Brenik Corps (BRNK)", "")]
    [InlineData("Brenik Corps and its subordinate and affiliated entities", "Brenik Corps", "")]
    [InlineData("Brenik Corporation and its eight Zhuhai-based subsidiaries, which include Zhuhai Brenik Ink, Zhuhai Tolmir Paper Co., Ltd., and Qorvane Print Co., Ltd.", "Brenik Corporation", "Zhuhai Brenik Ink|Zhuhai Tolmir Paper Co., Ltd.|Qorvane Print Co., Ltd.")]
    public void Says_that_subsidiaries_are_covered(string raw, string name, string subsidiaries)
    {
        var parsed = ListNameParser.Parse(raw);
        parsed.Name.ShouldBe(name);
        parsed.IncludesSubsidiaries.ShouldBeTrue();
        string.Join('|', parsed.NamedSubsidiaries).ShouldBe(subsidiaries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("(also known as")]
    [InlineData("also known as ; ; and")]
    public void A_damaged_cell_is_no_crash(string raw) => ListNameParser.Parse(raw).Aliases.ShouldBeEmpty();
}
