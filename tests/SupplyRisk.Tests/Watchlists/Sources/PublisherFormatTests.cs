using System.Text;
using SupplyRisk.Watchlists;
using SupplyRisk.Watchlists.DolGoods;

namespace SupplyRisk.Tests.Watchlists.Sources;

/// <summary>What is read out of each publisher's own format.</summary>
public sealed class PublisherFormatTests
{
    private const string Uscc = "uscc:91652928MA0001133N";

    [Fact]
    public void The_uflpa_page_gives_aliases_subsidiaries_sections_and_dates()
    {
        var (entries, notes) = Lists.Read("uflpa", Lists.Fixture("Uflpa", "fixture.html"));
        notes.PublishedOn.ShouldBe(new DateOnly(2025, 1, 14));
        entries.Count.ShouldBe(10, "seven names, one of them in two sections, and three named subsidiaries");
        var heron = entries.Single(e => e.Name.StartsWith("Hetian Paper Heron", StringComparison.Ordinal));
        heron.Aliases.ShouldBe(["Paper Heron Hair", "Hotan Paper Heron", "Zhihe Hair Products"]);
        heron.ListedOn.ShouldBe(new DateOnly(2022, 6, 21));
        heron.Country.ShouldBe("CN");
        var whale = entries.Single(e => e.Name.StartsWith("Glass Whale", StringComparison.Ordinal));
        whale.IncludesSubsidiaries.ShouldBeTrue();
        whale.Programme.ShouldBe("UFLPA Entity List, section 2(d)(2)(B)(i); section 2(d)(2)(B)(v)");
        var hammer = entries.Single(e => e.Name == "Quiet Hammer Corporation");
        hammer.IncludesSubsidiaries.ShouldBeTrue();
        entries.Where(e => e.Programme!.EndsWith("named as a subsidiary of Quiet Hammer Corporation", StringComparison.Ordinal)).Select(e => e.Name)
            .ShouldBe(["Zhuhai Quiet Hammer Ink Co., Ltd.", "Zhuhai Sleeping Forge Paper Co., Ltd.", "Zhuhai Velvet Anvil Print Co., Ltd."]);
        entries.Single(e => e.Name.StartsWith("Velvet Anvil Logistics", StringComparison.Ordinal)).Aliases.ShouldBe(["841 Anvil Warehouse"]);
    }

    [Fact]
    public void An_entry_keeps_its_id_when_an_alias_is_added()
    {
        var page = File.ReadAllText(Lists.PathOf("Uflpa", "fixture.html"));
        var later = page.Replace("(including one alias: Akesu Tin Camel Textile)", "(including two aliases: Akesu Tin Camel Textile; and Xijin Textile)", StringComparison.Ordinal);
        Lists.With(Encoding.UTF8.GetBytes(later), "uflpa.html", f => Lists.Read("uflpa", f)).Entries.Single(e => e.Aliases.Contains("Xijin Textile")).Id.ShouldBe("tin-camel-textile-co-ltd");
    }

