using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Screening;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Disclosure;

public sealed class FrameworkTests
{
    private const string Small = """
        id: xx-law
        name: A law of a place
        short: Xx Law
        jurisdiction: XX
        kind: statement
        status: in_force
        last_checked: 2026-11-01
        confidence: checked
        covered: {text: everybody, when: {measure: turnover, at_least: 5, currency: EUR}}
        approval: {text: the board}
        deadline: {text: each year, months_after_period: 6}
        publish: {text: on the website}
        sections:
          - {id: children, title: Children, asks: What is done for children?}
        items:
          - {id: xx-1, level: required, text: What is done for children, source: s 1, answered_in: children}
        """;

    [Fact]
    public void The_shipped_laws_have_no_problem()
    {
        var shelf = Shipped();
        shelf.Issues.ShouldBeEmpty();
        shelf.Frameworks.Count.ShouldBe(13);
        shelf.Frameworks.Where(f => f.IsStatement).Select(f => f.Id).ShouldBe(["us-ca-tscsa", "ca-s211", "uk-msa-54", "au-msa-2018"], ignoreOrder: true);
        shelf.Joint.ShouldHaveSingleItem().Laws.ShouldBe(["uk-msa-54", "au-msa-2018", "ca-s211"]);
    }

    [Fact]
    public void What_nobody_compared_with_its_source_is_marked() =>
        Shipped().Frameworks.SelectMany(f => f.Items).ShouldAllBe(i => i.Confidence != Confidence.Checked);

    [Fact]
    public void One_answer_serves_several_laws()
    {
        var shelf = Shipped();
        string[] Served(string section) => [.. shelf.Named("joint-uk-au-ca")!.SelectMany(l => l.Items).Where(i => i.Sections.Contains(section)).Select(i => i.Id)]; // shipped
        Served("structure").ShouldBe(["uk-54-5-a", "au-16-1-b", "ca-11-3-a"]);
        Served("training").ShouldBe(["uk-54-5-f", "ca-11-3-f"]);
    }

    [Fact]
    public void A_new_law_is_a_file_with_sections_of_its_own()
    {
        var shelf = FrameworkLoader.Load([.. ShippedFiles(), new RulesetFile("own:frameworks/xx-law.yaml", Small)]);
        shelf.Issues.ShouldBeEmpty();
        shelf.SectionsOf(shelf.Named("xx-law")!).ShouldHaveSingleItem().Title.ShouldBe("Children"); // just added
    }

    [Fact]
    public void An_own_file_takes_the_place_of_the_shipped_one_with_its_id()
    {
        var own = ShippedFiles().Single(f => f.Path == "frameworks/nz-msb-2026.yaml");
        var shelf = FrameworkLoader.Load([.. ShippedFiles(), new RulesetFile("own:" + own.Path, own.Text.Replace("status: draft", "status: in_force", StringComparison.Ordinal))]);
        shelf.Issues.ShouldBeEmpty();
        shelf.Find("nz-msb-2026")!.Status.ShouldBe(FrameworkStatus.InForce); // shipped as a bill
    }

