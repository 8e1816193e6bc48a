using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Packs;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Disclosure.Packs;

/// <summary>What leaves the house, who may make it, and how a chain comes in.</summary>
public abstract class PackTests(Store store) : HandlerTest(store)
{
    public sealed class OnSqlite() : PackTests(Store.Sqlite);

    public sealed class OnPostgres() : PackTests(Store.Postgres);

    internal static string Text(EvidencePack pack, string path)
    {
        using var zip = new ZipArchive(new MemoryStream(pack.Zip));
        using var reader = new StreamReader(zip.GetEntry(path)!.Open()); // the test asks for what is there
        return reader.ReadToEnd();
    }

    internal static List<string> Paths(EvidencePack pack)
    {
        using var zip = new ZipArchive(new MemoryStream(pack.Zip));
        return [.. zip.Entries.Select(e => e.FullName)];
    }

    [Fact]
    public async Task Is_the_same_file_to_the_last_byte_and_its_manifest_names_every_file_in_it()
    {
        var id = await CottonShipment.ReadyAsync(It);
        var pack = (await It.Get<MakePack>().HandleAsync(CottonShipment.Analyst, id, draft: false, Ct)).Value!;
        It.Clock.Advance(TimeSpan.FromHours(3));
        (await It.Get<MakePack>().HandleAsync(CottonShipment.Analyst, id, draft: false, Ct)).Value!.Sha256.ShouldBe(pack.Sha256);
        Paths(pack).ShouldBe(["manifest.csv", "index.html", "chain.csv", "searches.csv", .. Enumerable.Range(1, 6).Select(n => $"documents/00{n}-invoice-{n}.txt")]);
        using var zip = new ZipArchive(new MemoryStream(pack.Zip));
        zip.Entries.ShouldAllBe(e => e.LastWriteTime.Year == 1980);
        var manifest = Text(pack, "manifest.csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToDictionary(l => l[0], l => l[2]);
        manifest.Keys.ShouldBe(Paths(pack).Skip(1));
        foreach (var (path, sha256) in manifest)
        {
            using var entry = zip.GetEntry(path)!.Open(); // listed
            Convert.ToHexStringLower(await SHA256.HashDataAsync(entry, Ct)).ShouldBe(sha256, path);
        }
        (await It.ReadAsync(db => db.AuditRows.Where(a => a.Subject == $"shipment:{id}" && a.Action == "shipment.pack_made").CountAsync(Ct))).ShouldBe(2);
    }

    [Fact]
    public async Task Its_page_tells_summary_index_flow_steps_searches_and_checklist_and_gives_no_verdict()
    {
        var id = await CottonShipment.ReadyAsync(It);
        var page = Text((await It.Get<MakePack>().HandleAsync(CottonShipment.Analyst, id, draft: false, Ct)).Value!, "index.html");
        foreach (var heading in new[] { "1. Summary", "2. Index of documents", "3. How the goods came", "4. Step by step", "5. Searches that found nothing", "6. What the route asks for" }) page.ShouldContain(heading);
        foreach (var fact in new[] { "123-4567890-1", "PO-77, PO-78", "<svg", "Blue Heron Farms", "10,000 kg seed cotton", "0.28 to 0.45 kg a kg declared", "fictional-list", "published 1 Sep 2026", "Purchase orders and invoices at each step" }) page.ShouldContain(fact);
        foreach (var verdict in new[] { "compliant", "admissible", "no forced labour was found", "is clean" }) page.ShouldNotContain(verdict, Case.Insensitive);
        page.ShouldNotContain("<script", Case.Insensitive);
        page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal).ShouldNotContain("http", Case.Insensitive, "nothing is loaded from elsewhere");
    }

    [Fact]
    public async Task A_draft_says_on_its_first_page_what_stands_open()
    {
        var id = await CottonShipment.ReadyAsync(It, rows => [.. rows.Where(r => r[0] != '3')]);
        var draft = (await It.Get<MakePack>().HandleAsync(CottonShipment.Analyst, id, draft: true, Ct)).Value!;
        draft.FileName.ShouldBe("evidence-pack-123-4567890-1-draft.zip");
        var page = Text(draft, "index.html");
        page.ShouldContain("Draft: not to be handed in");
        page.ShouldContain("Step 3 is missing.");
    }

