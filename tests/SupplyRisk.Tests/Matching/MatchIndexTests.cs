using SupplyRisk.Matching;

namespace SupplyRisk.Tests.Matching;

public sealed class MatchIndexTests
{
    private static MatchIndex Index(params MatchEntry[] entries) =>
        MatchIndex.Build(entries, TokenFrequencies.Shipped, MatchSettings.Default);

    private static MatchQuery Query(string name, string? country = null, string? address = null, params string[] identifiers) =>
        new() { Name = name, Country = country, Address = address, Identifiers = identifiers };

    [Fact]
    public void An_equal_identifier_decides_whatever_the_names_say()
    {
        var index = Index(
            new MatchEntry { Id = "a", Name = "Brenik Textile" },
            new MatchEntry { Id = "b", Name = "Something Else Entirely", Identifiers = ["lei:5299-00ABC"] });
        var results = index.Match(Query("Brenik Textile", null, null, "LEI:529900abc"), 5, 0.5);
        results[0].EntryId.ShouldBe("b");
        results[0].IdentifierEqual.ShouldBeTrue();
        results[0].Score.Value.ShouldBe(1);
        results[1].EntryId.ShouldBe("a");
        results[1].IdentifierEqual.ShouldBeFalse();
    }

    [Fact]
    public void Contradictory_identifiers_are_said_and_lower_the_score()
    {
        var entry = new MatchEntry { Id = "a", Name = "Brenik Textile", Identifiers = ["uscc:91650000111111111A"] };
        var without = Index(entry).Match(Query("Brenik Textile"), 1, 0)[0];
        var against = Index(entry).Match(Query("Brenik Textile", null, null, "uscc:91330000222222222B"), 1, 0)[0];
        against.Score.Value.ShouldBeLessThan(without.Score.Value);
        against.Features.ShouldContain(feature => feature.Feature == "identifier" && feature.Points < 0);
    }

