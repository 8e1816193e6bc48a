using SupplyRisk.Audit;
using SupplyRisk.Search;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Search;

/// <summary>One box over suppliers and documents, and what completes it.</summary>
public abstract class FindAnythingTests(Store store) : HandlerTest(store)
{
    public sealed class OnSqlite() : FindAnythingTests(Store.Sqlite);

    [Collection(Alone.Name)]
    public sealed class OnPostgres() : FindAnythingTests(Store.Postgres);

    [Fact]
    public async Task Finds_both_kinds_by_one_text_with_counts_and_what_helps_to_choose()
    {
        await FilledAsync();
        var found = await FindAsync("kettle");
        found.Suppliers.ShouldNotBeNull().Total.ShouldBe(1);
        var supplier = found.Suppliers.Items.Single();
        (supplier.Country, supplier.Band, string.Concat(supplier.Hit.Title.Select(s => s.Text))).ShouldBe(("VN", supplier.Band.ShouldNotBeNull(), "Fifth Kettle Ltd"));
        found.Documents.ShouldNotBeNull().Total.ShouldBe(0);

        var documents = (await FindAsync("recruitment kind:smeta")).Documents.ShouldNotBeNull();
        (documents.Items.Single().DocumentKind, documents.Items.Single().Date).ShouldBe(("smeta", new DateOnly(2026, 3, 12)));
        (await FindAsync("recruitment kind:smeta")).Suppliers.ShouldBeNull("suppliers have no kind");
    }

