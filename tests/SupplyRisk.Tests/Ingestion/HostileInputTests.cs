using System.IO.Compression;
using System.Text;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Tests.Ingestion.Documents;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Watchlists.Custom;

namespace SupplyRisk.Tests.Ingestion;

[CollectionDefinition("hostile input", DisableParallelization = true)]
public sealed class HostileInput;

/// <summary>Files made to exhaust, deceive or escape: each ends in a reason, within little memory. Alone, since what is allocated is counted.</summary>
[Collection("hostile input")]
public sealed class HostileInputTests : IDisposable
{
    private const int Mega = 1 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("supplyrisk-hostile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_of_a_gigabyte_is_refused_unread() =>
        Refused(Sparse("line.csv", 1L << 30), 8).ShouldContain("1073741824 bytes");

    [Fact]
    public void A_line_that_does_not_end_is_refused_with_its_number_after_its_first_megabyte()
    {
        var path = Written("line.csv", file =>
        {
            file.Write("name,country\nFictional Weaving,China\n"u8);
            var some = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("x,", Mega / 2)));
            for (var i = 0; i < 40; i++) file.Write(some);
        });
        Refused(path, 64).ShouldContain("Line 3 is longer than 1000000 characters");
    }

    [Fact]
    public void A_document_of_a_gigabyte_without_a_line_end_is_refused_unread() =>
        Unreadable(Sparse("line.txt", 1L << 30), 8).ShouldContain("1,073,741,824 bytes");

    [Fact]
    public void A_page_of_two_hundred_megabytes_is_refused_unparsed()
    {
        var path = Written("page.html", file =>
        {
            var some = Encoding.ASCII.GetBytes("<html>" + string.Concat(Enumerable.Repeat("<p>cotton</p>", Mega / 13)));
            for (var i = 0; i < 200; i++) file.Write(some);
        });
        Unreadable(path, 8).ShouldContain("more than the 16,777,216");
    }

    /// <summary>Ten gigabytes: a hundred parts that are all the same hundred megabytes of the file.</summary>
    [Fact]
    public void A_workbook_whose_parts_overlap_is_refused_long_before_it_is_unpacked() =>
        Refused(Bomb("bomb.xlsx", "xl/workbook.xml", "xl/worksheets/sheet{0}.xml"), 16).ShouldContain("grows more than 200 times");

    [Fact]
    public void A_workbook_cannot_hide_a_bomb_outside_of_its_usual_folders() =>
        Refused(Bomb("bomb.xlsx", "xl/workbook.xml", "elsewhere/{0}.xml"), 16).ShouldContain("grows more than 200 times");

    [Fact]
    public void A_document_that_unpacks_to_ten_gigabytes_is_refused_by_what_it_declares() =>
        Unreadable(Bomb("bomb.docx", "word/document.xml", "word/part{0}.xml"), 16).ShouldContain("unpacks");

    [Fact]
    public void A_document_that_lies_about_its_size_is_stopped_where_the_lie_ends() =>
        Unreadable(Bomb("lie.docx", "word/styles.xml", "word/document.xml", parts: 1, declared: 500), 100).ShouldNotBeEmpty();

    [Fact]
    public void A_workbook_that_lies_about_its_size_is_refused() =>
        Refused(Bomb("lie.xlsx", "xl/workbook.xml", "xl/sharedStrings.xml", parts: 1, declared: 500), 16).ShouldNotBeEmpty();

    [Fact]
    public void A_single_text_of_many_megabytes_in_a_workbook_is_refused_before_it_is_held()
    {
        var random = new Random(1); // so that it does not shrink, and no ratio gives it away
        var text = Convert.ToBase64String(Enumerable.Range(0, 6 * Mega).Select(_ => (byte)random.Next(256)).ToArray());
        var path = Written("text.xlsx", file => Sheet(file, $"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>"));
        Refused(path, 16).ShouldContain("a single text of more than");
    }

    [Theory]
    [InlineData("<row r=\"2147483000\"><c r=\"A2147483000\"><v>1</v></c></row>", "a row beyond 1048576", 1024)]
    [InlineData("<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>", "", 64)]
    [InlineData("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>", "16384 columns", 64)]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2147483647</v></c></row>", "", 64)]
    public void A_workbook_whose_numbers_claim_more_than_a_sheet_can_have_is_refused(string row, string because, int megabytes)
    {
        var head = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>country</t></is></c></row>";
        var path = Written("claims.xlsx", file => Sheet(file, head + row));
        Outcome(path, megabytes).ShouldContain(because);
    }

    [Fact]
    public void Entities_in_a_workbook_are_not_expanded()
    {
        var laughs = "<!DOCTYPE worksheet [<!ENTITY a \"ha\">" + string.Concat(Enumerable.Range(1, 12).Select(i => $"<!ENTITY {(char)('a' + i)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + i - 1)};", 10))}\">")) + "]>";
        var outside = "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
        foreach (var (doctype, entity) in ((string, string)[])[(laughs, "&m;"), (outside, "&x;")])
        {
            var path = Written("entities.xlsx", file => Sheet(file, $"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{entity}</t></is></c></row>", doctype));
            Refused(path, 16).ShouldContain("DTD");
        }
    }

    [Fact]
    public async Task A_document_cannot_read_a_file_of_ours()
    {
        var path = Written("outside.docx", file => file.Write(DocxFiles.Raw("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>")));
        (await Reading.ReadAsync(path)).ShouldBeUnreadable(UnreadableCause.Malformed).Reason.ShouldContain("DTD");
    }

    [Fact]
    public async Task Parts_named_to_escape_write_nothing_anywhere()
    {
        var path = Written("escape.docx", file => file.Write(DocxFiles.Raw(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>Cotton</w:t></w:r></w:p></w:body></w:document>",
            zip =>
            {
                foreach (var name in (string[])["../../escaped.txt", "/escaped.txt", "word/../../escaped.txt", "C:\\escaped.txt", "word/con"]) DocxFiles.Add(zip, name, "x");
            })));
        (await Reading.ReadAsync(path)).Text.ShouldBe("Cotton");
        Directory.EnumerateFileSystemEntries(_folder).ShouldHaveSingleItem();
    }

    [Fact]
    public void Ten_thousand_tables_within_tables_are_refused_in_a_page_and_in_a_document()
    {
        var html = "<html><body>" + string.Concat(Enumerable.Repeat("<table><tr><td>", 10_000)) + "x";
        Unreadable(Written("nested.html", f => f.Write(Encoding.ASCII.GetBytes(html))), 256).ShouldContain("nested more than 256 deep");
        var docx = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" + string.Concat(Enumerable.Repeat("<w:tbl><w:tr><w:tc>", 10_000)) + string.Concat(Enumerable.Repeat("</w:tc></w:tr></w:tbl>", 10_000)) + "</w:body></w:document>";
        Unreadable(Written("nested.docx", f => f.Write(DocxFiles.Raw(docx))), 64).ShouldContain("nested more than 256 deep");
    }

    [Fact]
    public void Ten_thousand_tables_one_after_another_are_read()
    {
        var html = "<html><body>" + string.Concat(Enumerable.Repeat("<table><tr><th>a</th><td>b</td></tr></table>", 10_000));
        var text = Read(Written("many.html", f => f.Write(Encoding.ASCII.GetBytes(html))), 512);
        text.Unreadable.ShouldBeEmpty();
        text.Blocks.Count.ShouldBe(20_000);
    }

    [Fact]
    public void Names_keep_nothing_that_hides_or_turns_what_follows()
    {
        const string Hidden = "\u202eevil\u2066 \u200bKet\u00adtle\u0007 \ud83e\udd86 \ufffe";
        using var list = ListFile.Text($"id,name,country\nS\u202e1,\"{Hidden}\",China\n" + string.Concat(Enumerable.Range(2, 50).Select(i => $"S{i},Imaginary Toys {i},India\n")));
        var record = list.Rows()[0].Record.ShouldNotBeNull();
        record.Name.ShouldBe("evil Kettle \ud83e\udd86 \ufffd");
        record.OwnId.ShouldBe("S1");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"id,name\ne\u202e-1,\"{Hidden}\"\n"));
        var entry = CustomListReader.Read(stream, "list").Entries.ShouldHaveSingleItem();
        entry.Id.ShouldBe("e-1");
        entry.Name.ShouldBe("evil Kettle \ud83e\udd86");
        Words.Visible("report\u202efdp.exe\u001b[2J").ShouldBe("report\\u202Efdp.exe\\u001B[2J");
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x41 })]
    [InlineData(new byte[] { 0xFE, 0xFF, 0xD8, 0x00 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0xC0, 0x80 })]
    [InlineData(new byte[] { 0x00, 0x00, 0x00, 0x00, 0x2C, 0x00 })]
    public void A_mark_of_an_encoding_that_the_rest_belies_is_read_or_refused(byte[] bytes)
    {
        Outcome(Written("lie.csv", f => f.Write(bytes)), 8).ShouldNotBeNull();
        Read(Written("lie.txt", f => f.Write(bytes)), 8).ShouldNotBeNull();
    }

    [Fact]
    public void A_workbook_cut_off_anywhere_is_refused()
    {
        using var sound = ListFile.Workbook(("Sheet1", [["name", "country"], ["Fictional Weaving", "China"]], ["A1:A2"]));
        var bytes = File.ReadAllBytes(sound.Path);
        for (var length = 1; length < bytes.Length; length += 37)
            Refused(Written("cut.xlsx", f => f.Write(bytes.AsSpan(0, length))), 16).ShouldNotBeEmpty();
    }

    [Fact]
    public void An_old_workbook_that_claims_more_rows_than_such_a_sheet_can_have_is_refused()
    {
        var real = Path.Combine(Directory.GetParent(TestInstallation.RepositoryRoot())?.FullName ?? "/", "shared", "real", "supplier-lists", "list_12.xls");
        if (!File.Exists(real)) Assert.Skip("The real supplier lists (../shared/real/supplier-lists) are not on this machine.");
        var bytes = File.ReadAllBytes(real);
        ReadOnlySpan<byte> dimensions = [0x00, 0x02, 0x0E, 0x00];
        var lastRow = bytes.AsSpan().IndexOf(dimensions) + 8;
        BitConverter.TryWriteBytes(bytes.AsSpan(lastRow), 0x7FFF_FFFF).ShouldBeTrue();
        var path = Written("claims.xls", file => file.Write(bytes));
        Refused(path, 256).ShouldContain("a row beyond 65536");
    }

    private string Refused(string path, int megabytes) => Within(megabytes, () => SupplierListReader.Open(path)).ShouldBeOfType<UnusableList>().Reason;

    /// <summary>Why it was refused, now or in a later row; empty if it can be read.</summary>
    private static string Outcome(string path, int megabytes) => Within(megabytes, () =>
    {
        if (SupplierListReader.Open(path) is not SupplierListReading reading) return ((UnusableList)SupplierListReader.Open(path)).Reason;
        try
        {
            return reading.Rows(TestContext.Current.CancellationToken).Count() < 0 ? "never" : "";
        }
        catch (UnusableListException e)
        {
            return e.Message;
        }
    });

    private static DocumentText Read(string path, int megabytes) => Within(megabytes, () => Reading.ReadAsync(path).GetAwaiter().GetResult());

    private static string Unreadable(string path, int megabytes) => Read(path, megabytes).Unreadable.ShouldHaveSingleItem().Reason;

    private static T Within<T>(int megabytes, Func<T> read)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = read();
        ((GC.GetTotalAllocatedBytes(precise: true) - before) >> 20).ShouldBeLessThan(megabytes);
        return result;
    }

    private string Sparse(string name, long bytes) => Written(name, file =>
    {
        file.Write("name,country\n"u8);
        file.SetLength(bytes);
    });

    private string Written(string name, Action<Stream> write)
    {
        var path = Path.Combine(_folder, name);
        using var file = File.Create(path);
        write(file);
        return path;
    }

    private static void Sheet(Stream file, string rows, string doctype = "")
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        DocxFiles.Add(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>""");
        DocxFiles.Add(zip, "xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        DocxFiles.Add(zip, "xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
        DocxFiles.Add(zip, "xl/worksheets/sheet1.xml", $"""{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>""");
    }

    /// <summary>A ZIP whose directory names the same hundred megabytes many times over; <paramref name="declared"/> is the size it gives them, else the true one.</summary>
    private string Bomb(string name, string first, string pattern, int parts = 100, uint? declared = null)
    {
        const int Unpacked = 100 * Mega;
        byte[] packed;
        uint crc;
        using (var one = new MemoryStream())
        {
            using (var zip = new ZipArchive(one, ZipArchiveMode.Create, leaveOpen: true))
            {
                using var entry = zip.CreateEntry("x", CompressionLevel.Fastest).Open();
                entry.Write("<a>"u8);
                var some = new byte[Mega];
                some.AsSpan().Fill((byte)'<');
                for (var written = 3; written < Unpacked; written += some.Length) entry.Write(some.AsSpan(0, Math.Min(some.Length, Unpacked - written)));
            }
            using var read = new ZipArchive(one);
            crc = read.Entries[0].Crc32;
            packed = one.ToArray().AsSpan(30 + 1, (int)read.Entries[0].CompressedLength).ToArray();
        }
        return Written(name, file =>
        {
            var names = Enumerable.Range(1, parts).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, i)).ToList();
            using var writer = new BinaryWriter(file, Encoding.ASCII, leaveOpen: true);
            // One honest small part first, then the one that all the others are.
            var small = Encoding.ASCII.GetBytes("<a/>");
            Local(writer, first, small, Crc(small), 4, stored: true);
            var at = (uint)file.Position;
            Local(writer, names[0], packed, crc, declared ?? Unpacked, stored: false);
            var directory = (uint)file.Position;
            Central(writer, first, 4, Crc(small), 4, 0, stored: true);
            foreach (var part in names) Central(writer, part, (uint)packed.Length, crc, declared ?? Unpacked, at, stored: false);
            var end = (uint)file.Position;
            writer.Write(0x06054b50u);
            writer.Write(0u);
            writer.Write((ushort)(parts + 1));
            writer.Write((ushort)(parts + 1));
            writer.Write(end - directory);
            writer.Write(directory);
            writer.Write((ushort)0);
        });
    }

    private static void Local(BinaryWriter writer, string name, byte[] data, uint crc, uint size, bool stored)
    {
        writer.Write(0x04034b50u);
        Common(writer, name, (uint)data.Length, crc, size, stored);
        writer.Write(Encoding.ASCII.GetBytes(name));
        writer.Write(data);
    }

    private static void Central(BinaryWriter writer, string name, uint packed, uint crc, uint size, uint at, bool stored)
    {
        writer.Write(0x02014b50u);
        writer.Write((ushort)20);
        Common(writer, name, packed, crc, size, stored);
        writer.Write(new byte[10]); // no comment, first disk, no attributes
        writer.Write(at);
        writer.Write(Encoding.ASCII.GetBytes(name));
    }

    private static void Common(BinaryWriter writer, string name, uint packed, uint crc, uint size, bool stored)
    {
        writer.Write((ushort)20);
        writer.Write((ushort)0);
        writer.Write((ushort)(stored ? 0 : 8));
        writer.Write(0u);
        writer.Write(crc);
        writer.Write(packed);
        writer.Write(size);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)0);
    }

    private static uint Crc(byte[] data)
    {
        using var one = new MemoryStream();
        using (var zip = new ZipArchive(one, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("x", CompressionLevel.NoCompression).Open();
            entry.Write(data);
        }
        using var read = new ZipArchive(one);
        return read.Entries[0].Crc32;
    }
}
