using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Actions;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Review.Actions;

/// <summary>What is put right, by whom, and who made sure.</summary>
public abstract class ActionTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Analyst = new("analyst", "Fictional Analyst") { Roles = [Role.ComplianceAnalyst] };
    private static readonly Actor Auditor = new("auditor", "Fictional Auditor") { Roles = [Role.Auditor] };
    private static readonly Actor Reader = new("reader", "Fictional Reader") { Roles = [Role.ReadOnly] };

    public sealed class OnSqlite() : ActionTests(Store.Sqlite);

    public sealed class OnPostgres() : ActionTests(Store.Postgres);

    [Fact]
    public async Task Goes_its_whole_way_and_a_second_person_verifies_it()
    {
        var action = await PlannedAsync();
        foreach (var to in new[] { ActionState.Agreed, ActionState.InProgress, ActionState.Done }) (await MoveAsync(Analyst, action.Id, to)).Done.ShouldBeTrue();
        (await VerifyAsync(Analyst with { Roles = [Role.SeniorReviewer] }, action.Id)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("second_person");
        (await VerifyAsync(Analyst, action.Id)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        var verified = await VerifyAsync(Auditor, action.Id);
        (verified.Value!.State, verified.Value.VerifiedBy, verified.Value.VerifiedHow).ShouldBe((ActionState.Verified, "auditor", VerificationMethod.OnSite));
        (await MoveAsync(Analyst, action.Id, ActionState.Reopened)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("words_missing");
        var reopened = await MoveAsync(Analyst, action.Id, ActionState.Reopened, "Fees are charged again.");
        (reopened.Value!.State, reopened.Value.VerifiedBy).ShouldBe((ActionState.Reopened, (string?)null));
        var file = (await It.Get<FindActions>().OneAsync(Analyst, action.Id, Ct))!;
        file.Events.Select(e => e.To).ShouldBe([ActionState.Reopened, ActionState.Verified, ActionState.Done, ActionState.InProgress, ActionState.Agreed, ActionState.Proposed]);
        (await It.ReadAsync(db => db.AuditRows.Where(a => a.Subject == $"action:{action.Id}").OrderBy(a => a.Seq).Select(a => a.Action).ToListAsync(Ct)))
            .ShouldBe(["action.planned", "action.agreed", "action.in_progress", "action.done", "action.verified", "action.reopened"]);
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct))).ShouldBeNull();
    }

    [Theory]
    [InlineData(ActionState.Proposed, "agreed disputed cancelled")]
    [InlineData(ActionState.Agreed, "in_progress done disputed cancelled")]
    [InlineData(ActionState.Disputed, "agreed cancelled")]
    [InlineData(ActionState.InProgress, "done disputed cancelled")]
    [InlineData(ActionState.Done, "verified not_effective")]
    [InlineData(ActionState.Verified, "reopened")]
    [InlineData(ActionState.NotEffective, "reopened")]
    [InlineData(ActionState.Reopened, "in_progress done disputed cancelled")]
    [InlineData(ActionState.Cancelled, "")]
    public async Task Takes_no_step_that_the_table_does_not_have(ActionState from, string may)
    {
        var action = await PlannedAsync();
        foreach (var to in Enum.GetValues<ActionState>())
        {
            await It.ReadAsync(db => db.CorrectiveActions.ExecuteUpdateAsync(u => u.SetProperty(a => a.State, from).SetProperty(a => a.DoneBy, "somebody-else"), Ct));
            var result = await It.Get<MoveAction>().MoveAsync(Auditor, new ActionStep(action.Id, to, "Looked at.") { Method = VerificationMethod.OnSite, VerifiedOn = It.Clock.Today() }, Ct);
            result.Done.ShouldBe(may.Split(' ').Contains(Words.Snake(to)), $"{from} → {to}");
            if (!result.Done) result.Refusals.ShouldHaveSingleItem().Code.ShouldBe("action_not_in_state");
        }
    }

    [Fact]
    public async Task Says_everything_that_is_wrong_with_it_at_once()
    {
        await ScreenedAsync();
        var result = await It.Get<PlanAction>().PlanAsync(Analyst, await It.SupplierIdAsync("S-500"),
            new ActionDetails(RemedyKind.FeesRepaid, " ", null, "Please hire fewer migrant workers.", "", null, 1.00001m, "dollars", 0) { PeopleDone = 3 }, new ActionOrigin(), Ct);
        result.Refusals.Select(r => r.Code).ShouldBe(["found_missing", "owner_missing", "amount_out_of_range", "currency_missing", "people_out_of_range", "more_done_than_people", "against_people"]);
        (await CountAsync<CorrectiveAction>()).ShouldBe(0);
    }

    [Theory]
    [InlineData("Please reduce the number of foreign workers.")]
    [InlineData("Do not hire migrants.")]
    [InlineData("Replace all migrant workers by local staff.")]
    [InlineData("Stop recruiting any migrant labour.")]
    [InlineData("Repatriate the migrant workers.")]
    public async Task Never_asks_for_fewer_migrants(string asked)
    {
        await ScreenedAsync();
        var result = await It.Get<PlanAction>().PlanAsync(Analyst, await It.SupplierIdAsync("S-500"), Details() with { Asked = asked }, new ActionOrigin(), Ct);
        result.Refusals.ShouldHaveSingleItem().Code.ShouldBe("against_people");
    }

    [Fact]
    public async Task The_words_it_offers_for_each_kind_may_go_out()
    {
        await ScreenedAsync();
        foreach (var kind in Enum.GetValues<RemedyKind>())
            (await It.Get<PlanAction>().PlanAsync(Analyst, await It.SupplierIdAsync("S-500"), Details() with { Kind = kind, Asked = RemedyKinds.Asking(kind) }, new ActionOrigin(), Ct)).Done.ShouldBeTrue(kind.ToString());
    }

    [Fact]
    public async Task Who_sees_to_it_cannot_put_another_name_there_and_verify_it()
    {
        var senior = new Actor("senior", "Fictional Owner") { Roles = [Role.SeniorReviewer] };
        var action = await PlannedAsync();
        await MoveAsync(Analyst, action.Id, ActionState.Agreed);
        await MoveAsync(Analyst, action.Id, ActionState.Done);
        (await VerifyAsync(senior, action.Id)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("second_person");
        (await It.Get<ChangeAction>().ChangeAsync(senior, action.Id, Details() with { Owner = "Somebody Else" }, null, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("owner_stays");
        (await VerifyAsync(senior, action.Id)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("second_person");
        (await VerifyAsync(Auditor, action.Id)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_people_on_one_action_lose_nothing()
    {
        var action = await PlannedAsync();
        (await It.Get<ChangeAction>().ChangeAsync(Analyst, action.Id, Details() with { RootCause = "An agent charges fees." }, action.Version, Ct)).Done.ShouldBeTrue();
        (await It.Get<ChangeAction>().ChangeAsync(Auditor, action.Id, Details(), action.Version, Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Conflict);
        (await It.Get<MoveAction>().MoveAsync(Auditor, new ActionStep(action.Id, ActionState.Agreed, "Yes.", action.Version), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Conflict);
        (await It.Get<FindActions>().OneAsync(Analyst, action.Id, Ct))!.Row.Action.RootCause.ShouldBe("An agent charges fees.");
    }

    [Fact]
    public async Task Is_made_from_a_finding_with_what_is_known_and_kept_from_the_supplier_until_somebody_has_written_what_is_asked()
    {
        await ScreenedAsync();
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", "The passports of 18 migrant workers are kept by the employer in a locked safe."));
        await It.RunAsync();
        var finding = await It.ReadAsync(db => db.Findings.FirstAsync(f => f.Indicator == SupplyRisk.Rules.Model.Indicator.RetentionOfIdentityDocuments, Ct));
        var supplier = await It.SupplierIdAsync("S-500");
        var action = (await It.Get<PlanAction>().FromFindingAsync(Analyst, supplier, finding.Id, Ct)).Value!;
        (action.Kind, action.State, action.Asked, action.DocumentId, action.DocumentStart, action.Owner).ShouldBe((RemedyKind.DocumentsReturned, ActionState.Proposed, null, finding.DocumentId, finding.Start, Analyst.Name));
        action.Found.ShouldContain("locked safe");
        (await It.Get<PlanAction>().FromFindingAsync(Analyst, await It.SupplierIdAsync("S-600"), finding.Id, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("finding_not_found");
    }

    [Fact]
    public async Task Offers_nothing_at_the_site_where_a_state_imposes_the_labour()
    {
        await It.ImportAsync("Supplier ID,Supplier name,Country,City,Region,Products\nS-900,Paper Crane Cotton,CN,Urumqi,Xinjiang,cotton lint");
        await It.DocumentAsync("S-900/report.txt", Fictional.Report("12 March 2026", "The factory received workers through the labour transfer programme.", "The cotton originates in Xinjiang."));
        await It.RunAsync();
        var supplier = await It.SupplierIdAsync("S-900");
        (await It.Get<FindActions>().GroundAsync(Analyst, supplier, Ct))!.Value.StateImposed.ShouldBeTrue();
        var refused = await It.Get<PlanAction>().PlanAsync(Analyst, supplier, Details(), new ActionOrigin(), Ct);
        refused.Refusals.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Code.ShouldBe("state_imposed"), r => r.Message.ShouldContain("UFLPA"));
        (await It.Get<PlanAction>().PlanAsync(Analyst, supplier, Details() with { Kind = RemedyKind.OriginShown }, new ActionOrigin(), Ct)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Is_overdue_from_the_day_after_until_it_is_said_to_be_done()
    {
        var action = await PlannedAsync();
        (await OverdueAsync()).ShouldBe(0);
        It.Clock.Advance(TimeSpan.FromDays(11));
        (await OverdueAsync()).ShouldBe(1);
        await MoveAsync(Analyst, action.Id, ActionState.Agreed);
        await MoveAsync(Analyst, action.Id, ActionState.Done);
        (await OverdueAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Belongs_to_who_may_see_its_supplier_and_is_changed_by_who_has_the_right()
    {
        var action = await PlannedAsync();
        var elsewhere = Auditor with { Suppliers = new HashSet<Guid> { await It.SupplierIdAsync("S-600") } };
        (await It.Get<FindActions>().OneAsync(elsewhere, action.Id, Ct)).ShouldBeNull();
        (await It.Get<FindActions>().HandleAsync(elsewhere, new ActionQuery(), Ct)).ShouldSatisfyAllConditions(l => l.Total.ShouldBe(0), l => l.States.ShouldBeEmpty(), l => l.Owners.ShouldBeEmpty());
        (await MoveAsync(elsewhere, action.Id, ActionState.Agreed)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
        (await It.Get<PlanAction>().PlanAsync(elsewhere, action.SupplierId, Details(), new ActionOrigin(), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NotFound);
        (await MoveAsync(Reader, action.Id, ActionState.Agreed)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<PlanAction>().PlanAsync(Reader, action.SupplierId, Details(), new ActionOrigin(), Ct)).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        It.Get<FindActions>().Export(Auditor, new ActionQuery(), Ct).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Forbidden);
        var rows = new List<ActionRow>();
        await foreach (var row in It.Get<FindActions>().Export(Analyst, new ActionQuery(Kind: RemedyKind.FeesRepaid, Owner: "Fictional Owner"), Ct).Value!) rows.Add(row);
        rows.ShouldHaveSingleItem().Action.Amount.ShouldBe(12_345.67m);
    }

    private static ActionDetails Details() =>
        new(RemedyKind.FeesRepaid, "Fees were paid to an agent.", null, "Please repay the fees.", "Fictional Owner", new DateOnly(2026, 11, 12), 12_345.67m, "USD", 40);

    private async Task<int> OverdueAsync()
    {
        var list = await It.Get<FindActions>().HandleAsync(Analyst, new ActionQuery(Overdue: true), Ct);
        list.OverdueCount.ShouldBe(list.Rows.Count);
        return list.Total;
    }

    private Task<Result<CorrectiveAction>> MoveAsync(Actor actor, Guid id, ActionState to, string words = "")
    {
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        return It.Get<MoveAction>().MoveAsync(actor, new ActionStep(id, to, words), Ct);
    }

    private Task<Result<CorrectiveAction>> VerifyAsync(Actor actor, Guid id)
    {
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        return It.Get<MoveAction>().MoveAsync(actor, new ActionStep(id, ActionState.Verified, "Receipts seen on site.") { Method = VerificationMethod.OnSite, VerifiedOn = It.Clock.Today() }, Ct);
    }

    private async Task<CorrectiveAction> PlannedAsync()
    {
        await ScreenedAsync();
        return (await It.Get<PlanAction>().PlanAsync(Analyst, await It.SupplierIdAsync("S-500"), Details(), new ActionOrigin(), Ct)).Value!;
    }

    private async Task ScreenedAsync()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.RunAsync();
    }
}
