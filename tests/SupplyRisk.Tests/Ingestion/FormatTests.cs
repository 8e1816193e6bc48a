using System.IO.Compression;
using System.Text;
using SupplyRisk.Ingestion;

namespace SupplyRisk.Tests.Ingestion;

public sealed class FormatTests
{
    private const string Chinese = "供应商编号,供应商名称,国家,地址\nA1,虚构纺织有限公司,中国,示例路一号\nA2,想象电子有限公司,越南,示例路二号\n";
    private const string German = "Lieferantennr;Lieferant;Straße;Ort;Land\n1;Müller Fantasiewerke GmbH;Königsstraße 5;Köln;Österreich\n2;Erfundene Möbel AG;Bäckerweg 1;Zürich;Schweiz\n";

    [Theory]
    [InlineData(',', ListFormat.Csv)]
    [InlineData(';', ListFormat.Semicolon)]
    [InlineData('\t', ListFormat.Tsv)]
    [InlineData('|', ListFormat.Pipe)]
    public void Finds_the_delimiter(char delimiter, ListFormat format)
    {
        using var file = ListFile.Text("name,country\nFictional Weaving,China\nImaginary Toys,India\n".Replace(',', delimiter));
        var reading = file.Opened();
        reading.Format.ShouldBe(format);
        reading.Delimiter.ShouldBe(delimiter);
        file.Rows().Select(r => r.Record!.Country).ShouldBe(["CN", "IN"]);
    }

    [Fact]
    public void Commas_in_values_do_not_make_a_semicolon_list_a_comma_list()
    {
        using var file = ListFile.Text("Lieferant;Adresse;Land\nErfundene Textil, Co., Ltd.;Weg 1, Ort, Kreis;China\nAusgedachte Mode, Inc.;Weg 2, Stadt, Land;Indien\n");
        file.Opened().Delimiter.ShouldBe(';');
    }

    [Fact]
    public void Follows_the_hint_that_Excel_writes()
    {
        using var file = ListFile.Text("sep=;\r\nname;country\r\nFictional Weaving;China\r\n");
        file.Opened().HeaderRow.ShouldBe(2);
        file.Rows().Single().Record!.Name.ShouldBe("Fictional Weaving");
    }

    [Theory]
    [InlineData(65001, true, "UTF-8 with BOM")]
    [InlineData(65001, false, "UTF-8")]
    [InlineData(1200, true, "UTF-16 LE")]
    [InlineData(1200, false, "UTF-16 LE")]
    [InlineData(1201, true, "UTF-16 BE")]
    [InlineData(1201, false, "UTF-16 BE")]
    [InlineData(54936, false, "GB18030")]
    public void Finds_the_encoding_of_a_Chinese_list(int codePage, bool mark, string name)
    {
        using var file = ListFile.Text(Chinese, Encoding.GetEncoding(codePage), mark);
        file.Opened().EncodingName.ShouldBe(name);
        file.Rows().Select(r => (r.Record!.OwnId, r.Record.Name, r.Record.Country)).ShouldBe([("A1", "虚构纺织有限公司", "CN"), ("A2", "想象电子有限公司", "VN")]);
    }

    [Theory]
    [InlineData(65001, true, "UTF-8 with BOM")]
    [InlineData(65001, false, "UTF-8")]
    [InlineData(1200, false, "UTF-16 LE")]
    [InlineData(1252, false, "Windows-1252")]
    public void Finds_the_encoding_of_a_German_list(int codePage, bool mark, string name)
    {
        using var file = ListFile.Text(German, Encoding.GetEncoding(codePage), mark);
        file.Opened().EncodingName.ShouldBe(name);
        file.Rows().Select(r => (r.Record!.Name, r.Record.City, r.Record.Country)).ShouldBe([("Müller Fantasiewerke GmbH", "Köln", "AT"), ("Erfundene Möbel AG", "Zürich", "CH")]);
    }

