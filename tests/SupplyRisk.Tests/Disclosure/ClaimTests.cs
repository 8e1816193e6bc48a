using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Wording;
using SupplyRisk.Screening;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Disclosure;

/// <summary>Which sentences claim something, in each language that statements are written in: the cases stand beside the phrases.</summary>
public sealed class ClaimTests
{
    private static readonly FrameworkShelf Shelf = new FrameworkFiles(new RulesetFolders(Path.Combine(TestInstallation.RepositoryRoot(), "rulesets"))).Current;

    private static readonly CheckText Check = new(Shelf.Claims, new Dictionary<string, FigureValue>(), [], new Dictionary<string, string>());

    public static TheoryData<string> Languages => [.. Shelf.Claims.Cases.Select(c => c.File).Distinct()];

    [Fact]
    public void The_files_have_no_problem_and_there_is_one_for_each_language() =>
        (Shelf.Issues.Count, string.Join(' ', Languages.Select(l => l.Data))).ShouldBe((0, "statements/claims.de.yaml statements/claims.es.yaml statements/claims.fr.yaml"));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_case_comes_out_as_it_says(string file)
    {
        foreach (var one in Shelf.Claims.Cases.Where(c => c.File == file))
        {
            var sentences = Sentences.Of(one.Text);
            sentences.Count.ShouldBe(1, one.Text);
            var why = Check.Check(sentences[0]).Why;
            why.Select(w => Shelf.Claims.Claims.FirstOrDefault(c => c.Says == w)?.Id ?? "number").Order(StringComparer.Ordinal).ShouldBe(one.Claims.Order(StringComparer.Ordinal), one.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_claim_has_a_case_and_some_cases_are_silent(string file)
    {
        var cases = Shelf.Claims.Cases.Where(c => c.File == file).ToList();
        Shelf.Claims.Claims.Select(c => c.Id).Except(cases.SelectMany(c => c.Claims)).ShouldBeEmpty();
        cases.Count(c => c.Claims.Count == 0).ShouldBeGreaterThan(2);
    }
}
