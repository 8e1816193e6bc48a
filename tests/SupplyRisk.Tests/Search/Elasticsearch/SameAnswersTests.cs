using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using SupplyRisk.Rules.Model;
using SupplyRisk.Search;
using SupplyRisk.Search.Elasticsearch;
using SupplyRisk.Search.Embedded;

namespace SupplyRisk.Tests.Search.Elasticsearch;

/// <summary>On one corpus, any query finds the same records in both indices, with the same counts and passages, hostile input included.</summary>
public sealed class SameAnswersTests : ClusterTest
{
    private static readonly string[] s_words =
    [
        "cotton", "Cotton", "cótton", "Ｃｏｔｔｏｎ", "mills", "yarn", "Weberei", "棉纺", "棉", "虚构", "公司", "S-0012", "s", "00", "0012", "passport", "passports", "keep", "护照", "ﾊﾞﾝｺｸ",
        "Łódź", "Straße", "한국", "AND", "OR", "NOT", "NEAR", "*", "\"", "¦", "\0", "\uD800", "𠮷野", "e\u0301", "words.name:cotton", "(", "{\"match_all\":{}}", "a", "", " ", "-", "١٢", "none", "ก",
        "soft\u00ADhyphen", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    ];

    private static readonly Gen<string> s_word = Gen.Elements(s_words);

    private static readonly Gen<string> s_text =
        from count in Gen.Choose(1, 4)
        from words in s_word.ListOf(count)
        from how in Gen.Choose(0, 3)
        select how switch { 0 => string.Join(' ', words), 1 => string.Concat(words), 2 => words[0].Length > 2 ? words[0][..2] : words[0], _ => words[0] };

    private static readonly Gen<SearchTerm> s_term = from kind in Gen.Elements(TermKind.Word, TermKind.Phrase, TermKind.Prefix)
                                                     from text in s_text
                                                     from exclude in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
                                                     select new SearchTerm(kind, text, exclude);

    [Theory]
    [InlineData(SearchKind.Supplier)]
    [InlineData(SearchKind.Document)]
    public async Task Finds_the_same_in_both(SearchKind kind)
    {
        using var folder = new TemporaryFolder();
        using var embedded = new EmbeddedSearchIndex(folder.Path, NullLogger<EmbeddedSearchIndex>.Instance);
        var live = Environment.GetEnvironmentVariable(LiveElasticsearchTests.Variable);
        var options = string.IsNullOrEmpty(live) ? new ElasticsearchOptions { Nodes = [(await ClusterAsync()).Address] } : LiveElasticsearchTests.Options(live);
        using var cluster = new ElasticsearchSearchIndex(options, TimeProvider.System, NullLogger<ElasticsearchSearchIndex>.Instance);
        var random = new System.Random(20261122);
        var records = Enumerable.Range(1, 150).Select(SearchRecord (n) => kind == SearchKind.Supplier ? ASupplier(random, n) : ADocument(random, n)).ToList();
        records.Add(new DeletedSearchRecord(kind) { Id = Id(3), Version = 9 });
        foreach (var index in new ISearchIndex[] { embedded, cluster })
            await index.WriteAsync(new SearchBatch(records), Ct);

        foreach (var query in QueryOf(kind).Sample(250).Where(q => q.Problems().Count == 0))
        {
            var scope = random.Next(4) switch
            {
                0 => SearchScope.Of(Enumerable.Range(1, random.Next(80)).Select(Id).ToHashSet(), seesRestricted: random.Next(2) == 0),
                1 => SearchScope.AllUnrestricted,
                _ => SearchScope.All,
            };
            var (expected, found) = (await embedded.SearchAsync(query, scope, Ct), await cluster.SearchAsync(query, scope, Ct));
            var asked = string.Join(' ', query.Terms.Select(t => $"{(t.Exclude ? "-" : "")}{t.Kind}[{t.Text}]").Concat(query.Filters.Select(f => $"{f.Exclude}{f.Field}={string.Join('|', f.Values)}")));
            found.Total.ShouldBe(expected.Total, asked);
            Shown(found, query).ShouldBe(Shown(expected, query), asked);
            found.Facets.Select(f => $"{f.Field} {string.Join(' ', f.Counts)}").ShouldBe(expected.Facets.Select(f => $"{f.Field} {string.Join(' ', f.Counts)}"), asked);
            (found.NextPageToken is null).ShouldBe(expected.NextPageToken is null, asked);
        }
    }

    /// <summary>What each hit shows; the order counts where it is not that of relevance.</summary>
    private static IEnumerable<string> Shown(SearchPage page, SearchQuery query)
    {
        var shown = page.Hits.Select(h => $"{h.Id} {Text(h.Title)} {h.Snippet?.Part} {h.Snippet?.Start} {Text(h.Snippet?.Segments ?? [])}");
        return query.Order == SearchOrder.Relevance ? shown.Order(StringComparer.Ordinal) : shown;
    }

