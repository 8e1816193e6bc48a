using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Effectiveness;
using SupplyRisk.Review;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Lists;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;

namespace SupplyRisk.Tests.Disclosure.Effectiveness;

/// <summary>What our own work brought: each number is a count over rows that can be opened.</summary>
public abstract class EffectivenessTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Analyst = new("analyst", "Fictional Analyst") { Roles = [Role.ComplianceAnalyst] };

    private static readonly Actor Auditor = new("auditor", "Fictional Auditor") { Roles = [Role.Auditor] };

    public sealed class OnSqlite() : EffectivenessTests(Store.Sqlite);

    public sealed class OnPostgres() : EffectivenessTests(Store.Postgres);

    [Fact]
    public async Task Counts_flags_outcomes_times_and_actions_and_every_number_is_its_rows()
    {
        await PortfolioAsync();
        var figures = await It.Get<FindEffectiveness>().HandleAsync(Analyst, new EffectQuery(), Ct);
        EffectNumber Of(EffectFigure f) => figures.Series.Single(s => s.Figure == f).All;
        Of(EffectFigure.FlagsRaised).Count.ShouldBe(await CountAsync<SupplyRisk.Screening.SupplierFlag>());
        Of(EffectFigure.ListingToFlag).ShouldBe(new EffectNumber(1, 0), "the run came in the instant in which both were known");
        Of(EffectFigure.PublishedToFlag).ShouldBe(new EffectNumber(0, null), "it came with the first load of its list, so its day is older than our watch");
        Of(EffectFigure.CasesClosed).Count.ShouldBe(1);
        Of(EffectFigure.FlagToDecision).Median.ShouldBe(3);
        Of(EffectFigure.ActionsVerified).ShouldBe(new EffectNumber(1, 10));
        foreach (var s in figures.Series)
        {
            s.Months.Count.ShouldBe(12);
            s.Months[^1].Month.ShouldBe("2026-11");
            s.Months.Sum(m => m.Number.Count).ShouldBe(s.All.Count);
            s.Whats.Sum(w => w.Count).ShouldBe(s.All.Count);
            figures.Lines.Sum(l => l.Figures[s.Figure].Count).ShouldBe(s.All.Count);
            (await It.Get<FindEffectiveness>().RowsAsync(Analyst, s.Figure, new EffectQuery(), Ct)).Count.ShouldBe(s.All.Count);
            foreach (var line in figures.Lines) (await It.Get<FindEffectiveness>().RowsAsync(Analyst, s.Figure, new EffectQuery(Value: line.Value), Ct)).Count.ShouldBe(line.Figures[s.Figure].Count, $"{s.Figure} {line.Value}");
        }
    }

    [Fact]
    public async Task Time_from_a_listing_counts_from_when_it_could_be_known_and_its_publication_is_a_figure_of_its_own()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.ListAsync("id,name,country,listed_on\ne-1,Something Else Entirely Works,BR,2020-01-01");
        await It.RunAsync();
        It.Clock.NextDay(); // 3 November, nine o'clock
        await It.ListAsync("id,name,country,listed_on\ne-1,Something Else Entirely Works,BR,2020-01-01\ne-2,Blue Umbrella Foundry,MX,2026-10-31");
        It.Clock.Advance(TimeSpan.FromHours(6));
        await It.RunAsync();
        var figures = await It.Get<FindEffectiveness>().HandleAsync(Analyst, new EffectQuery(), Ct);
        figures.Series.Single(s => s.Figure == EffectFigure.ListingToFlag).All.ShouldBe(new EffectNumber(1, 0.25m));
        figures.Series.Single(s => s.Figure == EffectFigure.PublishedToFlag).All.ShouldBe(new EffectNumber(1, 3));
        var id = await It.ReadAsync(db => db.Watchlists.Select(w => w.Id).SingleAsync(Ct));
        var speed = (await It.Get<FindList>().HandleAsync(Analyst, id, null, 1, Ct))!.Speed.ShouldNotBeNull();
        (speed.MedianFromKnown, speed.MedianDaysFromPublished).ShouldBe((TimeSpan.FromHours(6), 3), "the list's own page says the same");
    }

    [Fact]
    public async Task What_is_found_again_in_a_later_document_counts_once_and_only_where_it_is_later()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.DocumentAsync("S-500/first.txt", Fictional.Report("12 March 2026", Fictional.Passports));
        await It.DocumentAsync("S-500/again.txt", Fictional.Report("20 September 2026", "The passports of all foreign workers are held by the employer in a locked drawer."));
        await It.DocumentAsync("S-600/once.txt", Fictional.Report("20 September 2026", Fictional.Passports));
        await It.RunAsync();
        var again = (await It.Get<FindEffectiveness>().RowsAsync(Analyst, EffectFigure.RepeatFindings, new EffectQuery(), Ct)).ShouldHaveSingleItem();
        (again.Supplier, again.On, again.What, again.Days).ShouldBe(("Fifth Kettle Ltd", new DateOnly(2026, 9, 20), "retention_of_identity_documents", 192m));
        (await It.Get<FindEffectiveness>().RowsAsync(Analyst, EffectFigure.RepeatFindings, new EffectQuery(Months: 1), Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_auditor_counts_only_what_belongs_to_the_suppliers_assigned()
    {
        await PortfolioAsync();
        var assigned = Auditor with { Suppliers = new HashSet<Guid> { await It.SupplierIdAsync("S-500") } };
        var figures = await It.Get<FindEffectiveness>().HandleAsync(assigned, new EffectQuery(EffectGroup.Tier), Ct);
        figures.Lines.Sum(l => l.Suppliers).ShouldBe(1);
        foreach (var s in figures.Series)
            (await It.Get<FindEffectiveness>().RowsAsync(assigned, s.Figure, new EffectQuery(), Ct)).ShouldAllBe(r => r.Supplier == "Fifth Kettle Ltd");
        figures.Series.Single(s => s.Figure == EffectFigure.ListingToFlag).All.Count.ShouldBe(0);
    }

    private async Task PortfolioAsync()
    {
        await It.ImportAsync(Fictional.Chain);
        await It.ListAsync("id,name,country,listed_on\ne-2,Blue Umbrella Foundry,MX,2026-09-01");
        await It.RunAsync();
        var supplier = await It.SupplierIdAsync("S-500");
        var action = (await It.Get<PlanAction>().PlanAsync(Analyst, supplier, new ActionDetails(RemedyKind.Training, "No training.", null, null, "Fictional Analyst", null, null, null, null), new ActionOrigin(), Ct)).Value!;
        It.Clock.Advance(TimeSpan.FromDays(3));
        var c = await It.ReadAsync(db => db.Cases.OrderBy(x => x.Priority).FirstAsync(x => x.Lane == Lane.MatchToCheck, Ct));
        var decided = await It.Get<DecideCase>().DecideAsync(Actor.LocalAdministrator, new CaseDecisionRequest(c.Id, CaseStatus.Closed, CaseOutcome.UsefulAlert, "other", "Looked at.", c.Version), Ct);
        decided.Done.ShouldBeTrue(string.Join(" ", decided.Refusals.Select(r => r.Message)));
        It.Clock.Advance(TimeSpan.FromDays(7));
        foreach (var to in new[] { ActionState.Agreed, ActionState.Done }) (await It.Get<MoveAction>().MoveAsync(Analyst, new ActionStep(action.Id, to, "Yes."), Ct)).Done.ShouldBeTrue();
        (await It.Get<MoveAction>().MoveAsync(Auditor, new ActionStep(action.Id, ActionState.Verified, "Seen.") { Method = VerificationMethod.OnSite, VerifiedOn = It.Clock.Today() }, Ct)).Done.ShouldBeTrue();
    }

}
