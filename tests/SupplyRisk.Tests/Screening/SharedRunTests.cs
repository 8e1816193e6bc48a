using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Watchlists;

namespace SupplyRisk.Tests.Screening;

/// <summary>Several instances, or an instance and people, at one portfolio at once.</summary>
public abstract class SharedRunTests(Store store) : HandlerTest(store)
{
    private static readonly TimeSpan ALease = RunOptions.DefaultLease;

    public sealed class OnSqlite() : SharedRunTests(Store.Sqlite);

    public sealed class OnPostgres() : SharedRunTests(Store.Postgres);

    [Fact]
    public async Task A_partition_of_another_machine_is_taken_over_when_its_lease_ends_and_not_before()
    {
        await BegunElsewhereAsync();
        using var waiting = new CancellationTokenSource(TimeSpan.FromSeconds(1.5));
        await Should.ThrowAsync<OperationCanceledException>(() => It.Get<RunScreening>().RunAsync(Actor.Schedule, new RunRequest("event"), null, waiting.Token));
        (await It.ReadAsync(db => db.RunPartitions.CountAsync(p => p.Owner == Elsewhere && p.FinishedAt == null, Ct))).ShouldBe(1, "still theirs");

        It.Clock.Advance(ALease + TimeSpan.FromSeconds(1));
        (await It.RunAsync())!.State.ShouldBe(RunState.Completed);
        (await It.ReportAsync()).Count.ShouldBe(6);
    }

