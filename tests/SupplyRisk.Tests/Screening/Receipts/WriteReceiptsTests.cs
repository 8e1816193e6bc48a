using SupplyRisk.Audit;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Screening.Receipts;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Screening.Receipts;

/// <summary>A receipt per supplier, whose score can be computed again without the database.</summary>
public abstract class WriteReceiptsTests(Store store) : HandlerTest(store)
{
    public sealed class OnSqlite() : WriteReceiptsTests(Store.Sqlite);

    public sealed class OnPostgres() : WriteReceiptsTests(Store.Postgres);

    [Fact]
    public async Task Every_receipt_matches_the_kept_score_and_computes_again()
    {
        var receipts = await ScreenedAsync(It);
        var rows = await It.ReportAsync();
        receipts.Keys.Order(StringComparer.Ordinal).ShouldBe(rows.Select(r => r.SupplierId + ".json").Order(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            var (receipt, digests) = ReceiptFile.Read(Path.Combine(It.Folder, "receipts", row.SupplierId + ".json"));
            VerifyReceipt.Run(receipt, digests, It.Rulesets.Current).ShouldBeEmpty();
            (receipt.Result.RiskScore, receipt.Supplier.Name).ShouldBe((row.RiskScore, row.Name));
            receipt.Pinned.Lists.ShouldHaveSingleItem().Name.ShouldBe("fictional-list");
        }
    }

    [Fact]
    public async Task A_chain_and_its_documents_are_in_the_receipt()
    {
        await ScreenedAsync(It);
        ReceiptFile.Read(Path.Combine(It.Folder, "receipts", "S-100.json")).Receipt.Facts.Upstream.ShouldHaveSingleItem().Steps.ShouldBe(3);
        var documented = ReceiptFile.Read(Path.Combine(It.Folder, "receipts", "S-500.json")).Receipt.Facts;
        documented.Findings.ShouldNotBeEmpty();
        documented.Documents.ShouldHaveSingleItem().Sha256.Length.ShouldBe(64);
    }

    [Fact]
    public async Task A_supplier_whose_facts_moved_after_the_run_gets_no_receipt_and_is_named()
    {
        await ScreenedAsync(It);
        await It.DocumentAsync("S-200/report.txt", Fictional.Report("1 October 2026", "The canteen is clean."));
        var (written, moved) = await It.Get<WriteReceipts>().RunAsync(Path.Combine(It.Folder, "later"), null, Ct);
        written.ShouldBe(5);
        moved.ShouldBe(["S-200"]);
    }

    internal static async Task<Dictionary<string, string>> ScreenedAsync(TestInstallation it)
    {
        await it.ListAsync(Fictional.Listed);
        await it.ImportAsync(Fictional.Chain);
        it.Write("audits/S-500/report.txt", Fictional.Report("1 October 2026", Fictional.Fees, Fictional.Passports));
        await it.Get<AddDocuments>().AddFolderAsync(Actor.LocalAdministrator, it.Path("audits"), keepOriginals: true, null, TestContext.Current.CancellationToken, shownAs: "audits");
        await it.RunAsync();
        var folder = Path.Combine(it.Folder, "receipts");
        var (_, moved) = await it.Get<WriteReceipts>().RunAsync(folder, null, TestContext.Current.CancellationToken);
        moved.ShouldBeEmpty();
        return Directory.EnumerateFiles(folder).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);
    }
}

/// <summary>The same inputs give the same number, and the same account to the last byte, on either database.</summary>
public sealed class SameReceiptsTests
{
    [Fact]
    public async Task Sqlite_and_postgres_give_the_same_receipts()
    {
        await using var postgres = await TestInstallation.StartAsync(Store.Postgres);
        await using var sqlite = await TestInstallation.StartAsync(Store.Sqlite);
        (await WriteReceiptsTests.ScreenedAsync(sqlite)).ShouldBe(await WriteReceiptsTests.ScreenedAsync(postgres), ignoreOrder: true);
    }
}
