using SupplyRisk.Rules.Model;
using SupplyRisk.Screening.Reading;

namespace SupplyRisk.Tests.Screening.Reading;

/// <summary>How an audit was made, as its text states it: what was done, what was left out, and what only looks like it.</summary>
public sealed class AuditMethodTests
{
    [Theory]
    [InlineData("Auditor days: 2.5", 2.5)]
    [InlineData("The audit took 3 person-days on site.", 3.0)]
    [InlineData("审核人天：4", 4.0)]
    [InlineData("La auditoría duró 2 días auditor.", 2.0)]
    [InlineData("Workers take 12 days of leave.", null)]
    public void Reads_auditor_days(string text, double? days) => Of(text).AuditorDays.ShouldBe(days);

    [Theory]
    [InlineData("Total number of workers: 1,240", 1240)]
    [InlineData("员工总数：520人", 520)]
    [InlineData("Total de trabajadores: 1.100", 1100)]
    [InlineData("Number of workers interviewed: 26", null)]
    public void Reads_the_headcount(string text, int? workers) => Of(text).Headcount.ShouldBe(workers);

    [Theory]
    [InlineData("Twelve workers were interviewed off-site in a tea shop.", true)]
    [InlineData("Interviews took place away from the factory.", true)]
    [InlineData("审核员在厂外对8名工人进行了访谈。", true)]
    [InlineData("Se entrevistó a diez personas fuera de la planta.", true)]
    [InlineData("No off-site interviews were conducted.", false)]
    [InlineData("All interviews were held in the canteen.", false)]
    [InlineData("Interviews were held in the presence of a manager.", false)]
    [InlineData("Off-site interviews should be held next year.", null)]
    [InlineData("The auditors looked at the canteen.", null)]
    public void Reads_where_workers_were_interviewed(string text, bool? offSite) => Of(text).OffSiteInterviews.ShouldBe(offSite);

    [Theory]
    [InlineData("Workers were interviewed in their own language.", true)]
    [InlineData("An independent interpreter took part.", true)]
    [InlineData("员工以母语接受访谈。", true)]
    [InlineData("A supervisor acted as interpreter.", false)]
    [InlineData("Translation was provided by the factory.", false)]
    [InlineData("由工厂主管担任翻译。", false)]
    [InlineData("The interpreter arrived at nine.", null)]
    public void Reads_who_interpreted(string text, bool? own) => Of(text).OwnLanguage.ShouldBe(own);

    [Theory]
    [InlineData("The auditors visited both dormitories.", true)]
    [InlineData("Dormitories were not inspected.", false)]
    [InlineData("The hostel is out of scope of this audit.", false)]
    [InlineData("宿舍未检查。", false)]
    [InlineData("No se visitaron los dormitorios.", false)]
    [InlineData("Dormitories house 300 workers.", null)]
    public void Reads_whether_dormitories_were_seen(string text, bool? seen) => Of(text).DormitoriesInScope.ShouldBe(seen);

    [Theory]
    [InlineData("Two labour agents were interviewed.", true)]
    [InlineData("Recruitment agents were not included in the audit.", false)]
    [InlineData("The labour provider is out of scope.", false)]
    [InlineData("劳务公司不在审核范围内。", false)]
    [InlineData("Agents recruit in Kathmandu.", null)]
    public void Reads_whether_agents_were_seen(string text, bool? seen) => Of(text).AgentsInScope.ShouldBe(seen);

    [Theory]
    [InlineData("Two sets of time records were kept.", true)]
    [InlineData("The attendance records had been falsified.", true)]
    [InlineData("工厂存在两套考勤记录。", true)]
    [InlineData("Se llevaba doble contabilidad de horas.", true)]
    [InlineData("No double books were found.", false)]
    [InlineData("Falsified records would be a zero tolerance issue.", false)]
    [InlineData("工厂没有两套账。", false)]
    [InlineData("Records of two shifts were checked.", false)]
    public void Finds_double_books(string text, bool found) => Of(text).DoubleBooks.ShouldBe(found);

    [Theory]
    [InlineData("Workers appeared to have been coached.", true)]
    [InlineData("Four workers told us they had been briefed in the canteen on what to say.", true)]
    [InlineData("工人对工时问题统一口径。", true)]
    [InlineData("Las respuestas parecían ensayadas; respuestas ensayadas en tres casos.", true)]
    [InlineData("There were no signs of coaching.", false)]
    [InlineData("Line leaders receive coaching on quality.", false)]
    [InlineData("Coaching of workers is prohibited by the code.", false)]
    public void Finds_coached_answers(string text, bool found) => Of(text).CoachedAnswers.ShouldBe(found);

    [Theory]
    [InlineData("Auditors were refused access to the second building.", true)]
    [InlineData("The auditor was not allowed to interview agency workers.", true)]
    [InlineData("厂方拒绝审核员进入仓库。", true)]
    [InlineData("Se negó al auditor el acceso a las nóminas.", true)]
    [InlineData("Auditors were not refused access to any area.", false)]
    [InlineData("Workers were denied access to toilets.", false)]
    [InlineData("If auditors are refused access, the audit is void.", false)]
    public void Finds_refused_access(string text, bool found) => Of(text).AccessRefused.ShouldBe(found);

    [Theory]
    [InlineData("Certificate\nGoods: cotton lint\nCountry of origin: China, Aksu Prefecture\n", "cotton lint", null, "China, Aksu Prefecture")]
    [InlineData("Place of origin: Texas, United States\n", "goods", "US", "Texas, United States")]
    [InlineData("品名：籽棉\n原产地：新疆阿克苏\n", "籽棉", null, "新疆阿克苏")]
    [InlineData("Producto: tomate\nPaís de origen: España\n", "tomate", "ES", "España")]
    public void Reads_a_labelled_origin(string text, string goods, string? country, string place)
    {
        var origin = ReadFacts.Of(text).Origins.ShouldHaveSingleItem();
        (origin.Goods, origin.Place).ShouldBe((goods, place));
        if (country is not null) origin.Country.ShouldBe(country);
        text[origin.Start..origin.End].ShouldContain(place);
    }

    [Theory]
    [InlineData("Country of origin: not Xinjiang\n")]
    [InlineData("Most of China's cotton is grown in Xinjiang.\n")]
    [InlineData("The country of origin must be stated on each label.\n")]
    [InlineData("原产地：非新疆\n")]
    [InlineData("Place of origin: unknown\n")]
    public void Takes_no_origin_from_running_text_or_from_what_is_denied(string text) => ReadFacts.Of(text).Origins.ShouldBeEmpty();

    [Theory]
    [InlineData("The mill received 80 workers under a labour transfer agreement with Hotan.", true)]
    [InlineData("企业与和田地区签订劳动力转移协议。", true)]
    [InlineData("Poverty alleviation workshops were opened in Guizhou.", false)]
    [InlineData("Suppliers must not use labour transfer from Xinjiang.", false)]
    [InlineData("企业未参与援疆转移就业。", false)]
    public void Finds_transfer_wording_together_with_the_region(string text, bool found) => (ReadFacts.Of(text).TransferWording is not null).ShouldBe(found);

    [Theory]
    [InlineData("no ")]
    [InlineData("records ")]
    [InlineData("interviewed in the ")]
    [InlineData("审核员访谈")]
    public void A_megabyte_of_one_word_ends(string word) => ReadFacts.Of(string.Concat(Enumerable.Repeat(word, 1_000_000 / word.Length))).Method.DoubleBooks.ShouldBeFalse();

    private static AuditMethod Of(string text) => ReadFacts.Of(text).Method;
}
