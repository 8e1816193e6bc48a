using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Packs;
using SupplyRisk.Review;
using SupplyRisk.Rules.Model;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Disclosure.Packs;

/// <summary>A pack refuses to lie: each fault is caught, and nothing is said of a chain that has none.</summary>
public abstract class PackLinterTests(Store store) : HandlerTest(store)
{
    public sealed class OnSqlite() : PackLinterTests(Store.Sqlite);

    public sealed class OnPostgres() : PackLinterTests(Store.Postgres);

    [Fact]
    public async Task Finds_nothing_that_blocks_in_a_chain_that_holds_together()
    {
        var whole = await CottonShipment.WholeAsync(It, await CottonShipment.ReadyAsync(It));
        whole.Blocking.Select(f => f.Message).ShouldBeEmpty();
        // What the route asks for at each step and is not there yet is said, and blocks nothing.
        whole.Faults.ShouldAllBe(f => f.Kind == PackFaultKind.MissingDocument);
    }

    public static TheoryData<string, string, string, PackFaultKind, string> Spoilt => new()
    {
        { "3,spinning,", "", "gone", PackFaultKind.MissingStep, "Step 3 is missing." },
        { "cotton lint,3800,kg,cotton yarn", "cotton wool,3800,kg,cotton yarn", "other goods", PackFaultKind.MissingStep, "Step 3 takes cotton wool, but step 2 gives cotton lint." },
        { "cotton lint,3800,kg,,2026-04-01", "cotton lint,5800,kg,,2026-04-01", "too much lint", PackFaultKind.Quantities, "10,000 kg of seed cotton give at most 4,500 kg of cotton lint, not 5,800." },
        { "cotton yarn,3200,kg,greige", "cotton yarn,3900,kg,greige", "more taken than given", PackFaultKind.Quantities, "Step 3 gave 3,200 kg of cotton yarn, and step 4 took 3,900 kg." },
        { "garments,12000,pcs,0.19", "garments,12000,pcs,0.29", "too heavy", PackFaultKind.Quantities, "2,900 kg of dyed fabric give at most 2,755 kg of garments, not 3,480." },
        { "garments,12000,pcs", "garments,11000,pcs", "fewer than shipped", PackFaultKind.Quantities, "11,500 piece were shipped, and the last step gave only 11,000." },
        { "2026-05-01,2026-05-20", "2026-05-20,2026-05-01", "ends before it begins", PackFaultKind.DatesOutOfOrder, "ends on 1 May 2026 before it begins on 20 May 2026" },
        { "2026-06-01,2026-06-15", "2026-04-20,2026-04-25", "before the step before", PackFaultKind.DatesOutOfOrder, "was done by 25 Apr 2026, before step 3 began on 1 May 2026" },
        { "2026-07-01,2026-07-31", "2026-09-01,2026-09-30", "after shipping", PackFaultKind.DatesOutOfOrder, "after the goods were shipped on 15 Aug 2026" },
        { "Copper Kettle Gin,", "Copper Kettle Ginnery,", "not on the map", PackFaultKind.PartyNotOnMap, "Copper Kettle Ginnery is not on the map of our suppliers" },
        { "3 Fictional Street,VN", ",VN", "no address", PackFaultKind.PartyWithoutPlace, "Paper Lantern Spinning has no address." },
        { "spin@example.com,,Hanoi", "spin@example.com,,\"Aksu, Xinjiang\"", "Xinjiang", PackFaultKind.XinjiangPlace, "names Xinjiang: this route says that nothing comes from Xinjiang" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task Catches_what_is_wrong_with_the_chain(string part, string by, string why, PackFaultKind kind, string says)
    {
        var id = await CottonShipment.ReadyAsync(It, rows => by.Length == 0 ? [.. rows.Where(r => !r.StartsWith(part, StringComparison.Ordinal))] : [.. rows.Select(r => r.Replace(part, by, StringComparison.Ordinal))]);
        var whole = await CottonShipment.WholeAsync(It, id);
        whole.Blocking.ShouldContain(f => f.Kind == kind && f.Message.Contains(says, StringComparison.Ordinal), $"{why}: {string.Join(" ", whole.Blocking.Select(f => $"[{f.Kind}] {f.Message}"))}");
        whole.Blocking.ShouldAllBe(f => f.Advice.Length > 0);
        (await It.Get<MakePack>().HandleAsync(CottonShipment.Analyst, id, draft: false, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("pack_faulty");
    }

    [Fact]
    public async Task Catches_a_step_of_the_material_that_nobody_is_named_for()
    {
        var id = await CottonShipment.ReadyAsync(It, rows => [.. rows.Skip(2).Select(r => (char)(r[0] - 2) + r[1..])]);
        (await CottonShipment.WholeAsync(It, id)).Blocking.Where(f => f.Kind == PackFaultKind.MissingStep).Select(f => f.Message)
            .ShouldBe(["A chain of cotton has ginning (cotton lint), and this one does not.", "A chain of cotton has growing (seed cotton), and this one does not."]);
    }

    [Fact]
    public async Task Catches_documents_that_belong_nowhere_are_not_translated_blacked_out_by_strangers_or_too_young()
    {
        var id = await CottonShipment.ReadyAsync(It);
        await CottonShipment.AddAsync(It, id, "orphan.txt", "An invoice of nowhere.", CottonShipment.File(1) with { Steps = [] });
        var chinese = await CottonShipment.AddAsync(It, id, "fapiao.txt", "发票 棉纱 三吨", CottonShipment.File(3) with { Language = "zh", Pages = 3 });
        await CottonShipment.AddAsync(It, id, "fapiao-en.txt", "Invoice, cotton yarn, three tons", CottonShipment.File(3, TradeDocumentKind.Translation) with { Steps = [], Pages = 1, TranslationOf = chinese.Id });
        await CottonShipment.AddAsync(It, id, "black.txt", "An invoice, most of it black.", CottonShipment.File(2) with { Pages = 10, RedactedPages = 8 });
        await CottonShipment.AddAsync(It, id, "stranger.txt", "An invoice of a stranger.", CottonShipment.File(2) with { Issuer = "Glass Marble Cotton" });
        await CottonShipment.AddAsync(It, id, "young.txt", "An invoice written later.", CottonShipment.File(2) with { Dated = new DateOnly(2026, 10, 30) });
        var faults = (await CottonShipment.WholeAsync(It, id)).Blocking.Select(f => $"{f.Kind}: {f.Message}").ToList();
        faults.ShouldContain("OrphanDocument: orphan.txt belongs to no step of the chain.");
        faults.ShouldContain("UntranslatedPages: 2 of 3 pages of fapiao.txt (zh) are not translated into English.");
        faults.ShouldContain("Redaction: 8 of 10 pages of black.txt are blacked out; more than 25 % raises the question what stands there.");
        faults.ShouldContain(f => f.StartsWith("Redaction: 8 of all ", StringComparison.Ordinal));
        faults.ShouldContain("PartyNotInChain: stranger.txt was issued by Glass Marble Cotton, who is not among the parties of the chain.");
        faults.ShouldContain("DatesOutOfOrder: young.txt is dated 30 Oct 2026, after the detention.");
        faults.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Counts_the_days_from_the_notice_and_says_when_they_are_over()
    {
        var id = await CottonShipment.ReadyAsync(It); // 13 days after the notice
        (await CottonShipment.WholeAsync(It, id)).DaysLeft.ShouldBe(17);
        It.Clock.Advance(TimeSpan.FromDays(12));
        (await CottonShipment.WholeAsync(It, id)).Faults.ShouldContain(f => f.Kind == PackFaultKind.Clock && f.Message.StartsWith("5 of 30 days to answer are left, until 19 Nov 2026", StringComparison.Ordinal));
        It.Clock.Advance(TimeSpan.FromDays(6));
        (await CottonShipment.WholeAsync(It, id)).Faults.ShouldContain(f => f.Kind == PackFaultKind.Clock && f.Message == "The 30 days to answer ended on 19 Nov 2026.");
        (await It.Get<KeepShipment>().MoveAsync(CottonShipment.Analyst, id, ShipmentState.Submitted, new DateOnly(2026, 11, 18), null, Ct)).Done.ShouldBeTrue();
        (await CottonShipment.WholeAsync(It, id)).DaysLeft.ShouldBeNull();
    }

    [Fact]
    public async Task Recognises_a_chain_that_was_let_in_before_and_only_an_identical_one()
    {
        var first = await CottonShipment.ReadyAsync(It);
        var other = await CottonShipment.AnotherAsync(It, rows => [.. rows.Select(r => r.Replace("10000", "9000", StringComparison.Ordinal).Replace("2026-03-0", "2026-02-0", StringComparison.Ordinal))], d => d with { EntryNumber = "SECOND" });
        var elsewhere = await CottonShipment.AnotherAsync(It, rows => [.. rows.Select(r => r.Replace("3 Fictional Street", "33 Fictional Street", StringComparison.Ordinal))], d => d with { EntryNumber = "THIRD" });
        (await CottonShipment.WholeAsync(It, other)).Cleared.ShouldBeEmpty();
        (await It.Get<KeepShipment>().MoveAsync(CottonShipment.Analyst, first, ShipmentState.Cleared, new DateOnly(2026, 11, 1), null, Ct)).Done.ShouldBeTrue();
        (await CottonShipment.WholeAsync(It, other)).Cleared.ShouldHaveSingleItem().EntryNumber.ShouldBe("123-4567890-1");
        (await CottonShipment.WholeAsync(It, elsewhere)).Cleared.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_search_is_old_once_the_list_the_names_or_the_time_have_moved_on()
    {
        var id = await CottonShipment.ReadyAsync(It);
        await It.ListAsync(CottonShipment.List + "L-3,Amber Comb Mills,,TR\n", new DateOnly(2026, 10, 1));
        (await CottonShipment.WholeAsync(It, id)).Blocking.Count(f => f.Kind == PackFaultKind.NotSearched).ShouldBe(6);
        await CottonShipment.SearchAsync(It, id);
        (await CottonShipment.WholeAsync(It, id)).Blocking.ShouldBeEmpty();
        await It.Get<KeepShipment>().ReplaceChainAsync(CottonShipment.Analyst, id, c => c with { Parties = [.. c.Parties.Select((p, i) => i == 0 ? p with { OtherNames = ["Heron Cotton"] } : p)] }, "another name", null, Ct);
        (await CottonShipment.WholeAsync(It, id)).Blocking.ShouldHaveSingleItem().Party.ShouldBe("Blue Heron Farms");
        await CottonShipment.SearchAsync(It, id);
        It.Clock.Advance(TimeSpan.FromDays(31));
        (await CottonShipment.WholeAsync(It, id)).Blocking.Count(f => f.Kind == PackFaultKind.NotSearched).ShouldBe(6);
    }

    [Fact]
    public async Task A_match_that_nobody_decided_blocks_until_it_is_dismissed_and_stands_in_no_pack()
    {
        await It.ImportAsync(CottonShipment.Suppliers);
        await It.ListAsync("id,name,aliases,country\nL-9,Paper Lantern Spinning,,VN\n", new DateOnly(2026, 9, 1));
        await It.RunAsync();
        var id = await CottonShipment.AnotherAsync(It);
        (await CottonShipment.WholeAsync(It, id)).Blocking.ShouldHaveSingleItem().Kind.ShouldBe(PackFaultKind.OpenMatch);
        var draft = (await It.Get<MakePack>().HandleAsync(CottonShipment.Analyst, id, draft: true, Ct)).Value!;
        PackTests.Text(draft, "index.html").ShouldNotContain("L-9");
        PackTests.Text(draft, "searches.csv").ShouldNotContain("Paper Lantern Spinning");
        var match = await It.ReadAsync(db => db.SupplierMatches.SingleAsync(Ct));
        var decided = await It.Get<ReviewMatch>().ReviewAsync(Actor.LocalAdministrator, new MatchReviewRequest(match.Id, MatchReview.Dismissed, "Another company of that name: other owners."), Ct);
        decided.Done.ShouldBeTrue();
        await CottonShipment.SearchAsync(It, id);
        (await CottonShipment.WholeAsync(It, id)).Blocking.ShouldBeEmpty();
        PackTests.Text((await It.Get<MakePack>().HandleAsync(CottonShipment.Analyst, id, draft: false, Ct)).Value!, "searches.csv").ShouldContain("looked at by a person: another party");
    }

    [Fact]
    public async Task What_a_worker_said_and_scans_that_nobody_looked_at_keep_a_pack_back()
    {
        var id = await CottonShipment.ReadyAsync(It);
        await It.DocumentAsync("T-1/report.txt", Fictional.Report("12 March 2026", "\"My passport is in the manager's iron cupboard and I may not have it\", a worker said."));
        await It.RunAsync();
        await CottonShipment.AddAsync(It, id, "complaint-letter.txt", "A worker told us that wages are late.", CottonShipment.File(6));
        var scan = It.Write("scan.png", "x");
        await File.WriteAllBytesAsync(scan, [0x89, 0x50, 0x4E, 0x47, 1, 2, 3], Ct);
        var picture = (await It.Get<KeepFiles>().AddAsync(CottonShipment.Analyst, id, scan, "scan.png", CottonShipment.File(6), Ct)).Value!;
        (await CottonShipment.WholeAsync(It, id)).Blocking.Select(f => f.Kind).ShouldBe([PackFaultKind.HeldBack, PackFaultKind.NotLookedAt], ignoreOrder: true);
        (await It.Get<KeepFiles>().ChangeAsync(CottonShipment.Analyst, id, picture.Id, CottonShipment.File(6) with { Looked = true }, Ct)).Done.ShouldBeTrue();
        var draft = (await It.Get<MakePack>().HandleAsync(CottonShipment.Analyst, id, draft: true, Ct)).Value!;
        PackTests.Paths(draft).ShouldContain(p => p.EndsWith("scan.png", StringComparison.Ordinal));
        PackTests.Paths(draft).ShouldNotContain(p => p.Contains("complaint", StringComparison.Ordinal));
        PackTests.Text(draft, "index.html").ShouldNotContain("complaint");
        await It.Get<KeepShipment>().ReplaceChainAsync(CottonShipment.Analyst, id, c => c with { Parties = [.. c.Parties.Select((p, i) => i == 5 ? p with { Contact = "My passport is in the manager's iron cupboard" } : p)] }, "words", null, Ct);
        (await It.Get<MakePack>().HandleAsync(CottonShipment.Analyst, id, draft: true, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("pack_faulty");
    }
}
