using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Screening.Reading;

/// <summary>What documents state of their method, of origins and of each other reaches the score.</summary>
public abstract class ReadDocumentFactsTests(Store store) : HandlerTest(store)
{
    public sealed class OnSqlite() : ReadDocumentFactsTests(Store.Sqlite);

    public sealed class OnPostgres() : ReadDocumentFactsTests(Store.Postgres);

    [Fact]
    public async Task Goods_documented_to_come_from_Xinjiang_are_a_hard_trigger()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-300/certificate of origin.txt", "Certificate of origin\n\nGoods: cotton lint\nPlace of origin: Aksu Prefecture, Xinjiang, China\n");
        await It.RunAsync();
        var row = await It.ReportAsync("S-300");
        row.Flags.ShouldContain("hard_trigger");
        row.Contributions.ShouldContain(c => c.Rule == "origin.xinjiang-documented" && c.Because.Contains("cotton lint", StringComparison.Ordinal));
        (await It.ReportAsync("S-100")).Contributions.ShouldContain(c => c.Rule == "network.upstream-trigger");
    }

    [Fact]
    public async Task An_audit_with_two_sets_of_books_lowers_nothing()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-300/report.txt", Fictional.Report("1 October 2026", "Two sets of time records were kept in the office."));
        await It.RunAsync();
        var rules = (await It.ReportAsync("S-300")).Contributions.Select(c => c.Rule).ToList();
        rules.ShouldContain("credibility.double-books");
        rules.ShouldNotContain("controls.independent-audit");
    }

    [Fact]
    public async Task A_report_that_repeats_another_sites_text_is_told_with_its_source_whichever_came_first()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-300/report.txt", Fictional.Report("1 October 2026", TextSketchTests.Report(7)));
        await It.RunAsync();
        (await It.ReportAsync("S-300")).Contributions.ShouldNotContain(c => c.Rule == "credibility.copied-text");
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("1 October 2025", TextSketchTests.Report(7)));
        await It.RunAsync();
        (await It.ReportAsync("S-300")).Contributions.ShouldContain(c => c.Rule == "credibility.copied-text" && c.Because.Contains("S-500/report.txt", StringComparison.Ordinal));
        (await It.ReportAsync("S-500")).Contributions.ShouldNotContain(c => c.Rule == "credibility.copied-text");
    }

    [Fact]
    public async Task One_audit_sent_in_twice_is_no_copy()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-300/report.txt", Fictional.Report("1 October 2026", TextSketchTests.Report(7)));
        await It.DocumentAsync("S-300/report-again.txt", Fictional.Report("1 October 2026", TextSketchTests.Report(7), "Sent again."));
        await It.RunAsync();
        (await It.ReportAsync("S-300")).Contributions.ShouldNotContain(c => c.Rule == "credibility.copied-text");
    }
}