    [Theory]
    [InlineData("kind: statement", "kind: statment", "`statment` is no value of `kind`")]
    [InlineData("status: in_force", "status: in_force\nstatsu_note: x", "`statsu_note` is unknown")]
    [InlineData("id: xx-law", "id: yy-law", "The file of `yy-law` is called yy-law.yaml")]
    [InlineData("last_checked: 2026-11-01", "", "`last_checked` is missing")]
    [InlineData("last_checked: 2026-11-01", "last_checked: 2026-11-01\nvalid_from: 2025-01-01\nvalid_to: 2024-01-01", "lies before")]
    [InlineData("at_least: 5, currency: EUR", "at_least: 5", "needs its `currency`")]
    [InlineData("measure: turnover", "measure: turnover, seat_in: [DE]", "exactly one of")]
    [InlineData("answered_in: children", "answered_in: childen", "There is no section `childen`")]
    [InlineData("id: xx-1", "id: ca-11-1", "is taken by frameworks/ca-s211.yaml")]
    [InlineData("answered_in: children", "met_by: text", "needs `answered_in`")]
    [InlineData("months_after_period: 6", "day: 31-05", "a day of the year like 05-31")]
    [InlineData("currency: EUR", "currency: EURO", "`EURO` is no currency")]
    [InlineData("{measure: turnover, at_least: 5, currency: EUR}", "{seat_in: [XF]}", "`XF` is no country: two capital letters (ISO 3166), or EU")]
    [InlineData("answered_in: children", "answered_in: children, signs: ['{slavry} & train*']", "There is no group of words `slavry`")]
    [InlineData("answered_in: children", "answered_in: children, signs: ['(train* & children']", "brackets and braces must close")]
    [InlineData("{id: children, title: Children", "{id: training, title: Children", "`training` is one that laws share")]
    [InlineData("{id: children,", "{id: Children!,", "made of small letters, digits and hyphens")]
    [InlineData("is done for children?}", "is done for children?, drafts: [{text: '{{entitty}} helps.'}]}", "There is no fact `entitty`")]
    [InlineData("is done for children?}", "is done for children?, drafts: [{text: '{people_traned} learnt it.'}]}", "There is no figure `{people_traned}`")]
    [InlineData("is done for children?}", "is done for children?, drafts: [{text: '{{#each laws}}x{{/each}}'}]}", "`{{#each laws}}` is not understood")]
    [InlineData("is done for children?}", "is done for children?, drafts: [{text: '{{#if entity}}x'}]}", "`{{#if}}` is not closed")]
    [InlineData("is done for children?}", "is done for children?, drafts: [{text: '{{#if entity}}x{{/unless}}'}]}", "`{{/unless}}` closes nothing")]
    [InlineData("is done for children?}", "is done for children?, drafts: [{text: 'x {{else}} y'}]}", "stands in no {{#if}}")]
    [InlineData("is done for children?}", "is done for children?, drafts: [{text: '{{entity} x'}]}", "A brace stands for itself nowhere")]
    [InlineData("is done for children?}", "is done for children?, drafts: [{text: x, needs: [people_traned]}]}", "There is no figure or fact `people_traned`")]
    [InlineData("is done for children?}", "is done for children?, drafts: [{text: x, laws: [uk-msa-55]}]}", "There is no law `uk-msa-55`")]
    [InlineData("{text: on the website}", "{text: on the website, fields: [{id: a, label: A, from: entity.nmae}]}", "`entity.nmae` is no value of a statement")]
    public void A_mistake_is_said_with_its_place(string right, string wrong, string said)
    {
        var shelf = FrameworkLoader.Load([.. ShippedFiles(), new RulesetFile("frameworks/xx-law.yaml", Small.Replace(right, wrong, StringComparison.Ordinal))]);
        shelf.Issues.ShouldContain(i => i.Message.Contains(said) && i.File == "frameworks/xx-law.yaml" && i.Line >= 1);
        shelf.Find("xx-law").ShouldBeNull("a law with a mistake is left out");
        shelf.Frameworks.Count.ShouldBe(13, "the others hold");
    }

    [Fact]
    public void While_an_own_file_has_a_problem_the_shipped_law_of_its_id_holds()
    {
        var own = ShippedFiles().Single(f => f.Path == "frameworks/uk-msa-54.yaml");
        var shelf = FrameworkLoader.Load([.. ShippedFiles(), new RulesetFile("own:" + own.Path, own.Text.Replace("level: required", "level: requierd", StringComparison.Ordinal))]);
        shelf.Find("uk-msa-54")!.IsOwn.ShouldBeFalse(); // shipped
        shelf.Joint.ShouldHaveSingleItem();
        shelf.IssuesOf("uk-msa-54").ShouldNotBeEmpty();
        shelf.IssuesOf("uk-msa-54").ShouldAllBe(i => i.File == "own:frameworks/uk-msa-54.yaml" && i.Suggestion == "required");
    }

