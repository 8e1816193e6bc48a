using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Exchange;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Review.Exchange;

/// <summary>What a supplier sees and sends behind its link, and what its answers come to.</summary>
public abstract class ExchangeTests(Store store) : HandlerTest(store)
{
    private const string Told = "They hold my passport in the office safe and I pay 200 dollars to get it back";

    private static readonly Actor Analyst = new("analyst", "Fictional Analyst") { Roles = [Role.ComplianceAnalyst] };
    private static readonly Actor Auditor = new("auditor", "Fictional Auditor") { Roles = [Role.Auditor] };
    private static readonly Actor Senior = new("senior", "Fictional Senior") { Roles = [Role.SeniorReviewer] };
    private static readonly Actor Reader = new("reader", "Fictional Reader") { Roles = [Role.ReadOnly] };

    public sealed class OnSqlite() : ExchangeTests(Store.Sqlite);

    public sealed class OnPostgres() : ExchangeTests(Store.Postgres);

    [Fact]
    public async Task A_link_opens_its_own_supplier_until_it_runs_out_or_is_revoked()
    {
        await ScreenedAsync();
        var supplier = await It.SupplierIdAsync("S-500");
        var made = (await It.Get<PageLinks>().MakeAsync(Analyst, supplier, 30, Ct)).Value!;
        made.Token.Length.ShouldBe(43, "256 bits");
        var visit = (await It.Get<PageLinks>().VisitAsync(made.Token, "203.0.113.7", Ct))!;
        (visit.SupplierId, visit.Supplier.Roles.Count).ShouldBe((supplier, 0));
        (await It.ReadAsync(db => db.SupplierPageLinks.Select(l => l.LastUsedAt).SingleAsync(Ct))).ShouldNotBeNull();
        foreach (var wrong in new[] { null, "", "x", made.Token[..^1] + (made.Token[^1] == 'A' ? 'E' : 'A'), made.Token + "A", new string('A', 43), made.Link.TokenHash })
            (await It.Get<PageLinks>().VisitAsync(wrong, null, Ct)).ShouldBeNull();
        It.Clock.Advance(TimeSpan.FromDays(30));
        (await It.Get<PageLinks>().VisitAsync(made.Token, null, Ct)).ShouldBeNull();
        var second = (await It.Get<PageLinks>().MakeAsync(Analyst, supplier, 1, Ct)).Value!;
        (await It.Get<PageLinks>().RevokeAsync(Reader, second.Link.Id, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<PageLinks>().RevokeAsync(Analyst with { Suppliers = new HashSet<Guid>() }, second.Link.Id, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
        (await It.Get<PageLinks>().RevokeAsync(Analyst, second.Link.Id, Ct)).Done.ShouldBeTrue();
        (await It.Get<PageLinks>().VisitAsync(second.Token, null, Ct)).ShouldBeNull();
        (await It.Get<PageLinks>().MakeAsync(Analyst, supplier, 181, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("days_out_of_range");
    }

    [Fact]
    public async Task The_token_is_kept_nowhere()
    {
        await ScreenedAsync();
        var (made, visit) = await OpenAsync("S-500");
        (await It.Get<AnswerAsSupplier>().DisputeAsync(visit, "We never charged fees.", Ct)).Done.ShouldBeTrue();
        (await It.ReadAsync(db => db.AuditRows.AnyAsync(a => a.ActorId.Contains(made.Token) || a.Subject.Contains(made.Token), Ct))).ShouldBeFalse();
        (await It.ReadAsync(db => db.SupplierPageLinks.AnyAsync(l => l.TokenHash == made.Token, Ct))).ShouldBeFalse();
        foreach (var file in Directory.EnumerateFiles(It.Folder, "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            (await reader.ReadToEndAsync(Ct)).Contains(made.Token, StringComparison.Ordinal).ShouldBeFalse(file);
        }
    }

    [Fact]
    public async Task A_document_counts_once_somebody_has_accepted_it_and_is_about_its_sender_alone()
    {
        await ScreenedAsync();
        var (_, visit) = await OpenAsync("S-500");
        var request = (await It.Get<AskSupplier>().AskAsync(Analyst, visit.SupplierId, "Your newest social audit report", new DateOnly(2026, 12, 1), Ct)).Value!;
        // It names another supplier's number: a folder or a text like it would be tied to S-200 for sure.
        var answer = (await SendAsync(visit, "S-200 report.txt", "Supplier No.: S-200\n\n" + Fictional.Report("12 March 2026", Fictional.Fees), request.Id)).Value!;
        var links = await It.ReadAsync(db => db.DocumentLinks.Where(l => l.DocumentId == answer.DocumentId).ToListAsync(Ct));
        links.ShouldHaveSingleItem().ShouldSatisfyAllConditions(l => l.SupplierId.ShouldBe(visit.SupplierId), l => l.State.ShouldBe(ProposalState.Proposed), l => l.Basis.ShouldBe("received_from_supplier"));
        await It.RunAsync();
        (await It.ReportAsync("S-500")).Evidence.ShouldBe(0);
        (await It.Get<FindExchange>().WaitingAsync(Analyst, Ct)).ShouldHaveSingleItem().SupplierId.ShouldBe(visit.SupplierId);
        (await DecideAsync(Reader, answer, true)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await DecideAsync(Analyst, answer, true)).Done.ShouldBeTrue();
        (await DecideAsync(Auditor, answer, false, "No.")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("answer_decided");
        await It.RunAsync();
        (await It.ReportAsync("S-500")).Evidence.ShouldBeGreaterThan(0);
        (await It.Get<FindSupplierPage>().HandleAsync(visit, Ct))!.ShouldSatisfyAllConditions(p => p.Documents.ShouldBeEmpty("it was answered"), p => p.Sent.ShouldHaveSingleItem().State.ShouldBe(AnswerState.Accepted));
    }

    [Fact]
    public async Task A_rejected_document_stays_out_and_the_supplier_reads_why()
    {
        await ScreenedAsync();
        var (_, visit) = await OpenAsync("S-500");
        var answer = (await SendAsync(visit, "certificate.txt", "A certificate of somebody else.")).Value!;
        (await DecideAsync(Analyst, answer, false)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("words_missing");
        (await DecideAsync(Analyst, answer, false, "It names another site; please send yours.")).Done.ShouldBeTrue();
        (await It.ReadAsync(db => db.DocumentLinks.Select(l => l.State).SingleAsync(Ct))).ShouldBe(ProposalState.Rejected);
        (await It.Get<FindSupplierPage>().HandleAsync(visit, Ct))!.Sent.ShouldHaveSingleItem().Reply.ShouldBe("It names another site; please send yours.");
    }

    [Theory]
    [InlineData("report.exe", 10, "file_kind")]
    [InlineData("report.pdf.js", 10, "file_kind")]
    [InlineData("report", 10, "file_kind")]
    [InlineData("report.pdf", 0, "file_missing")]
    [InlineData("report.pdf", AnswerAsSupplier.MaxBytes + 1, "file_too_large")]
    public async Task Takes_only_files_that_can_be_read_and_are_not_too_large(string name, long bytes, string code)
    {
        await ScreenedAsync();
        var (_, visit) = await OpenAsync("S-500");
        (await It.Get<AnswerAsSupplier>().SendFileAsync(visit, new SentFile(It.Write("sent.bin", "x"), name, bytes, null, null, ""), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
        (await CountAsync<SupplyRisk.Ingestion.Documents.Document>()).ShouldBe(0);
    }

    [Fact]
    public async Task Takes_no_more_than_thirty_answers_an_hour_by_one_link()
    {
        await ScreenedAsync();
        var (_, visit) = await OpenAsync("S-500");
        for (var i = 0; i < 30; i++) (await It.Get<AnswerAsSupplier>().DisputeAsync(visit, $"Word {i}", Ct)).Done.ShouldBeTrue();
        (await It.Get<AnswerAsSupplier>().DisputeAsync(visit, "One more", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("too_many_answers");
        It.Clock.Advance(TimeSpan.FromMinutes(61));
        (await It.Get<AnswerAsSupplier>().DisputeAsync(visit, "One more", Ct)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task A_correction_changes_master_data_once_accepted_and_can_be_undone_like_an_import()
    {
        await ScreenedAsync();
        var (_, visit) = await OpenAsync("S-500");
        (await It.Get<AnswerAsSupplier>().CorrectAsync(visit, CorrectableFact.Country, "Nowhere", "", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("value_unusable");
        var answer = (await It.Get<AnswerAsSupplier>().CorrectAsync(visit, CorrectableFact.City, "Hai Phong", "We moved.", Ct)).Value!;
        (await It.FactsAsync("S-500"))!.City.ShouldBe("Hanoi");
        (await DecideAsync(Auditor, answer, true)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden, "master data are not an auditor's to change");
        It.Clock.NextDay();
        (await DecideAsync(Analyst, answer, true)).Done.ShouldBeTrue();
        (await It.FactsAsync("S-500"))!.ShouldSatisfyAllConditions(v => v.City.ShouldBe("Hai Phong"), v => v.Goods.ShouldBe("kettles"), v => v.Name.ShouldBe("Fifth Kettle Ltd"));
        (await It.FactsAsync("S-500", new DateOnly(2026, 11, 2)))!.City.ShouldBe("Hanoi", "what was true before stays");
        (await WorkAsync()).ShouldContain("match S-500 import_applied");
        var import = await It.ReadAsync(db => db.Imports.SingleAsync(i => i.Format == "correction", Ct));
        (await It.Get<ImportSuppliers>().UndoAsync(Actor.LocalAdministrator, import.Id, Ct)).Done.ShouldBeTrue();
        (await It.FactsAsync("S-500"))!.City.ShouldBe("Hanoi");
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct))).ShouldBeNull();
    }

    [Fact]
    public async Task A_correction_of_a_supplier_with_a_hard_trigger_waits_for_a_second_person()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-300/certificate of origin.txt", "Certificate of origin\n\nGoods: cotton lint\nPlace of origin: Aksu Prefecture, Xinjiang, China\n");
        await It.RunAsync();
        (await It.ReportAsync("S-300")).Flags.ShouldContain("hard_trigger");
        var (_, visit) = await OpenAsync("S-300");
        var answer = (await It.Get<AnswerAsSupplier>().CorrectAsync(visit, CorrectableFact.Name, "Fourth Moon Spinning", "We were renamed.", Ct)).Value!;
        var waits = (await DecideAsync(Analyst, answer, true)).Value!.Waits.ShouldNotBeNull();
        (waits.Kind, waits.SupplierId, waits.ProposedBy).ShouldBe((ProposedKind.AcceptCorrection, visit.SupplierId, "analyst"));
        (await It.FactsAsync("S-300"))!.Name.ShouldBe("Third Moon Spinning");
        (await It.Get<FindExchange>().HandleAsync(Analyst, visit.SupplierId, Ct))!.Pending[answer.Id].Id.ShouldBe(waits.Id);
        foreach (var accepted in new[] { true, false })
            (await DecideAsync(Analyst, answer, accepted, "No.")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("waits_for_second_person");
        (await It.Get<SecondLook>().ApproveAsync(Analyst, waits.Id, "", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not_allowed");

        (await It.Get<SecondLook>().SendBackAsync(Senior, waits.Id, "Which register says so?", Ct)).Done.ShouldBeTrue();
        (await It.FactsAsync("S-300"))!.Name.ShouldBe("Third Moon Spinning");
        waits = (await DecideAsync(Analyst, answer, true)).Value!.Waits.ShouldNotBeNull();
        (await It.Get<SecondLook>().ApproveAsync(Senior, waits.Id, "The register does.", Ct)).Done.ShouldBeTrue();
        (await It.FactsAsync("S-300"))!.Name.ShouldBe("Fourth Moon Spinning");
        (await It.ReadAsync(db => db.SupplierAnswers.SingleAsync(Ct))).ShouldSatisfyAllConditions(a => a.State.ShouldBe(AnswerState.Accepted), a => a.DecidedBy.ShouldBe("analyst"));
        (await WorkAsync()).ShouldContain("match S-300 import_applied");
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct))).ShouldBeNull();
    }

    [Fact]
    public async Task A_correction_proposed_before_its_fact_changed_is_not_approved()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-300/certificate of origin.txt", "Certificate of origin\n\nGoods: cotton lint\nPlace of origin: Aksu Prefecture, Xinjiang, China\n");
        await It.RunAsync();
        var (_, visit) = await OpenAsync("S-300");
        var answer = (await It.Get<AnswerAsSupplier>().CorrectAsync(visit, CorrectableFact.City, "Erode", "", Ct)).Value!;
        var waits = (await DecideAsync(Analyst, answer, true)).Value!.Waits.ShouldNotBeNull();
        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain.Replace("Tiruppur", "Salem", StringComparison.Ordinal));
        (await It.Get<SecondLook>().ApproveAsync(Senior, waits.Id, "", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("fact_changed");
        (await It.ReadAsync(db => db.SupplierAnswers.SingleAsync(Ct))).State.ShouldBe(AnswerState.Waiting);
        (await It.FactsAsync("S-300"))!.City.ShouldBe("Salem");
        (await It.Get<SecondLook>().SendBackAsync(Senior, waits.Id, "It has moved on.", Ct)).Done.ShouldBeTrue();
        (await DecideAsync(Analyst, answer, false, "Please look at it again.")).Value!.Answer.State.ShouldBe(AnswerState.Rejected);
    }

    [Fact]
    public async Task A_correction_holds_while_the_list_repeats_what_was_corrected_and_no_longer()
    {
        await ScreenedAsync();
        await CorrectedAsync(CorrectableFact.City, "Hai Phong");
        await CorrectedAsync(CorrectableFact.Workers, "250");
        var again = await It.ImportAsync(Fictional.Chain);
        (again.Import.Changed, again.Import.Unchanged, again.Import.Warnings).ShouldBe((0, 6, 2), "the list says nothing new");
        var told = await It.ReadAsync(db => db.ImportIssues.Where(i => i.ImportId == again.Import.Id).OrderBy(i => i.Column).ToListAsync(Ct));
        told.Select(i => $"{i.Severity} {i.Column} {i.Value}: {i.Message}").ShouldBe([
            "warning  : the workers stays '250', as corrected on 2026-11-05; the list still says nothing",
            "warning City Hanoi: the city stays 'Hai Phong', as corrected on 2026-11-03; the list still says 'Hanoi'",
        ]);

        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain.Replace("kettles", "teapots", StringComparison.Ordinal));
        (await It.FactsAsync("S-500"))!.ShouldSatisfyAllConditions(v => v.Goods.ShouldBe("teapots"), v => v.City.ShouldBe("Hai Phong"), v => v.Workers.ShouldBe(250));
        await CorrectedAsync(CorrectableFact.City, "Hai Duong");
        await It.ImportAsync(Fictional.Chain);
        (await It.FactsAsync("S-500"))!.City.ShouldBe("Hai Duong", "corrected twice, and the list still says the first");

        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain.Replace("Hanoi", "Da Nang", StringComparison.Ordinal));
        (await It.FactsAsync("S-500"))!.ShouldSatisfyAllConditions(v => v.City.ShouldBe("Da Nang", "somebody changed the list since"), v => v.Workers.ShouldBe(250));
        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain);
        (await It.FactsAsync("S-500"))!.City.ShouldBe("Hanoi", "the correction is over");
    }

    [Fact]
    public async Task A_corrected_name_stays_with_its_supplier_in_a_list_without_numbers_and_an_undone_one_is_gone()
    {
        const string list = "Supplier name,Country,City\nFifth Kettle Ltd,VN,Hanoi\n", mapped = "Partner X;Where\nFifth Kettle Ltd;VN\n";
        await It.ImportAsync(list);
        var supplier = await It.ReadAsync(db => db.Suppliers.Select(s => s.OwnId).SingleAsync(Ct));
        await CorrectedAsync(CorrectableFact.Name, "Sixth Kettle Ltd", supplier);
        (await It.ImportAsync(list)).Import.Unchanged.ShouldBe(1);
        (await It.FactsAsync(supplier))!.Name.ShouldBe("Sixth Kettle Ltd");
        foreach (var import in await It.ReadAsync(db => db.Imports.OrderByDescending(i => i.AppliedAt).Take(2).Select(i => i.Id).ToListAsync(Ct)))
            (await It.Get<ImportSuppliers>().UndoAsync(Actor.LocalAdministrator, import, Ct)).Done.ShouldBeTrue();
        await It.ImportAsync(list);
        (await It.FactsAsync(supplier))!.Name.ShouldBe("Fifth Kettle Ltd");

        It.Clock.NextDay();
        (await It.Get<ImportSuppliers>().ApplyNowAsync(Actor.LocalAdministrator, It.Request(mapped) with { Mapping = "Partner X=name;Where=country" }, null, Ct)).Done.ShouldBeTrue();
        await CorrectedAsync(CorrectableFact.PostalCode, "10000", supplier);
        (await It.ImportAsync(mapped)).Import.Unchanged.ShouldBe(1, "and a correction does not make the chosen columns forgotten");
    }

    [Fact]
    public async Task A_correction_of_what_has_changed_meanwhile_is_no_longer_accepted()
    {
        await ScreenedAsync();
        var (_, visit) = await OpenAsync("S-500");
        var answer = (await It.Get<AnswerAsSupplier>().CorrectAsync(visit, CorrectableFact.City, "Hai Phong", "", Ct)).Value!;
        It.Clock.NextDay();
        await It.ImportAsync(Fictional.Chain.Replace("Hanoi", "Da Nang", StringComparison.Ordinal));
        (await DecideAsync(Analyst, answer, true)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("fact_changed");
        (await It.ReadAsync(db => db.SupplierAnswers.Select(a => a.State).SingleAsync(Ct))).ShouldBe(AnswerState.Waiting, "nothing was decided");
    }

    [Fact]
    public async Task A_supplier_agrees_disputes_and_reports_but_neither_verifies_nor_touches_what_it_was_not_asked()
    {
        await ScreenedAsync();
        var (_, visit) = await OpenAsync("S-500");
        var inside = await PlanAsync(visit.SupplierId, null);
        var asked = await PlanAsync(visit.SupplierId, "Please repay the fees.");
        var theirs = await PlanAsync(await It.SupplierIdAsync("S-200"), "Please repay the fees.");
        (await It.Get<FindSupplierPage>().HandleAsync(visit, Ct))!.Actions.ShouldHaveSingleItem().Id.ShouldBe(asked.Id);
        foreach (var id in new[] { inside.Id, theirs.Id }) (await SayAsync(visit, id, ActionState.Agreed)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("action_not_found");
        (await SayAsync(visit, asked.Id, ActionState.Disputed, " ")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("words_missing");
        (await SayAsync(visit, asked.Id, ActionState.Agreed, "We do it.")).Value!.SupplierWords.ShouldBe("We do it.");
        (await SayAsync(visit, asked.Id, ActionState.Done)).Value!.DoneBy.ShouldBe(visit.Supplier.Id);
        foreach (var to in new[] { ActionState.Verified, ActionState.NotEffective, ActionState.Reopened, ActionState.Cancelled }) (await SayAsync(visit, asked.Id, to, "Yes.")).Done.ShouldBeFalse(to.ToString());
        var proof = (await SendAsync(visit, "receipts.txt", "Receipts of the payments.", action: asked.Id)).Value!;
        (await DecideAsync(Analyst, proof, true)).Done.ShouldBeTrue();
        var verified = await It.Get<MoveAction>().MoveAsync(Auditor, new ActionStep(asked.Id, ActionState.Verified, "Receipts match.") { Method = VerificationMethod.Document, VerifiedOn = It.Clock.Today() }, Ct);
        verified.Done.ShouldBeTrue(string.Join(' ', verified.Refusals.Select(r => r.Message)));
    }

    [Fact]
    public async Task What_a_worker_said_reaches_no_part_of_the_suppliers_page()
    {
        await ScreenedAsync();
        await It.DocumentAsync("S-500/They hold my passport in the office safe.txt", Fictional.Report("12 March 2026", $"A worker told us: \"{Told}\".", "One of 12 workers had paid."));
        await It.RunAsync();
        var supplier = await It.SupplierIdAsync("S-500");
        var document = await It.ReadAsync(db => db.Documents.Select(d => d.Id).SingleAsync(Ct));
        if (!await It.ReadAsync(db => db.Findings.AnyAsync(f => f.Speaker == Speaker.Worker, Ct)))
        {
            await It.ReadAsync(async db =>
            {
                db.Findings.Add(new Finding { Id = Guid.CreateVersion7(), DocumentId = document, Rule = "ilo.test", Indicator = Indicator.RetentionOfIdentityDocuments, Status = EvidenceStatus.Asserted, Speaker = Speaker.Worker, Start = 0, End = 4, Quote = Told, Why = "", Language = "en" });
                return await db.SaveChangesAsync(Ct);
            });
        }
        var (_, visit) = await OpenAsync("S-500");
        foreach (var asked in new[] { $"Please comment: {Told}.", "Please ask THEY HOLD MY PASSPORT – in the office safe", "<!-- they hold my passport in the office safe --> Return passports.", "Three workers have no passport; return them.", "A worker told us that passports are kept." })
        {
            (await It.Get<PlanAction>().PlanAsync(Analyst, supplier, Details(asked), new ActionOrigin(), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("held_back", asked);
            (await It.Get<AskSupplier>().AskAsync(Analyst, supplier, asked, null, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("held_back", asked);
        }
        // Past the handlers, as if it had been written before the document came in: the page holds it back as well.
        var plain = await PlanAsync(supplier, "Please return all passports.");
        await It.ReadAsync(db => db.CorrectiveActions.Where(a => a.Id == plain.Id).ExecuteUpdateAsync(u => u.SetProperty(a => a.Asked, $"Please comment: {Told}").SetProperty(a => a.People, 3).SetProperty(a => a.Amount, 600m), Ct));
        var few = await PlanAsync(supplier, "Please return all passports.", people: 3, amount: 600m);
        var page = (await It.Get<FindSupplierPage>().HandleAsync(visit, Ct))!;
        page.Actions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(a => a.Id.ShouldBe(few.Id), a => a.People.ShouldBeNull(), a => a.Amount.ShouldBeNull(), a => a.Currency.ShouldBeNull());
        Newtonsoft.Json.JsonConvert.SerializeObject(page).ShouldSatisfyAllConditions(j => j.ShouldNotContain("passport in the", Shouldly.Case.Insensitive), j => j.ShouldNotContain("office safe", Shouldly.Case.Insensitive), j => j.ShouldNotContain("worker told", Shouldly.Case.Insensitive));
        var answer = (await It.Get<AnswerAsSupplier>().DisputeAsync(visit, "No.", Ct)).Value!;
        (await DecideAsync(Analyst, answer, false, $"But: {Told}")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("held_back");
    }

    private static ActionDetails Details(string? asked, int? people = 40, decimal? amount = 500m) => new(RemedyKind.DocumentsReturned, $"“{Told}”", null, asked, "Fictional Owner", null, amount, amount is null ? null : "USD", people);

    private async Task<CorrectiveAction> PlanAsync(Guid supplier, string? asked, int? people = 40, decimal? amount = 500m) =>
        (await It.Get<PlanAction>().PlanAsync(Analyst, supplier, Details(asked, people, amount), new ActionOrigin(), Ct)).Value!;

    private Task<Result<CorrectiveAction>> SayAsync(SupplierVisit visit, Guid id, ActionState to, string words = "") => It.Get<AnswerAsSupplier>().SayAsync(visit, new ActionStep(id, to, words), Ct);

    private Task<Result<AnswerDecided>> DecideAsync(Actor actor, SupplierAnswer answer, bool accepted, string words = "") => It.Get<DecideAnswer>().DecideAsync(actor, answer.Id, accepted, words, Ct);

    private Task<Result<SupplierAnswer>> SendAsync(SupplierVisit visit, string name, string text, Guid? request = null, Guid? action = null) =>
        It.Get<AnswerAsSupplier>().SendFileAsync(visit, new SentFile(It.Write("sent/" + name, text), name, text.Length, request, action, ""), Ct);

    private async Task<(MadeLink Made, SupplierVisit Visit)> OpenAsync(string ownId)
    {
        var made = (await It.Get<PageLinks>().MakeAsync(Analyst, await It.SupplierIdAsync(ownId), 30, Ct)).Value!;
        return (made, (await It.Get<PageLinks>().VisitAsync(made.Token, "203.0.113.7", Ct))!);
    }

    // Accepted the day after; a day goes by.
    private async Task CorrectedAsync(CorrectableFact fact, string value, string supplier = "S-500")
    {
        var (_, visit) = await OpenAsync(supplier);
        var answer = (await It.Get<AnswerAsSupplier>().CorrectAsync(visit, fact, value, "", Ct)).Value!; // refused would be null and fail at once
        It.Clock.NextDay();
        (await DecideAsync(Analyst, answer, true)).Done.ShouldBeTrue();
        It.Clock.NextDay();
    }

    private async Task ScreenedAsync()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
    }
}
