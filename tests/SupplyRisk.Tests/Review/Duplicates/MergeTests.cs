using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Review;
using SupplyRisk.Review.Duplicates;
using SupplyRisk.Review.Profile;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Receipts;
using SupplyRisk.Search;
using SupplyRisk.Suppliers;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Review.Duplicates;

/// <summary>A merge is a redirect: everything of the merged one counts for the survivor, and a split brings back what was.</summary>
public abstract class MergeTests(Store store) : HandlerTest(store)
{
    private const string Second = """
        Supplier ID,Supplier name,Country,City,Address,Products,Supplies
        E-1,Fifth Kettle Limited,VN,Hanoi,7 Lotus Street,kettles,S-100
        E-2,Blue Umbrella Fndry,MX,Puebla,1 Calle Real,umbrellas,
        """;

    private static readonly Actor Analyst = new("analyst", "Fictional Analyst") { Roles = [Role.ComplianceAnalyst] };

    public sealed class OnSqlite() : MergeTests(Store.Sqlite);

    public sealed class OnPostgres() : MergeTests(Store.Postgres);

    [Fact]
    public async Task What_is_known_of_the_merged_one_counts_for_the_survivor()
    {
        await ScreenedAsync();
        await It.DocumentAsync("E-1/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await It.RunAsync();
        var (before, alone) = (await It.ReportAsync("S-500"), await It.ReportAsync("E-1"));
        alone.RiskScore.ShouldBeGreaterThan(before.RiskScore);
        await MergedAsync("E-1", "S-500");
        await It.RunAsync();
        var after = await It.ReportAsync("S-500");
        after.Contributions.SelectMany(c => c.Evidence).Select(e => e.Quote).ShouldBe(alone.Contributions.SelectMany(c => c.Evidence).Select(e => e.Quote), ignoreOrder: true);
        after.RiskScore.ShouldBeGreaterThan(before.RiskScore);
        (await It.ReportAsync()).Select(r => r.SupplierId).ShouldNotContain("E-1", "it is no supplier of its own");
        var profile = await ProfileAsync("S-500");
        (profile.Documents.Count, profile.Merged.ShouldHaveSingleItem().Supplier.OwnId).ShouldBe((1, "E-1"));
        var network = await It.Get<FindSupplyNetwork>().HandleAsync(Analyst, profile.Supplier.Id, Ct);
        network.Nodes.Select(n => n.Name).ShouldContain("Paper Lantern Mills", "whom the merged one supplies");
    }

    [Fact]
    public async Task The_merged_ones_id_answers_with_the_survivor_and_says_so()
    {
        await ScreenedAsync();
        await MergedAsync("E-1", "S-500");
        await It.RunAsync();
        var (merged, survivor) = (await It.SupplierIdAsync("E-1"), await It.SupplierIdAsync("S-500"));
        (await It.Get<FindSupplier>().HandleAsync(Analyst, merged, Ct))!.Supplier.Id.ShouldBe(survivor);
        var row = await It.Get<ScreeningReport>().OneAsync(Analyst, merged, Ct);
        (row!.SupplierId, row.Merged!.Asked, row.Merged.Survivor).ShouldBe(("S-500", merged, survivor));
        (await It.Get<ScreeningReport>().OneAsync(Analyst, survivor, Ct))!.Merged.ShouldBeNull();
        (await It.Get<WhatWouldLower>().HandleAsync(Analyst, merged, Ct)).ShouldNotBeNull();
        await It.Get<FeedSearchIndex>().CatchUpAsync(null, Ct);
        (await SearchAsync("E-1")).ShouldBe([survivor], "its number finds whom it counts for");
    }

    [Fact]
    public async Task A_match_of_the_merged_one_is_the_survivors_question_once()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.ImportAsync(Second, "second");
        await It.ListAsync(Fictional.Namesake);
        await It.RunAsync();
        (await It.ReportAsync("E-2")).Matches.ShouldHaveSingleItem();
        await MergedAsync("E-2", "S-600");
        await It.RunAsync();
        (await It.ReportAsync("S-600")).Matches.ShouldHaveSingleItem("one entry, asked about once").EntryId.ShouldBe("e-2");
        await MergedAsync("S-600", "S-500");
        await It.RunAsync();
        (await It.ReportAsync("S-500")).ShouldSatisfyAllConditions(r => r.Matches.ShouldHaveSingleItem(), r => r.Flags.ShouldContain("match_to_check"));
        (await It.Get<FindCases>().HandleAsync(Analyst, new(Lane.MatchToCheck), Ct)).Rows.ShouldHaveSingleItem().Supplier.OwnId.ShouldBe("S-500");
    }

