using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Reference;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Screening.Reference;

/// <summary>A publisher's file takes the place of the shipped table, and rules say which edition they go by.</summary>
public sealed class ImportReferenceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("supplyrisk-test-").FullName;

    private string Own => Path.Combine(folder, "own");

    private static string Shipped => Path.Combine(TestInstallation.RepositoryRoot(), "rulesets");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_newer_list_of_goods_is_gone_by_and_named()
    {
        var data = Import("dol-goods", "Notes on this file,,,\nCountry/Area,Good,Child Labor,Forced Labor\nGermany,Garments,,X\nAtlantis,Garments,X,X\nKenya,Unheard Of Thing,X,\nFrance,Bricks,maybe,X\n", "2024 edition");
        data.Rows.Count(r => r[9] == "2024 edition").ShouldBe(2);
        data.Rows.ShouldAllBe(r => r[9] == "2024 edition" || r[7] == "true", "only goods made with a listed input stay from the shipped edition");
        data.Notes.Count.ShouldBe(3, "no such country, no such mark, no commodity");
        var rules = Loaded();
        Fired(rules, "inherent.dol-forced-labour", new SubjectFacts { AsOf = new(2026, 11, 22), Country = "DE", Goods = "cotton garments" }).ShouldNotBeNull().ShouldContain("2024 edition");
        Fired(rules, "inherent.dol-forced-labour", new SubjectFacts { AsOf = new(2026, 11, 22), Country = "AR", Goods = "garments" }).ShouldBeNull("the imported edition does not list it");
    }

    [Fact]
    public void The_slavery_index_speaks_once_it_is_imported()
    {
        Import("gsi", "Country,Region,\"Estimated prevalence of modern slavery per 1,000 population\"\nChad,Africa,11.25\nChile,Americas,3.2\n", "2023");
        var rules = Loaded();
        Fired(rules, "inherent.gsi-high-prevalence", new SubjectFacts { AsOf = new(2026, 11, 22), Country = "TD" }).ShouldNotBeNull().ShouldContain("11.3");
        Fired(rules, "inherent.gsi-high-prevalence", new SubjectFacts { AsOf = new(2026, 11, 22), Country = "CL" }).ShouldBeNull();
    }

    [Fact]
    public void Ratifications_are_dates_words_or_nothing()
    {
        Import("ilo-ratifications", "Country,C029,C105,P029\nChad,10 Nov 1960,In Force,\nChile,Not ratified,,\nPeru,,denounced,\n", "2026-11");
        var rules = Loaded();
        Fired(rules, "inherent.ilo-forced-labour-not-ratified", new SubjectFacts { AsOf = new(2026, 11, 22), Country = "TD" }).ShouldBeNull();
        Fired(rules, "inherent.ilo-forced-labour-not-ratified", new SubjectFacts { AsOf = new(2026, 11, 22), Country = "CL" }).ShouldNotBeNull().ShouldContain("2026-11");
        Fired(rules, "inherent.ilo-forced-labour-not-ratified", new SubjectFacts { AsOf = new(2026, 11, 22), Country = "PE" }).ShouldNotBeNull();
    }

    [Fact]
    public void Importing_again_replaces_and_two_tables_stand_side_by_side()
    {
        Import("gsi", "Country,Prevalence\nChad,11\n", "2023");
        Import("gsi", "Country,Prevalence\nChile,12\n", "2028");
        Import("ilo-ratifications", "Country,C029,C105\nChad,,\n", "2026");
        var rules = Loaded();
        Fired(rules, "inherent.gsi-high-prevalence", new SubjectFacts { AsOf = new(2026, 11, 22), Country = "CL" }).ShouldNotBeNull().ShouldContain("2028");
        Fired(rules, "inherent.gsi-high-prevalence", new SubjectFacts { AsOf = new(2026, 11, 22), Country = "TD" }).ShouldBeNull();
    }

    [Theory]
    [InlineData("dol-goods", "a,b\n1,2\n", "no header")]
    [InlineData("gsi", "", "no header")]
    [InlineData("gsi", "Country,Prevalence\nAtlantis,9\n", "no row could be used")]
    [InlineData("gsi", "Country,Prevalence\nChad,much\n", "no row could be used")]
    [InlineData("something", "Country\n", "no importer")]
    public void What_cannot_be_used_is_refused_and_nothing_written(string name, string text, string said)
    {
        Should.Throw<InvalidDataException>(() => Import(name, text, "2026")).Message.ShouldContain(said, Case.Insensitive);
        Directory.Exists(Own).ShouldBeFalse();
    }

    [Fact]
    public void An_edition_cannot_break_out_of_its_place()
    {
        Import("gsi", "Country,Prevalence\nChad,11\n", "2023\"\nrules: [] \\ {x}");
        Fired(Loaded(), "inherent.gsi-high-prevalence", new SubjectFacts { AsOf = new(2026, 11, 22), Country = "TD" }).ShouldNotBeNull();
    }

    private ReferenceData Import(string name, string text, string edition)
    {
        var path = Path.Combine(folder, "given.csv");
        File.WriteAllText(path, text);
        return ImportReference.Run(name, path, edition, Shipped, Own);
    }

    private RulesetBundle Loaded()
    {
        var load = RulesetLoader.Load(new RulesetFolders(Shipped, Own).Read());
        return load.Bundle ?? throw new InvalidOperationException(string.Join('\n', load.Issues));
    }

    private static string? Fired(RulesetBundle rules, string rule, SubjectFacts facts) => rules.Score(facts).Contributions.FirstOrDefault(c => c.Rule == rule)?.Because;
}