    [Fact]
    public async Task A_snippet_says_where_in_the_text_it_stands_and_the_reader_finds_all_its_places()
    {
        await FilledAsync();
        var document = (await FindAsync("workers")).Documents!.Items.Single(); // found
        var first = document.Hit.Snippet.ShouldNotBeNull().Segments.First(s => s.IsHit);
        var text = await It.ReadAsync(db => Task.FromResult(db.DocumentContents.Single().Text));
        var places = SoughtPlaces.Find(text, "workers");
        places.ShouldContain(new SoughtPlace(first.Start, first.Start + first.Text.Length));
        places.ShouldAllBe(p => string.Equals(text.Substring(p.Start, p.End - p.Start), "workers", StringComparison.OrdinalIgnoreCase));
        places.Count.ShouldBe(2);
        SoughtPlaces.Find(text, "band:high workers").ShouldBeEmpty("a search for suppliers");
        SoughtPlaces.Find(text, "\"never closed").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_field_that_is_narrowed_counts_its_other_values_too()
    {
        await FilledAsync();
        var facets = (await FindAsync("country:VN", SearchKind.Supplier)).Suppliers!.Facets; // understood
        facets.Single(f => f.Field == SearchField.Country).Counts.Select(c => c.Value).ShouldBe(["BD", "DE", "IN", "KZ", "MX", "VN"]);
        facets.Single(f => f.Field == SearchField.ListSource).Counts.ShouldBe([new FacetCount("erp", 1)]);
    }

    [Fact]
    public async Task Says_which_value_nothing_has_and_the_nearest_that_something_has()
    {
        await FilledAsync();
        foreach (var (typed, value, nearest) in new (string, string?, string?)[]
        {
            ("country:VM", "VM", "VN"),
            ("country:QQ", "QQ", null),
            ("list:erb teapot", "erb", "erp"),
            ("country:VN teapot", null, null),
        })
        {
            var found = await FindAsync(typed);
            (found.Suppliers?.Total ?? 0).ShouldBe(0, typed);
            found.Unknown.Select(u => (u.Value, u.Nearest)).ShouldBe(value is null ? [] : [(value, nearest)], typed);
        }
    }

    [Fact]
    public async Task Shows_nothing_outside_the_scope()
    {
        await FilledAsync();
        var kettle = await It.SupplierIdAsync("S-500");
        var other = new Actor("other", "Other") { Suppliers = new HashSet<Guid> { await It.SupplierIdAsync("S-100") } };
        (await It.Get<FindAnything>().HandleAsync(other, new FindRequest("kettle"), Ct)).Suppliers!.Total.ShouldBe(0);
        (await It.Get<FindAnything>().HandleAsync(other, new FindRequest("workers"), Ct)).Documents!.Total.ShouldBe(0);
        (await It.Get<FindAnything>().HandleAsync(other with { Suppliers = new HashSet<Guid> { kettle } }, new FindRequest("workers"), Ct)).Documents!.Total.ShouldBe(1);
        (await It.Get<CompleteSearch>().HandleAsync(other, "kett", 4, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Completes_names_fields_and_values_at_the_caret()
    {
        await FilledAsync();
        foreach (var (typed, expected, label) in new[]
        {
            ("cou", "country:|", "country:"),
            ("-ban", "-band:|", "band:"),
            ("teapot country:v", "teapot country:VN |", "VN"),
            ("country:viet", "country:VN |", "VN"),
            ("country:VN,kaz", "country:VN,KZ |", "KZ"),
            ("list:e", "list:erp |", "erp"),
            ("kett", "\"Fifth Kettle Ltd\"|", "Fifth Kettle Ltd"),
            ("walking tea", "\"Walking Teapot Ltd\"|", "Walking Teapot Ltd"),
            ("band:high blue umb", "band:high \"Blue Umbrella Foundry\"|", "Blue Umbrella Foundry"),
            ("\"blue umb", "\"Blue Umbrella Foundry\"|", "Blue Umbrella Foundry"),
            ("kett| country:VN", "\"Fifth Kettle Ltd\"| country:VN", "Fifth Kettle Ltd"),
        })
        {
            var caret = typed.IndexOf('|', StringComparison.Ordinal) is var at and >= 0 ? at : typed.Length;
            var completion = (await It.Get<CompleteSearch>().HandleAsync(Actor.LocalAdministrator, typed.Replace("|", "", StringComparison.Ordinal), caret, Ct)).ShouldHaveSingleItem(typed);
            (completion.Label, completion.Text.Insert(completion.Caret, "|")).ShouldBe((label, expected), typed);
        }
    }

    [Fact]
    public async Task Completes_titles_of_documents_and_not_words_of_their_text()
    {
        await FilledAsync();
        (await It.Get<CompleteSearch>().HandleAsync(Actor.LocalAdministrator, "repo", 4, Ct)).ShouldHaveSingleItem().Kind.ShouldBe(CompletionKind.Document);
        (await It.Get<CompleteSearch>().HandleAsync(Actor.LocalAdministrator, "recruitm", 8, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Completes_nothing_where_there_is_nothing_to_offer_and_never_fails()
    {
        await FilledAsync();
        var complete = It.Get<CompleteSearch>();
        foreach (var typed in new[] { "", "kettle ", "q", "http://x", "\"\"\"", "zqx\0\u202E", "-kett", ":", "*" })
        {
            (await complete.HandleAsync(Actor.LocalAdministrator, typed, typed.Length, Ct)).ShouldBeEmpty(typed);
            foreach (var caret in new[] { -1, 0, 1, int.MaxValue })
                (await complete.HandleAsync(Actor.LocalAdministrator, typed, caret, Ct)).ShouldAllBe(c => c.Caret >= 0 && c.Caret <= c.Text.Length);
        }
        (await complete.HandleAsync(Actor.LocalAdministrator, "country:\"", 9, Ct)).Select(c => c.Label).ShouldBe(["BD", "DE", "IN", "KZ", "MX", "VN"], ignoreOrder: true);
        (await complete.HandleAsync(Actor.LocalAdministrator, new string('k', 10_000), 10_000, Ct)).ShouldBeEmpty();
    }

    private Task<Found> FindAsync(string text, SearchKind? kind = null) => It.Get<FindAnything>().HandleAsync(Actor.LocalAdministrator, new FindRequest(text, kind), Ct);

    private async Task FilledAsync()
    {
        await It.ListAsync(Fictional.Listed);
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees));
        await It.RunAsync();
        await It.Get<FeedSearchIndex>().UntilLevelAsync(Ct);
    }
}
