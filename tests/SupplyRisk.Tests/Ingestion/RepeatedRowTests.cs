using SupplyRisk.Ingestion;

namespace SupplyRisk.Tests.Ingestion;

public sealed class RepeatedRowTests
{
    [Fact]
    public void A_row_that_comes_twice_is_taken_once_with_a_warning()
    {
        using var file = ListFile.Text("name,country,address\nFictional Weaving,China,Road 1\nImaginary Toys,India,Road 2\nFICTIONAL WEAVING,China,\"Road 1;\"\n");
        var last = file.Rows()[2];
        last.Record.ShouldBeNull();
        last.Issues.Single().ShouldSatisfyAllConditions(i => i.Severity.ShouldBe(IssueSeverity.Warning), i => i.Message.ShouldContain("the same as row 2"));
    }

    [Fact]
    public void The_same_own_id_with_other_details_is_an_error_on_the_later_row()
    {
        using var file = ListFile.Text("id,name,country\nS1,Fictional Weaving,China\nS1,Imaginary Toys,India\n");
        var rows = file.Rows();
        rows[0].Record.ShouldNotBeNull();
        rows[1].Record.ShouldBeNull();
        rows[1].Issues.Single().ShouldSatisfyAllConditions(i => i.Severity.ShouldBe(IssueSeverity.Error), i => i.Message.ShouldContain("'S1' stands in row 2 already"));
    }

    [Fact]
    public void The_same_supplier_without_an_id_and_with_other_details_is_taken_once_with_a_warning()
    {
        using var file = ListFile.Text("name,country,address,product\nFictional Weaving,China,Road 1,Shirts\nFictional Weaving,China,Road 1,Socks\n");
        file.Rows()[1].ShouldSatisfyAllConditions(r => r.Record.ShouldBeNull(), r => r.Issues.Single().Message.ShouldContain("what this row says besides is left out"));
    }

    [Fact]
    public void The_same_name_at_another_address_is_another_site()
    {
        using var file = ListFile.Text("name,country,address\nFictional Weaving,China,Road 1\nFictional Weaving,China,Road 2\n");
        file.Rows().Select(r => r.Key).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Keys_stay_when_a_list_without_ids_is_sent_again_in_another_order_and_format()
    {
        using var first = ListFile.Text("name,country,address\nFictional Weaving,China,Road 1\nImaginary Toys,India,Road 2\n");
        using var second = ListFile.Workbook(("List", [["Land", "Adresse", "Lieferant"], ["Indien", "Road 2", "Imaginary Toys"], ["CN", "Road 1", "Fictional  Weaving"]], []));
        second.Rows().Select(r => r.Key).Reverse().ShouldBe(first.Rows().Select(r => r.Key));
    }
}
