using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Tests.Text;

/// <summary>What is peculiar to reading Chinese and Spanish.</summary>
public sealed class LanguageReadingTests
{
    [Theory]
    [InlineData("雇主綁定移工簽證，不能轉換雇主。", "雇主绑定移工签证，不能转换雇主。")]
    [InlineData("監工毆打漁工，並把護照鎖進保險櫃。", "监工殴打渔工，并把护照锁进保险柜。")]
    public void Traditional_characters_read_as_simplified_ones(string traditional, string simplified) =>
        ShippedText.Scanner.Scan(traditional).Select(f => (f.Rule, f.Status, f.Start, f.End))
            .ShouldBe(ShippedText.Scanner.Scan(simplified).Select(f => (f.Rule, f.Status, f.Start, f.End)));

    [Theory]
    [InlineData("Hace diez años la fábrica guardaba los pasaportes.", EvidenceStatus.Historic)]
    [InlineData("工厂扣押员工护照。已关闭。", EvidenceStatus.Remediated)]
    [InlineData("La empresa retenía los pasaportes de los trabajadores. Cerrado.", EvidenceStatus.Remediated)]
    [InlineData("审核发现工厂延迟支付2024年5月至7月的工资。", EvidenceStatus.Asserted)]
    [InlineData("工厂扣押员工护照，去年有三人因此报警。", EvidenceStatus.Asserted)]
    [InlineData("去年工厂扣押员工护照。", EvidenceStatus.Historic)]
    [InlineData("厂方已将护照归还给员工，此前由公司保管护照。", EvidenceStatus.Remediated)]
    [InlineData("若员工的护照被扣押，可拨打热线举报。", EvidenceStatus.Hypothetical)]
    [InlineData("厂方表示不扣押护照，工人访谈亦证实了这一点。", EvidenceStatus.Negated)]
    public void Numbers_in_words_closures_and_clauses_decide_the_status(string text, EvidenceStatus expected) =>
        ShippedText.Scanner.Scan(text).Select(f => f.Status).ShouldContain(expected, string.Join('\n', ShippedText.Scanner.Scan(text).Select(f => f.Why)));

    [Theory]
    [InlineData("27 pasaportes retenidos", "es")]
    [InlineData("Salarios impagados", "es")]
    [InlineData("27 passports retained", "en")]
    [InlineData("Wages unpaid", "en")]
    [InlineData("N.º\tHallazgo\tEstado\n1\t27 pasaportes retenidos\tAbierto", "es")]
    public void A_line_without_small_words_is_read_in_the_language_whose_words_it_has(string text, string language) =>
        ShippedText.Scanner.Scan(text).Where(f => f.Status == EvidenceStatus.Asserted).Select(f => f.Language).Distinct().ShouldBe([language]);

    [Theory]
    [InlineData("员工下班后可离开厂区，无需任何批准。", EvidenceStatus.Negated)]
    [InlineData("供应商应确保工人自行保管其身份证件，不得扣留、销毁或隐匿。", EvidenceStatus.Prohibited)]
    public void The_contrary_is_read_before_the_sign_whose_words_stand_in_it(string text, EvidenceStatus expected)
    {
        var statuses = ShippedText.Scanner.Scan(text).Select(f => f.Status).ToList();
        statuses.ShouldContain(expected);
        statuses.ShouldNotContain(EvidenceStatus.Asserted);
    }
}