    [Theory]
    [InlineData("June 21, 2022", "21 giugno 2022", "date")]
    [InlineData("<th scope=\"col\">Effective Date</th>", "<th scope=\"col\">Since</th>", "without a name and an effective date")]
    [InlineData("<tr><td>Copper Moth Agricultural Products Co., Ltd.</td><td>November 25, 2024</td></tr>", "<tr><td>Copper Moth Agricultural Products Co., Ltd.</td><td></td></tr>", "no date")]
    [InlineData("</html>", "", "cut off")]
    public void A_uflpa_page_of_another_shape_is_told(string was, string becomes, string message)
    {
        var page = File.ReadAllText(Lists.PathOf("Uflpa", "fixture.html")).Replace(was, becomes, StringComparison.Ordinal);
        Lists.With(Encoding.UTF8.GetBytes(page), "uflpa.html", f => Lists.Read("uflpa", f)).Notes.Issues.ShouldContain(i => i.Message.Contains(message, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_cbp_data_set_gives_orders_in_force_that_name_somebody()
    {
        var (entries, notes) = Lists.Read("cbp-wro", Lists.Fixture("Cbp", "fixture.csv"));
        entries.Select(e => (e.Name, e.Country)).ShouldBe([
            ("Inner Velvet Anvil Agriculture, Industry, and Trade Co., Ltd.", "CN"), ("Copper Moth Azúcar Corporation Limited", "DO"), ("Paper Heron Fishing Vessel Operators Co., Ltd.", "TH")]);
        entries[0].Programme.ShouldBe("CBP finding (active): Stevia extracts and derivatives");
        entries[0].ListedOn.ShouldBe(new DateOnly(2016, 5, 20));
        entries[1].Aliases.ShouldBe(["Caña Copper Moth"]);
        entries[1].Programme.ShouldBe("CBP withhold release order (partially active): Raw sugar and sugar-based products");
        notes.LeftOut.ShouldBe(new Dictionary<string, int> { ["no longer in force"] = 1, ["orders on goods of a country or region, which name no company"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public void The_cbp_page_gives_the_same_as_the_data_set()
    {
        var (entries, notes) = Lists.Read("cbp-wro", Lists.Fixture("Cbp", "fixture.html"));
        entries.Select(e => (e.Id, e.Country, e.Programme!.Split(" (")[0])).ShouldBe([
            ("2016-inner-velvet-anvil-agriculture-industry-and-trade-co-ltd", "CN", "CBP withhold release order"), ("2022-copper-moth-azúcar-corporation-limited", "DO", "CBP finding")]);
        notes.LeftOut.Values.Sum().ShouldBe(2);
        Lists.Read("cbp-wro", Lists.Fixture("Cbp", "fixture.csv")).Entries.Select(e => e.Id).ShouldContain(entries[0].Id);
    }

    [Theory]
    [InlineData("Inactive", "Somewhat active", "status is not known")]
    [InlineData("7/15/2020", "15.7.2020", "")]
    [InlineData(",Entity,", ",Who,", "no column for entity")]
    public void A_cbp_file_of_another_shape_is_told(string was, string becomes, string message)
    {
        var text = File.ReadAllText(Lists.PathOf("Cbp", "fixture.csv"), Encoding.Latin1).Replace(was, becomes, StringComparison.Ordinal);
        var issues = Lists.With(Encoding.Latin1.GetBytes(text), "cbp.csv", f => Lists.Read("cbp-wro", f)).Notes.Issues;
        if (message.Length > 0) issues.ShouldContain(i => i.Message.Contains(message, StringComparison.Ordinal));
        else issues.ShouldBeEmpty("the order with that date is not in force, so nobody asks since when");
    }

    [Fact]
    public void Dols_goods_read_the_same_from_the_workbook_and_the_apps_xml()
    {
        var sheet = Lists.Read("dol-goods", Lists.Fixture("DolGoods", "fixture.xlsx")).Entries;
        var xml = Lists.Read("dol-goods", Lists.Fixture("DolGoods", "fixture.xml")).Entries;
        sheet.Take(3).Select(e => (e.Id, e.Name, e.Country, e.Programme)).ShouldBe(xml.Select(e => (e.Id, e.Name, e.Country, e.Programme)));
        xml[0].ShouldSatisfyAllConditions(e => e.Name.ShouldBe("Brazil Nuts/Chestnuts (Bolivia)"), e => e.Country.ShouldBe("BO"), e => e.Programme.ShouldBe("child labour, forced labour"));
        WatchlistSources.WithoutNames.ShouldBe(["dol-goods"]);
    }

    [Theory]
    [InlineData("X", true)]
    [InlineData("Yes", true)]
    [InlineData("", false)]
    [InlineData("–", false)]
    [InlineData("perhaps", null)]
    public void A_mark_is_yes_or_no_or_told(string mark, bool? means) => DolGood.Mark(mark).ShouldBe(means);

    [Fact]
    public void Ofacs_three_files_belong_together_in_any_order()
    {
        var (entries, notes) = Lists.Read("ofac-sdn", Lists.Fixture("Ofac", "fixture-add.csv", "fixture-sdn.csv", "fixture-alt.csv"));
        notes.Issues.ShouldBeEmpty();
        notes.LeftOut.ShouldBe(new Dictionary<string, int> { ["natural persons"] = 1, ["ships and aircraft"] = 1 }, ignoreOrder: true);
        entries.Select(e => e.Id).ShouldBe(["900001", "900004"]);
        entries[0].Aliases.ShouldBe(["QUIET HAMMER IMPORT AND EXPORT", "SLEEPING FORGE TRADING"]);
        entries[0].Identifiers.ShouldBe([Uscc]);
        entries[0].Address.ShouldBe("1 Hammer Road, Urumqi, Xinjiang 830000, China");
        entries[1].ShouldSatisfyAllConditions(e => e.Name.ShouldBe("COPPER MOTH AZÚCAR, S.A."), e => e.Country.ShouldBe("DO"), e => e.Programme.ShouldBe("OFAC: GLOMAG-X, DPRK-X"));
    }

    [Fact]
    public void Ofacs_main_file_alone_is_told_to_lack_aliases_and_addresses()
    {
        var (entries, notes) = Lists.Read("ofac-sdn", Lists.Fixture("Ofac", "fixture-sdn.csv"));
        entries.Count.ShouldBe(2);
        notes.Issues.ShouldHaveSingleItem().Message.ShouldContain("ALT.CSV (aliases) and ADD.CSV (addresses)");
    }

    [Fact]
    public void Ofacs_xml_gives_the_same_entity_and_its_day()
    {
        var (entries, notes) = Lists.Read("ofac-sdn", Lists.Fixture("Ofac", "fixture.xml"));
        notes.PublishedOn.ShouldBe(new DateOnly(2026, 11, 20));
        entries.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Id.ShouldBe("900001"), e => e.Identifiers.ShouldBe([Uscc]), e => e.Country.ShouldBe("CN"), e => e.Aliases.Count.ShouldBe(2));
    }

    [Fact]
    public void An_ofac_file_with_fewer_entries_than_it_says_is_told()
    {
        var text = File.ReadAllText(Lists.PathOf("Ofac", "fixture.xml")).Replace("<Record_Count>3<", "<Record_Count>4<", StringComparison.Ordinal);
        Lists.With(Encoding.UTF8.GetBytes(text), "sdn.xml", f => Lists.Read("ofac-sdn", f)).Notes.Issues.ShouldHaveSingleItem().Message.ShouldContain("says it has 4 entries and has 3");
    }

    [Theory]
    [InlineData("ofac-sdn", "Ofac", "fixture.xml", 2)]
    [InlineData("eu", "EuropeanUnion", "fixture.xml", 2)]
    [InlineData("un", "UnitedNations", "fixture.xml", 2)]
    [InlineData("csl", "ScreeningList", "fixture.json", 3)]
    [InlineData("opensanctions", "OpenSanctions", "fixture.csv", 3)]
    public void Natural_persons_are_taken_in_only_where_asked_for(string source, string folder, string file, int with)
    {
        Lists.Read(source, Lists.Fixture(folder, file)).Entries.ShouldNotContain(e => e.Name.Contains("Heron", StringComparison.OrdinalIgnoreCase));
        Lists.Read(source, Lists.Fixture(folder, file), new ReadingOptions(IncludePersons: true)).Entries.Count.ShouldBe(with);
    }

    [Fact]
    public void The_eus_entity_has_its_english_name_and_the_others_as_aliases()
    {
        var (entries, notes) = Lists.Read("eu", Lists.Fixture("EuropeanUnion", "fixture.xml"));
        notes.PublishedOn.ShouldBe(new DateOnly(2026, 11, 18));
        var e = entries.ShouldHaveSingleItem();
        e.Id.ShouldBe("EU.90001.1");
        e.Name.ShouldBe("Tin Camel Construction Corps Bureau");
        e.Aliases.ShouldBe(["锡骆驼建设兵团", "TCCCB"]);
        e.Identifiers.ShouldBe([Uscc]);
        e.ListedOn.ShouldBe(new DateOnly(2021, 3, 22));
        e.Programme.ShouldBe("EU sanctions: EUHR, 2021/478 (OJ L99I)");
    }

    [Fact]
    public void The_uns_entity_has_its_name_in_its_own_script()
    {
        var (entries, notes) = Lists.Read("un", Lists.Fixture("UnitedNations", "fixture.xml"));
        notes.PublishedOn.ShouldBe(new DateOnly(2026, 11, 19));
        var e = entries.ShouldHaveSingleItem();
        e.Aliases.ShouldBe(["COPPER MOTH TRADING", "MOTH MINING", "구리나방무역총회사"]);
        (e.Id, e.Country, e.ListedOn).ShouldBe(("XXe.002", "KP", new DateOnly(2016, 3, 2)));
    }

    [Fact]
    public void The_consolidated_screening_list_reads_the_same_from_json_and_csv()
    {
        var json = Lists.Read("csl", Lists.Fixture("ScreeningList", "fixture.json"));
        var csv = Lists.Read("csl", Lists.Fixture("ScreeningList", "fixture.csv"));
        foreach (var e in (ListEntry[])[json.Entries.ShouldHaveSingleItem(), csv.Entries.ShouldHaveSingleItem()])
        {
            (e.Id, e.Name, e.Country, e.ListedOn).ShouldBe(("aaaa0001", "Glass Whale Silicon Industry Co., Ltd.", "CN", new DateOnly(2021, 6, 24)));
            e.Aliases.ShouldBe(["Shihezi Boli Jing Silicon", "Glass Whale"]);
            e.Identifiers.ShouldBe([Uscc]);
        }
        json.Notes.LeftOut.Keys.ShouldBe(["denied persons, of whom the list does not say whether they are natural persons", "natural persons"]);
    }

    [Fact]
    public void Opensanctions_targets_are_taken_and_what_ties_them_together_is_not()
    {
        var lines = Lists.Read("opensanctions", Lists.Fixture("OpenSanctions", "fixture.json")).Entries;
        var table = Lists.Read("opensanctions", Lists.Fixture("OpenSanctions", "fixture.csv")).Entries;
        lines.ShouldHaveSingleItem().Aliases.ShouldBe(["阿克苏锡骆驼纺织有限公司", "Akesu Tin Camel Textile"]);
        table.Select(e => e.Id).ShouldBe(["NK-fixture0001", "NK-fixture0004"]);
        table[0].Identifiers.ShouldBe([Uscc]);
        table[0].Id.ShouldBe(lines[0].Id);
    }

    [Fact]
    public void A_facility_of_several_contributions_is_one_entry_and_a_closed_one_none()
    {
        var (entries, notes) = Lists.Read("open-supply-hub", Lists.Fixture("SupplyHub", "fixture.csv"));
        entries.Select(e => (e.Id, e.Country)).ShouldBe([("CN2021250D1DTN7", "CN"), ("VN2022001QWERTY", "VN")]);
        entries[0].Aliases.ShouldBe(["TIN CAMEL GARMENTS CO. LTD"]);
        entries[0].Identifiers.ShouldBe(["os_id:CN2021250D1DTN7"]);
        notes.LeftOut["closed facilities"].ShouldBe(1);
    }

    [Fact]
    public void A_table_of_ones_own_is_read_by_a_mapping()
    {
        const string Table = "Firma;Ort;Land;Gesperrt seit;Bemerkung\nZinnkamel Textil GmbH;Berlin;Deutschland;21.6.2022;x\nPapierreiher AG;;Österreich;;\n";
        var (entries, notes) = Lists.With(Encoding.UTF8.GetBytes(Table), "sperrliste.csv",
            f => Lists.Read("custom", f, new ReadingOptions(Mapping: "Firma=name; Land=country; Gesperrt seit=listed_on; Ort=address")));
        notes.Issues.ShouldBeEmpty();
        entries.Select(e => (e.Name, e.Country, e.ListedOn)).ShouldBe([("Zinnkamel Textil GmbH", "DE", new DateOnly(2022, 6, 21)), ("Papierreiher AG", "AT", null)]);
        entries[0].Id.ShouldBe("zinnkamel-textil-gmbh-deutschland");
        notes.Remarks.Keys.ShouldHaveSingleItem().ShouldContain("Bemerkung");
    }

    [Theory]
    [InlineData("Firma", "is no mapping")]
    [InlineData("Firma=wer", "is no mapping")]
    [InlineData("Land=country", "which column is the name")]
    [InlineData("Name=name", "names a column that the file does not have")]
    public void A_mapping_that_cannot_be_followed_is_told(string mapping, string message) =>
        Lists.With("Firma,Land\nx,DE\n"u8.ToArray(), "own.csv", f => Lists.Read("custom", f, new ReadingOptions(Mapping: mapping))).Notes.Issues.ShouldContain(i => (i.Message + i.Advice).Contains(message, StringComparison.Ordinal));
}
