using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Tests.Text;

/// <summary>What a passage says about a sign, and who says it. The first cases are those of the field's own list of guards.</summary>
public sealed class EvidenceStatusTests
{
    [Theory]
    [InlineData("No evidence of passport retention was found.", Indicator.RetentionOfIdentityDocuments, "negated")]
    [InlineData("Passports of 43 Nepali workers were held by the HR manager; workers had no key.", Indicator.RetentionOfIdentityDocuments, "asserted")]
    [InlineData("The facility does not have a policy prohibiting recruitment fees.", Indicator.DebtBondage, "hypothetical")]
    [InlineData("Workers are not charged recruitment fees.", Indicator.DebtBondage, "negated")]
    [InlineData("Although no child labour was observed, workers reported paying 90,000 BDT to the agent and taking a loan.", Indicator.DebtBondage, "asserted")]
    [InlineData("The supplier code prohibits the retention of identity documents.", Indicator.RetentionOfIdentityDocuments, "prohibited")]
    [InlineData("Retained passports were returned to all workers on 12 March and lockers with individual keys installed.", Indicator.RetentionOfIdentityDocuments, "remediated")]
    [InlineData("Training covers debt bondage, withholding of wages and excessive overtime.", Indicator.DebtBondage, "hypothetical")]
    [InlineData("Overtime is voluntary and workers may refuse it.", Indicator.ExcessiveOvertime, "negated")]
    [InlineData("It was not uncommon for wages to be paid two months late.", Indicator.WithholdingOfWages, "asserted")]
    [InlineData("Interviewed workers gave identical answers and appeared coached.", Indicator.IntimidationAndThreats, "asserted")]
    [InlineData("No evidence of forced labour, retention of passports or debt bondage.", Indicator.DebtBondage, "negated")]
    [InlineData("Are workers free to leave the site? Yes.", Indicator.RestrictionOfMovement, "negated")]
    [InlineData("Are workers free to leave the site? No.", Indicator.RestrictionOfMovement, "asserted")]
    [InlineData("Are passports kept by the employer?\tYes", Indicator.RetentionOfIdentityDocuments, "asserted")]
    [InlineData("Passports kept by the employer\tNo", Indicator.RetentionOfIdentityDocuments, "negated")]
    [InlineData("3.2\tWages paid two months late\tMajor\tClosed", Indicator.WithholdingOfWages, "remediated")]
    [InlineData("The following are prohibited:\n- retention of passports\n- debt bondage", Indicator.DebtBondage, "prohibited")]
    [InlineData("Passports are collected at the airport. They lie in the safe of the agent.", Indicator.RetentionOfIdentityDocuments, "asserted")]
    [InlineData("In the role play a foreman threatens a worker with deportation.", Indicator.IntimidationAndThreats, "hypothetical")]
    [InlineData("Scenario for discussion: wages are paid three months late.", Indicator.WithholdingOfWages, "hypothetical")]
    [InlineData("The guard who hit a worker in January has been dismissed.", Indicator.PhysicalAndSexualViolence, "remediated")]
    [InlineData("Any supervisor who strikes a worker will be dismissed.", Indicator.PhysicalAndSexualViolence, "prohibited")]
    [InlineData("It is not true that wages are paid late.", Indicator.WithholdingOfWages, "negated")]
    [InlineData("We could not confirm that wages had been withheld.", Indicator.WithholdingOfWages, "negated")]
    [InlineData("The farm next door does not pay its pickers.", Indicator.WithholdingOfWages, "third_party")]
    [InlineData("Management denied it; all ten interviewees said that passports are kept by the agent.", Indicator.RetentionOfIdentityDocuments, "asserted")]
    [InlineData("虽然没有发现童工，但工厂扣押了工人的护照。", Indicator.RetentionOfIdentityDocuments, "asserted")]
    [InlineData("未发现强迫劳动，扣押护照，债务奴役等情况。", Indicator.RetentionOfIdentityDocuments, "negated")]
    [InlineData("No se encontró trabajo forzoso, retención de pasaportes ni servidumbre por deudas.", Indicator.DebtBondage, "negated")]
    public void A_passage_is_read_clause_by_clause(string text, Indicator indicator, string expected)
    {
        var found = ShippedText.Scanner.Scan(text).Where(f => f.Indicator == indicator).ToList();
        found.Select(f => ShippedText.Snake(f.Status)).Distinct().ShouldBe([expected], string.Join('\n', found.Select(f => f.Why)));
    }

    [Theory]
    [InlineData("Audit date: 14 January 2026. From September to December 2025 workers did 126 hours of overtime a month.", "asserted")]
    [InlineData("审核日期：2026年1月14日。2025年9月至12月，工人平均每月加班126小时。", "asserted")]
    [InlineData("Fecha de la auditoría: 14 de enero de 2026. De septiembre a diciembre de 2025 los trabajadores hicieron 126 horas extra al mes.", "asserted")]
    [InlineData("Audit date: 14 January 2026. In 2019 workers did 126 hours of overtime a month.", "historic")]
    [InlineData("审核日期：2026年1月14日。2019年，工人平均每月加班126小时。", "historic")]
    [InlineData("Fecha de la auditoría: 14 de enero de 2026. En 2019 los trabajadores hicieron 126 horas extra al mes.", "historic")]
    public void The_months_before_an_audit_are_its_own_time_and_older_years_are_not(string text, string expected) =>
        ShippedText.Scanner.Scan(text).Where(f => f.Indicator == Indicator.ExcessiveOvertime).Select(f => ShippedText.Snake(f.Status)).Distinct().ShouldBe([expected]);

    [Theory]
    [InlineData("Workers stated that their passports are kept by the agent.", Speaker.Worker)]
    [InlineData("Management stated that passports are kept by HR for safety.", Speaker.Management)]
    [InlineData("The auditor observed that passports were kept in the HR office.", Speaker.Auditor)]
    [InlineData("Passports are kept in the HR office.", Speaker.Document)]
    public void The_speaker_is_named_where_it_shows(string text, Speaker expected) =>
        ShippedText.Scanner.Scan(text).ShouldHaveSingleItem().Speaker.ShouldBe(expected);
}
