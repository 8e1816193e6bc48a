using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Suppliers;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Ingestion;

/// <summary>Taking a list in: look first, apply, take in again.</summary>
public abstract class ImportSuppliersTests(Store store) : HandlerTest(store)
{
    private const string Three = """
        Supplier ID,Supplier name,Country,City,LEI
        S-100,Paper Lantern Mills,DE,Bayreuth,
        S-200,Walking Teapot Ltd,BD,Savar,
        S-300,Third Moon Ginning,CN,Wuhan,
        """;

    public sealed class OnSqlite() : ImportSuppliersTests(Store.Sqlite);

    public sealed class OnPostgres() : ImportSuppliersTests(Store.Postgres);

    [Fact]
    public async Task A_dry_run_counts_and_leaves_the_portfolio_as_it_is()
    {
        await It.ImportAsync(Three);
        await ForgetWorkAsync();
        It.Clock.NextDay();
        var preview = await PreviewAsync(Later);
        Counts(preview).ShouldBe((1, 1, 1, 1));
        preview.Import.State.ShouldBe(ImportState.Previewed);
        (await CountAsync<Supplier>()).ShouldBe(3);
        (await It.FactsAsync("S-200"))!.City.ShouldBe("Savar");
        (await It.ReadAsync(db => db.Suppliers.CountAsync(s => s.NotListedSince != null, Ct))).ShouldBe(0);
        (await WorkAsync()).ShouldBeEmpty();
        (await CountAsync<OutboxRow>()).ShouldBe(0);
    }

