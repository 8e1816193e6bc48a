using System.Globalization;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Tests.Text;

/// <summary>What is read as a quantity in a sentence in which something was found, and what is not.</summary>
public sealed class QuantityTests
{
    // Everything with a worker in it is found, so that only the reading of quantities is looked at.
    private static readonly Lazy<TextScanner> Scanner = new(() =>
    {
        var signs = new YamlMappingNode("en", Sign("@workers"), "zh", Sign("@workers"), "es", Sign("@workers"));
        var rule = TextRuleReader.Read("test.workers", Indicator.DebtBondage, signs, (_, message) => throw new InvalidOperationException(message));
        return TextScanner.Compile([rule!], ShippedText.Lexicon([])); // the patterns are right
    });

    private static YamlMappingNode Sign(string written) => new("signs", new YamlSequenceNode(written));

    [Theory]
    [InlineData("en", "Workers paid 120,000 rupees.", "money 120000 rupees")]
    [InlineData("en", "Workers paid Rs. 1,20,000 to the agent.", "money 120000 rupees")]
    [InlineData("en", "Workers paid 1.2 lakh Indian rupees.", "money 120000 INR")]
    [InlineData("en", "Workers paid NPR 120,000 each.", "money 120000 NPR")]
    [InlineData("en", "Workers paid RM3,500 each.", "money 3500 MYR")]
    [InlineData("en", "Workers paid US$ 1,250.50 each.", "money 1250.5 USD")]
    [InlineData("en", "Workers paid $900 or €700.", "money 900 dollars", "money 700 EUR")]
    [InlineData("en", "Workers paid between 90,000 and 120,000 taka.", "money 120000 BDT")]
    [InlineData("en", "Workers paid 3,000 yuan; RMB 500 was kept.", "money 3000 CNY", "")]
    [InlineData("en", "Workers paid one hundred and twenty thousand baht.", "money 120000 THB")]
    [InlineData("en", "Workers paid 80k rupees.", "money 80000 rupees")]
    [InlineData("zh", "工人支付了12万卢比。", "money 120000 rupees")]
    [InlineData("zh", "工人交了三千五百元。", "money 3500 CNY")]
    [InlineData("zh", "工人每人交人民币2,000元。", "money 2000 CNY")]
    [InlineData("zh", "工人付了1万2千令吉。", "money 12000 MYR")]
    [InlineData("zh", "工人付了两百美元。", "money 200 USD")]
    [InlineData("es", "Los trabajadores pagaron 1.200.000 pesos colombianos.", "money 1200000 COP")]
    [InlineData("es", "Los trabajadores pagaron 25 mil pesos.", "money 25000 pesos")]
    [InlineData("es", "Los trabajadores pagaron S/ 1,500 a la agencia.", "money 1500 PEN")]
    [InlineData("es", "Los trabajadores pagaron doscientos cincuenta soles.", "money 250 PEN")]
    [InlineData("es", "Los trabajadores pagaron 2 millones de pesos.", "money 2000000 pesos")]
    public void Money_keeps_the_country_that_is_said_and_no_other(string language, string text, params string[] expected) => Reads(language, text, expected);

