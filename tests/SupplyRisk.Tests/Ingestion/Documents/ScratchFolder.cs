using System.Text;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Tests.Ingestion.Documents;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("supplyrisk-documents-").FullName;

    public string Write(string name, string content, Encoding? encoding = null) => Write(name, (encoding ?? new UTF8Encoding(false)).GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Root);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>A file of Fixtures beside this source: made with Chromium's print to PDF and qpdf, all names fictional.</summary>
    public static string Fixture(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SupplyRisk.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? "", "tests", "SupplyRisk.Tests", "Ingestion", "Documents", "Fixtures", name);
    }
}

internal static class Reading
{
    public static Task<DocumentText> ReadAsync(string path, ReaderLimits? limits = null) =>
        DocumentReader.ReadAsync(path, limits ?? ReaderLimits.Default, TestContext.Current.CancellationToken);

    public static async Task<DocumentText> ReadAsync(string name, string content, Encoding? encoding = null, ReaderLimits? limits = null)
    {
        using var folder = new ScratchFolder();
        return await ReadAsync(folder.Write(name, content, encoding), limits);
    }

    /// <summary>Every block as "Kind: text", cells with table, row and column.</summary>
    public static List<string> Lines(this DocumentText text) => text.Blocks.Select(b =>
        $"{(b.Kind is BlockKind.Cell ? $"{b.Table}/{b.Row}/{b.Column}" : b.Kind)}: {text.Text[b.Start..b.End]}").ToList();

    public static string Slice(this DocumentText text, TextBlock block) => text.Text[block.Start..block.End];

    public static UnreadablePart ShouldBeUnreadable(this DocumentText text, UnreadableCause cause)
    {
        text.Text.ShouldBeEmpty();
        text.Blocks.ShouldBeEmpty();
        var part = text.Unreadable.ShouldHaveSingleItem();
        part.Cause.ShouldBe(cause, part.Reason);
        part.Page.ShouldBeNull();
        return part;
    }

    /// <summary>What holds for every text of every reader.</summary>
    public static void ShouldBeNormalised(this DocumentText text)
    {
        text.Text.IsNormalized(NormalizationForm.FormC).ShouldBeTrue();
        text.Text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')).ShouldBeFalse();
        text.Text.Any(c => c is '\u00AD' or '\u200B' or '\uFEFF').ShouldBeFalse();
        var end = 0;
        foreach (var block in text.Blocks)
        {
            block.Start.ShouldBeGreaterThanOrEqualTo(end);
            block.End.ShouldBeGreaterThan(block.Start);
            block.End.ShouldBeLessThanOrEqualTo(text.Text.Length);
            (block.Kind is BlockKind.Cell).ShouldBe(block.Table is not null);
            text.Text[end..block.Start].ShouldBeOneOf(end == 0 ? ["", "\t", "\t\t", "\t\t\t"] : Separators(text.Text[end..block.Start]));
            text.Slice(block).Trim().ShouldBe(text.Slice(block));
            text.Slice(block).ShouldNotContain("\t");
            end = block.End;
        }

        end.ShouldBe(text.Text.Length);
    }

    /// <summary>Between blocks stand tabs (cells), a line end (rows) or a blank line, the last two before tabs of empty cells.</summary>
    private static string[] Separators(string between)
    {
        var tabs = between.TrimStart('\n');
        tabs.All(c => c == '\t').ShouldBeTrue();
        return tabs.Length > 0 ? [tabs, "\n" + tabs, "\n\n" + tabs] : ["\n", "\n\n"];
    }
}
