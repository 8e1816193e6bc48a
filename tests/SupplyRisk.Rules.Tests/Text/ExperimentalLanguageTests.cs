using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;

namespace SupplyRisk.Rules.Tests.Text;

/// <summary>Languages that declare themselves experimental: what is found in them is shown as a hint and counts for nothing.</summary>
public sealed class ExperimentalLanguageTests
{
    private const string German = "Die Reisepässe der Arbeiter wurden von der Personalabteilung einbehalten.";
    private static readonly RulesetBundle Bundle = ShippedRulesets.Bundle;

    [Theory]
    [InlineData("de", German)]
    [InlineData("fr", "Les passeports des ouvriers sont conservés dans le coffre de l'employeur.")]
    [InlineData("pt", "Os passaportes dos trabalhadores estão guardados no cofre da fazenda.")]
    [InlineData("tr", "Göçmen işçilerin pasaportlarına işveren tarafından el konuldu.")]
    [InlineData("vi", "Hộ chiếu của thuyền viên bị giữ bởi công ty môi giới.")]
    [InlineData("id", "Paspor pekerja migran ditahan oleh agen.")]
    [InlineData("th", "นายหน้ายึดหนังสือเดินทางของแรงงาน")]
    public void A_passage_is_found_in_its_language_without_being_told_which_it_is(string language, string text)
    {
        var finding = Bundle.Scanner.Scan(text).ShouldHaveSingleItem();
        finding.Language.ShouldBe(language);
        finding.Status.ShouldBe(EvidenceStatus.Asserted);
        finding.Why.ShouldEndWith("(a hint: the language is experimental)");
    }

    [Fact]
    public void A_finding_in_an_experimental_language_is_shown_and_gives_no_points()
    {
        var finding = Bundle.Scanner.Scan(German).ShouldHaveSingleItem();
        Bundle.Counts(finding).ShouldBeFalse();
        Bundle.Counts(finding with { Language = "es" }).ShouldBeTrue();

        var hint = Score(finding);
        hint.Evidence.ShouldBe(0);
        hint.Band.ShouldBe(Band.CannotRate);
        hint.Contributions.ShouldContain(c => c.Rule == finding.Rule && c.IsHint);
        Score(finding with { Language = "es" }).Evidence.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_language_is_stable_or_experimental_and_nothing_else()
    {
        var problems = new List<string>();
        Read("{language: xx, status: experimental}", problems)!.IsExperimental.ShouldBeTrue();
        Read("{language: xx}", problems)!.IsExperimental.ShouldBeFalse();
        problems.ShouldBeEmpty();
        Read("{language: xx, status: trial}", problems);
        problems.ShouldHaveSingleItem().ShouldContain("'trial' is no status of a language");
    }

    private static ScoreCard Score(TextFinding finding) => Bundle.Score(new SubjectFacts
    {
        AsOf = new DateOnly(2026, 11, 1),
        Findings = [new FindingFact(finding, new DocumentFact("audit.pdf", new string('a', 64), "audit", new DateOnly(2026, 10, 1)), null)],
    });

    private static LanguageLexicon? Read(string yaml, List<string> problems)
    {
        var stream = new YamlDotNet.RepresentationModel.YamlStream();
        stream.Load(new StringReader(yaml));
        return TextLexicon.Read("xx", stream.Documents[0].RootNode, (_, message) => problems.Add(message));
    }
}