    [Theory]
    [InlineData("en", "18 of 22 workers paid.", "people 18 of 22")]
    [InlineData("en", "Eighteen out of the 22 migrant workers paid.", "people 18 of 22")]
    [InlineData("en", "18/22 workers paid.", "people 18 of 22")]
    [InlineData("en", "Of the 22 workers interviewed, 18 had paid.", "people 18 of 22")]
    [InlineData("en", "We met 22 workers, 18 of whom had paid.", "people 22", "people 18 of 22")]
    [InlineData("en", "One worker of 120 paid.", "people 1 of 120")]
    [InlineData("en", "All ten interviewed workers paid.", "people 10 of 10")]
    [InlineData("en", "Nine of the 27 passports of workers were kept.", "things 9 documents of 27")]
    [InlineData("en", "27 workers paid.", "people 27")]
    [InlineData("en", "40 % of the workers paid.", "share 40 workers")]
    [InlineData("en", "Half of the workers paid 30 percent of wages.", "share 50 workers", "share 30 wages")]
    [InlineData("zh", "22名工人中有18名支付。", "people 18 of 22")]
    [InlineData("zh", "抽样的30名工人中26名支付。", "people 26 of 30")]
    [InlineData("zh", "27本护照中工人有9本。", "things 9 documents of 27")]
    [InlineData("zh", "四成工人支付。", "share 40 workers")]
    [InlineData("zh", "百分之六十的工人支付。", "share 60 workers")]
    [InlineData("es", "18 de 22 trabajadores pagaron.", "people 18 of 22")]
    [InlineData("es", "De los 22 trabajadores entrevistados, 18 pagaron.", "people 18 of 22")]
    [InlineData("es", "Pagaron treinta y cuatro trabajadores.", "people 34")]
    [InlineData("es", "Pagó el 40 % de los trabajadores.", "share 40 workers")]
    public void People_are_counted_with_their_whole(string language, string text, params string[] expected) => Reads(language, text, expected);

    [Theory]
    [InlineData("en", "Workers did 138 hours of overtime a month.", "hours 138 month")]
    [InlineData("en", "Workers had overtime of 138 hours in March.", "hours 138 month")]
    [InlineData("en", "Workers worked 84 hours per week.", "hours 84 week")]
    [InlineData("en", "Workers do 12-hour shifts.", "hours 12 day")]
    [InlineData("zh", "工人每月加班138小时。", "hours 138 month")]
    [InlineData("zh", "工人每周工作八十小时。", "hours 80 week")]
    [InlineData("es", "Los trabajadores cumplen 80 horas semanales.", "hours 80 week")]
    [InlineData("es", "Los trabajadores hacen doce horas al día.", "hours 12 day")]
    [InlineData("en", "Workers were unpaid for eleven months.", "duration 11 month")]
    [InlineData("en", "Workers went 26 consecutive days without rest.", "duration 26 day")]
    [InlineData("zh", "拖欠工人三个月工资。", "duration 3 month")]
    [InlineData("zh", "工人连续工作13天。", "duration 13 day")]
    [InlineData("es", "Se adeudan dos años de salario a los trabajadores.", "duration 2 year")]
    [InlineData("en", "A 14-year-old worker was there.", "age 14")]
    [InlineData("en", "Workers aged 15 were there.", "age 15")]
    [InlineData("zh", "工人年仅十六岁。", "age 16")]
    [InlineData("es", "Una trabajadora de 15 años de edad.", "age 15")]
    public void Hours_time_and_ages_keep_what_they_are_counted_in(string language, string text, params string[] expected) => Reads(language, text, expected);

    [Theory]
    [InlineData("en", "In 2024 workers paid.")]
    [InlineData("en", "Workers paid on 12 March 2025.")]
    [InlineData("en", "Workers paid (clause 5.2.1, section 12).")]
    [InlineData("en", "Workers called 0800 123 456.")]
    [InlineData("en", "We interviewed 22 workers.")]
    [InlineData("en", "22 workers were interviewed.")]
    [InlineData("en", "Workers on two-year contracts paid.")]
    [InlineData("en", "Workers paid five years ago.")]
    [InlineData("en", "Workers work seven days a week.")]
    [InlineData("en", "Workers are paid within 30 days.")]
    [InlineData("en", "Workers of line 8: they paid.")]
    [InlineData("en", "Several workers paid.")]
    [InlineData("zh", "2025年3月15日工人支付。")]
    [InlineData("zh", "工人三年前支付。")]
    [InlineData("zh", "二〇二四年工人支付。")]
    [InlineData("zh", "第3条：四川籍工人支付。")]
    [InlineData("zh", "访谈了22名工人。")]
    [InlineData("es", "El 15 de marzo de 2025 los trabajadores pagaron.")]
    [InlineData("es", "Hace tres años los trabajadores pagaron.")]
    [InlineData("es", "Se entrevistó a 22 trabajadores.")]
    public void Dates_numbers_of_clauses_and_those_only_asked_are_no_quantities(string language, string text) => Reads(language, text);

