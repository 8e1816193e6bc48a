using System.Globalization;
using SupplyRisk.Search;

namespace SupplyRisk.Tests.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("cotton mills", "Word cotton|Word mills")]
    [InlineData("  cotton\t\u3000mills\n", "Word cotton|Word mills")]
    [InlineData("\"cotton mills\"", "Phrase cotton mills")]
    [InlineData("“cotton mills” 「棉纺」", "Phrase cotton mills|Phrase 棉纺")]
    [InlineData("cott*", "Prefix cott")]
    [InlineData("\"cotton mi\"*", "Prefix cotton mi")]
    [InlineData("-cotton −mills", "-Word cotton|-Word mills")]
    [InlineData("-\"cotton mills\" -cott*", "-Phrase cotton mills|-Prefix cott")]
    [InlineData("well-known S-0012", "Word well-known|Word S-0012")]
    [InlineData("A & B - C", "Word A|Word B|Word C")]
    [InlineData("AND OR NOT NEAR", "Word AND|Word OR|Word NOT|Word NEAR")]
    [InlineData("12:30 a:", "Word 12:30|Word a:")]
    [InlineData("地址:新疆", "Word 地址:新疆")]
    [InlineData("棉*", "Prefix 棉")]
    [InlineData("cotton\"mills\"", "Word cotton|Phrase mills")]
    [InlineData("\"http://example.org\"", "Phrase http://example.org")]
    [InlineData("cotton\0mills", "Word cotton\0mills")]
    public void Reads_words_phrases_beginnings_and_what_to_leave_out(string typed, string expected)
    {
        var parsed = SearchText.Parse(typed, SearchKind.Supplier);
        parsed.Problems.ShouldBeEmpty();
        string.Join('|', parsed.Terms.Select(t => $"{(t.Exclude ? "-" : "")}{t.Kind} {t.Text}")).ShouldBe(expected);
        parsed.Filters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("country:cn", "Country=CN")]
    [InlineData("country:CN Country:de", "Country=CN,DE")]
    [InlineData("-country:CN country:DE", "-Country=CN|Country=DE")]
    [InlineData("band:High flag:hard-trigger tier:2", "Band=high|Flag=hard_trigger|Tier=2")]
    [InlineData("band:\"cannot rate\" band:NONE", "Band=cannot_rate,none")]
    [InlineData("country:cn,DE,fr", "Country=CN,DE,FR")]
    [InlineData("-country:cn,DE", "-Country=CN,DE")]
    [InlineData("sector:\"Cotton, yarn\",Silk", "Sector=Cotton, yarn,Silk")]
    [InlineData("country:cn，de country:FR", "Country=CN,DE,FR")]
    [InlineData("sector:\"Cotton yarn\" source:erp province:Xinjiang", "Sector=Cotton yarn|ListSource=erp|Region=Xinjiang")]
    public void Reads_fields(string typed, string expected)
    {
        var parsed = SearchText.Parse(typed, SearchKind.Supplier);
        parsed.Problems.ShouldBeEmpty();
        string.Join('|', parsed.Filters.Select(f => $"{(f.Exclude ? "-" : "")}{f.Field}={string.Join(',', f.Values)}")).ShouldBe(expected);
        parsed.Terms.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("date:2025", "2025-01-01", "2025-12-31")]
    [InlineData("date:2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("date:2025-03-31", "2025-03-31", "2025-03-31")]
    [InlineData("date:2024..2025-06", "2024-01-01", "2025-06-30")]
    [InlineData("date:..2025", null, "2025-12-31")]
    [InlineData("date:2025..", "2025-01-01", null)]
    [InlineData("dated:2025-01..2025-06", "2025-01-01", "2025-06-30")]
    [InlineData("after:2025-03", "2025-03-01", null)]
    [InlineData("before:2025-03", null, "2025-02-28")]
    [InlineData("after:2024 before:2025", "2024-01-01", "2024-12-31")]
    public void Reads_dates_of_documents(string typed, string? from, string? to)
    {
        var parsed = SearchText.Parse(typed, SearchKind.Document);
        parsed.Problems.ShouldBeEmpty();
        (parsed.DateFrom?.ToString("o", CultureInfo.InvariantCulture), parsed.DateTo?.ToString("o", CultureInfo.InvariantCulture)).ShouldBe((from, to));
    }

    [Theory]
    [InlineData("cotton \"mills", 7, "never closed")]
    [InlineData("cotton contry:CN", 7, "Did you mean “country:”?")]
    [InlineData("see http://example.org", 4, "no field “http”")]
    [InlineData("see http://example.org", 4, "quotation marks")]
    [InlineData("colour:red", 0, "There is band, flag, country")]
    [InlineData("language:en", 0, "can be asked of documents only")]
    [InlineData("date:2025", 0, "can be asked of documents only")]
    [InlineData("country:China", 8, "two-letter code")]
    [InlineData("country:China", 8, "Did you mean “CN”?")]
    [InlineData("country:DE,Viet-Nam", 11, "Did you mean “VN”?")]
    [InlineData("band:hihg", 5, "Did you mean “high”?")]
    [InlineData("band:high,cirtical", 10, "Did you mean “critical”?")]
    [InlineData("flag:match", 5, "Did you mean “match_to_check”?")]
    [InlineData("-contry:CN", 1, "Did you mean “country:”?")]
    [InlineData("country:CN,", 10, "without a space")]
    [InlineData("country:CN, DE", 10, "without a space")]
    [InlineData("band:awful", 5, "low, medium, high, critical, cannot_rate")]
    [InlineData("flag:x", 5, "hard_trigger")]
    [InlineData("tier:0", 5, "whole number")]
    [InlineData("sector:---", 7, "no letter or digit")]
    [InlineData("*cotton", 0, "end of a word")]
    [InlineData("c*", 0, "too short")]
    [InlineData("&", 0, "no letter or digit")]
    [InlineData("\"", 0, "never closed")]
    public void Says_what_it_does_not_understand_and_where(string typed, int position, string message)
    {
        var parsed = SearchText.Parse(typed, SearchKind.Supplier);
        parsed.Problems.Count.ShouldBe(1);
        parsed.Problems[0].Position.ShouldBe(position);
        parsed.Problems[0].Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("date:soon")]
    [InlineData("date:2025-02-30")]
    [InlineData("date:..")]
    [InlineData("date:2025..2024")]
    [InlineData("before:0001")]
    [InlineData("-date:2025")]
    [InlineData("supplier:7")]
    public void Says_what_is_no_date_or_supplier(string typed) =>
        SearchText.Parse(typed, SearchKind.Document).Problems.Count.ShouldBe(1);

    [Fact]
    public void Reports_every_problem_at_once_and_keeps_what_it_understood()
    {
        var parsed = SearchText.Parse("cotton band:awful tier:x country:DE", SearchKind.Supplier);
        parsed.Problems.Select(p => p.Position).ShouldBe([12, 23]);
        parsed.Terms.Single().Text.ShouldBe("cotton");
        parsed.Filters.Single().Values.ShouldBe(["DE"]);
    }

    [Theory]
    [InlineData('a')]
    [InlineData('"')]
    [InlineData('*')]
    [InlineData('棉')]
    [InlineData('\0')]
    public void Refuses_very_long_input_without_reading_it(char c)
    {
        var parsed = SearchText.Parse(new string(c, 100_000), SearchKind.Supplier);
        parsed.Terms.ShouldBeEmpty();
        parsed.Problems.Single().Message.ShouldContain("100000 characters");
    }

    [Fact]
    public void Refuses_more_words_than_an_index_will_look_for()
    {
        SearchText.Parse(string.Join(' ', Enumerable.Range(0, 33).Select(n => $"w{n}")), SearchKind.Supplier)
            .Problems.Single().Message.ShouldContain("33 words");
        new SearchQuery { Kind = SearchKind.Supplier, Terms = [new(TermKind.Phrase, new string('棉', 300))] }
            .Problems().Single().ShouldContain("it may hold 256");
    }

    [Fact]
    public void Any_text_is_either_understood_or_told_of()
    {
        const string signs = "ab -\"*:“”棉\0\t\n^(){}[]+~\\/'%\uD800é…";
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var typed = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => signs[random.Next(signs.Length)])]);
            foreach (var kind in Enum.GetValues<SearchKind>())
            {
                var parsed = SearchText.Parse(typed, kind);
                parsed.Problems.ShouldAllBe(p => p.Position >= 0 && p.Position <= typed.Length && p.Message.Length > 0);
                parsed.ToQuery(kind).Problems().ShouldBeEmpty();
                if (SearchAnalysis.Tokens(typed).Count > 0)
                    (parsed.Terms.Count + parsed.Problems.Count).ShouldBeGreaterThan(0, typed);
            }
        }
    }

    [Theory]
    [InlineData("cotton country:CN", true, true)]
    [InlineData("band:high cotton", true, false)]
    [InlineData("cotton date:2025 kind:smeta", false, true)]
    public void One_text_is_asked_of_the_kinds_it_means_something_for(string typed, bool suppliers, bool documents)
    {
        var parsed = SearchText.ParseForAll(typed);
        parsed.Problems.ShouldBeEmpty();
        (parsed.Suppliers is not null, parsed.Documents is not null).ShouldBe((suppliers, documents));
    }

    [Theory]
    [InlineData("band:high kind:smeta", 10, "“band:” can be asked of suppliers only, “kind:” of documents only")]
    [InlineData("date:2025 tier:1", 10, "“date:” can be asked of documents only, “tier:” of suppliers only")]
    [InlineData("colour:red", 0, "There is band, flag, country, region, sector, tier, list, kind, language, supplier, date")]
    [InlineData("langauge:en", 0, "Did you mean “language:”?")]
    [InlineData("\"open", 0, "never closed")]
    public void One_text_that_means_nothing_for_either_kind_is_told_of_once(string typed, int position, string message)
    {
        var parsed = SearchText.ParseForAll(typed);
        var problem = parsed.Problems.ShouldHaveSingleItem();
        (parsed.Suppliers, parsed.Documents, problem.Position).ShouldBe((null, null, position));
        problem.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("contry:CN cotton", "country:CN cotton")]
    [InlineData("-band:hihg,low", "-band:high,low")]
    [InlineData("country:\"Viet Nam\"", "country:VN")]
    public void What_may_have_been_meant_can_be_put_in_its_place(string typed, string meant)
    {
        var problem = SearchText.ParseForAll(typed).Problems.ShouldHaveSingleItem();
        (typed[..problem.Position] + problem.Instead + typed[(problem.Position + problem.Length)..]).ShouldBe(meant);
    }

    [Theory]
    [InlineData("cotton  \"a  phrase\" begin* -without -\"not so\" country:cn country:DE -band:low", "cotton \"a  phrase\" begin* -without -\"not so\" country:CN,DE -band:low")]
    [InlineData("\"cotton mi\"* sector:\"Cotton, yarn\"", "\"cotton mi\"* sector:\"Cotton, yarn\"")]
    [InlineData("date:2025 S-0012", "S-0012 date:2025")]
    [InlineData("after:2025-03 well", "well date:2025-03-01..")]
    public void Is_written_again_as_a_text_that_means_the_same(string typed, string written)
    {
        var parsed = SearchText.ParseForAll(typed);
        (parsed.Suppliers ?? parsed.Documents).ShouldNotBeNull().ToText().ShouldBe(written);
    }

    [Fact]
    public void A_value_is_added_and_taken_away_by_its_link()
    {
        var asked = SearchText.Parse("cotton -country:VN", SearchKind.Supplier);
        asked.Adding(SearchField.Country, "CN").Adding(SearchField.Country, "DE").ToText().ShouldBe("cotton -country:VN country:CN,DE");
        asked.Adding(SearchField.Sector, "He said \"yarn\"").ToText().ShouldBe("cotton -country:VN sector:\"He said  yarn \"");
        var narrowed = SearchText.Parse("sector:\"Cotton Yarn\",silk", SearchKind.Supplier);
        narrowed.AsksFor(SearchField.Sector, "cotton yarn").ShouldBeTrue();
        narrowed.Removing(SearchField.Sector, "cotton yarn").ToText().ShouldBe("sector:silk");
        asked.Removing(SearchField.Country, "VN", exclude: true).ToText().ShouldBe("cotton");
    }

    [Fact]
    public void Any_text_means_the_same_when_written_again()
    {
        string[] pieces = ["ab", " ", " ", "-", "\"", "*", ":", "country:CN", ",DE", "band:low", "date:2025", "棉", "\0", "(", "é", "x1", "sector:", "\uD800", "..", "后"];
        var random = new Random(11);
        for (var round = 0; round < 5_000; round++)
        {
            var typed = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            foreach (var kind in Enum.GetValues<SearchKind>())
            {
                var parsed = SearchText.Parse(typed, kind);
                if (parsed.Problems.Count > 0) continue;
                var again = SearchText.Parse(parsed.ToText(), kind);
                again.Problems.ShouldBeEmpty($"{typed} → {parsed.ToText()}");
                again.Terms.ShouldBe(parsed.Terms, typed);
                Said(again).ShouldBe(Said(parsed), typed);
            }
        }

        static string Said(ParsedSearchText p) => string.Join('|', p.Filters.Select(f => $"{f.Exclude}{f.Field}={string.Join(',', f.Values)}")) + p.DateFrom + p.DateTo;
    }
}
