using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Screening;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Screening;

/// <summary>What a run does again, and what it leaves alone.</summary>
public abstract class RunScreeningTests(Store store) : HandlerTest(store)
{
    public sealed class OnSqlite() : RunScreeningTests(Store.Sqlite);

    public sealed class OnPostgres() : RunScreeningTests(Store.Postgres);

    [Fact]
    public async Task The_first_run_screens_all()
    {
        await It.ListAsync(Fictional.Listed);
        await It.ImportAsync(Fictional.Chain);
        var run = (await It.RunAsync())!;
        (run.State, run.Changed > 5).ShouldBe((RunState.Completed, true));
        (await It.ReportAsync()).Count.ShouldBe(6);
        (await CountAsync<Work>()).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_run_with_nothing_new_is_no_run_and_writes_nothing()
    {
        await ScreenedAsync();
        It.Clock.NextDay();
        var before = await EverythingAsync();
        (await It.RunAsync()).ShouldBeNull();
        (await EverythingAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_changed_supplier_is_screened_alone()
    {
        await ScreenedAsync();
        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain.Replace("Hanoi,kettles", "Hanoi,electric kettles", StringComparison.Ordinal));
        (await It.RunAsync())!.Done.ShouldBe(2, "matched and scored");
    }

    [Fact]
    public async Task A_new_name_stands_in_the_report_though_the_score_is_the_same()
    {
        await ScreenedAsync();
        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain.Replace("Fifth Kettle Ltd", "Fifth Cauldron Ltd", StringComparison.Ordinal));
        await It.RunAsync();
        (await It.ReportAsync("S-500")).Name.ShouldBe("Fifth Cauldron Ltd");
    }

    [Fact]
    public async Task A_hard_trigger_reaches_buyers_three_links_down_with_its_path()
    {
        await ScreenedAsync();
        (await It.ReportAsync("S-400")).Flags.ShouldContain("hard_trigger");
        var reached = (await It.ReportAsync("S-100")).Upstream.ShouldHaveSingleItem();
        (reached.SupplierId, reached.Steps, reached.HardTrigger).ShouldBe(("S-400", 3, true));
        reached.Path.ShouldBe(["Paper Lantern Mills", "Walking Teapot Ltd", "Third Moon Spinning", "Unlike Anything Ginning"]);
        (await It.ReportAsync("S-100")).Contributions.ShouldContain(c => c.Rule == "network.upstream-trigger" && c.Points > 0);
        (await It.ReportAsync("S-500")).Upstream.ShouldBeEmpty();
    }

    [Fact]
    public async Task Buyers_are_screened_again_when_the_trigger_of_a_source_goes()
    {
        await ScreenedAsync();
        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain.Replace(Fictional.ListedLei, "", StringComparison.Ordinal));
        var run = (await It.RunAsync())!;
        run.Changed.ShouldBe(4, "itself and its three buyers, not the other two");
        (await It.ReportAsync()).ShouldAllBe(r => r.Upstream.Count == 0 && !r.Flags.Contains("hard_trigger"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_that_comes_or_goes_in_the_middle_reaches_the_far_end(bool comes)
    {
        var broken = Fictional.Chain.Replace(",,S-200", ",,", StringComparison.Ordinal);
        await It.ListAsync(Fictional.Listed);
        await It.ImportAsync(comes ? broken : Fictional.Chain);
        await It.RunAsync();
        (await It.ReportAsync("S-100")).Upstream.Count.ShouldBe(comes ? 0 : 1);
        It.Clock.NextDay();
        await It.ImportAsync(comes ? Fictional.Chain : broken);
        await It.RunAsync();
        (await It.ReportAsync("S-200")).Upstream.Count.ShouldBe(comes ? 1 : 0);
        (await It.ReportAsync("S-100")).Upstream.Count.ShouldBe(comes ? 1 : 0);
    }

    [Fact]
    public async Task A_new_list_entry_is_compared_with_all_and_scores_only_whom_it_touches()
    {
        await ScreenedAsync();
        It.Clock.NextDay();
        await It.ListAsync(Fictional.Namesake);
        var run = (await It.RunAsync())!;
        run.Done.ShouldBe(2, "one matched and scored");
        (await It.ReportAsync("S-600")).Flags.ShouldContain("match_to_check");
        (await It.ReportAsync("S-600")).Contributions.Where(c => c.Rule == "lists.match-to-check").ShouldAllBe(c => c.Points == 0);
    }

    [Fact]
    public async Task An_entry_that_is_removed_takes_its_question_with_it()
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
        (await It.ReportAsync("S-600")).Flags.ShouldContain("match_to_check");
        It.Clock.NextDay();
        await It.ShrunkListAsync(Fictional.Listed);
        (await It.RunAsync())!.Done.ShouldBe(2);
        (await It.ReportAsync("S-600")).Flags.ShouldNotContain("match_to_check");
        (await It.ReportAsync("S-600")).Matches.ShouldBeEmpty();
        (await It.ReadAsync(db => db.SupplierFlags.CountAsync(f => f.ClosedAt == null && f.Kind == Rules.Model.FlagKind.MatchToCheck, Ct))).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_list_that_is_said_and_loading_one_flags()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
        var before = await It.ReportAsync("S-600");
        before.Flags.ShouldNotContain("match_to_check");
        It.Clock.NextDay();
        await It.ListAsync(Fictional.Namesake);
        await It.RunAsync();
        var after = await It.ReportAsync("S-600");
        after.Flags.ShouldContain("match_to_check");
        after.Coverage.ShouldBeGreaterThan(before.Coverage, "that a list was asked is known now");
        (await It.ReportAsync("S-500")).Coverage.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_changed_ruleset_scores_all_again()
    {
        await ScreenedAsync();
        It.Clock.NextDay();
        It.Rulesets = TestInstallation.EditedRules(f => f.Path == "score.yaml" ? new RulesetFile(f.Path, f.Text.Replace("medium: 25", "medium: 26", StringComparison.Ordinal)) : f);
        await It.RestartAsync();
        (await It.RunAsync())!.Done.ShouldBe(6);
        (await It.RunAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_document_scores_its_suppliers_and_no_others()
    {
        await ScreenedAsync();
        It.Clock.NextDay();
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees));
        (await It.RunAsync())!.Done.ShouldBe(2, "read, and its supplier scored");
        var row = await It.ReportAsync("S-500");
        var evidence = row.Contributions.SelectMany(c => c.Evidence).First();
        evidence.Quote.ShouldContain("recruitment fees");
        var text = await It.ReadAsync(db => db.DocumentContents.Select(c => c.Text).SingleAsync(Ct));
        text[evidence.Start..evidence.End].ShouldBe(evidence.Quote);
    }

    [Fact]
    public async Task A_document_that_crosses_a_freshness_step_scores_again_and_no_day_before_it()
    {
        await ScreenedAsync();
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees));
        await It.RunAsync();
        var fresh = await It.ReportAsync("S-500");
        It.Clock.Advance(new DateTimeOffset(2027, 3, 12, 9, 0, 0, TimeSpan.Zero) - It.Clock.GetUtcNow());
        (await It.RunAsync()).ShouldBeNull();
        It.Clock.NextDay();
        (await It.RunAsync())!.Done.ShouldBe(1);
        (await It.ReportAsync("S-500")).Evidence.ShouldBeLessThan(fresh.Evidence);
        (await It.RunAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_run_that_is_cancelled_stops_after_its_batch_and_the_next_one_finishes()
    {
        await It.ListAsync(Fictional.Listed);
        await It.ImportAsync(Fictional.Chain);
        var progress = new OnStage("Comparing names with the lists", async () =>
        {
            var running = await It.ReadAsync(db => db.Runs.SingleAsync(r => r.State == RunState.Running, Ct));
            (await It.Get<RunScreening>().CancelAsync(Actor.LocalAdministrator, running.Id, Ct)).Done.ShouldBeTrue();
        });
        var run = (await It.Get<RunScreening>().RunAsync(Actor.Schedule, new RunRequest("event"), progress, Ct)).Value!.Run!;
        run.State.ShouldBe(RunState.Cancelled);
        (await CountAsync<Work>()).ShouldBeGreaterThan(0);
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        (await It.RunAsync())!.State.ShouldBe(RunState.Completed);
        (await It.ReportAsync("S-100")).Upstream.ShouldHaveSingleItem();
        (await It.Get<RunScreening>().CancelAsync(Actor.LocalAdministrator, run.Id, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("run_not_running");
    }

    [Fact]
    public async Task A_second_run_beside_one_under_way_is_refused()
    {
        await It.ImportAsync(Fictional.Chain);
        Result<RunOutcome>? second = null;
        var progress = new OnStage("Comparing names with the lists", async () =>
            second = await It.Get<RunScreening>().RunAsync(Actor.LocalAdministrator, new RunRequest("manual"), null, Ct));
        var first = await It.Get<RunScreening>().RunAsync(Actor.Schedule, new RunRequest("event"), progress, Ct);
        second.ShouldNotBeNull().Refusals.ShouldHaveSingleItem().Code.ShouldBe("run_under_way");
        first.Value!.Run!.State.ShouldBe(RunState.Completed);
    }

    private async Task ScreenedAsync()
    {
        await It.ListAsync(Fictional.Listed);
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
    }

#pragma warning disable EF1002 // names of tables come from the model
    private async Task<string> EverythingAsync()
    {
        var counts = await It.ReadAsync(async db =>
        {
            var all = new List<string>();
            foreach (var entity in db.Model.GetEntityTypes().OrderBy(e => e.Name, StringComparer.Ordinal))
                all.Add($"{entity.GetTableName()} {await db.Database.SqlQueryRaw<int>($"SELECT CAST(count(*) AS int) AS \"Value\" FROM \"{entity.GetTableName()}\"").SingleAsync(Ct)}");
            return all;
        });
        return string.Join('\n', counts);
    }
#pragma warning restore EF1002

    /// <summary>Does something once, when a stage first reports; the run waits for it.</summary>
    private sealed class OnStage(string stage, Func<Task> act) : IProgress<StageProgress>
    {
        private bool done;

        public void Report(StageProgress value)
        {
            if (done || value.Stage != stage) return;
            done = true;
            act().GetAwaiter().GetResult();
        }
    }
}
