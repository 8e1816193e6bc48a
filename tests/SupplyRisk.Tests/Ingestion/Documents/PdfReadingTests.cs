using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Tests.Ingestion.Documents;

public sealed class PdfReadingTests
{
    [Fact]
    public async Task Reads_Chinese_whole_sentences_and_labelled_cells()
    {
        var text = await Read("audit-zh.pdf");
        text.Title.ShouldBe("SMETA 审核报告");
        text.Lines().ShouldBe([
            "Title: SMETA 社会责任审核报告", "0/0/0: 工厂名称", "0/0/1: 纸月亮玩具有限公司", "0/1/0: 国家", "0/1/1: 中国", "0/2/0: 审核日期", "0/2/1: 2025年3月12日至14日",
            "0/3/0: 访谈人数", "0/3/1: 28人（单独12人，小组16人）", "Heading: 1. 自由选择职业",
            "Paragraph: 工厂的管理层保管了18名工人的护照，工人必须书面申请才能取回护照；受访的28名工人中有22名表示，他们在2024年11月之前向中介支付了3,000元押金，至今没有退还，因此不敢辞职。",
            "Paragraph: 工厂未发现其他问题。"]);
        text.ShouldBeNormalised();
    }

    [Fact]
    public async Task Reads_Spanish_with_its_accents_and_label_lines_apart()
    {
        var text = await Read("audit-es.pdf");
        text.Lines().ShouldBe([
            "Title: Informe de auditoría social", "Paragraph: Nombre de la fábrica: Confecciones Luna de Papel S.A.", "Paragraph: País: Perú",
            "Paragraph: Fecha de la auditoría: 12 al 14 de marzo de 2025", "Heading: Situación",
            "Paragraph: Según los trabajadores, la empresa retenía los pasaportes de dieciocho personas; además, se descontaban 120 soles al mes por el alojamiento, aunque ningún contrato mencionaba ese descuento. La dirección negó los hechos ante el equipo auditor."]);
    }

    [Fact]
    public async Task Joins_a_table_that_goes_on_over_pages_and_drops_its_repeated_head()
    {
        var text = await Read("table-over-pages.pdf");
        text.Pages.ShouldBe(2);
        text.Blocks.Where(b => b.Table is not null).Select(b => b.Table).Distinct().ShouldBe([0]);
        var rows = text.Blocks.Where(b => b.Table == 0).GroupBy(b => b.Row).ToList();
        rows.Count.ShouldBe(41);
        rows.Select(r => r.Count()).Distinct().ShouldBe([4]);
        text.Slice(rows[40].ElementAt(2)).ShouldBe("Finding number 40: workers of line 40 were paid 40 days after the legal date and told the auditors so in private.");
        rows.SelectMany(r => r).Select(b => b.Page).Distinct().ShouldBe([1, 2]);
        text.Lines()[^1].ShouldBe("Paragraph: End of the plan.");
        text.ShouldBeNormalised();
    }

    [Fact]
    public async Task Reads_two_columns_one_after_the_other_and_undoes_hyphens()
    {
        var text = await Read("two-columns.pdf");
        var paragraphs = text.Blocks.Where(b => b.Kind is BlockKind.Paragraph).Select(text.Slice).ToList();
        paragraphs.Count.ShouldBe(5);
        paragraphs[0].ShouldStartWith("Workers reported that the agency");
        paragraphs[0].ShouldEndWith("after the shift had ended.");
        paragraphs[1].ShouldContain("the costs of recruitment are left open");
        paragraphs[2].ShouldStartWith("No passports were kept");
        paragraphs[3].ShouldEndWith("when he was asked about them.");
        paragraphs[4].ShouldBe("This sentence stands below both columns.");
    }

