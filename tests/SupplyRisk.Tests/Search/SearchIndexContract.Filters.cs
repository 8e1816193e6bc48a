using SupplyRisk.Search;

namespace SupplyRisk.Tests.Search;

/// <summary>Filters, counts, scope, order and pages.</summary>
public abstract partial class SearchIndexContract
{
    [Theory]
    [InlineData("country:CN", new[] { 1, 3 })]
    [InlineData("country:cn country:de", new[] { 1, 2, 3 })]
    [InlineData("country:cn,de", new[] { 1, 2, 3 })]
    [InlineData("-country:CN,DE", new[] { 4, 5 })]
    [InlineData("sector:\"textiles\",Fishing -tier:1", new[] { 1, 3 })]
    [InlineData("-country:CN", new[] { 2, 4, 5 })]
    [InlineData("country:none", new[] { 5 })]
    [InlineData("band:high band:critical", new[] { 1, 3 })]
    [InlineData("band:none", new[] { 5 })]
    [InlineData("flag:risk", new[] { 1, 3 })]
    [InlineData("flag:hard_trigger", new[] { 3 })]
    [InlineData("flag:risk -flag:hard_trigger", new[] { 1 })]
    [InlineData("sector:textiles", new[] { 1, 2, 3 })]
    [InlineData("region:xinjiang", new[] { 3 })]
    [InlineData("tier:1", new[] { 2, 4 })]
    [InlineData("list:plant-2", new[] { 4 })]
    [InlineData("sector:Textiles country:CN cotton", new[] { 1 })]
    [InlineData("sector:nothing", new int[0])]
    public async Task Filters_suppliers_by_what_they_are(string typed, int[] expected)
    {
        await Write(Portfolio());
        (await Found(typed)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("kind:smeta", new[] { 11 })]
    [InlineData("language:zh", new[] { 12 })]
    [InlineData("country:CN", new[] { 11, 12 })]
    [InlineData("country:CN -country:DE", new[] { 12 })]
    [InlineData("date:2025", new[] { 11 })]
    [InlineData("date:2024..2025-03", new[] { 12 })]
    [InlineData("before:2025-06-30", new[] { 12 })]
    [InlineData("after:2025-06-30", new[] { 11 })]
    [InlineData("date:2025-06-30", new[] { 11 })]
    [InlineData("supplier:00000001-0000-0000-0000-000000000000", new[] { 11 })]
    [InlineData("supplier:none", new[] { 13 })]
    public async Task Filters_documents_by_what_they_are(string typed, int[] expected)
    {
        await Write(Audits());
        (await Found(typed, SearchKind.Document)).ShouldBe(expected);
    }

    [Fact]
    public async Task Counts_the_whole_result_set_by_field_whatever_the_page()
    {
        await Write(Portfolio());
        var page = await Ask(Typed("") with { PageSize = 1, Facets = [SearchField.Country, SearchField.Flag, SearchField.Tier] });

        page.Total.ShouldBe(5);
        page.Facets.Select(f => f.Field).ShouldBe([SearchField.Country, SearchField.Flag, SearchField.Tier]);
        page.Facets[0].Counts.ShouldBe([new("CN", 2), new("DE", 1), new("PE", 1), new("none", 1)]);
        page.Facets[1].Counts.ShouldBe([new("none", 3), new("risk", 2), new("hard_trigger", 1)]);
        page.Facets[2].Counts.ShouldBe([new("1", 2), new("2", 1), new("3", 1), new("none", 1)]);
    }

    [Fact]
    public async Task Counts_only_what_words_and_filters_let_through()
    {
        await Write(Portfolio());
        var page = await Ask(Typed("cotton sector:textiles -country:DE") with { Facets = [SearchField.Country] });
        page.Facets.Single().Counts.ShouldBe([new("CN", 1)]);
    }

    [Fact]
    public async Task Hits_totals_and_counts_show_nothing_outside_the_scope()
    {
        await Write([.. Portfolio(), .. Audits()]);
        var scope = SearchScope.Of(new HashSet<Guid> { Id(2), Id(4) });

        var suppliers = await Ask(Typed("") with { Facets = [SearchField.Country] }, scope);
        Numbers(suppliers).Order().ShouldBe([2, 4]);
        suppliers.Total.ShouldBe(2);
        suppliers.Facets.Single().Counts.ShouldBe([new("DE", 1), new("PE", 1)]);

        (await Found("", SearchKind.Document, scope)).ShouldBe([11], "a document linked to a supplier that may be seen");
        (await Index.CountAsync(SearchKind.Supplier, scope, Ct)).ShouldBe(2);
        (await Index.CountAsync(SearchKind.Document, scope, Ct)).ShouldBe(1);
        (await Index.CountAsync(SearchKind.Document, SearchScope.All, Ct)).ShouldBe(3);
    }

    [Fact]
    public async Task Restricted_documents_are_for_those_who_may_see_them()
    {
        await Write(Document(1, "passport") with { Restricted = true, Suppliers = [Id(9)] }, Document(2, "passport") with { Suppliers = [Id(9)] });
        (await Found("passport", SearchKind.Document)).ShouldBe([1, 2]);
        (await Found("passport", SearchKind.Document, SearchScope.AllUnrestricted)).ShouldBe([2]);
        (await Found("passport", SearchKind.Document, SearchScope.Of(new HashSet<Guid> { Id(9) }))).ShouldBe([2]);
    }

    [Fact]
    public async Task Orders_suppliers_by_risk_score_with_unscreened_ones_last()
    {
        await Write(Portfolio());
        Numbers(await Ask(Typed("") with { Order = SearchOrder.RiskScore })).ShouldBe([3, 1, 4, 2, 5]);
    }

    [Fact]
    public async Task Orders_documents_by_date_with_undated_ones_last()
    {
        await Write(Audits());
        Numbers(await Ask(Typed("", SearchKind.Document) with { Order = SearchOrder.Newest })).ShouldBe([11, 12, 13]);
    }

    [Theory]
    [InlineData("mills", SearchOrder.Relevance)]
    [InlineData("", SearchOrder.Relevance)]
    [InlineData("mills", SearchOrder.RiskScore)]
    public async Task Pages_show_every_hit_once_in_the_order_of_one_long_page(string typed, SearchOrder order)
    {
        await Write([.. Enumerable.Range(1, 47).Select(n => Supplier(n, $"{string.Concat(Enumerable.Repeat("Paper ", n % 4))}Mills") with { RiskScore = n % 5 == 0 ? null : n % 7 })]);
        var query = Typed(typed) with { Order = order };
        var whole = await Ask(query with { PageSize = 100 });
        whole.NextPageToken.ShouldBeNull();

        var seen = new List<int>();
        string? token = null;
        do
        {
            var page = await Ask(query with { PageSize = 10, PageToken = token });
            page.Total.ShouldBe(47);
            seen.AddRange(Numbers(page));
            token = page.NextPageToken;
        }
        while (token is not null);
        seen.ShouldBe(Numbers(whole));
        seen.Distinct().Count().ShouldBe(47);
    }

    [Fact]
    public async Task A_page_token_of_another_search_is_refused()
    {
        await Write(Portfolio());
        var token = (await Ask(Typed("") with { PageSize = 2 })).NextPageToken.ShouldNotBeNull();
        foreach (var wrong in new[] { Typed("cotton") with { PageToken = token }, Typed("") with { PageToken = token[..^2] }, Typed("") with { PageToken = "rubbish" } })
        {
            wrong.Problems().ShouldHaveSingleItem().ShouldContain("page token");
            await Should.ThrowAsync<ArgumentException>(() => Ask(wrong));
        }
    }

    private static DocumentSearchRecord[] Audits() =>
    [
        Document(11, "Workers keep their passports.") with { DocumentKind = "smeta", Language = "en", Date = new(2025, 6, 30), Suppliers = [Id(1), Id(2)], Countries = ["CN", "DE"] },
        Document(12, "工人自己保管护照。") with { DocumentKind = "bsci", Language = "zh", Date = new(2024, 2, 29), Suppliers = [Id(3)], Countries = ["CN"] },
        Document(13, "A policy of nobody."),
    ];
}