    [Fact]
    public async Task What_was_handed_in_stands_and_two_people_lose_nothing()
    {
        var id = await CottonShipment.ReadyAsync(It);
        var keep = It.Get<KeepShipment>();
        var version = (await CottonShipment.WholeAsync(It, id)).Shipment.Version;
        (await keep.ChangeAsync(CottonShipment.Analyst, id, CottonShipment.Details with { Product = "Knitted shirts" }, version, Ct)).Done.ShouldBeTrue();
        (await keep.ChangeAsync(CottonShipment.Analyst, id, CottonShipment.Details, version, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("shipment_changed");
        (await keep.MoveAsync(CottonShipment.Analyst, id, ShipmentState.Submitted, new DateOnly(2026, 11, 1), null, Ct)).Done.ShouldBeTrue();
        (await keep.ChangeAsync(CottonShipment.Analyst, id, CottonShipment.Details, null, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("handed_in");
        (await It.Get<KeepFiles>().RemoveAsync(CottonShipment.Analyst, id, (await CottonShipment.WholeAsync(It, id)).Facts.Documents[0].Id, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("handed_in");
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct))).ShouldBeNull();
    }

    [Fact]
    public async Task Only_who_may_prepare_packs_changes_one_and_only_who_sees_the_supplier_knows_of_it()
    {
        var id = await CottonShipment.ReadyAsync(It);
        var reader = new Actor("reader", "Fictional Reader") { Roles = [Role.ReadOnly] };
        (await It.Get<KeepShipment>().ChangeAsync(reader, id, CottonShipment.Details, null, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<SearchParties>().HandleAsync(reader, id, null, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<MakePack>().HandleAsync(reader, id, draft: true, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        var elsewhere = CottonShipment.Analyst with { Suppliers = new HashSet<Guid> { await It.SupplierIdAsync("F-1") } };
        (await It.Get<FindShipments>().OneAsync(elsewhere, id, Ct)).ShouldBeNull();
        (await It.Get<FindShipments>().AllAsync(elsewhere, Ct)).ShouldBeEmpty();
        (await It.Get<MakePack>().HandleAsync(elsewhere, id, draft: true, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
        (await It.Get<KeepShipment>().OpenAsync(elsewhere, await It.SupplierIdAsync("T-1"), CottonShipment.Details, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("supplier_not_found");
    }

    [Fact]
    public async Task A_table_with_faults_is_refused_whole_with_every_row_named()
    {
        var id = await CottonShipment.ReadyAsync(It);
        var before = (await CottonShipment.WholeAsync(It, id)).Chain.Steps.Count;
        var path = It.Write("bad.csv", CottonShipment.Table("x,growing,Blue Heron Farms,,1 Road,Atlantis,,,Lubbock,,,,seed cotton,much,kg,,yesterday,,", "2,,Copper Kettle Gin,,,US,,nonsense,Lubbock,seed cotton,1.500,heaps,,,,,,,"));
        var refused = await It.Get<ImportChain>().HandleAsync(CottonShipment.Analyst, id, path, "bad.csv", ChainSource.Table, null, Ct);
        refused.Refusals.Select(r => r.Message.Split(':')[0]).ShouldBe(["Row 2, step", "Row 2, country", "Row 2, out_quantity", "Row 2, from", "Row 3, name", "Row 3, identifiers", "Row 3, in_quantity", "Row 3, in_unit"], ignoreOrder: true);
        (await CottonShipment.WholeAsync(It, id)).Chain.Steps.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Reads_a_questionnaire_and_an_export_of_facilities_into_the_parties()
    {
        var id = await CottonShipment.ReadyAsync(It);
        var book = It.Path("strt.xlsx");
        await using (var to = File.Create(book))
        {
            await TableFile.WriteBookAsync(to,
            [
                TableSheet.Of("Declaration", ["Company Information", "", ""],
                [
                    ["Company Name (*):", "Walnut Press Dyestuffs", null], ["Company Unique ID:", "123456789", null], ["Company Unique ID Authority:", "DUNS", null], ["Address:", "9 Fictional Lane, Izmir, Turkey", null], ["Email - Contact (*):", "people@example.com", null],
                ]),
                TableSheet.Of("Questions", ["Question", "Answer", "Comments"],
                [
                    ["1. Does your company have a policy that prohibits forced labour? (*)", "Yes", "Since 2021"], ["2. Do you source raw materials from Xinjiang?", "No", null], ["A note that asks nothing", "x", null],
                ]),
            ], Ct);
        }
        (await It.Get<ImportChain>().HandleAsync(CottonShipment.Analyst, id, book, "strt.xlsx", ChainSource.Questionnaire, null, Ct)).Refusals.ShouldBeEmpty();
        var hub = It.Write("hub.csv", "os_id,name,address,country_code,country_name,sector,is_closed\nCN2021250D1DTN7,Tin Camel Buttons,1 Fictional Road,TR,Turkey,Apparel,False\n");
        (await It.Get<ImportChain>().HandleAsync(CottonShipment.Analyst, id, hub, "hub.csv", ChainSource.SupplyHub, null, Ct)).Refusals.ShouldBeEmpty();
        var chain = (await CottonShipment.WholeAsync(It, id)).Chain;
        chain.Steps.Count.ShouldBe(6);
        var party = chain.Party("Walnut Press Dyestuffs")!;
        (party.Country, party.Contact, party.Identifiers.Single()).ShouldBe(("TR", "people@example.com", "duns:123456789"));
        chain.Answers.Select(a => (a.Answer, a.Comment)).ShouldBe([("Yes", "Since 2021"), ("No", null)]);
        chain.Party("Tin Camel Buttons")!.Identifiers.Single().ShouldBe("os_id:CN2021250D1DTN7");
    }

    [Fact]
    public async Task Answers_a_customers_due_diligence_questions_step_by_step()
    {
        var id = await CottonShipment.ReadyAsync(It);
        var rows = (await It.Get<ResponseTable>().RowsAsync(CottonShipment.Analyst, id, Ct)).Value!;
        rows.Count.ShouldBe(6);
        rows.ShouldAllBe(r => r.Count == ResponseTable.Header.Count);
        object? Cell(int row, string column) => rows[row][ResponseTable.Header.ToList().IndexOf(column)];
        (Cell(5, "tier_from_customer"), Cell(0, "tier_from_customer"), Cell(2, "company_name"), Cell(2, "lists_searched"), Cell(2, "lists_found_nothing"), Cell(2, "known_supplier")).ShouldBe((1, 6, "Paper Lantern Spinning", 1, 1, true));
        using var to = new MemoryStream();
        await TableFile.WriteAsync(to, TableFormat.Xlsx, "Responses", ResponseTable.Header, rows.ToAsyncEnumerable(), Ct);
        to.Length.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task A_file_that_is_not_what_its_name_says_is_refused()
    {
        var id = await CottonShipment.ReadyAsync(It);
        (await It.Get<KeepFiles>().AddAsync(CottonShipment.Analyst, id, It.Write("x.pdf", "no pdf"), "x.pdf", CottonShipment.File(1), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("file_type");
        (await It.Get<KeepFiles>().AddAsync(CottonShipment.Analyst, id, It.Write("x.exe", "x"), "x.exe", CottonShipment.File(1), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("file_type");
        var added = await CottonShipment.AddAsync(It, id, "../../up.txt", "An invoice.", CottonShipment.File(1));
        Paths((await It.Get<MakePack>().HandleAsync(CottonShipment.Analyst, id, draft: true, Ct)).Value!).ShouldAllBe(p => !p.Contains("..", StringComparison.Ordinal));
        added.FileName.ShouldBe("up.txt");
    }

    [Fact]
    public void Own_tables_lie_over_the_shipped_ones_and_every_problem_is_named()
    {
        var shipped = Path.Combine(TestInstallation.RepositoryRoot(), "rulesets");
        It.Write("own/packs/limits.csv", "name,value,unit,source,checked\nanswer_days,45,days,an extension,confirmed\n");
        var rules = PackRules.Load(new(shipped, It.Path("own")));
        (rules.Limit("answer_days"), rules.Limit("search_age_days")).ShouldBe((45, 30));
        rules.Conversions.ShouldAllBe(c => c.Source.Length > 0 && c.Least <= c.Most && rules.Steps.Count > 0);
        It.Write("own/packs/conversions.csv", "input,output,least,most,source,checked\na,b,2,1,x,y\n");
        Should.Throw<InvalidDataException>(() => PackRules.Load(new(shipped, It.Path("own")))).Message.ShouldContain("conversions.csv, line 2");
    }
}
