using SupplyRisk.Search;

namespace SupplyRisk.Tests.Search;

/// <summary>Which words find what.</summary>
public abstract partial class SearchIndexContract
{
    [Theory]
    [InlineData("cotton", new[] { 1, 2 }, "in any text of the supplier")]
    [InlineData("COTTON", new[] { 1, 2 }, "case does not matter")]
    [InlineData("cotton mills", new[] { 1 }, "all words must be there, in any of its texts")]
    [InlineData("nantong cotton", new[] { 1 }, "words may stand in different texts")]
    [InlineData("\"cotton yarn\"", new[] { 1 }, "a phrase is its words in order")]
    [InlineData("\"yarn cotton\"", new int[0], "and in no other")]
    [InlineData("cott*", new[] { 1, 2 }, "a beginning")]
    [InlineData("\"cotton fab\"*", new[] { 2 }, "a phrase that goes on")]
    [InlineData("otton", new int[0], "a word is found from its beginning only")]
    [InlineData("cotton -yarn", new[] { 2 }, "without")]
    [InlineData("-cotton", new[] { 3, 4, 5 }, "only without")]
    [InlineData("-cotton -S-0014", new[] { 4, 5 }, "without any of them")]
    [InlineData("S-0012", new[] { 1 }, "an id as it is written")]
    [InlineData("s-00*", new[] { 1, 2, 3, 4 }, "the beginning of an id")]
    [InlineData("棉纺", new[] { 3 }, "a word of a script without spaces")]
    [InlineData("棉", new[] { 3 }, "a single character")]
    [InlineData("纺棉", new int[0], "characters in order")]
    [InlineData("公司 虚构", new[] { 3 }, "two words of it in any order")]
    [InlineData("Ｃｏｔｔｏｎ", new[] { 1, 2 }, "full width")]
    [InlineData("cótton", new[] { 1, 2 }, "accents do not matter")]
    [InlineData("S.A. & Ficticia", new[] { 4 }, "signs are no words")]
    public async Task Finds_suppliers_by_their_words(string typed, int[] expected, string why)
    {
        await Write(Portfolio());
        (await Found(typed)).ShouldBe(expected, why);
    }

    [Theory]
    [InlineData("passport", "Passports kept by a Dockyard Agency", true)]
    [InlineData("passports", "one passport", true)]
    [InlineData("agencies", "an agency", true)]
    [InlineData("agency", "two agencies", true)]
    [InlineData("box", "boxes", false)]
    [InlineData("boxes", "a box", true)]
    [InlineData("retención", "retenciones", true)]
    [InlineData("pasaportes", "un pasaporte", true)]
    [InlineData("glasses", "a glass", true)]
    [InlineData("bus", "but", false)]
    [InlineData("\"passport\"", "passports", false)]
    [InlineData("passports of", "a passport of theirs", true)]
    [InlineData("passporting", "passports", false)]
    public async Task Finds_a_word_in_singular_and_plural_unless_it_is_quoted(string typed, string text, bool found)
    {
        await Write(Supplier(1, text), Supplier(2, "Something Else"));
        (await Found(typed)).ShouldBe(found ? [1] : []);
        (await Found("-" + typed.Split(' ')[0])).ShouldBe(found ? [2] : [1, 2]);
    }

    [Theory]
    [InlineData("Łódź Straße Øresund", "lodz strasse oresund")]
    [InlineData("Đặng Ğüneş İplik ışık", "dang gunes iplik isik")]
    [InlineData("ﾊﾞﾝｺｸ縫製", "バンコク 縫製")]
    [InlineData("บริษัทตัวอย่าง", "ตัวอย่าง")]
    [InlineData("ក្រុមហ៊ុន", "ហ៊ុន")]
    [InlineData("мебель Ёлка", "МЕБЕЛЬ елка")]
    [InlineData("한국섬유 주식회사", "한국*")]
    [InlineData("مُثَلَّث الأقمشة", "مثلث الاقمشة")]
    [InlineData("सूती वस्त्र", "वस्त्र")]
    [InlineData("𠮷野家縫製", "𠮷野")]
    [InlineData("soft\u00ADhyphen", "softhyphen")]
    [InlineData("Cafe\u0301", "Café")]
    public async Task Finds_names_in_many_scripts_however_they_are_typed(string name, string typed)
    {
        await Write(Supplier(1, name), Supplier(2, "Something Else"));
        (await Found(typed)).ShouldBe([1]);
    }

    [Fact]
    public async Task A_vowel_sign_tells_words_apart_where_it_is_part_of_the_letter()
    {
        await Write(Supplier(1, "かき"), Supplier(2, "がき"), Supplier(3, "ตา"), Supplier(4, "ตี"));
        (await Found("か")).ShouldBe([1]);
        (await Found("ตี")).ShouldBe([4]);
    }

