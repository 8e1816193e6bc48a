using SupplyRisk.Search;

namespace SupplyRisk.Tests.Search;

/// <summary>What a hit shows, and that it is the text itself.</summary>
public abstract partial class SearchIndexContract
{
    private const string LongAudit =
        "Social audit of an invented site\n\n" +
        "The opening meeting was held with management. Fire exits were clear. The canteen was clean and water was free of charge. " +
        "Passports were mentioned here once, in passing, among many other things of little interest to anybody at all. " +
        "Working hours were recorded with an electronic system, and the records of twelve months were seen for forty workers.\n\n" +
        "In the interviews, fourteen of twenty-two workers stated that the personnel office keeps their passports in a locked cabinet, " +
        "and that they must ask the personnel office in writing to get them back. Dépôts were deducted from wages.\n\n" +
        "Closing meeting: the findings were explained and accepted. 工人反映护照由中介统一保管，离职时才归还。 End of the report.";

    [Theory]
    [InlineData("passports cabinet", new[] { "passports", "cabinet" }, "the passage with most of the words")]
    [InlineData("\"personnel office\"", new[] { "personnel office", "personnel office" }, "a phrase is one mark")]
    [InlineData("depots", new[] { "Dépôts" }, "as it stands in the text")]
    [InlineData("deduct*", new[] { "deducted" }, "the whole word of a beginning")]
    [InlineData("护照", new[] { "护照" }, "characters of one word are one mark")]
    [InlineData("passports -cotton canteen", new[] { "canteen", "Passports" }, "what is left out is not marked")]
    public async Task Shows_the_passage_at_its_place_in_the_text(string typed, string[] marks, string why)
    {
        await Write(Document(1, LongAudit));
        var snippet = (await Ask(Typed(typed, SearchKind.Document))).Hits.Single().Snippet.ShouldNotBeNull();

        snippet.Part.ShouldBe(SearchTextPart.Text);
        snippet.Segments.Where(s => s.IsHit).Select(s => s.Text).ShouldBe(marks, why);
        snippet.Segments.ShouldAllBe(s => s.Text.Length > 0 && LongAudit.Substring(s.Start, s.Text.Length) == s.Text);
        string.Concat(snippet.Segments.Select(s => s.Text)).ShouldBe(LongAudit[snippet.Start..snippet.End]);
        (snippet.CutBefore, snippet.CutAfter).ShouldBe((snippet.Start > 0, snippet.End < LongAudit.Length));
        (snippet.End - snippet.Start).ShouldBeLessThan(300);
    }

    [Fact]
    public async Task Marks_the_words_in_the_title_and_says_which_other_text_fits()
    {
        await Write(Supplier(1, "Orchid Weaving <b>Works</b>") with { Address = "1 Weaving Lane, Sampletown", Goods = "curtains" });
        var hit = (await Ask(Typed("weaving"))).Hits.Single();

        hit.Title.Select(s => (s.Text, s.IsHit)).ShouldBe([("Orchid ", false), ("Weaving", true), (" <b>Works</b>", false)]);
        hit.Snippet.ShouldNotBeNull().Part.ShouldBe(SearchTextPart.Address);
    }

    [Fact]
    public async Task Shows_no_passage_where_only_the_title_fits()
    {
        await Write(Supplier(1, "Orchid Weaving") with { Address = "1 Invented Lane" });
        (await Ask(Typed("weaving"))).Hits.Single().Snippet.ShouldBeNull();
    }

    [Fact]
    public async Task Shows_the_native_name_that_was_found()
    {
        await Write(Supplier(1, "Invented Yarns") with { NativeName = "虚构纱线有限公司" });
        (await Ask(Typed("纱线"))).Hits.Single().Snippet.ShouldNotBeNull().Segments.Select(s => (s.Text, s.IsHit))
            .ShouldBe([("虚构", false), ("纱线", true), ("有限公司", false)]);
    }

    [Fact]
    public async Task Without_highlighting_or_words_nothing_is_marked()
    {
        await Write(Document(1, LongAudit) with { OwnTitle = "Passports" });
        foreach (var query in new[] { Typed("passports", SearchKind.Document) with { Highlight = false }, Typed("", SearchKind.Document) })
        {
            var hit = (await Ask(query)).Hits.Single();
            hit.Title.ShouldBe([new TextSegment("Passports", false, 0)]);
            hit.Snippet.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Never_cuts_a_character_in_two()
    {
        var text = string.Concat(Enumerable.Repeat("𠮷👩‍🏭e\u0301", 200)) + " needle " + string.Concat(Enumerable.Repeat("𠮷👩‍🏭e\u0301", 200));
        await Write(Document(1, text));
        var snippet = (await Ask(Typed("needle", SearchKind.Document))).Hits.Single().Snippet.ShouldNotBeNull();
        foreach (var segment in snippet.Segments)
        {
            char.IsLowSurrogate(segment.Text[0]).ShouldBeFalse();
            char.IsHighSurrogate(segment.Text[^1]).ShouldBeFalse();
        }
    }
}