    private static string Text(IReadOnlyList<TextSegment> segments) => string.Concat(segments.Select(s => s.IsHit ? $"[{s.Text}]" : s.Text));

    private static Gen<SearchQuery> QueryOf(SearchKind kind) =>
        from count in Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Choose(1, 3)))
        from terms in s_term.ListOf(count)
        from filters in Filter(kind).ListOf(2)
        from filtered in Gen.Choose(0, 2)
        from order in Gen.Elements(SearchOrder.Relevance, kind == SearchKind.Supplier ? SearchOrder.RiskScore : SearchOrder.Newest)
        from dates in Gen.Elements<(DateOnly?, DateOnly?)>((null, null), (null, null), (new(2025, 1, 1), null), (null, new(2025, 6, 30)), (new(2024, 2, 29), new(2025, 6, 30)))
        select new SearchQuery
        {
            Kind = kind,
            Terms = terms,
            Filters = [.. filters.Take(filtered)],
            DateFrom = kind == SearchKind.Document ? dates.Item1 : null,
            DateTo = kind == SearchKind.Document ? dates.Item2 : null,
            Order = order,
            Facets = SearchFields.Of(kind),
            PageSize = order == SearchOrder.Relevance ? SearchQuery.MaxPageSize : 7, // a page by relevance may hold others
        };

    private static Gen<SearchFilter> Filter(SearchKind kind)
    {
        var ofSupplier = new (SearchField, string[])[]
        {
            (SearchField.Country, ["CN", "de", "none"]), (SearchField.Band, ["high", "none"]), (SearchField.Flag, ["risk", "none"]),
            (SearchField.Sector, ["textiles", "TEXTILES", "Fïshing", "nothing", "none"]), (SearchField.Tier, ["1", "2", "none"]), (SearchField.Region, ["Xinjiang", "新疆"]),
        };
        var ofDocument = new (SearchField, string[])[]
        {
            (SearchField.DocumentKind, ["smeta", "none"]), (SearchField.Language, ["en", "zh"]), (SearchField.Country, ["CN", "none"]), (SearchField.Supplier, [Id(5).ToString(), "none"]),
        };
        return from field in Gen.Elements(kind == SearchKind.Supplier ? ofSupplier : ofDocument)
               from values in Gen.NonEmptyListOf(Gen.Elements(field.Item2))
               from exclude in Gen.Elements(true, false)
               select new SearchFilter(field.Item1, [.. values], exclude);
    }

    private static SupplierSearchRecord ASupplier(System.Random random, int number) => new()
    {
        Id = Id(number),
        Version = 1,
        Name = Some(random, 3),
        NativeName = random.Next(2) == 0 ? Some(random, 2) : null,
        Aliases = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Some(random, 2))],
        OwnId = $"S-{number:D4}",
        Address = random.Next(2) == 0 ? Some(random, 3) : null,
        Goods = random.Next(2) == 0 ? Some(random, 2) : null,
        ListSource = random.Next(2) == 0 ? "erp" : "Plant 2",
        Country = OneOf(random, "CN", "DE", null),
        Region = OneOf(random, "Xinjiang", "新疆", null),
        Sector = OneOf(random, "Textiles", "textiles", "Fishing", null),
        Tier = random.Next(3) is > 0 and var tier ? tier : null,
        Band = random.Next(2) == 0 ? Band.High : null,
        RiskScore = random.Next(2) == 0 ? random.Next(100) : null,
        Flags = random.Next(2) == 0 ? [FlagKind.Risk] : [],
    };

    private static DocumentSearchRecord ADocument(System.Random random, int number) => new()
    {
        Id = Id(number),
        Version = 1,
        Path = $"audits/{number}.txt",
        OwnTitle = random.Next(2) == 0 ? Some(random, 2) : null,
        Text = Some(random, 60),
        DocumentKind = OneOf(random, "smeta", "bsci", null),
        Language = OneOf(random, "en", "zh", null),
        Date = random.Next(3) == 0 ? null : new DateOnly(2024, 1, 1).AddDays(random.Next(800)),
        Suppliers = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Id(random.Next(1, 80)))],
        Countries = random.Next(2) == 0 ? ["CN", "DE"] : [],
        Restricted = random.Next(4) == 0,
    };

    private static string Some(System.Random random, int most) => string.Join(' ', Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => s_words[random.Next(s_words.Length)]));

    private static string? OneOf(System.Random random, params string?[] values) => values[random.Next(values.Length)];
}