    [Fact]
    public async Task An_instance_with_other_rules_takes_no_part_in_a_run_and_says_so()
    {
        await BegunElsewhereAsync();
        It.Rulesets = TestInstallation.EditedRules(f => f.Path == "score.yaml" ? new RulesetFile(f.Path, f.Text.Replace("medium: 25", "medium: 26", StringComparison.Ordinal)) : f);
        await It.RestartAsync();
        var refusal = (await It.Get<RunScreening>().RunAsync(Actor.Schedule, new RunRequest("event"), null, Ct)).Refusals.ShouldHaveSingleItem();
        refusal.Code.ShouldBe("run_under_way");
        refusal.Message.ShouldContain("other rules");
        (await It.ReadAsync(db => db.Runs.SingleAsync(Ct))).State.ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task An_instance_that_comes_back_after_its_lease_writes_nothing()
    {
        await BegunElsewhereAsync();
        It.Clock.Advance(ALease + TimeSpan.FromSeconds(1));
        await It.RunAsync();
        await using var db = It.Open();
        var late = await db.RunPartitions.AsNoTracking().OrderBy(p => p.Number).FirstAsync(Ct);
        await Should.ThrowAsync<LeaseLostException>(() => new PartitionClaims(It.Clock, new RunOptions()).HoldAsync(db, late, Ct));
    }

    [Fact]
    public async Task What_a_person_says_of_a_match_during_a_run_is_scored_by_the_next()
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain.Replace(",MX,", ",PE,", StringComparison.Ordinal));
        It.BeforeRecording = async _ =>
        {
            It.BeforeRecording = null;
            // On SQLite the batch has the only write transaction, so the person comes right after it; on PostgreSQL in the midst of it.
            if (Store == Store.Postgres) await ConfirmAsync();
        };
        await It.RunAsync();
        if (Store == Store.Sqlite) await ConfirmAsync();
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await It.RunAsync();
        (await It.ReportAsync("S-600")).Flags.ShouldContain("hard_trigger");
        (await CountAsync<Work>()).ShouldBe(0);
    }

    [Fact]
    public async Task A_case_decided_during_a_run_stays_decided()
    {
        Assert.SkipWhen(Store == Store.Sqlite, "SQLite: a batch has the only write transaction, so nobody decides in the midst of it.");
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
        var supplier = await It.SupplierIdAsync("S-600");
        var asked = await It.ReadAsync(db => db.Cases.SingleAsync(c => c.SupplierId == supplier && c.Lane == Lane.MatchToCheck, Ct));
        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain.Replace("S-600,Blue Umbrella Foundry", "S-600,Blue Umbrella  Foundry Works", StringComparison.Ordinal));
        Result<CaseDecided>? decided = null;
        It.BeforeRecording = async _ =>
        {
            It.BeforeRecording = null;
            decided = await It.Get<DecideCase>().DecideAsync(Actor.LocalAdministrator, new CaseDecisionRequest(asked.Id, CaseStatus.InReview, null, "needs_senior", "Asking.", asked.Version), Ct);
        };
        (await It.RunAsync())!.State.ShouldBe(RunState.Completed);
        decided.ShouldNotBeNull().Done.ShouldBeTrue();
        var after = await It.ReadAsync(db => db.Cases.SingleAsync(c => c.Id == asked.Id, Ct));
        after.Status.ShouldBe(CaseStatus.InReview);
        after.Version.ShouldBeGreaterThanOrEqualTo(decided.Value!.Case.Version);
        (await It.ReadAsync(db => db.CaseDecisions.CountAsync(d => d.CaseId == asked.Id, Ct))).ShouldBe(1);
    }

    [Fact]
    public async Task Work_that_comes_during_a_run_waits_for_the_next_which_sees_its_facts()
    {
        await It.ImportAsync(Fictional.Chain);
        var progress = new Once("Scoring suppliers", () => It.Clock.Advance(TimeSpan.FromMinutes(1)), () => It.ImportAsync("Supplier ID,Name,Country\nS-900,Late Walrus Ltd,VN", "late"));
        (await It.Get<RunScreening>().RunAsync(Actor.Schedule, new RunRequest("event"), progress, Ct)).Value!.Run!.State.ShouldBe(RunState.Completed);
        (await WorkAsync()).ShouldBe(["match S-900 import_applied"]);
        (await It.RunAsync())!.Done.ShouldBe(2);
        (await It.ReportAsync()).ShouldContain(r => r.SupplierId == "S-900");
    }

    [Fact]
    public async Task The_same_list_from_two_people_at_once_is_one_portfolio()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => It.ImportAsync(Fictional.Chain), Ct)));
        (await CountAsync<Supplier>()).ShouldBe(6);
        (await It.ReadAsync(db => db.SupplierVersions.CountAsync(v => v.KnownTo == TwoTimes.StillKnown, Ct))).ShouldBe(6);
        (await CountAsync<ListSource>()).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_document_from_two_people_at_once_is_one_document()
    {
        await It.ImportAsync(Fictional.Chain);
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees)), Ct)));
        (await CountAsync<Document>()).ShouldBe(1);
        (reports.Sum(r => r.Added), reports.Sum(r => r.AlreadyKnown)).ShouldBe((1, 3));
    }

    [Fact]
    public async Task The_same_enforcement_list_from_two_people_at_once_stands_there_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => It.ListAsync(Fictional.Listed), Ct)));
        (await CountAsync<Watchlist>()).ShouldBe(1);
        (await CountAsync<Snapshot>()).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_open_flag_of_one_kind_is_refused_by_the_database()
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
        await using var db = It.Open();
        var flag = await db.SupplierFlags.AsNoTracking().FirstAsync(f => f.ClosedAt == null, Ct);
        db.SupplierFlags.Add(new SupplierFlag { Id = Guid.CreateVersion7(), SupplierId = flag.SupplierId, Kind = flag.Kind, Because = "again", OpenedRunId = flag.OpenedRunId, OpenedAt = flag.OpenedAt });
        await Should.ThrowAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));
    }

    private const string Elsewhere = "another-machine:17:started";

    /// <summary>A run that another machine has begun and has a part of; this one has stopped in its midst.</summary>
    private async Task BegunElsewhereAsync()
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Fictional.Chain);
        It.BeforeRecording = _ => throw new InvalidOperationException("stopped");
        await Should.ThrowAsync<InvalidOperationException>(() => It.RunAsync());
        It.BeforeRecording = null;
        var until = It.Clock.Instant() + ALease;
        await It.ReadAsync(async db =>
        {
            await db.Runs.ExecuteUpdateAsync(u => u.SetProperty(r => r.State, RunState.Running).SetProperty(r => r.FinishedAt, (DateTime?)null).SetProperty(r => r.Owner, Elsewhere).SetProperty(r => r.LeaseUntil, until), Ct);
            return await db.RunPartitions.Where(p => p.FinishedAt == null).ExecuteUpdateAsync(u => u.SetProperty(p => p.Owner, Elsewhere).SetProperty(p => p.LeaseUntil, until), Ct);
        });
    }

    private async Task ConfirmAsync()
    {
        var supplier = await It.SupplierIdAsync("S-600");
        var match = await It.ReadAsync(db => db.SupplierMatches.SingleAsync(m => m.SupplierId == supplier, Ct));
        var said = await It.Get<ReviewMatch>().ReviewAsync(Actor.LocalAdministrator, new MatchReviewRequest(match.Id, MatchReview.Confirmed, "It is them."), Ct);
        (await It.Get<SecondLook>().ApproveAsync(new Actor("senior", "Fictional Senior") { Roles = [Role.SeniorReviewer] }, said.Value!.Waits!.Id, "", Ct)).Done.ShouldBeTrue(); // confirming waits
    }

    /// <summary>Does something once, when a stage first reports; the run waits for it.</summary>
    private sealed class Once(string stage, Action first, Func<Task> act) : IProgress<StageProgress>
    {
        private bool done;

        public void Report(StageProgress value)
        {
            if (done || value.Stage != stage) return;
            done = true;
            first();
            act().GetAwaiter().GetResult();
        }
    }
}