    [Fact]
    public async Task Applying_a_dry_run_does_what_it_counted()
    {
        await It.ImportAsync(Three);
        await ForgetWorkAsync();
        It.Clock.NextDay();
        var preview = await PreviewAsync(Later);
        var applied = (await It.Get<ImportSuppliers>().ApplyAsync(Actor.LocalAdministrator, preview.Import.Id, null, Ct)).Value!;
        Counts(applied).ShouldBe(Counts(preview));
        applied.Import.State.ShouldBe(ImportState.Applied);
        (await WorkAsync()).ShouldBe(["match S-200 import_applied", "match S-400 import_applied"]);
        var again = await It.Get<ImportSuppliers>().ApplyAsync(Actor.LocalAdministrator, preview.Import.Id, null, Ct);
        again.Refusals.ShouldHaveSingleItem().Code.ShouldBe("import_not_previewed");
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_makes_no_work()
    {
        await It.ImportAsync(Three);
        await ForgetWorkAsync();
        It.Clock.NextDay();
        Counts(await It.ImportAsync(Three)).ShouldBe((0, 0, 3, 0));
        (await WorkAsync()).ShouldBeEmpty();
        (await CountAsync<OutboxRow>()).ShouldBe(0);
        (await CountAsync<SupplierVersion>()).ShouldBe(3);
    }

    [Fact]
    public async Task A_changed_row_is_true_from_today_and_known_from_now()
    {
        await It.ImportAsync(Three);
        var (yesterday, before) = (It.Clock.Today(), It.Clock.Instant());
        It.Clock.NextDay();
        await It.ImportAsync(Later);
        (await It.FactsAsync("S-200"))!.City.ShouldBe("Dhaka");
        (await It.FactsAsync("S-200", asOf: yesterday))!.City.ShouldBe("Savar");
        (await It.FactsAsync("S-200", knownAt: before))!.City.ShouldBe("Savar");
        (await It.FactsAsync("S-200", asOf: yesterday, knownAt: before))!.City.ShouldBe("Savar");
    }

    [Fact]
    public async Task Correcting_twice_on_one_day_keeps_only_the_last_as_true_and_each_as_known()
    {
        await It.ImportAsync(List("Savar"));
        var first = It.Clock.Today();
        It.Clock.NextDay();
        await It.ImportAsync(List("Dhaka"));
        var between = It.Clock.Instant();
        It.Clock.Advance(TimeSpan.FromHours(1));
        await It.ImportAsync(List("Gazipur"));
        It.Clock.Advance(TimeSpan.FromHours(1));
        await It.ImportAsync(List("Narayanganj"));
        (await It.FactsAsync("S-200"))!.City.ShouldBe("Narayanganj");
        (await It.FactsAsync("S-200", knownAt: between))!.City.ShouldBe("Dhaka");
        (await It.FactsAsync("S-200", asOf: first))!.City.ShouldBe("Savar");
        (await It.ReadAsync(db => db.SupplierVersions.StillKnownNow().CountAsync(v => v.Country == "BD", Ct))).ShouldBe(2);
    }

    [Fact]
    public async Task A_row_that_is_missing_is_marked_and_listed_again_when_it_returns()
    {
        await It.ImportAsync(Three);
        It.Clock.NextDay();
        Counts(await It.ImportAsync(Later)).ShouldBe((1, 1, 1, 1));
        var gone = await NotListedAsync();
        gone.ShouldBe([("S-300", It.Clock.Instant())]);
        It.Clock.NextDay();
        Counts(await It.ImportAsync(Later)).ShouldBe((0, 0, 3, 0), "gone already, so not gone once more");
        (await NotListedAsync()).ShouldBe(gone);
        await ForgetWorkAsync();
        It.Clock.NextDay();
        Counts(await It.ImportAsync(Later + "\nS-300,Third Moon Ginning,CN,Wuhan,")).ShouldBe((0, 1, 3, 0));
        (await NotListedAsync()).ShouldBeEmpty();
        (await WorkAsync()).ShouldBe(["match S-300 import_applied"]);
    }

    [Fact]
    public async Task Two_sources_do_not_delist_each_other()
    {
        await It.ImportAsync(Three, "erp");
        Counts(await It.ImportAsync(Three, "plant-2")).ShouldBe((3, 0, 0, 0));
        Counts(await It.ImportAsync(Later, "plant-2")).ShouldBe((1, 1, 1, 1));
        (await NotListedAsync()).Count.ShouldBe(1);
        (await CountAsync<Supplier>()).ShouldBe(7);
    }

    [Fact]
    public async Task An_own_id_that_comes_twice_is_taken_once_and_told()
    {
        var report = await It.ImportAsync(Three + "\nS-100,Another Company,FR,Lyon,");
        (report.Import.RowsTaken, report.Import.RowsRejected).ShouldBe((3, 1));
        (await It.FactsAsync("S-100"))!.Name.ShouldBe("Paper Lantern Mills");
        var issue = await It.ReadAsync(db => db.ImportIssues.SingleAsync(i => i.Severity == "error", Ct));
        (issue.Row, issue.Value).ShouldBe((5, "S-100"));
    }

    [Fact]
    public async Task An_import_stopped_in_the_middle_leaves_nothing()
    {
        await It.ImportAsync(Three);
        var before = await RowsAsync();
        It.Clock.NextDay();
        using var stop = new CancellationTokenSource();
        var many = Later + string.Concat(Enumerable.Range(1, 7_000).Select(i => $"\nM-{i},Made Up Company {i},VN,Hanoi,"));
        var stopping = new Stopping(2_000, stop);
        await Should.ThrowAsync<OperationCanceledException>(() => It.Get<ImportSuppliers>().ApplyNowAsync(Actor.LocalAdministrator, It.Request(many), stopping, stop.Token));
        (await RowsAsync()).ShouldBe(before);

        // 5,000 rows are written before the stop in this one.
        using var later = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => It.Get<ImportSuppliers>().ApplyNowAsync(Actor.LocalAdministrator, It.Request(many), new Stopping(6_000, later), later.Token));
        (await RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_file_that_turns_out_damaged_further_down_is_refused_and_leaves_nothing()
    {
        var before = await RowsAsync();
        var wide = Three + string.Concat(Enumerable.Range(1, 1_200).Select(i => $"\nM-{i},Made Up Company {i},VN,Hanoi,")) + "\nM-9," + string.Join(',', Enumerable.Repeat("x", 600));
        foreach (var apply in (bool[])[true, false])
        {
            var request = It.Request(wide);
            var result = apply
                ? await It.Get<ImportSuppliers>().ApplyNowAsync(Actor.LocalAdministrator, request, null, Ct)
                : await It.Get<ImportSuppliers>().PreviewAsync(Actor.LocalAdministrator, request, null, Ct);
            result.Refusals.ShouldHaveSingleItem().Code.ShouldBe("import_file_unusable");
        }
        (await RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task An_applied_import_wakes_the_job()
    {
        await It.Get<IWorkSignal>().WaitAsync(TimeSpan.Zero, Ct);
        await It.ImportAsync(Three);
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await It.Get<IWorkSignal>().WaitAsync(Timeout.InfiniteTimeSpan, soon.Token);
    }

    private const string Later = """
        Supplier ID,Supplier name,Country,City,LEI
        S-100,Paper Lantern Mills,DE,Bayreuth,
        S-200,Walking Teapot Ltd,BD,Dhaka,
        S-400,Fourth Otter Knitwear,VN,Hanoi,
        """;

    private static string List(string city) => $"""
        Supplier ID,Supplier name,Country,City
        S-200,Walking Teapot Ltd,BD,{city}
        S-500,Fifth Kettle Ltd,VN,Hanoi
        """;

    [Fact]
    public async Task Columns_that_a_person_chose_hold_for_the_next_list_of_the_source_in_any_order()
    {
        const string first = "Ref;Partner X;Where\nS-100;Paper Lantern Mills;DE\n", later = "Where;Note;Partner X;Ref\nBD;new;Walking Teapot Ltd;S-200\n";
        var imports = It.Get<ImportSuppliers>();
        (await imports.ApplyNowAsync(Actor.LocalAdministrator, It.Request(first) with { Mapping = "Ref=own_id;Partner X=name;Where=country" }, null, Ct)).Done.ShouldBeTrue();
        It.Clock.NextDay();

        var preview = await PreviewAsync(later);
        preview.Columns.Select(c => c.Field ?? "-").ShouldBe(["country", "-", "name", "own_id"]);
        preview.Columns[0].Why.ShouldBe($"as chosen for list-1.csv, applied {It.Clock.Today().AddDays(-1):yyyy-MM-dd}");
        var applied = (await imports.ApplyAsync(Actor.LocalAdministrator, preview.Import.Id, null, Ct)).Value!; // refused would be null and fail at once
        applied.Import.New.ShouldBe(1);
        (await It.FactsAsync("S-200"))!.Country.ShouldBe("BD"); // applied just now

        It.Clock.NextDay();
        (await PreviewAsync(later)).Columns.Select(c => c.Field ?? "-").ShouldBe(["country", "-", "name", "own_id"], "it goes on");
        var anew = (await imports.PreviewAsync(Actor.LocalAdministrator, It.Request(later) with { Mapping = "" }, null, Ct)).Value!; // the same
        anew.Import.Mapping.ShouldBeNull();
        anew.Columns.ShouldAllBe(c => !c.Why.Contains("as chosen", StringComparison.Ordinal));
        (await imports.PreviewAsync(Actor.LocalAdministrator, It.Request(later, "another source"), null, Ct)).Value!.Import.Mapping.ShouldBeNull(); // the same
        (await PreviewAsync("Supplier number,Supplier name,Country\nS-300,Third Moon Ginning,CN\n")).Import.Mapping.ShouldBeNull("none of the chosen columns is there");
    }

    private async Task<ImportReport> PreviewAsync(string csv) =>
        (await It.Get<ImportSuppliers>().PreviewAsync(Actor.LocalAdministrator, It.Request(csv), null, Ct)).Value!; // refused would be null and fail at once

    private static (int New, int Changed, int Unchanged, int Gone) Counts(ImportReport r) => (r.Import.New, r.Import.Changed, r.Import.Unchanged, r.Import.NoLongerListed);

    private Task<List<(string, DateTime)>> NotListedAsync() => It.ReadAsync(async db =>
        (await db.Suppliers.Where(s => s.NotListedSince != null).OrderBy(s => s.OwnId).ToListAsync(Ct)).ConvertAll(s => (s.OwnId, s.NotListedSince!.Value))); // filtered above

    private async Task<string> RowsAsync() => string.Join(' ', await CountAsync<Supplier>(), await CountAsync<SupplierVersion>(), await CountAsync<LegalEntity>(),
        await CountAsync<Import>(), await CountAsync<ImportIssue>(), await CountAsync<Work>(), await CountAsync<OutboxRow>(), await CountAsync<AuditRow>(), await CountAsync<ListSource>());

    private sealed class Stopping(int row, CancellationTokenSource stop) : IProgress<StageProgress>
    {
        public void Report(StageProgress value)
        {
            if (value.Done == row) stop.Cancel();
        }
    }
}
