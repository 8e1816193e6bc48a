using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Suppliers;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Ingestion.Documents;

/// <summary>Documents as they arrive: one a content, kept whether or not they can be read.</summary>
public abstract class AddDocumentsTests(Store store) : HandlerTest(store)
{
    private static readonly string Report = Fictional.Report("12 March 2026", Fictional.Fees);

    public sealed class OnSqlite() : AddDocumentsTests(Store.Sqlite);

    public sealed class OnPostgres() : AddDocumentsTests(Store.Postgres);

    [Fact]
    public async Task The_same_file_twice_is_one_document()
    {
        await It.ImportAsync(Fictional.Chain);
        (await It.DocumentAsync("S-500/report.txt", Report)).ShouldSatisfyAllConditions(r => r.Added.ShouldBe(1), r => r.AlreadyKnown.ShouldBe(0));
        (await It.DocumentAsync("S-500/the same again.txt", Report)).ShouldSatisfyAllConditions(r => r.Added.ShouldBe(0), r => r.AlreadyKnown.ShouldBe(1));
        (await CountAsync<Document>()).ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_named_by_an_own_id_ties_its_documents_to_the_supplier_and_work_waits()
    {
        await It.ImportAsync(Fictional.Chain);
        await ForgetWorkAsync();
        await It.DocumentAsync("S-500/report.txt", Report);
        var (document, link) = (await It.ReadAsync(db => db.Documents.SingleAsync(Ct)), await It.ReadAsync(db => db.DocumentLinks.SingleAsync(Ct)));
        (link.SupplierId, link.State).ShouldBe((await It.SupplierIdAsync("S-500"), ProposalState.Sure));
        (document.AuditDate, document.Kind, document.State).ShouldBe((new DateOnly(2026, 3, 12), "smeta", DocumentState.Read));
        var work = await It.ReadAsync(db => db.Work.SingleAsync(Ct));
        (work.Kind, work.Key, work.Reason).ShouldBe((WorkKind.Scan, document.Id, "document_arrived"));
        File.Exists(It.Get<AddDocuments>().KeptOriginal(document.Sha256)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_document_about_nobody_we_know_is_kept_and_said()
    {
        await It.ImportAsync(Fictional.Chain);
        (await It.DocumentAsync("notes.txt", "Minutes of a meeting on something else.")).Unlinked.ShouldHaveSingleItem().ShouldEndWith("notes.txt");
        (await CountAsync<DocumentLink>()).ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_read_is_kept_with_its_reason_and_read_when_the_cause_is_gone()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
        var report = await It.DocumentAsync("S-500/damaged.pdf", "%PDF-1.4 and nothing that follows from it");
        report.Unreadable.ShouldHaveSingleItem().Reason.ShouldNotBeNullOrWhiteSpace();
        var document = await It.ReadAsync(db => db.Documents.SingleAsync(Ct));
        document.State.ShouldBe(DocumentState.Unreadable);
        (await CountAsync<Work>()).ShouldBe(0, "nothing to read in it");
        (await It.Get<AddDocuments>().RetryUnreadableAsync(Actor.Schedule, null, Ct)).ShouldBe(0);

        // Stands for a tool that was installed meanwhile: the same document, now with a text.
        await File.WriteAllTextAsync(It.Get<AddDocuments>().KeptOriginal(document.Sha256), $"<!doctype html><html><body><h1>SMETA Audit Report</h1><p>Date of audit: 12 March 2026</p><p>{Fictional.Fees}</p></body></html>", Ct);
        (await It.Get<AddDocuments>().RetryUnreadableAsync(Actor.Schedule, null, Ct)).ShouldBe(1);
        (await It.ReadAsync(db => db.Documents.SingleAsync(Ct))).State.ShouldBe(DocumentState.Read);
        await It.RunAsync();
        (await It.ReportAsync("S-500")).Evidence.ShouldBeGreaterThan(0);
    }
}