    [Fact]
    public void Finds_the_encoding_of_a_list_that_is_plain_for_its_first_thousands_of_rows()
    {
        var text = new StringBuilder("name,country\n");
        for (var i = 0; i < 20_000; i++)
            text.Append("Fictional Weaving ").Append(i).Append(",China\n");
        text.Append("虚构纺织有限公司,中国\n");
        using var file = ListFile.Text(text.ToString(), Encoding.GetEncoding("GB18030"));
        file.Rows()[^1].Record!.Name.ShouldBe("虚构纺织有限公司");
    }

    [Fact]
    public void A_few_broken_bytes_do_not_turn_a_UTF_8_list_into_nonsense()
    {
        var bytes = Encoding.UTF8.GetBytes("name,country\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"Fabrik Größe {i},Österreich\n")) + "Broken X,China\n");
        bytes[Array.LastIndexOf(bytes, (byte)'X')] = 0xFF;
        using var file = ListFile.Bytes(bytes);
        file.Rows()[5].Record!.Name.ShouldBe("Fabrik Größe 5");
    }

    [Fact]
    public void A_workbook_is_known_by_its_content_whatever_its_name()
    {
        using var workbook = ListFile.Workbook(("Sheet1", [["name", "country"], ["Fictional Weaving", "China"]], []));
        using var file = ListFile.Bytes(File.ReadAllBytes(workbook.Path), "list.csv");
        file.Opened().Format.ShouldBe(ListFormat.Xlsx);
    }

    [Fact]
    public void Text_that_an_old_export_named_xls_is_read_as_text()
    {
        using var file = ListFile.Text("name\tcountry\nFictional Weaving\tChina\n", "export.xls");
        file.Opened().Format.ShouldBe(ListFormat.Tsv);
    }

    public static TheoryData<string, byte[], string> NoLists => new()
    {
        { "empty.csv", [], "empty" },
        { "blank.csv", "\n\n  \n"u8.ToArray(), "no rows" },
        { "picture.csv", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], "a picture" },
        { "program.csv", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x3E, 0, 1, 0, 0, 0], "binary" },
        { "report.csv", "%PDF-1.7 something"u8.ToArray(), "a PDF" },
        { "export.xls", "<html><table><tr><td>name</td></tr></table></html>"u8.ToArray(), "a web page" },
        { "list.xlsx", "name,country\nFictional Weaving,China\n"u8.ToArray(), "named .xlsx but is not an Excel workbook" },
        { "cut.xlsx", [0x50, 0x4B, 0x03, 0x04, 1, 2, 3, 4, 5, 6, 7, 8], "damaged" },
        { "old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0], "damaged" },
        { "headers.csv", "name,country\n"u8.ToArray(), "no rows below" },
        { "letter.csv", "Dear all, please find the suppliers below.\nKind regards, 2026\n"u8.ToArray(), "No " },
        { "nameless.csv", "country,city,postal code\nChina,Exampletown,100\nIndia,Sampleville,200\n"u8.ToArray(), "--map" },
    };

    [Theory]
    [MemberData(nameof(NoLists))]
    public void Refuses_what_is_no_list_and_says_why(string name, byte[] content, string reason)
    {
        using var file = ListFile.Bytes(content, name);
        file.Refused().ShouldContain(reason);
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_folder_are_refused()
    {
        SupplierListReader.Open("/nowhere/list.csv").ShouldBeOfType<UnusableList>().Reason.ShouldContain("no file");
        SupplierListReader.Open(Path.GetTempPath()).ShouldBeOfType<UnusableList>().Reason.ShouldContain("folder");
    }

    [Fact]
    public void A_workbook_with_a_password_is_refused_as_such()
    {
        using var file = ListFile.Bytes(LockedWorkbook.Bytes(), "locked.xlsx");
        file.Refused().ShouldContain("protected with a password");
    }

    [Fact]
    public void Another_office_document_is_refused()
    {
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("word/document.xml");
        using var file = ListFile.Bytes(zipped.ToArray(), "letter.xlsx");
        file.Refused().ShouldContain("not an Excel workbook");
    }

    [Fact]
    public void A_list_without_names_names_the_headers_it_saw()
    {
        using var file = ListFile.Text("country,city,postal code\nChina,Exampletown,100\n");
        file.Refused().ShouldContain("'country', 'city', 'postal code'");
    }
}