    [Fact]
    public async Task Merge_then_split_leaves_scores_counts_and_receipts_as_they_were()
    {
        await ScreenedAsync();
        await It.DocumentAsync("E-1/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await It.DocumentAsync("S-400/report.txt", Fictional.Report("12 May 2026", Fictional.Debt));
        await It.RunAsync();
        await It.Get<FeedSearchIndex>().CatchUpAsync(null, Ct);
        var ids = await It.ReadAsync(db => db.Suppliers.OrderBy(s => s.OwnId).Select(s => s.OwnId).ToListAsync(Ct));
        var before = await StateAsync();
        // Every pair, either way round: in a chain, sharing a list entry, with nothing in common.
        foreach (var (merged, survivor) in from a in ids from b in ids where a != b && (a is "E-1" or "S-400" or "S-200" || b is "E-2") select (a, b))
        {
            It.Clock.Advance(TimeSpan.FromMinutes(1));
            var merge = await MergedAsync(merged, survivor);
            await It.RunAsync();
            (await It.ReportAsync()).Count.ShouldBe(ids.Count - 1, $"{merged} into {survivor}");
            await It.Get<FeedSearchIndex>().CatchUpAsync(null, Ct);
            It.Clock.Advance(TimeSpan.FromMinutes(1));
            (await It.Get<MergeSuppliers>().SplitAsync(Analyst, merge.Id, "They are two after all.", Ct)).Done.ShouldBeTrue();
            await It.RunAsync();
            await It.Get<FeedSearchIndex>().CatchUpAsync(null, Ct);
            (await StateAsync()).ShouldBe(before, $"{merged} into {survivor} and back");
        }
        (await It.RunAsync()).ShouldBeNull("nothing is left to do");
    }

    [Fact]
    public async Task Merging_in_a_chain_of_supply_reaches_the_buyers_and_goes_again()
    {
        await ScreenedAsync();
        (await It.ReportAsync("S-100")).Upstream.ShouldHaveSingleItem().Path.Count.ShouldBe(4);
        var merge = await MergedAsync("S-300", "S-200"); // spinner and knitter turn out to be one
        await It.RunAsync();
        (await It.ReportAsync("S-100")).Upstream.ShouldHaveSingleItem().Path.ShouldBe(["Paper Lantern Mills", "Walking Teapot Ltd", "Unlike Anything Ginning"]);
        await It.Get<MergeSuppliers>().SplitAsync(Analyst, merge.Id, "Two.", Ct);
        await It.RunAsync();
        (await It.ReportAsync("S-100")).Upstream.ShouldHaveSingleItem().Path.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_chain_of_merges_has_an_end_and_cannot_loop()
    {
        await ScreenedAsync();
        var (a, b, c) = (await It.SupplierIdAsync("E-1"), await It.SupplierIdAsync("S-500"), await It.SupplierIdAsync("S-600"));
        var first = await MergedAsync("E-1", "S-500");
        It.Clock.NextDay();
        await MergedAsync("S-500", "S-600");
        (await It.Get<FindSupplier>().HandleAsync(Analyst, a, Ct))!.Supplier.Id.ShouldBe(c);
        (await ProfileAsync("S-600")).Merged.Select(m => m.Supplier.OwnId).ShouldBe(["E-1", "S-500"]);
        foreach (var (one, other) in new[] { (c, a), (c, b), (a, c), (b, a) })
            (await It.Get<MergeSuppliers>().MergeAsync(Analyst, new(one, other, "Round and round."), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("merged_already");
        (await It.Get<MergeSuppliers>().MergeAsync(Analyst, new(c, c, "Itself."), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("merge_with_itself");
        var e2 = await It.SupplierIdAsync("E-2");
        (await It.Get<MergeSuppliers>().MergeAsync(Analyst, new(e2, a, "Into the end of the chain."), Ct)).Value!.SurvivorId.ShouldBe(c);
        await It.Get<MergeSuppliers>().SplitAsync(Analyst, first.Id, "Not that one.", Ct);
        await It.RunAsync();
        (await It.ReportAsync()).Select(r => r.SupplierId).ShouldBe(["S-100", "S-200", "S-300", "S-400", "S-600", "E-1"], ignoreOrder: true);
    }

    [Fact]
    public async Task Two_people_who_merge_at_the_same_moment_lose_nothing()
    {
        await ScreenedAsync();
        var (a, b, c) = (await It.SupplierIdAsync("E-1"), await It.SupplierIdAsync("S-500"), await It.SupplierIdAsync("S-600"));
        var results = await Task.WhenAll(new[] { (a, b), (a, c), (b, a) }.Select(m => Task.Run(() => It.Get<MergeSuppliers>().MergeAsync(Analyst, new(m.Item1, m.Item2, "At once."), Ct), Ct)));
        var merges = await It.ReadAsync(db => db.SupplierMerges.AsNoTracking().ToListAsync(Ct));
        merges.Count.ShouldBe(results.Count(r => r.Done));
        merges.Count.ShouldBeInRange(1, 2, "a into b, and b into c by way of a, may both stand; never a loop");
        results.Where(r => !r.Done).ShouldAllBe(r => r.Refusals[0].Kind == RefusalKind.Conflict && r.Refusals[0].Message.Length > 20);
        (await It.ReadAsync(db => db.AuditRows.CountAsync(x => x.Action == "suppliers.merged", Ct))).ShouldBe(merges.Count);
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct))).ShouldBeNull();
        await It.RunAsync();
        (await It.ReportAsync()).Count.ShouldBe(8 - merges.Count);
    }

    [Fact]
    public async Task Who_comes_second_is_told_when_and_with_what()
    {
        await ScreenedAsync();
        await MergedAsync("E-1", "S-500");
        var result = await It.Get<MergeSuppliers>().MergeAsync(Analyst, new(await It.SupplierIdAsync("E-1"), await It.SupplierIdAsync("S-600"), "No, this one."), Ct);
        result.Refusals.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => r.Kind.ShouldBe(RefusalKind.Conflict), r => r.Message.ShouldContain("Fifth Kettle Limited was merged with Fifth Kettle Ltd at 2026-11-02"));
        var merge = await It.ReadAsync(db => db.SupplierMerges.SingleAsync(Ct));
        (await It.Get<MergeSuppliers>().SplitAsync(Analyst, merge.Id, "Two.", Ct)).Done.ShouldBeTrue();
        (await It.Get<MergeSuppliers>().SplitAsync(Analyst, merge.Id, "Two.", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not_merged");
    }

    [Fact]
    public async Task A_later_import_that_names_the_merged_ones_id_reaches_the_survivor()
    {
        await ScreenedAsync();
        await MergedAsync("E-1", "S-500");
        await It.RunAsync();
        var suppliers = await It.ReadAsync(db => db.Suppliers.CountAsync(Ct));
        It.Clock.NextDay();
        var report = await It.ImportAsync(Second.Replace("Fifth Kettle Limited", "Glass Whale Silicon Industry", StringComparison.Ordinal).Replace("Supplies\n", "Supplies,LEI\n", StringComparison.Ordinal)
            .Replace("kettles,S-100", $"kettles,S-100,{Fictional.ListedLei}", StringComparison.Ordinal).Replace("umbrellas,", "umbrellas,,", StringComparison.Ordinal), "second");
        (report.Import.New, report.Import.Changed).ShouldBe((0, 1));
        await It.RunAsync();
        (await It.ReadAsync(db => db.Suppliers.CountAsync(Ct))).ShouldBe(suppliers);
        (await It.ReportAsync("S-500")).ShouldSatisfyAllConditions(r => r.Flags.ShouldContain("hard_trigger"), r => r.RiskScore.ShouldBeGreaterThanOrEqualTo(90));
    }

    [Fact]
    public async Task The_survivor_is_listed_while_either_is()
    {
        await ScreenedAsync();
        await MergedAsync("E-1", "S-500");
        It.Clock.NextDay();
        await It.ImportAsync(string.Join('\n', Fictional.Chain.Split('\n').Where(l => !l.Contains("S-500", StringComparison.Ordinal))));
        await It.RunAsync();
        (await It.ReportAsync()).Select(r => r.SupplierId).ShouldContain("S-500", "the other list names it still");
        var rows = await It.Get<FindSuppliers>().HandleAsync(Analyst, new(Source: "second"), Ct);
        rows.Rows.Select(r => r.OwnId).ShouldBe(["S-500", "E-2"], ignoreOrder: true);
        (await It.Get<FindSuppliers>().HandleAsync(Analyst, new(Text: "e-1"), Ct)).Rows.ShouldHaveSingleItem().OwnId.ShouldBe("S-500");
    }

    [Fact]
    public async Task Cases_and_decisions_of_the_merged_one_stay_readable()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.ImportAsync(Second, "second");
        await It.ListAsync(Fictional.Namesake);
        await It.RunAsync();
        var (id, survivor) = (await It.SupplierIdAsync("S-600"), await It.SupplierIdAsync("S-500"));
        var c = await It.ReadAsync(db => db.Cases.AsNoTracking().SingleAsync(x => x.SupplierId == id && x.Lane == Lane.MatchToCheck, Ct));
        (await It.Get<DecideCase>().DecideAsync(Analyst, new(c.Id, CaseStatus.Closed, CaseOutcome.FalsePositive, "different_entity", "Another foundry."), Ct)).Done.ShouldBeTrue();
        It.Clock.NextDay();
        await MergedAsync("S-600", "S-500");
        await It.RunAsync();
        var file = await It.Get<FindCases>().OneAsync(Analyst, c.Id, Ct);
        file!.Supplier.Supplier.Id.ShouldBe(survivor);
        file.Shown.Decisions.ShouldHaveSingleItem().Words.ShouldBe("Another foundry.");
        file.Shown.Events[0].ChangesJson.ShouldContain("merged with another one");
    }

    [Fact]
    public async Task Undoing_an_import_whose_suppliers_are_merged_is_a_readable_conflict()
    {
        await It.ImportAsync(Fictional.Chain);
        var second = await It.ImportAsync(Second, "second");
        var merge = await MergedAsync("E-1", "S-500");
        It.Clock.NextDay();
        var refused = await It.Get<ImportSuppliers>().UndoAsync(Analyst, second.Import.Id, Ct);
        refused.Refusals.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => r.Kind.ShouldBe(RefusalKind.Conflict), r => r.Message.ShouldContain("Fifth Kettle Limited (merged with Fifth Kettle Ltd)"));
        await It.Get<MergeSuppliers>().SplitAsync(Analyst, merge.Id, "To undo the import.", Ct);
        (await It.Get<ImportSuppliers>().UndoAsync(Analyst, second.Import.Id, Ct)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task An_import_that_only_changed_a_merged_supplier_can_be_undone()
    {
        await ScreenedAsync();
        It.Clock.NextDay();
        await MergedAsync("E-1", "S-500");
        var second = await It.ImportAsync(Second.Replace("7 Lotus", "9 Lotus", StringComparison.Ordinal), "second");
        It.Clock.NextDay();
        (await It.Get<ImportSuppliers>().UndoAsync(Actor.LocalAdministrator, second.Import.Id, Ct)).Done.ShouldBeTrue();
        await It.RunAsync();
        (await ProfileAsync("S-500")).Merged.ShouldHaveSingleItem().Version!.Address.ShouldBe("7 Lotus Street");
    }

    [Fact]
    public async Task What_could_be_known_before_the_merge_is_screened_without_it()
    {
        await ScreenedAsync();
        var before = It.Clock.Instant();
        It.Clock.NextDay();
        await MergedAsync("E-1", "S-500");
        (await It.ReadAsync(db => Redirects.AtAsync(db, before, Ct))).IsEmpty.ShouldBeTrue();
        var now = await It.ReadAsync(db => Redirects.NowAsync(db, Ct));
        now.GroupOf(await It.SupplierIdAsync("S-500")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Merged_pairs_leave_the_list_and_come_back_when_split()
    {
        await It.ImportAsync(DuplicateTests.Portfolio);
        await It.Get<CompareSuppliers>().RunAsync(Ct);
        var merge = await MergedAsync("A-2", "A-1");
        var page = await It.Get<FindDuplicates>().HandleAsync(Analyst, new(DuplicateList.Merged), Ct);
        (page.Counts.Same, page.Counts.Maybe, page.Counts.OtherSite, page.Counts.Merged).ShouldBe((1, 1, 2, 1), "A-3 and A-4 are asked about once");
        page.Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Left.OwnId.ShouldBe("A-2"), r => r.Right.OwnId.ShouldBe("A-1"), r => r.Merge!.Words.ShouldBe("One and the same by its papers."));
        (await ProfileAsync("A-1")).ShouldSatisfyAllConditions(p => p.OpenDuplicates.ShouldBe(1), p => p.Duplicates.ShouldHaveSingleItem().Name.ShouldBe("Seven Otters Knitwear"));
        It.Clock.NextDay();
        await It.Get<MergeSuppliers>().SplitAsync(Analyst, merge.Id, "Two.", Ct);
        (await It.Get<FindDuplicates>().HandleAsync(Analyst, new(), Ct)).Counts.ShouldSatisfyAllConditions(c => c.Same.ShouldBe(2), c => c.Maybe.ShouldBe(2), c => c.Merged.ShouldBe(0));
    }

    private async Task ScreenedAsync()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.ImportAsync(Second, "second");
        await It.ListAsync(Fictional.Listed);
        await It.RunAsync();
    }

    private async Task<SupplierMerge> MergedAsync(string merged, string survivor)
    {
        var result = await It.Get<MergeSuppliers>().MergeAsync(Analyst, new(await It.SupplierIdAsync(merged), await It.SupplierIdAsync(survivor), "One and the same by its papers."), Ct);
        result.Done.ShouldBeTrue(string.Join(" ", result.Refusals.Select(r => r.Message)));
        return result.Value!; // done
    }

    private async Task<SupplierProfile> ProfileAsync(string ownId) => (await It.Get<FindSupplier>().HandleAsync(Analyst, await It.SupplierIdAsync(ownId), Ct)).ShouldNotBeNull();

    private async Task<List<Guid>> SearchAsync(string text)
    {
        var found = await It.Get<FindAnything>().HandleAsync(Analyst, new FindRequest(text), Ct);
        return [.. found.Suppliers!.Items.Select(i => i.Hit.Id)]; // the text means something for suppliers
    }

    // Everything an outsider could count, without the days on which it was counted.
    private async Task<string> StateAsync()
    {
        var report = StoredJson.Write(await It.ReportAsync());
        var folder = It.Path($"receipts-{Guid.CreateVersion7():N}");
        var (written, moved) = await It.Get<WriteReceipts>().RunAsync(folder, null, Ct);
        moved.ShouldBeEmpty();
        var receipts = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(f => $"{Path.GetFileName(f)} {Fixed(File.ReadAllText(f))}").ToList();
        var view = await It.Get<Portfolio>().ReadAsync(Analyst, Ct);
        var queues = Enum.GetValues<Lane>().Select(l => $"{l}: {string.Join(' ', view.Open(l).Select(x => x.Supplier.OwnId).Order(StringComparer.Ordinal))}");
        var flags = await It.ReadAsync(db => db.SupplierFlags.CountAsync(f => f.ClosedAt == null, Ct));
        return string.Join('\n', [report, $"{written} receipts", .. receipts, .. queues, $"{flags} flags", $"{view.Suppliers.Count} suppliers"]);
    }

    private static string Fixed(string receipt)
    {
        var whole = Newtonsoft.Json.Linq.JObject.Parse(receipt);
        foreach (var dated in new[] { "digests", "pinned", "facts.as_of" }) whole.SelectToken(dated)!.Parent!.Remove(); // each has them
        return whole.ToString(Newtonsoft.Json.Formatting.None);
    }
}