    [Fact]
    public void A_law_with_a_problem_leaves_no_section_behind()
    {
        var shelf = FrameworkLoader.Load([.. ShippedFiles(), new RulesetFile("own:frameworks/xx-law.yaml", Small.Replace("kind: statement", "kind: x", StringComparison.Ordinal))]);
        shelf.Section("children").ShouldBeNull();
    }

    [Fact]
    public void Two_laws_with_one_section_id_are_told_apart()
    {
        var other = Small.Replace("xx-", "yy-", StringComparison.Ordinal);
        var shelf = FrameworkLoader.Load([.. ShippedFiles(), new RulesetFile("own:frameworks/xx-law.yaml", Small), new RulesetFile("own:frameworks/yy-law.yaml", other)]);
        shelf.Issues.ShouldHaveSingleItem().ToString().ShouldBe("own:frameworks/yy-law.yaml(14,5): The section id `children` is taken by own:frameworks/xx-law.yaml.");
        shelf.Find("xx-law").ShouldNotBeNull();
    }

    [Fact]
    public void The_law_written_out_in_the_README_has_no_problem_and_shares_what_it_says_it_shares()
    {
        var shelf = FrameworkLoader.Load([.. ShippedFiles(), new RulesetFile("own:frameworks/fd-fla.yaml", WrittenOut())]);
        shelf.Issues.ShouldBeEmpty();
        shelf.SectionsOf(shelf.Named("uk-msa-54+fd-fla")!).Count(s => s.Id is "structure" or "training" or "fd-border").ShouldBe(3); // just added
    }

    private static string WrittenOut()
    {
        var readme = File.ReadAllText(Path.Combine(TestInstallation.RepositoryRoot(), "rulesets", "README.md"));
        var from = readme.IndexOf("```yaml\nid: fd-fla", StringComparison.Ordinal) + "```yaml\n".Length;
        return readme[from..readme.IndexOf("```", from, StringComparison.Ordinal)];
    }

    [Fact]
    public void A_wrong_section_is_said_beside_what_keeps_the_law_from_being_read() =>
        FrameworkLoader.Load([new RulesetFile("frameworks/xx-law.yaml", Small.Replace("kind: statement", "kind: x", StringComparison.Ordinal).Replace("answered_in: children", "answered_in: y", StringComparison.Ordinal))]).Issues.Count.ShouldBe(2);

    [Fact]
    public void All_mistakes_are_said_at_once() =>
        FrameworkLoader.Load([new RulesetFile("frameworks/a.yaml", "id: b\nkind: x"), new RulesetFile("frameworks/c.yaml", "[")]).Issues.Select(i => i.File).Distinct().Count().ShouldBe(2);

    [Theory]
    [InlineData("2026-03-31", "2026-05-31")]
    [InlineData("2025-12-31", "2026-05-31")]
    [InlineData("2026-06-30", "2027-05-31")]
    public void A_deadline_on_a_day_is_the_next_such_day(string end, string due) =>
        Shipped().Find("ca-s211")!.Deadline.For(DateOnly.Parse(end, null)).ShouldBe(DateOnly.Parse(due, null)); // shipped

    [Fact]
    public void A_deadline_in_months_ends_with_the_month() =>
        Shipped().Find("uk-msa-54")!.Deadline.For(new DateOnly(2026, 8, 31)).ShouldBe(new DateOnly(2027, 2, 28)); // shipped

    private static FrameworkShelf Shipped() => FrameworkLoader.Load(ShippedFiles());

    private static IReadOnlyList<RulesetFile> ShippedFiles() =>
        [.. RulesetFolder.Read(Path.Combine(TestInstallation.RepositoryRoot(), "rulesets")).Where(f => f.Path.StartsWith("frameworks/", StringComparison.Ordinal) || f.Path.StartsWith("statements/", StringComparison.Ordinal))];
}
