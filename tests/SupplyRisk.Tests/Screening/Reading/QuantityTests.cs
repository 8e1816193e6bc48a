using Microsoft.EntityFrameworkCore;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Receipts;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Screening.Reading;

/// <summary>What a passage counts is kept with its finding, weighs in the score and stands in the receipt.</summary>
public abstract class QuantityTests(Store store) : HandlerTest(store)
{
    private const string Unpaid = "Wages of 18 of 22 workers were unpaid for eleven months.";

    public sealed class OnSqlite() : QuantityTests(Store.Sqlite);

    public sealed class OnPostgres() : QuantityTests(Store.Postgres);

    [Fact]
    public async Task Eleven_months_unpaid_weigh_more_than_one_and_the_account_says_so()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-300/report.txt", Fictional.Report("1 October 2026", Unpaid));
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("1 October 2026", "Wages of workers were unpaid for one month."));
        await It.RunAsync();
        var (longer, shorter) = (await RowAsync("S-300"), await RowAsync("S-500"));
        longer.Points.ShouldBeGreaterThan(shorter.Points);
        longer.Because.ShouldContain("+25, severe instead of strong");
        shorter.Because.ShouldNotContain("instead of");

        await using var db = It.Open();
        var kept = await db.Findings.AsNoTracking().Where(f => f.Rule == "ilo.wages.unpaid-or-late").Select(f => f.QuantitiesJson).ToListAsync(Ct);
        kept.SelectMany(Finding.Read).Select(q => (q.Kind, q.Value, q.Of, q.Unit)).ShouldBe(
            [(QuantityKind.People, 18d, 22d, null), (QuantityKind.Duration, 11d, null, "month"), (QuantityKind.Duration, 1d, null, "month")], ignoreOrder: true);
    }

    [Fact]
    public async Task The_receipt_holds_them_and_a_changed_one_is_found()
    {
        await It.ImportAsync(Fictional.Chain);
        It.Write("audits/S-300/report.txt", Fictional.Report("1 October 2026", "Wages of workers were unpaid for eleven months."));
        await It.Get<AddDocuments>().AddFolderAsync(SupplyRisk.Audit.Actor.LocalAdministrator, It.Path("audits"), keepOriginals: true, null, Ct, shownAs: "audits");
        await It.RunAsync();
        var folder = Path.Combine(It.Folder, "receipts");
        await It.Get<WriteReceipts>().RunAsync(folder, null, Ct);
        var file = Path.Combine(folder, "S-300.json");
        var (receipt, digests) = ReceiptFile.Read(file);
        receipt.Facts.Findings.SelectMany(f => f.Finding.Quantities).Select(q => q.Text).ShouldContain("eleven months");
        VerifyReceipt.Run(receipt, digests, It.Rulesets.Current).ShouldBeEmpty();

        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Ct)).Replace("\"value\": 11.0", "\"value\": 1.0", StringComparison.Ordinal), Ct);
        var (changed, now) = ReceiptFile.Read(file);
        var differences = VerifyReceipt.Run(changed, now, It.Rulesets.Current);
        differences.ShouldContain(d => d.StartsWith("facts.findings: changed", StringComparison.Ordinal));
        differences.ShouldContain(d => d.StartsWith("result.", StringComparison.Ordinal), "what is written no longer follows from the facts");
    }

    private async Task<ReportContribution> RowAsync(string supplier) => (await It.ReportAsync(supplier)).Contributions.Single(c => c.Rule == "ilo.wages.unpaid-or-late");
}
