using System.IO.Compression;
using System.Text;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Tests.Ingestion.Documents;

public sealed class UnreadableDocumentTests
{
    private static byte[] Zip(string part)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            DocxFiles.Add(zip, part, "<x/>");
        return stream.ToArray();
    }

    private static byte[] LockedOffice() => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[600]];

    public static TheoryData<string, byte[], UnreadableCause, string> Files() => new()
    {
        { "empty.pdf", [], UnreadableCause.Malformed, "empty" },
        { "empty.docx", [], UnreadableCause.Malformed, "empty" },
        { "noise.txt", [1, 2, 3, 0, 255, 254, 0, 0, 9, 200, 0, 7], UnreadableCause.Malformed, "no document we know" },
        { "book.docx", Zip("xl/workbook.xml"), UnreadableCause.Malformed, "workbook" },
        { "files.docx", Zip("readme.txt"), UnreadableCause.Malformed, "archive" },
        { "cut.docx", Zip("word/document.xml")[..40], UnreadableCause.Malformed, "damaged" },
        { "locked.docx", LockedOffice(), UnreadableCause.Password, "password" },
        { "old.doc", [0xD0, 0xCF, 0x11, 0xE0, .. new byte[2000]], UnreadableCause.Malformed, "old binary Office" },
        { "photo.pdf", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], UnreadableCause.NoTextLayer, "JPEG" },
        { "note.docx", "{\\rtf1 hello}"u8.ToArray(), UnreadableCause.Malformed, "RTF" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Says_why_and_what_to_do(string name, byte[] content, UnreadableCause cause, string because)
    {
        using var folder = new ScratchFolder();
        var text = await Reading.ReadAsync(folder.Write(name, content));
        text.ShouldBeUnreadable(cause).Reason.ShouldContain(because);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_unreadable_too() =>
        (await Reading.ReadAsync("/nowhere/at/all.pdf")).ShouldBeUnreadable(UnreadableCause.Malformed).Reason.ShouldContain("could not be opened");

    [Fact]
    public async Task A_file_over_the_limit_is_not_read()
    {
        var text = await Reading.ReadAsync("a.txt", new string('x', 2_000), limits: ReaderLimits.Default with { MaxFileBytes = 1_000 });
        text.ShouldBeUnreadable(UnreadableCause.OverLimit);
    }

    [Fact]
    public async Task A_text_over_the_limit_is_not_read_in_part()
    {
        var text = await Reading.ReadAsync("a.txt", string.Join("\n\n", Enumerable.Repeat("Some words.", 500)), limits: ReaderLimits.Default with { MaxBlocks = 100 });
        text.ShouldBeUnreadable(UnreadableCause.OverLimit);
    }

    [Fact]
    public async Task Random_bytes_never_throw()
    {
        using var folder = new ScratchFolder();
        var random = new Random(20260314);
        byte[][] heads = [[], "%PDF-1.4\n"u8.ToArray(), "PK\x03\x04"u8.ToArray(), "<html>"u8.ToArray(), "{\\rtf"u8.ToArray(), [0xD0, 0xCF, 0x11, 0xE0], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF]];
        foreach (var head in heads)
        {
            var noise = new byte[random.Next(1, 3_000)];
            random.NextBytes(noise);
            var text = await Reading.ReadAsync(folder.Write("noise.bin", [.. head, .. noise]));
            text.ShouldBeNormalised();
            (text.Text.Length > 0 || text.Unreadable.Count > 0 || text.Blocks.Count == 0).ShouldBeTrue();
        }
    }
}
