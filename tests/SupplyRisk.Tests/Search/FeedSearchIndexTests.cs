using SupplyRisk.Audit;
using SupplyRisk.Ingestion;
using SupplyRisk.Search;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Search;

/// <summary>The index follows the database by the outbox and can be built anew from it.</summary>
public abstract class FeedSearchIndexTests(Store store) : HandlerTest(store)
{
    public sealed class OnSqlite() : FeedSearchIndexTests(Store.Sqlite);

    [Collection(Alone.Name)]
    public sealed class OnPostgres() : FeedSearchIndexTests(Store.Postgres);

    private FeedSearchIndex Feed => It.Get<FeedSearchIndex>();

    [Fact]
    public async Task Takes_up_what_was_imported_and_screened_until_it_is_level()
    {
        await It.ListAsync(Fictional.Listed);
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees));
        (await Feed.BehindByAsync(Ct)).ShouldBe(7);
        await Feed.UntilLevelAsync(Ct);
        (await Feed.BehindByAsync(Ct)).ShouldBe(0);
        (await FindAsync("teapot")).ShouldHaveSingleItem();
        (await FindAsync("recruitment", SearchKind.Document)).ShouldHaveSingleItem();
        (await FindAsync("band:critical")).ShouldBeEmpty("not screened yet");
        await It.RunAsync();
        (await Feed.BehindByAsync(Ct)).ShouldBeGreaterThan(0);
        await Feed.UntilLevelAsync(Ct);
        (await FindAsync("band:critical")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_was_undone_is_found_no_longer()
    {
        var import = await It.ImportAsync(Fictional.Chain);
        await Feed.UntilLevelAsync(Ct);
        await It.Get<ImportSuppliers>().UndoAsync(Actor.LocalAdministrator, import.Import.Id, Ct);
        await Feed.UntilLevelAsync(Ct);
        (await FindAsync("teapot")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Built_anew_it_answers_the_same()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees));
        await It.RunAsync();
        await Feed.UntilLevelAsync(Ct);
        var before = await FindAsync("country:VN kettles");
        before.ShouldHaveSingleItem();
        (await Feed.RebuildAsync(null, Ct)).ShouldBeTrue();
        (await FindAsync("country:VN kettles")).ShouldBe(before);
        (await Feed.BehindByAsync(Ct)).ShouldBe(0);
        (await It.Get<ISearchIndex>().CountAsync(SearchKind.Document, SearchScope.All, Ct)).ShouldBe(1);
    }

    private async Task<List<Guid>> FindAsync(string text, SearchKind kind = SearchKind.Supplier)
    {
        var parsed = SearchText.Parse(text, kind);
        parsed.Problems.ShouldBeEmpty();
        return [.. (await It.Get<ISearchIndex>().SearchAsync(parsed.ToQuery(kind), SearchScope.All, Ct)).Hits.Select(h => h.Id)];
    }
}
