using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Tests.Ingestion.Documents;

public sealed class SupplierLinkerTests
{
    private static readonly SupplierLookup _lookup = SupplierLookup.Build([
        new("k1", "SUP-10", "Paper Moon Toys Ltd", Country: "TH", Identifiers: [new(IdentifierScheme.Lei, "FICT00MT001001DEMO20"), new(IdentifierScheme.Duns, "990001001")]),
        new("k2", "SUP-10-B", "Golden Lantern Textile Co., Ltd.", "金灯笼纺织有限公司", "CN", [new(IdentifierScheme.Uscc, "91441900FK00103582")]),
        new("k3", "12", "Orient", Country: "VN"),
        new("k4", "2025", "Quiet River Garments Pvt Ltd", Country: "IN", Identifiers: [new(IdentifierScheme.OsId, "IN2025358FK0065")]),
        new("k5", "A-5", "Twin Harbour Foods", Country: "PE"),
        new("k6", "A-6", "Twin Harbour Foods", Country: "CL"),
        new("k7", "V200017", "Three Keys Footwear Joint Stock Company", Country: "VN"),
    ]);

    [Theory]
    [InlineData("SUP-10/report.pdf", "k1 folder_name sure")]
    [InlineData("sup_10 Paper Moon/report.pdf", "k1 folder_name sure")]
    [InlineData("SUP-10-B/report.pdf", "k2 folder_name sure")]
    [InlineData("SUP-101/report.pdf", "")]
    [InlineData("SUP-10_SMETA_2025.pdf", "k1 file_name sure")]
    [InlineData("V200017 audit.pdf", "k7 file_name sure")]
    [InlineData("12/report.pdf", "k3 folder_name sure")]
    [InlineData("12 March audit.pdf", "")]
    [InlineData("12-report.pdf", "k3 file_name ask")]
    [InlineData("2025 audits/report.pdf", "")]
    [InlineData("2025-03-12.pdf", "")]
    [InlineData("Paper Moon Toys Ltd/a.pdf", "k1 folder_name sure")]
    [InlineData("PAPER MOON TOYS, LTD. - SMETA.pdf", "k1 file_name sure")]
    [InlineData("Paper Moon Toys SMETA.pdf", "k1 file_name ask")]
    [InlineData("SMETA Paper Moon Toys Ltd.pdf", "k1 file_name ask")]
    [InlineData("金灯笼纺织有限公司_SMETA.pdf", "k2 file_name sure")]
    [InlineData("Twin Harbour Foods/a.pdf", "k5 folder_name ask, k6 folder_name ask")]
    [InlineData("Orient/a.pdf", "k3 folder_name sure")]
    [InlineData("Orient express timetable.pdf", "")]
    [InlineData("SUP-10/SUP-10-B report.pdf", "k1 folder_name ask, k2 file_name ask")]
    [InlineData("misc/scan0001.pdf", "")]
    public async Task Reads_folder_and_file_names(string path, string expected) =>
        (await Link(path, "Some words.")).ShouldBe(expected);

    [Theory]
    [InlineData("LEI: FICT00MT001001DEMO20", "k1 identifier sure")]
    [InlineData("The code 91441900FK00103582 is on the licence.", "k2 identifier sure")]
    [InlineData("OS ID IN2025358FK0065", "k4 identifier sure")]
    [InlineData("D-U-N-S 99-000-1001", "k1 identifier sure")]
    [InlineData("Call 990001001 for help.", "k1 identifier ask")]
    [InlineData("LEI FICT00MT001001DEMO20 and code 91441900FK00103582", "k1 identifier ask, k2 identifier ask")]
    [InlineData("LEI FICT00MT001001DEMO21", "")]
    public async Task Reads_identifiers(string sentence, string expected) =>
        (await Link("inbox/scan.txt", sentence)).ShouldBe(expected);

    [Theory]
    [InlineData("Supplier No.: SUP-10", "k1 own_id_in_text sure")]
    [InlineData("Vendor number: 12", "k3 own_id_in_text sure")]
    [InlineData("供应商编号：V200017", "k7 own_id_in_text sure")]
    [InlineData("Número de proveedor: V200017", "k7 own_id_in_text sure")]
    [InlineData("Lieferantennummer: V200017", "k7 own_id_in_text sure")]
    [InlineData("Report for supplier no. V200017 of the customer", "k7 own_id_in_text sure")]
    [InlineData("We compared it with V200017 too.", "k7 own_id_in_text ask")]
    [InlineData("The 12 workers of 2025 were paid.", "")]
    [InlineData("Deposits of A-5 size paper were not found.", "")]
    public async Task Reads_own_ids_where_they_can_be_nothing_else(string sentence, string expected) =>
        (await Link("inbox/scan.txt", sentence)).ShouldBe(expected);

    [Theory]
    [InlineData("Site name: Paper Moon Toys Ltd\n\nCountry: Thailand", "k1 name_in_header sure")]
    [InlineData("Site name: Paper Moon Toys Ltd", "k1 name_in_header ask")]
    [InlineData("Site name: Paper Moon Toys Ltd\n\nCountry: Vietnam", "k1 name_in_header ask")]
    [InlineData("Site name: Paper Moon Toys\n\nCountry: Thailand", "k1 name_in_header ask")]
    [InlineData("工厂名称：金灯笼纺织有限公司\n\n地址：广东省东莞市", "k2 name_in_header sure")]
    [InlineData("Site name: Twin Harbour Foods\n\nCountry: Peru", "k5 name_in_header sure, k6 name_in_header ask")]
    [InlineData("Site name: Copper Whistle Ltd\n\nCountry: Thailand\n\nWe also wrote to Paper Moon Toys Ltd.", "k1 name_in_header ask")]
    [InlineData("Site name: Three Keys Footwear\n\nCountry: Vietnam", "k7 name_in_header ask")]
    [InlineData("Site name: Copper Whistle Ltd\n\nCountry: Thailand", "")]
    public async Task Reads_names_on_the_first_page(string content, string expected) =>
        (await Link("inbox/scan.md", content)).ShouldBe(expected);

    [Fact]
    public async Task A_weaker_sign_for_another_supplier_becomes_a_question() =>
        (await Link("SUP-10/report.txt", "Vendor number: V200017")).ShouldBe("k1 folder_name sure, k7 own_id_in_text ask");

    [Fact]
    public async Task Every_proposal_says_why()
    {
        var proposals = await Propose("SUP-10/report.txt", "LEI: FICT00MT001001DEMO20");
        proposals.ShouldHaveSingleItem().Because.ShouldBe("The folder is named 'SUP-10', the supplier's own id.");
    }

    private static async Task<string> Link(string path, string content) =>
        string.Join(", ", (await Propose(path, content)).Select(p => $"{p.SupplierKey} {p.Basis.Name()} {(p.Sure ? "sure" : "ask")}"));

    private static async Task<IReadOnlyList<DocumentLinkProposal>> Propose(string path, string content)
    {
        var text = await Reading.ReadAsync("a.md", content);
        return SupplierLinker.Link(path, text, AuditFacts.Read(text, path), _lookup);
    }
}
