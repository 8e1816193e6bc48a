namespace SupplyRisk.Tests.Ingestion;

public sealed class LayoutTests
{
    [Fact]
    public void Reads_a_header_below_a_title_block_and_an_empty_row()
    {
        using var file = ListFile.Text("Fictional Brand plc - supplier list,,\n\"As of 1 November 2026, page 1\",,\n,,\nFactory Name,Country,Address\nFictional Weaving,China,1 Example Road\n");
        file.Opened().HeaderRow.ShouldBe(4);
        var row = file.Rows().Single();
        row.Row.ShouldBe(5);
        row.Record!.Address.ShouldBe("1 Example Road");
    }

    [Fact]
    public void Passes_over_empty_rows_repeated_headers_totals_and_footnotes_and_says_so()
    {
        using var file = ListFile.Text("""
            Supplier Name,Country,Address,Annual spend
            Fictional Weaving,China,1 Example Road,100
            ,,,
            Supplier Name,Country,Address,Annual spend
            供应商名称,国家,地址,采购额
            Imaginary Toys,India,2 Example Road,50
            Total,,,150
            * Spend of the last twelve months.,,,
            Source: our own books,,,
            """);
        var rows = file.Rows();
        rows.Where(r => r.Record is not null).Select(r => (r.Row, r.Record!.Name)).ShouldBe([(2, "Fictional Weaving"), (6, "Imaginary Toys")]);
        rows.Where(r => r.Skipped).Select(r => (r.Row, r.Issues.Single().Message)).ShouldBe([
            (4, "passed over: the header again"), (5, "passed over: the header again"), (7, "passed over: a total"),
            (8, "passed over: a footnote"), (9, "passed over: a footnote")]);
        rows.ShouldAllBe(r => r.Skipped || r.Issues.Count == 0);
    }

    [Theory]
    [InlineData("制表人：虚构合规部,,,", true)]
    [InlineData("32 suppliers in all,,,", true)]
    [InlineData("S-17,,,", false)]
    public void One_cell_alone_is_a_remark_unless_it_is_an_id(string line, bool remark)
    {
        using var file = ListFile.Text($"id,name,country,city\nS-1,Fictional Weaving,China,Exampletown\n{line}\n");
        var row = file.Rows()[1];
        row.Record.ShouldBeNull();
        row.Skipped.ShouldBe(remark);
    }

    [Fact]
    public void A_supplier_called_Total_is_a_supplier()
    {
        using var file = ListFile.Text("name,country\nTotal Fiction Textiles,China\nTotal,France\n");
        file.Rows().Count(r => r.Record is not null).ShouldBe(2);
    }

    [Fact]
    public void Line_breaks_and_quotes_inside_quoted_cells_belong_to_the_value()
    {
        using var file = ListFile.Text("name,address,country\r\n\"Fictional \"\"Star\"\" Weaving\",\"1 Example Road\r\nZone 3\",China\r\nImaginary Toys,Road 2,India\r\n");
        var rows = file.Rows();
        rows[0].Record!.Name.ShouldBe("Fictional \"Star\" Weaving");
        rows[0].Record!.Address.ShouldBe("1 Example Road Zone 3");
        rows[1].Row.ShouldBe(3);
    }

    [Fact]
    public void A_stray_quote_inside_a_value_is_taken_as_it_stands()
    {
        using var file = ListFile.Text("name,country\nFictional \"Star\" Weaving,China\nImaginary Toys,India\n");
        file.Rows().Select(r => r.Record!.Name).ShouldBe(["Fictional \"Star\" Weaving", "Imaginary Toys"]);
    }

    [Theory]
    [InlineData("Fictional Weaving /#")]
    [InlineData("Fictional / Country")]
    [InlineData("Factory (Name)")]
    public void A_name_that_holds_a_header_word_is_a_name(string name)
    {
        using var file = ListFile.Text($"id,name,country\nS1,{name},China\nS2,Imaginary Toys,India\n");
        file.Opened().HeaderRow.ShouldBe(1);
        file.Rows()[0].Record!.Name.ShouldBe(name);
    }

    [Fact]
    public void Trailing_separators_and_empty_columns_do_no_harm()
    {
        using var file = ListFile.Text("name,,country,,,\nFictional Weaving,,China,,,\nImaginary Toys,,India\n");
        file.Rows().Select(r => (r.Record!.Name, r.Record.Country)).ShouldBe([("Fictional Weaving", "CN"), ("Imaginary Toys", "IN")]);
    }

    [Fact]
    public void A_row_shifted_by_a_delimiter_that_is_not_quoted_is_not_taken()
    {
        using var file = ListFile.Text("name,address,country\nFictional Weaving,Road 1,China\nImaginary Toys,Road 2,India\nInvented Steel, Ltd.,Road 3,Peru\nMade-up Shoes,Road 4,Kenya\nPretended Paper,Road 5,Chile\nUnreal Plastics,Road 6,Ghana\n");
        var shifted = file.Rows()[2];
        shifted.Record.ShouldBeNull();
        shifted.Issues.Single().Message.ShouldContain("4 cells, the header 3");
    }

