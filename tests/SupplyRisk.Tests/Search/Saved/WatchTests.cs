using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Search;
using SupplyRisk.Search.Saved;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Search.Saved;

/// <summary>Saved searches, and watches that report what they find for the first time after a run.</summary>
public abstract class WatchTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Me = Actor.LocalAdministrator;

    public sealed class OnSqlite() : WatchTests(Store.Sqlite);

    [Collection(Alone.Name)]
    public sealed class OnPostgres() : WatchTests(Store.Postgres);

    [Fact]
    public async Task Reports_only_what_matches_for_the_first_time_and_only_after_a_run()
    {
        await ScreenedAsync(Fictional.Chain);
        var watch = await SaveAsync("country:VN,DE");
        (await ReportAsync(watch)).Row.Remembered.ShouldBe(2, "what is there now is remembered");
        (await CheckAsync()).ShouldBe(0, "the last run brings nothing new");

        await It.ImportAsync(Fictional.Chain + "\nS-700,Seventh Sparrow Ltd,VN,Hue,lamps,,");
        await It.Get<FeedSearchIndex>().UntilLevelAsync(Ct);
        (await CheckAsync()).ShouldBe(0, "found, but no run has finished");

        It.Clock.Advance(TimeSpan.FromMinutes(1));
        var run = (await It.RunAsync()).ShouldNotBeNull();
        (await CheckAsync()).ShouldBe(1);
        (await CheckAsync()).ShouldBe(0, "reported once");
        var hit = (await ReportAsync(watch)).Hits.ShouldHaveSingleItem();
        (hit.Name, hit.Hit.RunId, hit.Hit.SeenAt).ShouldBe(("Seventh Sparrow Ltd", run.Id, null));
        (await It.Get<FindSavedSearches>().CountNewAsync(Me, Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task What_went_and_came_back_is_new_again()
    {
        await ScreenedAsync(Fictional.Chain);
        var watch = await SaveAsync("\"kettles\"");
        await NextAsync(Fictional.Chain.Replace("kettles", "lamps", StringComparison.Ordinal));
        (await ReportAsync(watch)).Row.Remembered.ShouldBe(0);
        await NextAsync(Fictional.Chain);
        var hit = (await ReportAsync(watch)).Hits.ShouldHaveSingleItem();
        (hit.Name, hit.Hit.SeenAt, hit.Hit.GoneAt).ShouldBe(("Fifth Kettle Ltd", null, null));
    }

    [Fact]
    public async Task Waits_while_the_index_does_not_answer_and_then_reports_everything_once()
    {
        await ScreenedAsync(Fictional.Chain);
        var watch = await SaveAsync("country:VN");
        await CheckAsync();
        var index = new SilentIndex(It.Get<ISearchIndex>()) { Silent = true };
        var dbs = It.Get<IDbContextFactory<SupplyRiskDb>>();
        var check = new CheckWatches(dbs, index, new FeedSearchIndex(dbs, index), It.Clock, It.Get<AuditTrail>(), NullLogger<CheckWatches>.Instance);

        await RunWithAsync(Fictional.Chain + "\nS-700,Seventh Sparrow Ltd,VN,Hue,lamps,,");
        (await check.HandleAsync(Ct)).ShouldBe(0);
        (await ReportAsync(watch)).Row.Search.Waiting.ShouldNotBeNull().ShouldContain("does not answer");
        await RunWithAsync(Fictional.Chain + "\nS-700,Seventh Sparrow Ltd,VN,Hue,lamps,,\nS-800,Eighth Otter Ltd,VN,Vinh,spoons,,");
        (await check.HandleAsync(Ct)).ShouldBe(0);

        index.Silent = false;
        (await check.HandleAsync(Ct)).ShouldBe(2);
        (await check.HandleAsync(Ct)).ShouldBe(0);
        (await ReportAsync(watch)).Row.Search.Waiting.ShouldBeNull();
    }

    [Fact]
    public async Task Begun_while_the_index_does_not_answer_it_remembers_what_is_there_once_it_does()
    {
        await ScreenedAsync(Fictional.Chain);
        var index = new SilentIndex(It.Get<ISearchIndex>()) { Silent = true };
        var dbs = It.Get<IDbContextFactory<SupplyRiskDb>>();
        var check = new CheckWatches(dbs, index, new FeedSearchIndex(dbs, index), It.Clock, It.Get<AuditTrail>(), NullLogger<CheckWatches>.Instance);
        var saved = await new SaveSearch(dbs, check, It.Clock, It.Get<AuditTrail>()).SaveAsync(Me, new("w", "country:VN", true), Ct);
        saved.Done.ShouldBeTrue();
        index.Silent = false;
        (await check.HandleAsync(Ct)).ShouldBe(0);
        (await ReportAsync(saved.Value!.Id)).Row.ShouldSatisfyAllConditions(r => r.New.ShouldBe(0), r => r.Remembered.ShouldBe(1)); // done
    }

    [Fact]
    public async Task Two_instances_at_the_same_run_report_it_once()
    {
        await ScreenedAsync(Fictional.Chain);
        var watch = await SaveAsync("country:VN");
        await CheckAsync();
        await RunWithAsync(Fictional.Chain + "\nS-700,Seventh Sparrow Ltd,VN,Hue,lamps,,");
        await It.Get<FeedSearchIndex>().UntilLevelAsync(Ct);
        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => CheckAsync(), Ct)));
        found.Sum().ShouldBe(1);
        (await ReportAsync(watch)).Row.New.ShouldBe(1);
        (await It.ReadAsync(db => db.AuditRows.CountAsync(a => a.Action == "watch.reported", Ct))).ShouldBe(1);
    }

    [Fact]
    public async Task Seen_is_what_was_looked_at_and_nothing_found_later()
    {
        await ScreenedAsync(Fictional.Chain);
        var watch = await SaveAsync("country:VN");
        await NextAsync(Fictional.Chain + "\nS-700,Seventh Sparrow Ltd,VN,Hue,lamps,,");
        var looked = (await ReportAsync(watch)).Hits.Max(h => h.Hit.FoundAt);
        await NextAsync(Fictional.Chain + "\nS-700,Seventh Sparrow Ltd,VN,Hue,lamps,,\nS-800,Eighth Otter Ltd,VN,Vinh,spoons,,");
        (await It.Get<SaveSearch>().MarkSeenAsync(Me, watch, null, looked, Ct)).Value.ShouldBe(1);
        (await It.Get<FindSavedSearches>().OneAsync(Me, watch, onlyNew: true, Ct)).ShouldNotBeNull().Hits.ShouldHaveSingleItem().Name.ShouldBe("Eighth Otter Ltd");
        (await It.Get<SaveSearch>().MarkSeenAsync(Me, watch, null, null, Ct)).Value.ShouldBe(1);
        (await It.Get<FindSavedSearches>().CountNewAsync(Me, Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task A_search_is_its_owners_alone_and_hits_pass_the_scope()
    {
        await ScreenedAsync(Fictional.Chain);
        var other = new Actor("other", "Other") { Suppliers = new HashSet<Guid> { await It.SupplierIdAsync("S-100") } };
        var mine = await SaveAsync("country:VN");
        (await It.Get<FindSavedSearches>().OneAsync(other, mine, false, Ct)).ShouldBeNull();
        (await It.Get<SaveSearch>().DeleteAsync(other, mine, Ct)).Refusals.Single().Kind.ShouldBe(RefusalKind.NotFound);
        (await It.Get<SaveSearch>().MarkSeenAsync(other, mine, null, null, Ct)).Done.ShouldBeFalse();

        var theirs = (await It.Get<SaveSearch>().SaveAsync(other, new("w", "ltd", true), Ct)).Value.ShouldNotBeNull();
        await NextAsync(Fictional.Chain + "\nS-700,Seventh Sparrow Ltd,VN,Hue,lamps,,");
        (await It.Get<FindSavedSearches>().OneAsync(other, theirs.Id, false, Ct)).ShouldNotBeNull().Hits.ShouldBeEmpty("no supplier of theirs");
        (await It.Get<FindSavedSearches>().CountNewAsync(other, Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task With_another_text_the_watch_begins_anew_and_a_new_name_changes_nothing()
    {
        await ScreenedAsync(Fictional.Chain);
        var watch = await SaveAsync("country:VN");
        await NextAsync(Fictional.Chain + "\nS-700,Seventh Sparrow Ltd,VN,Hue,lamps,,");
        (await ChangeAsync(watch, new("Vietnam", "country:VN", true))).Done.ShouldBeTrue();
        (await ReportAsync(watch)).Row.New.ShouldBe(1);
        (await ChangeAsync(watch, new("Vietnam", "country:DE", true))).Done.ShouldBeTrue();
        (await ReportAsync(watch)).Row.ShouldSatisfyAllConditions(r => r.New.ShouldBe(0), r => r.Remembered.ShouldBe(1));
        (await ChangeAsync(watch, new("Vietnam", "country:DE", false))).Done.ShouldBeTrue();
        (await ReportAsync(watch)).Row.ShouldSatisfyAllConditions(r => r.Search.WatchedSince.ShouldBeNull(), r => r.Remembered.ShouldBe(0));
        (await It.Get<SaveSearch>().DeleteAsync(Me, watch, Ct)).Done.ShouldBeTrue();
        (await It.Get<FindSavedSearches>().ListAsync(Me, Ct)).ShouldBeEmpty();
        (await It.ReadAsync(db => db.AuditRows.Where(a => a.Subject == $"search:{watch}").OrderBy(a => a.Seq).Select(a => a.Action).ToListAsync(Ct)))
            .ShouldBe(["watch.begun", "search.saved", "watch.reported", "search.changed", "watch.ended", "watch.begun", "search.changed", "watch.ended", "search.changed", "search.deleted"]);
    }

    [Fact]
    public async Task Says_everything_that_is_wrong_at_once()
    {
        (await It.Get<SaveSearch>().SaveAsync(Me, new(" ", "contry:CN band:x", false), Ct)).Refusals.Select(r => r.Code)
            .ShouldBe(["name_missing", "search_not_understood", "search_not_understood"]);
        (await It.Get<SaveSearch>().SaveAsync(Me, new(new string('x', 101), "", false), Ct)).Refusals.Select(r => r.Code).ShouldBe(["name_too_long", "text_missing"]);
        await SaveAsync("kettle");
        (await It.Get<SaveSearch>().SaveAsync(Me, new("Watch of kettle", "other", false), Ct)).Refusals.Single().Code.ShouldBe("name_taken");
    }

    // A check waits for an index that is behind; here it never is.
    private async Task<int> CheckAsync()
    {
        await It.Get<FeedSearchIndex>().UntilLevelAsync(Ct);
        return await It.Get<CheckWatches>().HandleAsync(Ct);
    }

    private async Task<Guid> SaveAsync(string text) =>
        (await It.Get<SaveSearch>().SaveAsync(Me, new($"Watch of {text}", text, Watch: true), Ct)).Value.ShouldNotBeNull().Id;

    private Task<Result<SavedSearch>> ChangeAsync(Guid id, SaveSearchRequest request) => It.Get<SaveSearch>().ChangeAsync(Me, id, request, Ct);

    private async Task<SavedSearchReport> ReportAsync(Guid id) => (await It.Get<FindSavedSearches>().OneAsync(Me, id, onlyNew: false, Ct)).ShouldNotBeNull();

    private async Task ScreenedAsync(string csv)
    {
        await It.ListAsync(Fictional.Listed);
        await RunWithAsync(csv);
        await It.Get<FeedSearchIndex>().UntilLevelAsync(Ct);
    }

    private async Task RunWithAsync(string csv)
    {
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await It.ImportAsync(csv);
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        (await It.RunAsync()).ShouldNotBeNull();
    }

    private async Task NextAsync(string csv)
    {
        await CheckAsync();
        await RunWithAsync(csv);
        await CheckAsync();
    }

    /// <summary>An index that answers nothing while it is told to.</summary>
    private sealed class SilentIndex(ISearchIndex inner) : ISearchIndex
    {
        public bool Silent { get; set; }

        private ISearchIndex Inner => Silent ? throw new IOException("no answer") : inner;

        public Task<WriteOutcome> WriteAsync(SearchBatch batch, CancellationToken ct) => Inner.WriteAsync(batch, ct);

        public Task<SearchPage> SearchAsync(SearchQuery query, SearchScope scope, CancellationToken ct) => Inner.SearchAsync(query, scope, ct);

        public Task<long> CountAsync(SearchKind kind, SearchScope scope, CancellationToken ct) => Inner.CountAsync(kind, scope, ct);

        public Task<OutboxPosition?> CursorAsync(CancellationToken ct) => Inner.CursorAsync(ct);

        public Task<ISearchRebuild?> BeginRebuildAsync(OutboxPosition from, CancellationToken ct) => Inner.BeginRebuildAsync(from, ct);

        public Task MaintainAsync(CancellationToken ct) => Inner.MaintainAsync(ct);
    }
}