    [Fact]
    public async Task Keeps_a_running_header_once_and_page_numbers_never()
    {
        var text = await Read("running-lines.pdf");
        text.Pages.ShouldBe(3);
        text.Lines().Count(l => l.Contains("Paper Moon Toys", StringComparison.Ordinal)).ShouldBe(1);
        text.Text.ShouldNotContain("Page ");
        text.Blocks.Where(b => b.Kind is BlockKind.Paragraph).Skip(1).Select(text.Slice)
            .ShouldAllBe(p => p.StartsWith("Paragraph 1 of", StringComparison.Ordinal) && p.EndsWith("at the site.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reads_tables_set_in_a_font_with_boxes_far_higher_than_its_letters()
    {
        var text = await Read("tall-boxes-zh.pdf");
        text.Lines().ShouldBe([
            "0/0/0: 类别", "0/0/1: 男", "0/0/2: 女", "0/0/3: 合计", "0/1/0: 本地员工", "0/1/1: 61", "0/1/2: 88", "0/1/3: 149",
            "0/2/0: 外省员工", "0/2/1: 247", "0/2/2: 288", "0/2/3: 535", "0/3/0: 劳务员工", "0/3/1: 70", "0/3/2: 26", "0/3/3: 96"]);
    }

    [Fact]
    public async Task Names_a_scanned_document()
    {
        var text = await Read("scanned.pdf");
        text.ShouldBeUnreadable(UnreadableCause.NoTextLayer).Reason.ShouldContain("OCR");
        text.Pages.ShouldBe(1);
    }

    [Fact]
    public async Task Names_the_scanned_page_among_others_and_reads_the_rest()
    {
        var text = await Read("mixed.pdf");
        text.Text.ShouldContain("retenía los pasaportes");
        var part = text.Unreadable.ShouldHaveSingleItem();
        (part.Page, part.Cause).ShouldBe((2, UnreadableCause.NoTextLayer));
    }

    [Fact]
    public async Task Names_a_locked_document() =>
        (await Read("encrypted.pdf")).ShouldBeUnreadable(UnreadableCause.Password).Reason.ShouldContain("password");

    [Fact]
    public async Task Says_what_to_install_where_the_tool_is_missing()
    {
        var text = await Read("audit-es.pdf", ReaderLimits.Default with { PdfToText = "/nowhere/pdftotext" });
        var reason = text.ShouldBeUnreadable(UnreadableCause.ToolMissing).Reason;
        reason.ShouldContain("apt-get install poppler-utils");
        reason.ShouldContain("brew install poppler");
        reason.ShouldContain("Windows");
    }

    [Fact]
    public async Task Stops_a_reader_that_hangs()
    {
        using var folder = new ScratchFolder();
        var limits = ReaderLimits.Default with { PdfToText = Script(folder, "sleep 600"), MaxTime = TimeSpan.FromMilliseconds(300) };
        (await Read("audit-es.pdf", limits)).ShouldBeUnreadable(UnreadableCause.OverLimit).Reason.ShouldContain("0.3 seconds");
    }

    [Fact]
    public async Task Stops_a_reader_that_writes_without_end()
    {
        using var folder = new ScratchFolder();
        var limits = ReaderLimits.Default with { PdfToText = Script(folder, "yes '<word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">a</word>'"), MaxToolOutputBytes = 1 << 20 };
        (await Read("audit-es.pdf", limits)).ShouldBeUnreadable(UnreadableCause.OverLimit).Reason.ShouldContain("1 MB");
    }

    [Fact]
    public async Task Stops_a_reader_that_writes_one_line_without_end()
    {
        using var folder = new ScratchFolder();
        var limits = ReaderLimits.Default with { PdfToText = Script(folder, "yes x | tr -d '\\n'") };
        (await Read("audit-es.pdf", limits)).ShouldBeUnreadable(UnreadableCause.OverLimit).Reason.ShouldContain("8 MB");
    }

    [Fact]
    public async Task Passes_over_words_without_letters()
    {
        using var folder = new ScratchFolder();
        var limits = ReaderLimits.Default with { PdfToText = Script(folder, "printf '<page width=\"595\" height=\"842\">\\n<block>\\n<line>\\n<word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\"></word>\\n<word xMin=\"3\" yMin=\"1\" xMax=\"9\" yMax=\"9\">cotton</word>\\n</line>\\n</block>\\n</page>\\n'") };
        (await Read("audit-es.pdf", limits)).Text.ShouldBe("cotton");
    }

    [Fact]
    public async Task Leaves_no_child_of_a_reader_behind_when_its_time_is_up()
    {
        using var folder = new ScratchFolder();
        var mark = Path.Combine(folder.Root, "child");
        var limits = ReaderLimits.Default with { PdfToText = Script(folder, $"sleep 600 & echo $! > '{mark}'; wait"), MaxTime = TimeSpan.FromSeconds(5) };
        (await Read("audit-es.pdf", limits)).ShouldBeUnreadable(UnreadableCause.OverLimit);
        var child = (await File.ReadAllTextAsync(mark, TestContext.Current.CancellationToken)).Trim();
        while (Directory.Exists($"/proc/{child}") && !(await File.ReadAllTextAsync($"/proc/{child}/stat", TestContext.Current.CancellationToken)).Contains(") Z ", StringComparison.Ordinal))
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stops_a_reader_that_needs_too_much_memory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "not configured: memory limits are set on Linux");
        (await Read("audit-zh.pdf", ReaderLimits.Default with { MaxToolMemoryBytes = 12 << 20 })).Unreadable.ShouldHaveSingleItem()
            .Cause.ShouldBeOneOf(UnreadableCause.OverLimit, UnreadableCause.ToolMissing);
    }

    [Fact]
    public async Task Leaves_no_process_behind_when_cancelled()
    {
        using var folder = new ScratchFolder();
        var mark = Path.Combine(folder.Root, "pid");
        var limits = ReaderLimits.Default with { PdfToText = Script(folder, $"echo $$ > '{mark}'; sleep 600") };
        using var cancel = new CancellationTokenSource();
        var reading = DocumentReader.ReadAsync(ScratchFolder.Fixture("audit-es.pdf"), limits, cancel.Token);
        while (!File.Exists(mark) || new FileInfo(mark).Length == 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        var pid = int.Parse(await File.ReadAllTextAsync(mark, TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        while (Directory.Exists($"/proc/{pid}"))
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Names_a_damaged_document()
    {
        using var folder = new ScratchFolder();
        var text = await Reading.ReadAsync(folder.Write("a.pdf", "%PDF-1.7\nnothing of use\n%%EOF"));
        RequireTool(text);
        text.ShouldBeUnreadable(UnreadableCause.Malformed).Reason.ShouldContain("damaged");
    }

    private static async Task<DocumentText> Read(string fixture, ReaderLimits? limits = null)
    {
        var text = await Reading.ReadAsync(ScratchFolder.Fixture(fixture), limits);
        if (limits is null)
            RequireTool(text);
        return text;
    }

    private static void RequireTool(DocumentText text) => Assert.SkipWhen(
        text.Unreadable.Any(u => u.Cause is UnreadableCause.ToolMissing), "not configured: pdftotext is not installed");

    private static string Script(ScratchFolder folder, string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "not configured: the stand-in is a shell script");
        var path = folder.Write("pdftotext", $"#!/bin/sh\n{command}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