    [Fact]
    public void A_value_merged_over_several_rows_stands_in_each_of_them()
    {
        using var file = ListFile.Workbook(("Suppliers",
            [["Country", "Supplier name", "Address"], ["China", "Fictional Weaving", "Road 1"], [null, "Imaginary Toys", "Road 2"], ["India", "Invented Steel", "Road 3"]],
            ["A2:A3"]));
        file.Rows().Select(r => r.Record!.Country).ShouldBe(["CN", "CN", "IN"]);
    }

    [Fact]
    public void A_header_merged_over_several_columns_names_each_of_them()
    {
        using var file = ListFile.Workbook(("Suppliers",
            [["Supplier name", "Address", null, "Country"], ["Fictional Weaving", "Road 1", "Zone 2", "China"], ["Imaginary Toys", "Road 5", null, "India"]],
            ["B1:C1"]));
        file.Rows().Select(r => r.Record!.Address).ShouldBe(["Road 1, Zone 2", "Road 5"]);
    }

    [Fact]
    public void Of_a_header_in_two_rows_the_lower_one_counts_with_what_is_merged_into_it()
    {
        using var file = ListFile.Workbook(("Suppliers",
            [["Supplier name", "Location", null, "Country"], [null, "Street", "City", null], ["Fictional Weaving", "Road 1", "Exampletown", "China"], ["Imaginary Toys", "Road 2", "Sampleville", "India"]],
            ["A1:A2", "B1:C1", "D1:D2"]));
        file.Opened().HeaderRow.ShouldBe(2);
        file.Rows().Select(r => (r.Record!.Name, r.Record.Address, r.Record.City, r.Record.Country)).ShouldBe([("Fictional Weaving", "Road 1", "Exampletown", "CN"), ("Imaginary Toys", "Road 2", "Sampleville", "IN")]);
    }

    [Fact]
    public void Line_ends_of_any_kind_and_the_end_mark_of_old_programs_do_no_harm()
    {
        using var file = ListFile.Text("name,country\rFictional Weaving,China\rImaginary Toys,India\r\x1a");
        file.Rows().Select(r => (r.Row, r.Record!.Country)).ShouldBe([(2, "CN"), (3, "IN")]);
    }

    [Fact]
    public void A_heading_over_merged_cells_is_no_supplier()
    {
        using var file = ListFile.Workbook(("Suppliers",
            [["Supplier name", "Address", "Country"], ["ASIA", null, null], ["Fictional Weaving", "Road 1", "China"]], ["A2:C2"]));
        file.Rows().Where(r => r.Record is not null).Select(r => r.Record!.Name).ShouldBe(["Fictional Weaving"]);
    }

    [Fact]
    public void Of_several_sheets_the_one_that_looks_like_a_supplier_list_is_read()
    {
        using var file = ListFile.Workbook(
            ("Cover", [["Supplier disclosure 2026"], ["Prepared by the fictional compliance team"]], []),
            ("Sites", [["Factory name", "Country", "Product"], ["Fictional Weaving", "China", "Shirts"]], []),
            ("Definitions", [["Term", "Meaning"], ["Tier", "Distance from us"]], []));
        var reading = file.Opened();
        reading.Sheet.ShouldBe("Sites");
        reading.OtherSheets.ShouldBe(["Cover", "Definitions"]);
        file.Rows().Single().Record!.Goods.ShouldBe("Shirts");
    }

    [Fact]
    public void Numbers_of_a_workbook_follow_no_decimal_convention()
    {
        using var file = ListFile.Workbook(("Suppliers", [["Vendor No", "Vendor name", "Country", "Spend", "Workers"], [100234.0, "Fictional Weaving", "DE", 1.234, 1500.0], [100235.0, "Imaginary Toys", "DE", "1.234,50", "2.000"]], []));
        var rows = file.Rows();
        rows.Select(r => (r.Record!.OwnId, r.Record.Spend, r.Record.Workers)).ShouldBe([("100234", 1.234m, 1500), ("100235", 1234.50m, 2000)]);
    }

    [Fact]
    public void An_id_that_a_spreadsheet_has_cut_is_pointed_out()
    {
        using var file = ListFile.Workbook(("Suppliers", [["Vendor No", "Vendor name", "USCC"], ["1", "Fictional Weaving", 911234567890123456.0]], []));
        var row = file.Rows().Single();
        row.Record!.Identifiers.ShouldBeEmpty();
        row.Issues.Single().Message.ShouldContain("cut its last digits");
    }

    [Fact]
    public void Rows_may_be_gone_through_again()
    {
        using var file = ListFile.Text("name,country\nFictional Weaving,China\n");
        var reading = file.Opened();
        reading.Rows(TestContext.Current.CancellationToken).Count(r => r.Record is not null).ShouldBe(1);
        reading.Rows(TestContext.Current.CancellationToken).Count(r => r.Record is not null).ShouldBe(1);
    }
}
