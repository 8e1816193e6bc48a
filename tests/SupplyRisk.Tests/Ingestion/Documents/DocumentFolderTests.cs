using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Tests.Ingestion.Documents;

public sealed class DocumentFolderTests
{
    [Fact]
    public void Lists_documents_in_ordinal_order_and_says_why_others_are_left_out()
    {
        using var folder = new ScratchFolder();
        foreach (var name in new[] { "b.pdf", "B.PDF", "a/z.docx", "a/~$z.docx", "a.txt", ".hidden.pdf", "__MACOSX/x.pdf", "list.xls", "plan.xlsx", "photo.jpg", "plan.doc", "noextension", "审核.html" })
            folder.Write(name, "x");
        var listing = DocumentFolder.List(folder.Root, ReaderLimits.Default);
        listing.Files.Select(f => f.RelativePath).ShouldBe(["B.PDF", "a.txt", "a/z.docx", "b.pdf", "plan.xlsx", "审核.html"]);
        listing.Files[0].Bytes.ShouldBe(1);
        File.Exists(listing.Files[2].FullPath).ShouldBeTrue();
        listing.Ignored.Select(f => f.RelativePath).ShouldBe([".hidden.pdf", "__MACOSX", "a/~$z.docx", "list.xls", "noextension", "photo.jpg", "plan.doc"]);
        listing.Ignored.ShouldAllBe(f => f.Reason.Length > 10);
        listing.Ignored[3].Reason.ShouldContain("workbook");
    }

    [Fact]
    public void Follows_no_links()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "not configured: links need rights on Windows");
        using var folder = new ScratchFolder();
        folder.Write("a.pdf", "x");
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "round"), folder.Root);
        var listing = DocumentFolder.List(folder.Root, ReaderLimits.Default);
        listing.Files.ShouldHaveSingleItem();
        listing.Ignored.ShouldHaveSingleItem().Reason.ShouldContain("link");
    }

    [Fact]
    public void Stops_at_its_limits_and_says_so()
    {
        using var folder = new ScratchFolder();
        foreach (var name in new[] { "a.pdf", "b.pdf", "c.pdf", "d/e/f.pdf" })
            folder.Write(name, "x");
        var listing = DocumentFolder.List(folder.Root, ReaderLimits.Default with { MaxFiles = 2, MaxFolderDepth = 1 });
        listing.Files.Select(f => f.RelativePath).ShouldBe(["a.pdf", "b.pdf"]);
        listing.Ignored.Select(f => f.RelativePath).ShouldBe(["c.pdf", "d/e"]);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_the_callers_mistake() =>
        Should.Throw<DirectoryNotFoundException>(() => DocumentFolder.List("/nowhere/at/all", ReaderLimits.Default));

    [Fact]
    public async Task Hashes_a_files_bytes()
    {
        using var folder = new ScratchFolder();
        var path = folder.Write("a.txt", "abc");
        const string Expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        (await ContentHash.OfFileAsync(path, TestContext.Current.CancellationToken)).ShouldBe(Expected);
        ContentHash.Of("abc"u8).ShouldBe(Expected);
    }
}