    [Theory]
    [InlineData("en", "The agent kept the passports of 27 workers. Nine of the 27 passports were given back.")]
    [InlineData("en", "Passports of 27 workers were held by management, but 9 of 27 passports were returned.")]
    [InlineData("en", "Passports of 27 workers were held by management. Nine passports were returned to the workers.")]
    [InlineData("es", "La agencia retuvo los pasaportes de 27 trabajadores. Se devolvieron nueve de 27.")]
    [InlineData("zh", "工厂扣押了27名工人的护照。27本护照中已归还9本。")]
    [InlineData("zh", "工厂扣押了27名工人的护照，已归还9本。")]
    public void What_was_put_right_in_part_stands_and_says_so(string language, string text)
    {
        var finding = ShippedRulesets.Bundle.Scanner.Scan(text, language).First(f => f.Rule == "ilo.identity-documents.held");
        finding.Status.ShouldBe(EvidenceStatus.Asserted);
        finding.Why.ShouldContain("only in part");
        finding.Quantities.ShouldAllBe(q => q.Value == 27 && q.Of == null, "what was given back weighs nothing");
    }

    [Theory]
    [InlineData("en", "The agent kept the passports of 27 workers. All 27 passports were given back.")]
    [InlineData("en", "The agent kept the passports of 27 workers. The passports were given back.")]
    [InlineData("es", "La agencia retuvo los pasaportes de 27 trabajadores. Se devolvieron todos los pasaportes.")]
    [InlineData("zh", "工厂扣押了27名工人的护照。护照已全部归还。")]
    public void What_was_put_right_wholly_is_put_right(string language, string text) =>
        ShippedRulesets.Bundle.Scanner.Scan(text, language).First(f => f.Rule == "ilo.identity-documents.held").Status.ShouldBe(EvidenceStatus.Remediated);

    [Fact]
    public void A_quantity_stands_where_it_says()
    {
        const string Text = "Passports are kept. Workers paid recruitment fees of 120,000 rupees to agents.";
        var quantity = ShippedRulesets.Bundle.Scanner.Scan(Text).SelectMany(f => f.Quantities).ShouldHaveSingleItem();
        Text[quantity.Start..quantity.End].ShouldBe("120,000 rupees");
        quantity.Text.ShouldBe("120,000 rupees");
    }

    [Fact]
    public void A_sentence_of_nothing_but_numbers_is_read_in_time()
    {
        var text = "Workers paid " + string.Join(' ', Enumerable.Range(1, 200_000).Select(i => i % 3 == 0 ? "of" : $"{i}")) + " rupees.";
        Scanner.Value.Scan(text, "en").ShouldNotBeEmpty();
    }

    private static void Reads(string language, string text, params string[] expected)
    {
        var found = Scanner.Value.Scan(text, language);
        found.ShouldNotBeEmpty();
        found.ShouldAllBe(f => f.Quantities.All(q => text.Substring(q.Start, q.End - q.Start) == q.Text));
        found.SelectMany(f => f.Quantities).Distinct().Select(Written).ShouldBe(expected.Where(e => e.Length > 0), text);
    }

    private static string Written(Quantity q) => string.Join(' ', new[]
    {
        q.Kind.Snake(), q.Value.ToString("0.##", CultureInfo.InvariantCulture), q.Unit,
        q.Of is { } of ? string.Create(CultureInfo.InvariantCulture, $"of {of:0}") : null,
    }.Where(p => p is not null));
}
