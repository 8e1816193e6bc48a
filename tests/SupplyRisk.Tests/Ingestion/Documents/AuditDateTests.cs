using System.Globalization;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Tests.Ingestion.Documents;

public sealed class AuditDateTests
{
    [Theory]
    [InlineData("12 March 2025", "2025-03-12")]
    [InlineData("12th of March, 2025", "2025-03-12")]
    [InlineData("March 12, 2025", "2025-03-12")]
    [InlineData("12-Mar-2025", "2025-03-12")]
    [InlineData("2025-03-12", "2025-03-12")]
    [InlineData("2025/3/12", "2025-03-12")]
    [InlineData("13/03/2025", "2025-03-13")]
    [InlineData("03/13/2025", "2025-03-13")]
    [InlineData("03/03/2025", "2025-03-03")]
    [InlineData("12.03.2025", "2025-03-12")]
    [InlineData("2–4 March 2026 (announced)", "2026-03-02..2026-03-04")]
    [InlineData("12 to 14 March 2025", "2025-03-12..2025-03-14")]
    [InlineData("30 March – 2 April 2025", "2025-03-30..2025-04-02")]
    [InlineData("30 December 2025 - 2 January 2026", "2025-12-30..2026-01-02")]
    [InlineData("March 12-14, 2025", "2025-03-12..2025-03-14")]
    [InlineData("12 March 2025, 14 March 2025", "2025-03-12..2025-03-14")]
    [InlineData("2025-03-12 to 2025-03-14", "2025-03-12..2025-03-14")]
    [InlineData("2025年3月12日", "2025-03-12")]
    [InlineData("2025 年 3 月 12 日至 14 日", "2025-03-12..2025-03-14")]
    [InlineData("2025年3月30日—4月2日", "2025-03-30..2025-04-02")]
    [InlineData("二〇二五年三月十二日", "2025-03-12")]
    [InlineData("12 de marzo de 2025", "2025-03-12")]
    [InlineData("12 y 13 de marzo del 2025", "2025-03-12..2025-03-13")]
    [InlineData("12. März 2025", "2025-03-12")]
    [InlineData("12. bis 14. März 2025", "2025-03-12..2025-03-14")]
    [InlineData("1er mars 2025", "2025-03-01")]
    [InlineData("12 de março de 2025", "2025-03-12")]
    [InlineData("12 Ağustos 2025", "2025-08-12")]
    [InlineData("ngày 12 tháng 3 năm 2025", "2025-03-12")]
    [InlineData("12 Agustus 2025", "2025-08-12")]
    [InlineData("12 มีนาคม 2568", "2025-03-12")]
    [InlineData("31 February 2025", "")]
    [InlineData("to be agreed", "")]
    public async Task Reads_dates_as_many_languages_write_them(string written, string expected) =>
        Show(await Read($"# Report\n\nAudit date: {written}")).ShouldBe(expected);

    [Theory]
    [InlineData("Audit date: 03/04/2025", "", "nothing tells")]
    [InlineData("Audit date: 03/04/2025\n\nReport date: 25/04/2025", "2025-04-03", "the report date has the day in front")]
    [InlineData("Audit date: 03/04/2025\n\nReport date: 04/25/2025", "2025-03-04", "the report date has the month in front")]
    [InlineData("Audit date (dd/mm/yyyy): 03/04/2025", "2025-04-03", "the label says the order")]
    [InlineData("Audit date: 03/04/2025\n\nThe auditors came on 4 March 2025.", "2025-03-04", "the same day is written out")]
    [InlineData("Audit date: 03/04/2025\n\nSeen: 25/04/2025 and 04/26/2025", "", "the document mixes both orders")]
    public async Task Never_guesses_which_number_is_the_month(string document, string expected, string because)
    {
        var facts = await Read("# Report\n\n" + document);
        Show(facts).ShouldBe(expected, because);
        if (expected.Length == 0)
        {
            var unsettled = facts.Unsettled.ShouldHaveSingleItem();
            (unsettled.Fact, unsettled.Raw).ShouldBe(("audit_date", "03/04/2025"));
            unsettled.Reason.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("The audit was conducted from 12 March 2025 to 14 March 2025 at the site.", "2025-03-12..2025-03-14")]
    [InlineData("La auditoría se realizó el 12 de marzo de 2025.", "2025-03-12")]
    [InlineData("审核员于2025年3月12日对工厂进行了审核。", "2025-03-12")]
    [InlineData("The previous audit was conducted on 12 March 2024.", "")]
    [InlineData("The next audit will be carried out on 12 March 2027.", "")]
    [InlineData("The company was founded on 12 March 1998.", "")]
    public async Task Takes_the_date_from_a_sentence_only_if_it_is_about_this_audit(string sentence, string expected) =>
        Show(await Read("# Report\n\n" + sentence)).ShouldBe(expected);

    [Fact]
    public async Task Says_that_a_month_is_no_day()
    {
        var facts = await Read("# Report\n\nAudit date: March 2025");
        facts.AuditFrom.ShouldBeNull();
        facts.Unsettled.ShouldHaveSingleItem().Reason.ShouldContain("month");
    }

    private static async Task<AuditFacts> Read(string content) =>
        AuditFacts.Read(await Reading.ReadAsync("a.md", content), "a.md");

    private static string Show(AuditFacts facts) => (facts.AuditFrom, facts.AuditTo) switch
    {
        ({ } from, { } to) when from.Value == to.Value => from.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ({ } from, { } to) => string.Create(CultureInfo.InvariantCulture, $"{from.Value:yyyy-MM-dd}..{to.Value:yyyy-MM-dd}"),
        _ => "",
    };
}