    [Fact]
    public async Task No_phrase_reaches_from_one_value_into_the_next()
    {
        await Write(Supplier(1, "Made Up") with { Aliases = ["First Cotton", "Mills Second"] });
        (await Found("\"cotton mills\"")).ShouldBeEmpty();
        (await Found("\"mills second\"")).ShouldBe([1]);
    }

    [Theory]
    [InlineData("\" OR name:*")]
    [InlineData("NEAR(cotton mills, 5)")]
    [InlineData("cotton AND NOT mills")]
    [InlineData("p0 : cotton")]
    [InlineData("{p0 p1} : cotton")]
    [InlineData("^cotton")]
    [InlineData("- cotton -")]
    [InlineData("cotton)) OR ((mills")]
    [InlineData("'; DROP TABLE supplier; --")]
    [InlineData("¦")]
    [InlineData("cotton\0mills")]
    [InlineData("\"\"\"\"")]
    [InlineData("\\\" \\* \\")]
    [InlineData("\uD800")]
    [InlineData("cot+ton || &&")]
    [InlineData("\u202Ecotton\u2066mills\u2069")]
    [InlineData("cotton\u0000\u0001\u001B[31m\u007F")]
    [InlineData("cotton* AND mills* OR (near)")]
    [InlineData("p1:cotton + \"mills\"")]
    [InlineData("rowid MATCH rank")]
    [InlineData("{\"query\":{\"match_all\":{}}}")]
    [InlineData("cotton~2 mills^3 [a TO z] /.*/")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("%_' ESCAPE '\\")]
    public async Task Hostile_text_is_only_text(string text)
    {
        await Write(Portfolio());
        foreach (var kind in Enum.GetValues<TermKind>())
        {
            foreach (var exclude in new[] { false, true })
            {
                var page = await Ask(new SearchQuery { Kind = SearchKind.Supplier, Terms = [new(kind, text, exclude)] });
                page.Total.ShouldBeInRange(0, 5);
            }
        }
        var parsed = SearchText.Parse(text, SearchKind.Supplier);
        await Ask(parsed.ToQuery(SearchKind.Supplier));
        (await Found("cotton")).ShouldBe([1, 2], "the index stands as before");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\"")]
    [InlineData("棉")]
    [InlineData("*")]
    [InlineData("( ")]
    [InlineData("-a ")]
    [InlineData("\u202E")]
    [InlineData("country:")]
    public async Task Ten_thousand_characters_are_refused_and_change_nothing(string piece)
    {
        await Write(Portfolio());
        var text = string.Concat(Enumerable.Repeat(piece, 10_000 / piece.Length));
        SearchText.ParseForAll(text).Problems.ShouldHaveSingleItem().Message.ShouldContain("characters long");
        var query = new SearchQuery { Kind = SearchKind.Supplier, Terms = [new(TermKind.Phrase, text)] };
        query.Problems().ShouldNotBeEmpty();
        await Should.ThrowAsync<ArgumentException>(() => Ask(query));
        (await Found("cotton")).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Direction_marks_in_names_and_in_what_is_typed_hide_nothing()
    {
        await Write(Supplier(1, "\u202ECotton\u202C Mills"), Supplier(2, "Cot\u200Dton Works"));
        (await Found("cotton")).ShouldBe([1, 2]);
        (await Found("\u2067cotton\u2069 mills")).ShouldBe([1]);
    }

    [Fact]
    public async Task Words_that_look_like_operators_are_looked_for_as_words()
    {
        await Write(Supplier(1, "Near East Trading"), Supplier(2, "East Trading"), Supplier(3, "This And That"));
        (await Found("NEAR")).ShouldBe([1]);
        (await Found("and")).ShouldBe([3]);
    }

    [Fact]
    public async Task A_term_without_a_letter_or_digit_stands_in_no_text()
    {
        await Write(Portfolio());
        (await Ask(new SearchQuery { Kind = SearchKind.Supplier, Terms = [new(TermKind.Word, "!?")] })).Total.ShouldBe(0);
        (await Ask(new SearchQuery { Kind = SearchKind.Supplier, Terms = [new(TermKind.Word, "!?", Exclude: true)] })).Total.ShouldBe(5);
    }

    [Fact]
    public async Task Suppliers_and_documents_are_found_apart()
    {
        await Write(Supplier(1, "Cotton"), Document(2, "Cotton"));
        (await Found("cotton")).ShouldBe([1]);
        (await Found("cotton", SearchKind.Document)).ShouldBe([2]);
    }

    [Fact]
    public async Task A_name_counts_more_than_an_address()
    {
        await Write(
            Supplier(1, "Plain Trading") with { Address = "7 Orchid Street, Sampletown" },
            Supplier(2, "Orchid Trading") with { Address = "7 Plain Street, Sampletown" });
        Numbers(await Ask(Typed("orchid"))).ShouldBe([2, 1]);
    }
}
