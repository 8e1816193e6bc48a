using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Screening;

/// <summary>A run that is killed loses nothing and doubles nothing; the same inputs come out the same.</summary>
public abstract class ResumedRunTests(Store store) : HandlerTest(store)
{
    public sealed class OnSqlite() : ResumedRunTests(Store.Sqlite);

    public sealed class OnPostgres() : ResumedRunTests(Store.Postgres);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task A_run_killed_between_batches_ends_as_an_undisturbed_one(int batch, bool claimsStillHeld)
    {
        await using var undisturbed = await TestInstallation.StartAsync(Store);
        await FillAsync(undisturbed);
        await undisturbed.RunAsync();

        await FillAsync(It);
        It.BeforeRecording = n => n == batch ? throw new InvalidOperationException("killed") : Task.CompletedTask;
        await Should.ThrowAsync<InvalidOperationException>(() => It.RunAsync());
        await LeaveAsKilledAsync(claimsStillHeld);
        It.BeforeRecording = null;
        await It.RestartAsync();
        (await It.RunAsync())!.State.ShouldBe(RunState.Completed);

        (await OutcomeAsync(It)).ShouldBe(await OutcomeAsync(undisturbed));
        (await It.ReadAsync(db => db.Runs.CountAsync(r => r.State == RunState.Running, Ct))).ShouldBe(0);
        (await It.RunAsync()).ShouldBeNull();
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct))).ShouldBeNull();
    }

    [Fact]
    public async Task A_run_killed_after_its_last_batch_is_taken_up_and_ended()
    {
        await FillAsync(It);
        var killed = (await It.RunAsync())!;
        await LeaveAsKilledAsync(claimsStillHeld: true);
        await It.RestartAsync();
        (await It.RunAsync())!.Id.ShouldBe(killed.Id);
        (await It.ReadAsync(db => db.Runs.SingleAsync(Ct))).State.ShouldBe(RunState.Completed);
        (await It.RunAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_killed_run_by_other_rules_is_given_up_and_a_new_one_does_its_work()
    {
        await FillAsync(It);
        It.BeforeRecording = _ => throw new InvalidOperationException("killed");
        await Should.ThrowAsync<InvalidOperationException>(() => It.RunAsync());
        await LeaveAsKilledAsync(claimsStillHeld: true);
        It.BeforeRecording = null;
        It.Rulesets = TestInstallation.EditedRules(f => f.Path == "score.yaml" ? new Rules.Loading.RulesetFile(f.Path, f.Text.Replace("medium: 25", "medium: 26", StringComparison.Ordinal)) : f);
        It.Clock.Advance(TimeSpan.FromSeconds(1));
        await It.RestartAsync();
        (await It.RunAsync())!.State.ShouldBe(RunState.Completed);
        (await It.ReadAsync(db => db.Runs.OrderBy(r => r.StartedAt).Select(r => r.State).ToListAsync(Ct))).ShouldBe([RunState.Failed, RunState.Completed]);
        (await CountAsync<Work>()).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_inputs_come_out_byte_for_byte_the_same_in_whatever_order_they_came()
    {
        await FillAsync(It);
        await It.RunAsync();
        await using var other = await TestInstallation.StartAsync(Store);
        await FillAsync(other, reversed: true);
        await other.RunAsync();
        (await RowsAsync(other)).ShouldBe(await RowsAsync(It));
    }

    // Documents are known by the folder they were given in, which is each installation's own here.
    private static async Task<string> RowsAsync(TestInstallation it) => JsonConvert.SerializeObject(await it.ReportAsync()).Replace(it.Folder, "", StringComparison.Ordinal);

    private static async Task FillAsync(TestInstallation it, bool reversed = false)
    {
        await it.ListAsync(Fictional.Namesake);
        var lines = Fictional.Chain.Split('\n', StringSplitOptions.TrimEntries);
        var rows = lines.Skip(1).Concat(Enumerable.Range(1, 40).Select(i => $"T-{i:000},Twin Otter Works {i},{(i % 2 == 0 ? "VN" : "KH")},Twintown,shoes,,{(i > 30 ? "T-001" : "")}"));
        await it.ImportAsync(lines[0] + "\n" + string.Join('\n', reversed ? rows.Reverse() : rows));
        await it.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await it.DocumentAsync("S-300/report.txt", Fictional.Report("1 June 2024", Fictional.Passports));
    }

    /// <summary>As a kill would: the run still running under a process that is gone.</summary>
    private Task<int> LeaveAsKilledAsync(bool claimsStillHeld) => It.ReadAsync(async db =>
    {
        var run = await db.Runs.AsNoTracking().OrderByDescending(r => r.StartedAt).FirstAsync(Ct);
        var (dead, until) = ($"{Environment.MachineName}:{int.MaxValue}:killed", It.Clock.Instant().AddMinutes(2));
        await db.Runs.Where(r => r.Id == run.Id).ExecuteUpdateAsync(u => u.SetProperty(r => r.State, RunState.Running).SetProperty(r => r.FinishedAt, (DateTime?)null)
            .SetProperty(r => r.Owner, dead).SetProperty(r => r.LeaseUntil, until), Ct);
        return await db.RunPartitions.Where(p => p.FinishedAt == null)
            .ExecuteUpdateAsync(u => u.SetProperty(p => p.Owner, dead).SetProperty(p => p.LeaseUntil, claimsStillHeld ? until : run.StartedAt.AddDays(-1)), Ct);
    });

    /// <summary>Everything a person sees, without ids and runs.</summary>
    private static async Task<string> OutcomeAsync(TestInstallation it)
    {
        var lines = await it.ReadAsync(async db =>
        {
            var names = await db.Suppliers.ToDictionaryAsync(s => s.Id, s => s.OwnId, Ct);
            var all = (await db.SupplierFlags.ToListAsync(Ct)).ConvertAll(f => $"flag {names[f.SupplierId]} {f.Kind} {f.Because} {f.ClosedAt is null}");
            all.AddRange((await db.Cases.ToListAsync(Ct)).Select(c => $"case {names[c.SupplierId]} {c.Lane} {c.Status} {c.Flagged} {c.FactsKey} {c.Priority}"));
            all.AddRange((await db.ScreeningChanges.ToListAsync(Ct)).Select(c => $"change {names[c.SupplierId]} {c.FromScore} {c.ToScore} {c.FromFlags} {c.ToFlags} {c.ChangeJson}"));
            all.AddRange((await (from e in db.CaseEvents join c in db.Cases on e.CaseId equals c.Id select new { e.Kind, e.ChangesJson, c.SupplierId, c.Lane }).ToListAsync(Ct)).Select(e => $"event {names[e.SupplierId]} {e.Lane} {e.Kind} {e.ChangesJson}"));
            all.AddRange((await db.SupplierMatches.ToListAsync(Ct)).Select(m => $"match {names[m.SupplierId]} {m.EntryId} {m.Score}"));
            all.AddRange((await db.Findings.ToListAsync(Ct)).Select(f => $"finding {f.Rule} {f.Start} {f.Quote}"));
            all.Sort(StringComparer.Ordinal);
            return all;
        });
        return (string.Join('\n', lines) + "\n" + await RowsAsync(it)).Replace(it.Folder, "", StringComparison.Ordinal);
    }
}