    [Fact]
    public void Country_orders_equal_names_and_filters_none()
    {
        var index = Index(
            new MatchEntry { Id = "a", Name = "Brenik Textile", Country = "VN" },
            new MatchEntry { Id = "b", Name = "Brenik Textile", Country = "CN" });
        index.Match(Query("Brenik Textil", "CN"), 5, 0.5).Select(result => result.EntryId).ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Address_decides_between_equal_names()
    {
        var index = Index(
            new MatchEntry { Id = "a", Name = "Brenik Garments", Address = "Plot 9, Export Zone, Gazipur" },
            new MatchEntry { Id = "b", Name = "Brenik Garments", Address = "12 Harbour Road, Chittagong" });
        index.Match(Query("Brenik Garments Ltd", null, "12 Harbour Rd, Chattogram"), 5, 0.5)[0].EntryId.ShouldBe("b");
    }

    [Fact]
    public void A_name_of_common_words_alone_is_found_among_thousands_that_hold_them()
    {
        static string Own(int i) => string.Concat(Enumerable.Range(0, 4).Select(k => "bdfglmnrtv"[i / (int)Math.Pow(10, k) % 10] + "a"));
        MatchEntry[] entries = [.. Enumerable.Range(0, 6_000).Select(i => new MatchEntry { Id = $"{i}", Name = $"Brenik {Own(i)} Textile" }), new MatchEntry { Id = "meant", Name = "Brenik Textile Co., Ltd." }];
        var index = Index(entries);
        index.Match(Query("Brenik Textiles"), 1, 0.5)[0].EntryId.ShouldBe("meant");
        index.Match(Query("Brennik Textile"), 1, 0.5)[0].EntryId.ShouldBe("meant");
        index.Match(Query($"Brenik {Own(4321)} Textiles"), 1, 0.5)[0].EntryId.ShouldBe("4321");
    }

    [Fact]
    public void A_name_of_one_very_common_word_is_found_before_those_that_only_sound_like_it()
    {
        static string Own(int i) => string.Concat(Enumerable.Range(0, 4).Select(k => "bdfglmnrtv"[i / (int)Math.Pow(10, k) % 10] + "a"));
        MatchEntry[] entries =
        [
            .. Enumerable.Range(0, 6_000).Select(i => new MatchEntry { Id = $"{i}", Name = $"Brenik {Own(i)} Textile" }),
            new MatchEntry { Id = "sounds alike", Name = "Brenak Foods" },
            new MatchEntry { Id = "meant", Name = "Brenik GmbH" },
        ];
        Index(entries).Match(Query("Brenik Ltd"), 1, 0.5)[0].EntryId.ShouldBe("meant");
    }

    [Theory]
    [InlineData("Qorvanetsil", "Qorvanetsil", true)]
    [InlineData("Qorvanetsil", "Qorvantsil", true)]
    [InlineData("Qorvanetsil", "Qorvanetisl", true)]
    [InlineData("Qorvanetsil", "Korvanetsil", true)]
    [InlineData("Qorvanetsil", "Qorvahnetzil", true)]
    [InlineData("Qorvanetsil", "Qorvnetsill", true)]
    [InlineData("Qorvanetsilmirvaxentolbrendikzven", "Qorvanetsimirvaxentolbrendikzven", true)]
    [InlineData("Qorvanetsilmirvaxentolbrendikzven", "Qorvanetsilmirvaxentolbrendikzvan", true)]
    [InlineData("Qorvanetsil", "Tolmirvaxen", false)]
    public void A_word_is_found_by_another_spelling(string listed, string asked, bool found) =>
        Index(new MatchEntry { Id = "a", Name = listed }).Match(Query(asked), 1, 0.3).Any().ShouldBe(found);

    [Fact]
    public void The_alias_that_fitted_is_shown_as_the_list_gives_it()
    {
        var index = Index(new MatchEntry { Id = "a", Name = "Tolmir Holdings", Aliases = ["Zvendik Óil", "Qorvane"] });
        index.Match(Query("zvendik oil"), 5, 0.5)[0].MatchedAlias.ShouldBe("Zvendik Óil");
    }

    [Fact]
    public void Initials_need_a_second_sign()
    {
        var index = Index(new MatchEntry { Id = "a", Name = "Zvendik National Tolmir Exploration Company", Country = "IR" });
        var alone = index.Match(Query("ZNTE"), 5, 0)[0];
        alone.Outcome.ShouldNotBe(MatchOutcome.Candidate);
        index.Match(Query("ZNTE", "IR"), 5, 0)[0].Score.Value.ShouldBeGreaterThan(alone.Score.Value);
    }

    [Fact]
    public void Initials_an_entry_spells_out_itself_are_nobody_elses()
    {
        var spelt = Index(new MatchEntry { Id = "a", Name = "Special Industries Group (SIG)", Country = "IR" });
        spelt.Match(Query("Sanam Industrial Group", "IR"), 5, MatchSettings.Default.ReviewThreshold).ShouldBeEmpty();
        spelt.Match(Query("SIG", "IR"), 5, 0.68)[0].EntryId.ShouldBe("a");
    }

    [Fact]
    public void Questions_are_candidates_and_relatives_and_nothing_else()
    {
        var index = Index(
            new MatchEntry { Id = "a", Name = "Brenik Textile Co., Ltd." },
            new MatchEntry { Id = "b", Name = "Brenik Insurance and Real Estate Holding" },
            new MatchEntry { Id = "c", Name = "Qorvane Textile Co., Ltd." },
            new MatchEntry { Id = "d", Name = "Brenik Group", IncludesSubsidiaries = true });
        var questions = index.Questions(Query("Brenik Textile Ltd"), 10);
        questions[0].EntryId.ShouldBe("a");
        questions[0].Outcome.ShouldBe(MatchOutcome.Candidate);
        questions.Select(question => question.EntryId).ShouldNotContain("c");
        questions.Single(question => question.EntryId == "b").Outcome.ShouldBe(MatchOutcome.Related);
        index.Questions(Query("Brenik Textile Ltd"), 1).Count.ShouldBe(1);
    }

    [Fact]
    public void Equal_names_are_told_apart_by_country_address_and_spelling_without_ties_at_the_top()
    {
        var index = Index(
            new MatchEntry { Id = "a", Name = "Brenik Garments", Country = "BD" },
            new MatchEntry { Id = "b", Name = "Brenik Garments", Country = "BD", Address = "12 Harbour Road, Chittagong" },
            new MatchEntry { Id = "c", Name = "BRENIK GARMENT CO", Country = "BD" },
            new MatchEntry { Id = "d", Name = "Brenik Garments", Country = "VN" });
        var results = index.Match(Query("Brenik Garments", "BD", "12 Harbour Road, Chittagong"), 5, 0.5);
        results.Select(result => result.EntryId).ShouldBe(["b", "a", "c", "d"]);
        results.Select(result => result.Score.Value).ShouldBeUnique();
        results.ShouldAllBe(result => result.Score.Value <= 1);
    }

    [Theory]
    [InlineData("lei:5299-00ABC", "LEI: 529900abc")]
    [InlineData("uscc:91650000111111111A", "uscc:91650000111111111a")]
    [InlineData("duns:15-048-3782", "duns:150483782")]
    [InlineData("vat:DE 999 010 012", "VAT:DE999010012")]
    [InlineData("os_id:CN2025299FK034Q", "os_id:cn2025299fk034q")]
    public void Each_kind_of_identifier_decides_however_it_is_written(string listed, string supplier)
    {
        var index = Index(new MatchEntry { Id = "a", Name = "Tolmir Holdings", Identifiers = [listed] });
        var found = index.Match(Query("Brenik Textile", null, null, supplier), 5, 0.68).ShouldHaveSingleItem();
        (found.IdentifierEqual, found.Score.Value, found.Outcome).ShouldBe((true, 1.0, MatchOutcome.Candidate));
    }

    [Theory]
    [InlineData("Brenik Textile Co Ltd", "CN")]
    [InlineData("Brenik Chemical", "VN")]
    [InlineData("Brenik (Wuxi) Textile Unit 2", null)]
    [InlineData("BNK", null)]
    public void The_points_of_the_explanation_add_up_to_the_score(string name, string? country)
    {
        var index = Index(
            new MatchEntry { Id = "a", Name = "Brenik Textile Group", Country = "CN" },
            new MatchEntry { Id = "b", Name = "Brenik Textile Unit 3" },
            new MatchEntry { Id = "c", Name = "Baru Nitro Kelapa" });
        var results = index.Match(Query(name, country), 5, 0);
        results.ShouldNotBeEmpty();
        foreach (var result in results)
        {
            result.Features.Sum(feature => feature.Points).ShouldBe(result.Score.Value, 1e-9);
            result.Features.ShouldAllBe(feature => feature.Because.Length > 0);
        }
    }

    [Fact]
    public void Looking_up_gives_the_score_that_comparing_gives()
    {
        string[] names = ["Brenik Textile Group", "Hetian Tolmir Apparel", "ООО Зведник", "Qorvane (Shanghai) Technology"];
        var index = Index([.. names.Select((name, i) => new MatchEntry { Id = $"{i}", Name = name })]);
        foreach (var name in (string[])["Brenick Textiles", "Hotan Tolmir Garment", "Zvednik LLC", "Qorvane Tech"])
        {
            var found = index.Match(Query(name), 1, 0)[0];
            NameCases.Compare(name, found.MatchedAlias).Score.ShouldBe(found.Score);
        }
    }

    [Fact]
    public void Many_threads_get_the_answers_of_one()
    {
        var index = Index([.. Enumerable.Range(0, 300).Select(i => new MatchEntry { Id = $"{i:000}", Name = $"{Word(i)} {Word(i * 7)} Textile" })]);
        var queries = Enumerable.Range(0, 300).Select(i => Query($"{Word(i)} {Word(i * 7)}")).ToList();
        var alone = queries.Select(query => Text(index.Match(query, 3, 0.3))).ToList();
        var together = queries.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(query => Text(index.Match(query, 3, 0.3))).ToList();
        together.ShouldBe(alone);
    }

    [Fact]
    public void Ids_must_be_unique() =>
        Should.Throw<ArgumentException>(() => Index(new MatchEntry { Id = "a", Name = "x" }, new MatchEntry { Id = "a", Name = "y" })).Message.ShouldContain("'a'");

    [Fact]
    public void A_hostile_name_is_answered()
    {
        var index = Index(new MatchEntry { Id = "a", Name = "Brenik" });
        foreach (var name in (string[])[new string('a', 100_000), string.Concat(Enumerable.Repeat("a ", 50_000)), new string('(', 10_000), "\uD800\uFFFF\u0000", string.Concat(Enumerable.Repeat("(also known as ", 5_000))])
            index.Match(Query(name), 5, 0).Count.ShouldBeLessThanOrEqualTo(1);
    }

    private static string Word(int seed)
    {
        const string consonants = "bdfgklmnprstvz";
        const string vowels = "aeiou";
        return $"{consonants[seed % 14]}{vowels[seed / 3 % 5]}{consonants[seed / 5 % 14]}{vowels[seed / 7 % 5]}{consonants[seed / 11 % 14]}";
    }

    private static string Text(IReadOnlyList<MatchResult> results) =>
        string.Join(';', results.Select(result => $"{result.EntryId}={result.Score}"));
}
