using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json.Linq;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Disclosure.Wording;
using SupplyRisk.Disclosure.Writing;
using SupplyRisk.Review.Actions;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Disclosure;

/// <summary>A statement from its first draft to its correction.</summary>
public abstract class StatementTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Officer = new("csr", "Fictional Officer") { Roles = [Role.CsrOfficer] };
    private static readonly Actor Senior = new("senior", "Fictional Senior") { Roles = [Role.SeniorReviewer] };
    private static readonly Actor Both = new("both", "Fictional Both") { Roles = [Role.CsrOfficer, Role.SeniorReviewer] };
    private static readonly Actor Auditor = new("auditor", "Fictional Auditor") { Roles = [Role.Auditor], Suppliers = new HashSet<Guid>() };
    private static readonly string[] Joint = ["uk-msa-54", "au-msa-2018", "ca-s211"];

    public sealed class OnSqlite() : StatementTests(Store.Sqlite);

    public sealed class OnPostgres() : StatementTests(Store.Postgres);

    [Fact]
    public async Task Says_which_laws_apply_and_why()
    {
        var entity = await EntityAsync();
        var laws = (await It.Get<FindStatements>().EntityAsync(Officer, entity, Ct))!.Laws.ToDictionary(l => l.Law.Id); // just kept
        laws["uk-msa-54"].Applies.ShouldBe(Applies.Yes);
        laws["uk-msa-54"].Reasons.ShouldContain("total turnover of GBP 36m or more, subsidiaries included: yes");
        laws["au-msa-2018"].ShouldSatisfyAllConditions(l => l.Applies.ShouldBe(Applies.NotKnown), l => l.Missing.ShouldBe(["turnover in AUD"]));
        laws["ca-s211"].Applies.ShouldBe(Applies.Yes, "two of three thresholds are enough");
        laws["de-lksg"].Applies.ShouldBe(Applies.No);
    }

    [Fact]
    public async Task Goes_from_draft_to_approval_by_a_second_person_and_is_locked()
    {
        var id = await DraftedAsync(Joint);
        (await It.Get<MoveStatement>().SubmitAsync(Officer, id, null, Ct)).Refusals.ShouldContain(r => r.Message.Contains("16(1)(f)", StringComparison.Ordinal));
        await CompleteAsync(id);
        var submitted = await It.Get<MoveStatement>().SubmitAsync(Officer, id, null, Ct);
        submitted.Done.ShouldBeTrue(string.Join(" ", submitted.Refusals.Select(r => r.Message)));
        (await WriteAsync(id, "other", "Changed after all.")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("statement_not_in_state");

        var approval = new ApprovalDetails("The board", It.Clock.Today(), "Fictional Director", "Director");
        (await ApproveAsync(Officer, id, approval)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await ApproveAsync(Senior, id, approval with { Body = "", On = null, Signatory = "" })).Refusals.Select(r => r.Code).ShouldBe(["body_missing", "on_missing", "signatory_missing"]);
        (await ApproveAsync(Senior, id, approval with { On = new DateOnly(2020, 1, 1) })).Refusals.ShouldHaveSingleItem().Code.ShouldBe("on_out_of_range");
        (await ApproveAsync(Senior, id, approval)).Value!.State.ShouldBe(StatementState.Approved); // done

        (await WriteAsync(id, "other", "Changed after all.")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("statement_not_in_state");
        (await It.Get<WriteStatement>().FreezeAsync(Officer, id, null, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("statement_not_in_state");
        (await It.ReadAsync(db => db.AuditRows.Where(a => a.Subject == $"statement:{id}").OrderBy(a => a.Seq).Select(a => a.Action).Distinct().ToListAsync(Ct))).ShouldContain("statement.approved");
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct))).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_wrote_any_of_it_does_not_approve_it()
    {
        var id = await DraftedAsync(["us-ca-tscsa"]);
        (await It.Get<WriteStatement>().WriteAsync(Both, id, "accountability", "Contracts end for those who do not meet our standards.", null, Ct)).Done.ShouldBeTrue();
        (await It.Get<MoveStatement>().SubmitAsync(Officer, id, null, Ct)).Done.ShouldBeTrue();
        (await ApproveAsync(Both, id, new ApprovalDetails("", null, "", ""))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("second_person");
        (await ApproveAsync(Senior, id, new ApprovalDetails("", null, "", ""))).Done.ShouldBeTrue("California asks for no board and no signature");
    }

    [Fact]
    public async Task What_is_wrong_is_corrected_in_a_new_edition()
    {
        var id = await ApprovedAsync();
        var correction = (await It.Get<DraftStatement>().CorrectAsync(Officer, id, "A training was left out.", Ct)).Value!; // approved before
        (correction.Edition, correction.CorrectsId, correction.State).ShouldBe((2, id, StatementState.Draft));
        (await FileAsync(correction.Id)).Sections.Single(s => s.Section.Id == "accountability").Text.ShouldBe((await FileAsync(id)).Sections.Single(s => s.Section.Id == "accountability").Text);
        (await It.Get<DraftStatement>().CorrectAsync(Officer, id, "Again.", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("corrected_already");
        (await FileAsync(id)).CorrectedBy.ShouldBe(correction.Id);
    }

    [Fact]
    public async Task The_wording_it_suggests_claims_nothing_without_support()
    {
        foreach (var id in new[] { await DraftedAsync(Joint), await DraftedAsync(["us-ca-tscsa"]) })
        {
            var file = await FileAsync(id);
            foreach (var sentence in file.Sections.SelectMany(s => s.Paragraphs).SelectMany(p => p)) sentence.Blocks.ShouldBeFalse($"{sentence.Text} {string.Join(' ', sentence.Why)}");
            file.Boilerplate.StockPercent.ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_claim_without_a_record_blocks_until_a_person_vouches_for_it()
    {
        var id = await DraftedAsync(["us-ca-tscsa"]);
        const string Claim = "All buyers completed training on fair recruitment.";
        await WriteAsync(id, "training", Claim);
        await WriteAsync(id, "accountability", "Contracts end for those who do not meet our standards.");
        (await It.Get<MoveStatement>().SubmitAsync(Officer, id, null, Ct)).Refusals.ShouldHaveSingleItem().Message.ShouldContain("Training: a sentence claims what no record supports");
        (await It.Get<WriteStatement>().AttestAsync(Officer, id, "training", Claim, " ", null, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("words_missing");
        (await It.Get<WriteStatement>().AttestAsync(Officer, id, "training", Claim, "The list of participants lies with human resources.", null, Ct)).Done.ShouldBeTrue();
        var sentence = (await FileAsync(id)).Sections.Single(s => s.Section.Id == "training").Paragraphs[0][0];
        (sentence.Support, sentence.Attestation).ShouldBe((Support.Attested, "The list of participants lies with human resources."));
        await WriteAsync(id, "training", "All buyers and planners completed training on fair recruitment.");
        (await FileAsync(id)).Sections.Single(s => s.Section.Id == "training").Paragraphs[0][0].Support.ShouldBe(Support.Unsupported, "another sentence is not vouched for");
    }

    [Fact]
    public async Task A_recorded_fact_supports_the_claim_and_is_frozen_with_the_figures()
    {
        var entity = await EntityAsync();
        var id = await DraftAsync(entity, ["us-ca-tscsa"]);
        await WriteAsync(id, "training", "We trained {people_trained} people.");
        (await FileAsync(id)).Sections.Single(s => s.Section.Id == "training").Paragraphs[0][0].Support.ShouldBe(Support.Broken);
        await RecordAsync(entity, new FactDetails(RecordKind.Training, new DateOnly(2026, 3, 1), "Course on recruitment fees", 48, 12, "HR file 7"));
        (await FileAsync(id)).Figures["people_trained"].Number.ShouldBeNull("figures stand still until they are frozen again");
        (await It.Get<WriteStatement>().FreezeAsync(Officer, id, null, Ct)).Done.ShouldBeTrue();
        var file = await FileAsync(id);
        (file.Figures["people_trained"].Number, file.Figures["buyers_trained"].Number).ShouldBe((48m, 12m));
        file.Sections.Single(s => s.Section.Id == "training").Paragraphs[0][0].Support.ShouldBe(Support.Supported);
    }

    [Fact]
    public async Task Groups_of_fewer_than_ten_people_never_get_in()
    {
        var entity = await EntityAsync();
        await RecordAsync(entity, new FactDetails(RecordKind.Grievances, new DateOnly(2026, 3, 1), "Hotline", 4, 2, "Case system"));
        var id = await DraftAsync(entity, ["us-ca-tscsa"]);
        (await FileAsync(id)).Figures["grievances_received"].Number.ShouldBeNull();
        (await WriteAsync(id, "accountability", "Three workers complained about fees.")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("held_back");
        Encoding.UTF8.GetString((await ExportAsync(id, StatementFormat.Json)).Content).ShouldNotContain("Hotline");
    }

    [Fact]
    public async Task What_a_worker_said_never_gets_in()
    {
        var id = await DraftedAsync(["us-ca-tscsa"]);
        await It.DocumentAsync("S-500/worker-interview-notes.txt", Fictional.Report("12 March 2026", "“They keep our passports and we pay the agent every month,” said the workers."));
        await It.RunAsync();
        (await It.ReadAsync(db => db.Findings.CountAsync(Ct))).ShouldBePositive();
        (await WriteAsync(id, "accountability", "They keep our passports and we pay the agent every month.")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("held_back");
    }

    [Fact]
    public async Task Every_figure_is_counted_again_from_its_receipt()
    {
        var json = (await ExportAsync(await ApprovedAsync(), StatementFormat.Json)).Content;
        using (var whole = new MemoryStream(json))
        {
            var (figures, differences) = ExportStatement.Verify(whole);
            figures.ShouldBeGreaterThan(5);
            differences.ShouldBeEmpty();
        }
        foreach (var change in new Action<JObject>[]
        {
            t => t["figures"]![0]!["number"] = 7_777,
            t => ((JArray)t["records"]!["suppliers"]!).RemoveAt(0),
            t => t.SelectTokens("$.sections[*].paragraphs[*][*]").First(r => r["figure"]!.Type == JTokenType.String)["text"] = "9,999",
        })
        {
            var tree = JObject.Parse(Encoding.UTF8.GetString(json), new JsonLoadSettings());
            change(tree);
            using var changed = new MemoryStream(Encoding.UTF8.GetBytes(tree.ToString()));
            ExportStatement.Verify(changed).Differences.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task The_word_document_is_valid_and_holds_what_the_page_says()
    {
        var id = await ApprovedAsync();
        using var word = WordprocessingDocument.Open(new MemoryStream((await ExportAsync(id, StatementFormat.Docx)).Content), isEditable: false);
        new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(word, Ct).Select(e => $"{e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
        var text = word.MainDocumentPart!.Document.InnerText; // we made it
        var page = Encoding.UTF8.GetString((await ExportAsync(id, StatementFormat.Html)).Content);
        foreach (var said in new[] { "Supplier audits", "Where each item is answered", "How the figures were counted" })
        {
            text.ShouldContain(said);
            page.ShouldContain(said);
        }
        text.ShouldNotContain("Draft.");
        page.ShouldNotContain("<script", Case.Insensitive);
    }

    [Fact]
    public async Task A_name_with_markup_stays_a_name()
    {
        var entity = (await It.Get<KeepEntity>().KeepAsync(Officer, null, "<b>Fictional & Sons</b> \u0001{suppliers}", EntityFacts.None, null, Ct)).Value!.Id; // kept
        var id = await DraftAsync(entity, ["uk-msa-54"]);
        Encoding.UTF8.GetString((await ExportAsync(id, StatementFormat.Html)).Content).ShouldContain("&lt;b&gt;Fictional &amp; Sons");
        using var word = WordprocessingDocument.Open(new MemoryStream((await ExportAsync(id, StatementFormat.Docx)).Content), isEditable: false);
        new OpenXmlValidator().Validate(word, Ct).ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_what_is_new_against_the_year_before()
    {
        var entity = await EntityAsync();
        var first = await ApprovedAsync(entity, new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));
        var id = await DraftAsync(entity, ["us-ca-tscsa"]);
        await WriteAsync(id, "accountability", "Contracts end for those who do not meet our standards. From now on the buyer answers for it, too.");
        var file = await FileAsync(id);
        file.EarlierId.ShouldBe(first);
        file.Difference!.Sentences.ShouldContain(s => s.Change == Change.Added && s.Text.StartsWith("From now on", StringComparison.Ordinal)); // there is an earlier one
        file.Difference.Sentences.ShouldContain(s => s.Change == Change.Kept && s.Text.StartsWith("Contracts end", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_ends_in_a_stop_ends_its_sentence_with_one()
    {
        var facts = EntityFacts.None with { Subsidiaries = ["Fictional Kettle Canada Inc."] };
        var entity = (await It.Get<KeepEntity>().KeepAsync(Officer, null, "Fictional Stop Holding", facts, null, Ct)).Value!.Id; // kept
        (await FileAsync(await DraftAsync(entity, ["uk-msa-54", "au-msa-2018"]))).Sections.Single(s => s.Section.Id == "entity").Text.ShouldContain("It also covers Fictional Kettle Canada Inc.\n");
    }

    [Fact]
    public async Task Offers_a_period_in_which_there_was_something_to_count()
    {
        var (find, today) = (It.Get<FindStatements>(), It.Clock.Today());
        var lastYear = new OfferedPeriod(new DateOnly(today.Year - 1, 1, 1), new DateOnly(today.Year - 1, 12, 31), BeforeWork: false);
        (await find.PeriodToOfferAsync(today, Ct)).ShouldBe(lastYear, "nothing is known yet, and nothing to be said of it");
        await EntityAsync();
        (await find.PeriodToOfferAsync(today, Ct)).ShouldBe(new OfferedPeriod(today.AddYears(-1).AddDays(1), today, BeforeWork: true));
        var next = today.AddYears(1);
        (await find.PeriodToOfferAsync(next, Ct)).ShouldBe(new OfferedPeriod(new DateOnly(today.Year, 1, 1), new DateOnly(today.Year, 12, 31), BeforeWork: false));
    }

    [Fact]
    public async Task Two_people_on_one_statement_lose_nothing()
    {
        var id = await DraftedAsync(["us-ca-tscsa"]);
        var seen = (await FileAsync(id)).Statement.Version;
        (await It.Get<WriteStatement>().WriteAsync(Officer, id, "accountability", "One.", seen, Ct)).Done.ShouldBeTrue();
        (await It.Get<WriteStatement>().WriteAsync(Officer, id, "accountability", "Two.", seen, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("statement_changed");
    }

    [Fact]
    public async Task Who_sees_part_of_the_portfolio_sees_no_statement()
    {
        var id = await DraftedAsync(["us-ca-tscsa"]);
        (await It.Get<FindStatements>().OneAsync(Auditor, id, Ct)).ShouldBeNull();
        (await It.Get<FindStatements>().ListAsync(Auditor, Ct)).ShouldBeEmpty();
        (await It.Get<WriteStatement>().WriteAsync(Auditor, id, "audits", "x", null, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<ExportStatement>().ExportAsync(Auditor, id, StatementFormat.Html, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
    }

    [Fact]
    public async Task Actions_and_what_was_repaid_are_counted()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
        var supplier = await It.SupplierIdAsync("S-500");
        var analyst = new Actor("analyst", "Fictional Analyst") { Roles = [Role.ComplianceAnalyst] };
        foreach (var (people, amount) in new[] { (120, 60_000m), (4, 900m) })
        {
            var details = new ActionDetails(RemedyKind.FeesRepaid, "Fees were charged.", null, null, "Fictional Owner", null, amount, "USD", people) { AmountDone = amount, PeopleDone = people };
            var action = (await It.Get<PlanAction>().PlanAsync(analyst, supplier, details, new ActionOrigin(), Ct)).Value!; // planned
            foreach (var to in new[] { ActionState.Agreed, ActionState.Done }) (await It.Get<MoveAction>().MoveAsync(analyst, new ActionStep(action.Id, to, ""), Ct)).Done.ShouldBeTrue();
        }
        var today = It.Clock.Today();
        var records = await It.Get<FreezeRecords>().ReadAsync(null, EntityFacts.None, today.AddDays(-30), today, Ct);
        FigureValue Of(string id) => FigureCatalogue.Find(id)!.Of(records); // of the catalogue
        (Of("actions_opened").Number, Of("actions_closed").Number, Of("people_repaid").Number).ShouldBe((2m, 2m, 120m));
        Of("amount_repaid").Parts.ShouldHaveSingleItem().ShouldBe(new FigurePart("USD", 60_000m));
        records.Actions.ShouldContain(a => a.People == null && a.Amount == null, "of four people neither number nor sum goes out");
        FrozenRecords.Unpack(records.Pack()).Digest().ShouldBe(records.Digest());
    }

    private async Task<Guid> EntityAsync(string name = "Fictional Kettle Holding")
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Passports));
        await It.RunAsync();
        var facts = EntityFacts.None with
        {
            LegalForm = "Public limited company",
            Registration = "01234567",
            Seat = ["GB"],
            Business = ["GB", "AU", "CA"],
            Activities = [Activity.SuppliesGoodsOrServices, Activity.ImportsGoods],
            Sectors = ["kitchen goods"],
            Measures = [new(Measure.Turnover, null, "GBP", 36_000_000m), new(Measure.Turnover, null, "CAD", 61_000_000m), new(Measure.Employees, null, null, 640m)],
        };
        var kept = await It.Get<KeepEntity>().KeepAsync(Officer, null, name, facts, null, Ct);
        kept.Done.ShouldBeTrue(string.Join(" ", kept.Refusals.Select(r => r.Message)));
        return kept.Value.Id;
    }

    private async Task<Guid> DraftedAsync(string[] laws) => await DraftAsync(await EntityAsync($"Fictional {laws[0]}"), laws);

    private async Task<Guid> DraftAsync(Guid entity, string[] laws, DateOnly? from = null, DateOnly? to = null)
    {
        var drafted = await It.Get<DraftStatement>().DraftAsync(Officer, entity, laws, from ?? new DateOnly(2026, 1, 1), to ?? It.Clock.Today().AddDays(-1), Ct);
        drafted.Done.ShouldBeTrue(string.Join(" ", drafted.Refusals.Select(r => r.Message)));
        return drafted.Value.Id;
    }

    private async Task<Guid> ApprovedAsync(Guid? entity = null, DateOnly? from = null, DateOnly? to = null)
    {
        var id = await DraftAsync(entity ?? await EntityAsync(), ["us-ca-tscsa"], from, to);
        await WriteAsync(id, "accountability", "Contracts end for those who do not meet our standards.");
        (await It.Get<MoveStatement>().SubmitAsync(Officer, id, null, Ct)).Done.ShouldBeTrue();
        (await ApproveAsync(Senior, id, new ApprovalDetails("", null, "", ""))).Done.ShouldBeTrue();
        return id;
    }

    private async Task CompleteAsync(Guid id)
    {
        foreach (var section in (await FileAsync(id)).Sections.Where(s => s.Text.Length == 0))
            (await WriteAsync(id, section.Section.Id, "There is nothing to tell here for this period.")).Done.ShouldBeTrue(section.Section.Id);
    }

    private Task<Result<Statement>> WriteAsync(Guid id, string section, string text) => It.Get<WriteStatement>().WriteAsync(Officer, id, section, text, null, Ct);

    private Task<Result<Statement>> ApproveAsync(Actor actor, Guid id, ApprovalDetails approval) => It.Get<MoveStatement>().ApproveAsync(actor, id, approval, null, Ct);

    private async Task<StatementFile> FileAsync(Guid id) => (await It.Get<FindStatements>().OneAsync(Officer, id, Ct))!; // drafted before

    private async Task RecordAsync(Guid entity, FactDetails fact) => (await It.Get<RecordFact>().RecordAsync(Officer, entity, fact, Ct)).Done.ShouldBeTrue();

    private async Task<StatementExport> ExportAsync(Guid id, StatementFormat format)
    {
        var export = await It.Get<ExportStatement>().ExportAsync(Officer, id, format, Ct);
        export.Done.ShouldBeTrue(string.Join(" ", export.Refusals.Select(r => r.Message)));
        return export.Value;
    }
}
