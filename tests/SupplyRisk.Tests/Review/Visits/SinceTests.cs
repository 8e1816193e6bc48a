using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.People;
using SupplyRisk.Review;
using SupplyRisk.Review.Visits;
using SupplyRisk.Rules.Model;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Review.Visits;

/// <summary>What happened while somebody was away: each number is its rows.</summary>
public abstract class SinceTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Ana = new("ana", "Fictional Ana") { Roles = [Role.ComplianceAnalyst] };
    private static readonly Actor Ben = new("ben", "Fictional Ben") { Roles = [Role.ComplianceAnalyst] };

    public sealed class OnSqlite() : SinceTests(Store.Sqlite);

    public sealed class OnPostgres() : SinceTests(Store.Postgres);

    [Fact]
    public async Task The_last_visit_is_the_one_before_this_one_and_each_persons_own()
    {
        var visits = It.Get<NoteVisit>();
        var first = It.Clock.Instant();
        (await visits.HandleAsync(Ana, Ct)).ShouldBeNull("the first visit");
        It.Clock.Advance(TimeSpan.FromMinutes(20));
        (await visits.HandleAsync(Ana, Ct)).ShouldBeNull("the same visit still");
        var end = It.Clock.Instant();
        It.Clock.Advance(TimeSpan.FromHours(3));
        (await visits.HandleAsync(Ana, Ct)).ShouldBe(end);
        await It.RestartAsync();
        It.Clock.Advance(TimeSpan.FromMinutes(10));
        (await It.Get<NoteVisit>().HandleAsync(Ana, Ct)).ShouldBe(end, "loading again makes no news old, on whatever device");
        (await It.Get<NoteVisit>().HandleAsync(Ben, Ct)).ShouldBeNull();
        end.ShouldBeGreaterThan(first);
    }

    [Fact]
    public async Task Cases_changes_documents_and_lists_are_counted_since_then_and_the_queue_shows_the_same_cases()
    {
        await It.ListAsync(Fictional.Listed);
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
        It.Clock.Advance(TimeSpan.FromHours(1));
        var since = It.Clock.Instant();
        (await It.Get<FindSince>().CountAsync(Ana, since, Ct)).IsNothing.ShouldBeTrue();
        It.Clock.Advance(TimeSpan.FromHours(1));
        await It.ListAsync(Fictional.Namesake);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 October 2026", Fictional.Fees, Fictional.Passports, Fictional.Debt));
        await It.RunAsync();

        var counts = await It.Get<FindSince>().CountAsync(Ana, since, Ct);
        counts.Opened[Lane.Risk].ShouldBe(1);
        counts.Opened[Lane.MatchToCheck].ShouldBe(1);
        counts.Documents.ShouldBe(1);
        counts.Lists.ShouldHaveSingleItem().ShouldSatisfyAllConditions(l => l.Name.ShouldBe("fictional-list"), l => l.Added.ShouldBe(1));
        foreach (var (lane, count) in counts.Opened)
            (await It.Get<FindCases>().HandleAsync(Ana, new CaseQuery(lane, Since: since), Ct)).Total.ShouldBe(count);
        (await It.Get<FindDocuments>().HandleAsync(Ana, new DocumentQuery { Since = since }, Ct)).Total.ShouldBe(1);
        var all = await It.Get<FindSince>().ListAsync(Ana, since, null, Ct);
        (all.Total, all.Rows.Count).ShouldBe((counts.Changed, counts.Changed));
        foreach (var (kind, count) in counts.Kinds)
            (await It.Get<FindSince>().ListAsync(Ana, since, kind, Ct)).Total.ShouldBe(count, kind.ToString());
        var kettles = all.Rows.Single(r => r.Row.Name == "Fifth Kettle Ltd");
        kettles.Kinds.ShouldContain(SinceKind.Flagged);
        kettles.Row.ToBand.ShouldBe(Band.Critical);

        // What came and went again meanwhile is no news.
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        var umbrellas = await It.SupplierIdAsync("S-600");
        var match = await It.ReadAsync(db => db.SupplierMatches.SingleAsync(m => m.SupplierId == umbrellas, Ct));
        (await It.Get<ReviewMatch>().ReviewAsync(Ana, new MatchReviewRequest(match.Id, SupplyRisk.Rules.Model.MatchReview.Dismissed, "Another town."), Ct)).Done.ShouldBeTrue();
        (await It.Get<FindSince>().ListAsync(Ana, since, SinceKind.Flagged, Ct)).Rows.ShouldNotContain(r => r.Row.SupplierId == umbrellas);
        var scoped = Ana with { Suppliers = new HashSet<Guid> { umbrellas } };
        (await It.Get<FindSince>().ListAsync(scoped, since, null, Ct)).Rows.ShouldAllBe(r => r.Row.SupplierId == umbrellas);
    }

    [Fact]
    public async Task Cases_that_wait_long_are_counted_by_lane_and_the_queue_shows_the_same()
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
        (await It.Get<FindOverview>().HandleAsync(Ana, null, Ct)).WaitingLong.Values.Sum().ShouldBe(0);
        for (var day = 0; day < 31; day++) It.Clock.NextDay();
        var overview = await It.Get<FindOverview>().HandleAsync(Ana, null, Ct);
        foreach (var (lane, count) in overview.WaitingLong)
            (await It.Get<FindCases>().HandleAsync(Ana, new CaseQuery(lane, OlderThan: FindOverview.LongDays), Ct)).Total.ShouldBe(count);
        overview.WaitingLong[Lane.MatchToCheck].ShouldBe(1);
        overview.Speed.ShouldNotBeNull().MedianFromKnown.ShouldBe(TimeSpan.Zero);
    }
}
