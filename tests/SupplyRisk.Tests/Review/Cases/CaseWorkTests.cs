using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;
using SupplyRisk.Rules.Model;
using SupplyRisk.Tests.Installed;
using SupplyRisk.Tests.Screening;
using Case = SupplyRisk.Review.Case; // Shouldly has one, too

namespace SupplyRisk.Tests.Review.Cases;

/// <summary>The work of reviewers on the queue: taking, putting off, deciding in bulk, undoing, and the second pair of eyes.</summary>
public abstract class CaseWorkTests(Store store) : HandlerTest(store)
{
    private static readonly Actor Ana = new("ana", "Fictional Ana") { Roles = [Role.ComplianceAnalyst] };
    private static readonly Actor Ben = new("ben", "Fictional Ben") { Roles = [Role.ComplianceAnalyst] };
    private static readonly Actor Senior = new("senior", "Fictional Senior") { Roles = [Role.SeniorReviewer] };

    public sealed class OnSqlite() : CaseWorkTests(Store.Sqlite);

    public sealed class OnPostgres() : CaseWorkTests(Store.Postgres);

    [Fact]
    public async Task Who_may_only_look_changes_nothing()
    {
        var c = await GapAsync();
        var looker = new Actor("looker", "Fictional Looker") { Roles = [Role.ReadOnly] };
        (await It.Get<DecideCase>().DecideAsync(looker, Close(c), Ct)).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<TakeCase>().NextAsync(looker, Gaps, null, Ct)).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<TakeCase>().TakeAsync(looker, c.Id, Ct)).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<ChangeCase>().CommentAsync(looker, c.Id, "Hello.", Ct)).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<ChangeCase>().AssignAsync(looker, c.Id, null, null, Ct)).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<ChangeCase>().SnoozeAsync(looker, c.Id, null, "Later.", null, Ct)).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<BulkCases>().ApplyAsync(looker, new BulkRequest([(c.Id, null)], Close(c)), Ct)).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
        (await It.Get<UndoStep>().UndoAsync(looker, null, Ct)).Refusals[0].Kind.ShouldBe(RefusalKind.Forbidden);
        (await CaseAsync(c.Id)).Version.ShouldBe(c.Version);
    }

    [Fact]
    public async Task Take_next_gives_each_reviewer_another_case_and_says_who_is_at_it()
    {
        await ScreenedAsync();
        var first = (await It.Get<TakeCase>().NextAsync(Ana, Gaps, null, Ct)).Value!;
        var second = (await It.Get<TakeCase>().NextAsync(Ben, Gaps, null, Ct)).Value!;
        second.Id.ShouldNotBe(first.Id);
        (await It.Get<DecideCase>().DecideAsync(Ben, Close(first), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("case_held");
        (await It.Get<FindCases>().HandleAsync(Ben, Gaps, Ct)).Rows.Single(r => r.Case.Id == first.Id).HeldBy.ShouldBe("ana");
        It.Clock.Advance(CaseMoves.HeldFor + TimeSpan.FromSeconds(1));
        (await It.Get<FindCases>().HandleAsync(Ben, Gaps, Ct)).Rows.Single(r => r.Case.Id == first.Id).HeldBy.ShouldBeNull("it has run out");
        (await It.Get<DecideCase>().DecideAsync(Ben, Close(first), Ct)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Taking_another_lets_go_of_the_first_and_goes_down_the_queue()
    {
        await ScreenedAsync();
        var queue = (await It.Get<FindCases>().HandleAsync(Ana, Gaps, Ct)).Rows.Select(r => r.Case.Id).ToList();
        queue.Count.ShouldBeGreaterThan(2);
        Guid? at = null;
        foreach (var expected in queue.Concat(queue.Take(1)))
        {
            at = (await It.Get<TakeCase>().NextAsync(Ana, Gaps, at, Ct)).Value!.Id;
            at.ShouldBe(expected);
            (await It.ReadAsync(db => db.Cases.CountAsync(c => c.HeldById == "ana", Ct))).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_case_whose_evidence_was_asked_for_comes_last_until_its_facts_change()
    {
        await ScreenedAsync();
        var first = (await It.Get<TakeCase>().NextAsync(Ana, Gaps, null, Ct)).Value!;
        (await It.Get<DecideCase>().DecideAsync(Ana, new(first.Id, CaseStatus.NeedsEvidence, null, "documents_requested", "Asked for an audit.", null), Ct)).Done.ShouldBeTrue();
        var queue = (await It.Get<FindCases>().HandleAsync(Ana, Gaps, Ct)).Rows;
        queue[0].Case.Id.ShouldBe(first.Id, "its place in the queue is the same");
        Guid? at = null;
        foreach (var expected in queue.Skip(1).Append(queue[1])) (at = (await It.Get<TakeCase>().NextAsync(Ana, Gaps, at, Ct)).Value!.Id).ShouldBe(expected.Case.Id);
        (await It.Get<TakeCase>().NextAsync(Ana, Gaps with { Status = CaseStatus.NeedsEvidence }, null, Ct)).Value!.Id.ShouldBe(first.Id, "nothing else is asked for");
        await It.ReadAsync(db => db.Cases.Where(c => c.Id == first.Id).ExecuteUpdateAsync(u => u.SetProperty(c => c.FactsKey, "other facts").SetProperty(c => c.UpdatedAt, It.Clock.Instant().AddMinutes(1)), Ct));
        It.Clock.Advance(TimeSpan.FromMinutes(2));
        (await It.Get<TakeCase>().NextAsync(Ana, Gaps, null, Ct)).Value!.Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task At_the_same_moment_many_reviewers_never_take_one_case_twice()
    {
        await ScreenedAsync();
        var queue = (await It.Get<FindCases>().HandleAsync(Ana, Gaps, Ct)).Total;
        var people = Enumerable.Range(0, queue + 3).Select(i => new Actor($"person-{i}", $"Fictional {i}") { Roles = [Role.ComplianceAnalyst] }).ToList();
        var taken = await Task.WhenAll(people.Select(p => Task.Run(() => It.Get<TakeCase>().NextAsync(p, Gaps, null, Ct))));
        taken.Where(t => t.Done).Select(t => t.Value!.Id).ShouldBeUnique();
        taken.Count(t => t.Done).ShouldBe(queue, "everybody got one while there were some");
        taken.Where(t => !t.Done).ShouldAllBe(t => t.Refusals[0].Code == "nothing_to_take");
    }

    [Fact]
    public async Task Two_who_act_on_one_case_at_the_same_moment_lose_nothing()
    {
        for (var round = 0; round < 5; round++)
        {
            var c = round == 0 ? await GapAsync() : await CaseAsync((await It.ReadAsync(db => db.Cases.FirstAsync(x => x.Lane == Lane.GatherEvidence, Ct))).Id);
            var decisions = await CountAsync<CaseDecision>();
            var comments = await It.ReadAsync(db => db.CaseEvents.CountAsync(e => e.Kind == CaseEventKind.Commented, Ct));
            var both = await Task.WhenAll(
                Task.Run(() => It.Get<DecideCase>().DecideAsync(Ana, new(c.Id, CaseStatus.InReview, null, "evidence_reviewed", "Ana looks.", c.Version), Ct)),
                Task.Run(() => It.Get<DecideCase>().DecideAsync(Ben, new(c.Id, CaseStatus.NeedsEvidence, null, "documents_requested", "Ben asks.", c.Version), Ct)));
            var said = await Task.WhenAll(
                Task.Run(() => It.Get<ChangeCase>().CommentAsync(Ana, c.Id, "From Ana.", Ct)),
                Task.Run(() => It.Get<ChangeCase>().CommentAsync(Ben, c.Id, "From Ben.", Ct)));
            both.Count(b => b.Done).ShouldBe(1);
            both.Single(b => !b.Done).Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.Conflict);
            said.ShouldAllBe(s => s.Done);
            (await CountAsync<CaseDecision>()).ShouldBe(decisions + 1);
            (await It.ReadAsync(db => db.CaseEvents.CountAsync(e => e.Kind == CaseEventKind.Commented, Ct))).ShouldBe(comments + 2);
            var now = await CaseAsync(c.Id);
            now.Status.ShouldBe(both[0].Done ? CaseStatus.InReview : CaseStatus.NeedsEvidence);
            (await It.Get<FindCases>().HandleAsync(Senior, Gaps, Ct)).Rows.Single(r => r.Case.Id == c.Id).Case.ShouldSatisfyAllConditions(r => r.Status.ShouldBe(now.Status), r => r.Version.ShouldBe(now.Version));
        }
        (await It.ReadAsync(db => AuditTrail.FirstBrokenAsync(db, Ct))).ShouldBeNull();
    }

    [Fact]
    public async Task A_decision_shows_at_once_in_queue_overview_and_profile()
    {
        var c = await GapAsync();
        var before = (await It.Get<SupplyRisk.Review.Portfolio>().ReadAsync(Ana, Ct)).Counts.OpenCases;
        (await It.Get<DecideCase>().DecideAsync(Ana, Close(c), Ct)).Done.ShouldBeTrue();
        (await It.Get<SupplyRisk.Review.Portfolio>().ReadAsync(Ana, Ct)).Counts.OpenCases.ShouldBe(before - 1);
        var queue = await It.Get<FindCases>().HandleAsync(Ana, Gaps, Ct);
        queue.Rows.ShouldNotContain(r => r.Case.Id == c.Id);
        queue.Closed.ShouldBe(1);
        (await It.Get<FindSupplier>().HandleAsync(Ana, c.SupplierId, Ct))!.Cases.Single(x => x.Case.Id == c.Id).Case.Status.ShouldBe(CaseStatus.Closed);
    }

    [Fact]
    public async Task Confirming_a_match_waits_for_another_person_and_changes_nothing_until_then()
    {
        await ScreenedAsync();
        var (supplier, match) = await MatchAsync();
        var said = await It.Get<ReviewMatch>().ReviewAsync(Senior, new MatchReviewRequest(match, MatchReview.Confirmed, "The same register entry."), Ct);
        var waits = said.Value!.Waits.ShouldNotBeNull();
        (await CountAsync<SupplyRisk.Screening.MatchDecision>()).ShouldBe(0);
        (await It.RunAsync()).ShouldBeNull("nothing to score");
        (await It.Get<FindPending>().HandleAsync(Ana, Ct)).Rows.ShouldHaveSingleItem().Proposal.Id.ShouldBe(waits.Id);
        (await It.Get<ReviewMatch>().ReviewAsync(Ana, new MatchReviewRequest(match, MatchReview.Confirmed, "Me too."), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("waits_for_second_person");
        (await It.Get<SecondLook>().ApproveAsync(Senior, waits.Id, "", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("same_person");
        (await It.Get<SecondLook>().ApproveAsync(Ana, waits.Id, "", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not_allowed");
        (await It.Get<SecondLook>().SendBackAsync(Actor.LocalAdministrator, waits.Id, " ", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("words_missing");
        (await It.Get<SecondLook>().ApproveAsync(Actor.LocalAdministrator, waits.Id, "Checked the register.", Ct)).Done.ShouldBeTrue();
        (await It.Get<SecondLook>().ApproveAsync(Actor.LocalAdministrator, waits.Id, "", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("nothing_waits");
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await It.RunAsync();
        (await It.ReportAsync("S-600")).Flags.ShouldContain("hard_trigger");
        var decided = await It.ReadAsync(db => db.MatchDecisions.SingleAsync(Ct));
        (decided.SupplierId, decided.ActorId, decided.ApprovedBy).ShouldBe((supplier, "senior", "local-administrator"));

        // What is a hard trigger now is lifted by two as well.
        var (_, again) = await MatchAsync();
        (await It.Get<ReviewMatch>().ReviewAsync(Ana, new MatchReviewRequest(again, MatchReview.Unreviewed, "Another house number."), Ct)).Value!.Waits.ShouldNotBeNull();
    }

    [Fact]
    public async Task Clearing_a_critical_flag_waits_and_comes_back_with_words()
    {
        await ScreenedAsync();
        await CriticalAsync();
        var c = await RiskAsync("S-600");
        var decided = await It.Get<DecideCase>().DecideAsync(Ana, new(c.Id, CaseStatus.Closed, CaseOutcome.FalsePositive, "different_entity", "Not them.", c.Version), Ct);
        var waits = decided.Value!.Waits.ShouldNotBeNull();
        (await CaseAsync(c.Id)).ShouldSatisfyAllConditions(x => x.Status.ShouldBe(CaseStatus.NotAssessed), x => x.Waiting.ShouldBe(1));
        (await It.Get<DecideCase>().DecideAsync(Ben, new(c.Id, CaseStatus.InReview, null, "evidence_reviewed", "Mine now."), Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("waits_for_second_person");
        (await It.Get<TakeCase>().TakeAsync(Ben, c.Id, Ct)).Done.ShouldBeFalse();
        (await It.Get<SecondLook>().SendBackAsync(Senior, waits.Id, "The address is the same.", Ct)).Done.ShouldBeTrue();
        (await CaseAsync(c.Id)).ShouldSatisfyAllConditions(x => x.Status.ShouldBe(CaseStatus.NotAssessed), x => x.Waiting.ShouldBe(0));
        (await It.ReadAsync(db => db.CaseEvents.SingleAsync(e => e.Kind == CaseEventKind.SentBack, Ct))).ChangesJson.ShouldContain("The address is the same.");

        waits = (await It.Get<DecideCase>().DecideAsync(Ana, new(c.Id, CaseStatus.Closed, CaseOutcome.UsefulAlert, "evidence_reviewed", "Looked again."), Ct)).Value!.Waits!;
        (await It.Get<SecondLook>().ApproveAsync(Senior, waits.Id, "", Ct)).Done.ShouldBeTrue();
        (await CaseAsync(c.Id)).ShouldSatisfyAllConditions(x => x.Status.ShouldBe(CaseStatus.Closed), x => x.Outcome.ShouldBe(CaseOutcome.UsefulAlert));
        (await It.ReadAsync(db => db.CaseDecisions.SingleAsync(Ct))).ShouldSatisfyAllConditions(d => d.ActorId.ShouldBe("ana"), d => d.ApprovedBy.ShouldBe("senior"));
    }

    [Fact]
    public async Task What_was_proposed_on_other_facts_cannot_be_approved()
    {
        await ScreenedAsync();
        await CriticalAsync();
        var c = await RiskAsync("S-600");
        var waits = (await It.Get<DecideCase>().DecideAsync(Ana, new(c.Id, CaseStatus.Closed, CaseOutcome.FalsePositive, "different_entity", "Not them."), Ct)).Value!.Waits!;
        await It.DocumentAsync("S-600/new.txt", Fictional.Report("3 October 2026", Fictional.Debt));
        It.Clock.NextDay();
        await It.RunAsync();
        (await It.Get<SecondLook>().ApproveAsync(Senior, waits.Id, "", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("facts_changed");
        (await CaseAsync(c.Id)).ShouldSatisfyAllConditions(x => x.Status.ShouldBe(CaseStatus.NotAssessed), x => x.Waiting.ShouldBe(1, "it still waits: to be sent back, or withdrawn"));
        (await It.Get<SecondLook>().WithdrawAsync(Ana, waits.Id, Ct)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task A_case_put_off_comes_back_on_its_day_by_itself()
    {
        var c = await GapAsync();
        var open = (await It.Get<FindCases>().HandleAsync(Ana, Gaps, Ct)).Total;
        (await It.Get<ChangeCase>().SnoozeAsync(Ana, c.Id, It.Clock.Today(), "Too soon.", null, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("snooze_date");
        (await It.Get<ChangeCase>().SnoozeAsync(Ana, c.Id, It.Clock.Today().AddDays(2), "The audit comes then.", c.Version, Ct)).Done.ShouldBeTrue();
        (await It.Get<FindCases>().HandleAsync(Ana, Gaps, Ct)).ShouldSatisfyAllConditions(l => l.Total.ShouldBe(open - 1), l => l.PutOff.ShouldBe(1));
        (await It.Get<WakeSnoozedCases>().RunAsync(Ct)).ShouldBe(0);
        It.Clock.NextDay();
        It.Clock.NextDay();
        await It.RestartAsync();
        (await It.Get<WakeSnoozedCases>().RunAsync(Ct)).ShouldBe(1);
        (await It.Get<WakeSnoozedCases>().RunAsync(Ct)).ShouldBe(0);
        (await It.Get<FindCases>().HandleAsync(Ana, Gaps, Ct)).Total.ShouldBe(open);
    }

    [Fact]
    public async Task A_case_put_off_comes_back_when_its_facts_change()
    {
        await ScreenedAsync();
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await It.RunAsync();
        var c = await RiskAsync("S-500");
        (await It.Get<ChangeCase>().SnoozeAsync(Ana, c.Id, null, "Nothing new until the next report.", null, Ct)).Done.ShouldBeTrue();
        It.Clock.NextDay();
        await It.ImportAsync(Portfolio.Replace("umbrellas", "parasols", StringComparison.Ordinal));
        await It.RunAsync();
        (await CaseAsync(c.Id)).SnoozedAt.ShouldNotBeNull("what another sells is nothing to it");
        await It.DocumentAsync("S-500/second.txt", Fictional.Report("3 October 2026", Fictional.Debt));
        It.Clock.NextDay();
        await It.RunAsync();
        (await CaseAsync(c.Id)).SnoozedAt.ShouldBeNull();
        (await It.Get<FindCases>().HandleAsync(Ana, new CaseQuery(Lane.Risk), Ct)).Rows.ShouldContain(r => r.Case.Id == c.Id);
    }

    [Fact]
    public async Task Many_are_decided_at_once_each_for_itself_and_undone_together()
    {
        await ScreenedAsync();
        await CriticalAsync();
        var gaps = await It.ReadAsync(db => db.Cases.AsNoTracking().Where(c => c.Lane == Lane.GatherEvidence).OrderBy(c => c.Id).ToListAsync(Ct));
        var critical = await RiskAsync("S-600");
        (await It.Get<TakeCase>().TakeAsync(Ben, gaps[0].Id, Ct)).Done.ShouldBeTrue();
        var request = new BulkRequest([.. gaps.Append(critical).Select(c => (c.Id, (int?)c.Version)), (Guid.CreateVersion7(), null)], Close(gaps[0]) with { SeenVersion = null });
        var preview = (await It.Get<BulkCases>().PreviewAsync(Ana, request, Ct)).Value!;
        preview.Step.ShouldBeNull();
        (await CountAsync<CaseDecision>()).ShouldBe(0, "a preview does nothing");
        var done = (await It.Get<BulkCases>().ApplyAsync(Ana, request, Ct)).Value!;
        done.Items.Select(i => i.Against?.Code).ShouldBe(preview.Items.Select(i => i.Against?.Code), "as foretold");
        done.Items.Select(i => i.Against?.Code).ShouldBe(["case_held", .. gaps.Skip(1).Select(_ => (string?)null), "no_bulk_critical", "case_not_found"]);
        (await CountAsync<CaseDecision>()).ShouldBe(gaps.Count - 1);

        (await It.Get<ChangeCase>().CommentAsync(Ben, gaps[1].Id, "A comment overwrites nothing.", Ct)).Done.ShouldBeTrue();
        (await It.Get<DecideCase>().DecideAsync(Ben, new(gaps[2].Id, CaseStatus.InReview, null, "other", "Opened again."), Ct)).Done.ShouldBeTrue();
        (await It.Get<UndoStep>().UndoAsync(Senior, done.Step!.Id, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("nothing_to_undo", "somebody else's");
        var undone = (await It.Get<UndoStep>().UndoAsync(Ana, done.Step.Id, Ct)).Value!;
        undone.Items.Where(i => i.Against is not null).ShouldHaveSingleItem().ShouldBe(new UndoneItem(gaps[2].Id, CaseErrors.MovedOn()));
        (await CaseAsync(gaps[1].Id)).ShouldSatisfyAllConditions(c => c.Status.ShouldBe(CaseStatus.NotAssessed), c => c.Outcome.ShouldBeNull(), c => c.ClosedAt.ShouldBeNull());
        (await CaseAsync(gaps[2].Id)).Status.ShouldBe(CaseStatus.InReview);
        (await It.Get<UndoStep>().UndoAsync(Ana, done.Step.Id, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("nothing_to_undo", "once");
        (await It.ReadAsync(db => db.CaseDecisions.CountAsync(d => d.UndoneAt == null && d.Outcome != null, Ct))).ShouldBe(1, "the one somebody went on from stands in the record as it was");
    }

    [Fact]
    public async Task A_decision_can_be_undone_for_a_while_only()
    {
        var c = await GapAsync();
        (await It.Get<DecideCase>().DecideAsync(Ana, Close(c), Ct)).Done.ShouldBeTrue();
        It.Clock.Advance(CaseMoves.UndoneWithin + TimeSpan.FromSeconds(1));
        (await It.Get<UndoStep>().LastAsync(Ana, Ct)).ShouldBeNull();
        (await It.Get<UndoStep>().UndoAsync(Ana, null, Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("nothing_to_undo");
        (await CaseAsync(c.Id)).Status.ShouldBe(CaseStatus.Closed);
    }

    [Fact]
    public async Task Outcomes_say_how_often_a_rule_was_worth_the_look()
    {
        await ScreenedAsync();
        await It.DocumentAsync("S-500/report.txt", Fictional.Report("12 March 2026", Fictional.Fees, Fictional.Passports));
        await It.RunAsync();
        var c = await RiskAsync("S-500");
        (await It.Get<DecideCase>().DecideAsync(Ana, new(c.Id, CaseStatus.Closed, CaseOutcome.ConfirmedConcern, "evidence_reviewed", "It says so."), Ct)).Done.ShouldBeTrue();
        var outcomes = await It.Get<FindRuleOutcomes>().AllAsync(Ana, Ct);
        outcomes.ShouldNotBeEmpty();
        outcomes.ShouldAllBe(o => o.Confirmed == 1 && o.Precision == 100);
        var rule = outcomes[0].Rule;
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        (await It.Get<UndoStep>().UndoAsync(Ana, null, Ct)).Done.ShouldBeTrue();
        (await It.Get<FindRuleOutcomes>().HandleAsync(Ana, rule, Ct)).ShouldSatisfyAllConditions(o => o.Confirmed.ShouldBe(0), o => o.Precision.ShouldBeNull());
        var waits = (await It.Get<DecideCase>().DecideAsync(Ana, new(c.Id, CaseStatus.Closed, CaseOutcome.FalsePositive, "text_misread", "It does not."), Ct)).Value!.Waits!;
        (await It.Get<FindRuleOutcomes>().HandleAsync(Ana, rule, Ct)).FalsePositive.ShouldBe(0, "not approved yet");
        (await It.Get<SecondLook>().ApproveAsync(Senior, waits.Id, "", Ct)).Done.ShouldBeTrue();
        (await It.Get<FindRuleOutcomes>().HandleAsync(Ana, rule, Ct)).ShouldSatisfyAllConditions(o => o.FalsePositive.ShouldBe(1), o => o.Precision.ShouldBe(0));
    }

    [Fact]
    public async Task A_file_is_kept_with_a_case_if_it_is_what_its_name_says()
    {
        var c = await GapAsync();
        var attach = It.Get<AttachFile>();
        (await attach.AttachAsync(Ana, c.Id, It.Write("a.pdf", "no such thing"), "a.pdf", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("file_type");
        (await attach.AttachAsync(Ana, c.Id, It.Write("a.exe", "MZ"), "a.exe", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("file_type");
        (await attach.AttachAsync(Ana, c.Id, It.Write("empty.txt", ""), "empty.txt", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("file_missing");
        var kept = (await attach.AttachAsync(Ana, c.Id, It.Write("letter.txt", "A letter."), "../../letter.txt", Ct)).Value!;
        kept.FileName.ShouldBe("letter.txt");
        (await attach.ReadAsync(Ben, c.Id, kept.Id, Ct))!.Content.ShouldBe("A letter."u8.ToArray());
        (await attach.ReadAsync(Ben with { Suppliers = new HashSet<Guid>() }, c.Id, kept.Id, Ct)).ShouldBeNull();
        (await It.Get<FindCases>().OneAsync(Ana, c.Id, Ct))!.Attachments.ShouldHaveSingleItem().FileName.ShouldBe("letter.txt");
    }

    [Fact]
    public async Task A_filter_is_kept_under_a_name_of_ones_own()
    {
        var filters = It.Get<QueueFilters>();
        (await filters.SaveAsync(Ana, " ", "lane=risk", Ct)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("filter_name");
        (await filters.SaveAsync(Ana, "Mine first", "lane=risk", Ct)).Done.ShouldBeTrue();
        var kept = (await filters.SaveAsync(Ana, "Mine first", "lane=risk&assignee=me", Ct)).Value!;
        (await filters.ListAsync(Ana, Ct)).ShouldHaveSingleItem().Query.ShouldBe("lane=risk&assignee=me");
        (await filters.ListAsync(Ben, Ct)).ShouldBeEmpty();
        await filters.DeleteAsync(Ben, kept.Id, Ct);
        (await filters.ListAsync(Ana, Ct)).ShouldHaveSingleItem();
        await filters.DeleteAsync(Ana, kept.Id, Ct);
        (await filters.ListAsync(Ana, Ct)).ShouldBeEmpty();
    }

    /// <summary>With four of whom too little is known to rate them.</summary>
    private const string Portfolio = Fictional.Chain + "\nG-1,Quiet Lampshade Works,,,,,\nG-2,Hollow Pumpkin Supply,,,,,\nG-3,Square Balloon Trading,,,,,\nG-4,Tin Sparrow Goods,,,,,";

    private static CaseQuery Gaps => new(Lane.GatherEvidence);

    private static CaseDecisionRequest Close(Case c) => new(c.Id, CaseStatus.Closed, CaseOutcome.CannotRate, "documents_requested", "Asked for an audit.", null);

    private async Task ScreenedAsync()
    {
        await It.ListAsync(Fictional.Namesake);
        await It.ImportAsync(Portfolio);
        await It.RunAsync();
    }

    private async Task<Case> GapAsync()
    {
        await ScreenedAsync();
        return await It.ReadAsync(db => db.Cases.AsNoTracking().OrderBy(c => c.Id).FirstAsync(c => c.Lane == Lane.GatherEvidence, Ct));
    }

    private async Task<(Guid Supplier, Guid Match)> MatchAsync()
    {
        var supplier = await It.SupplierIdAsync("S-600");
        return (supplier, await It.ReadAsync(db => db.SupplierMatches.Where(m => m.SupplierId == supplier).Select(m => m.Id).SingleAsync(Ct)));
    }

    private async Task CriticalAsync()
    {
        var (_, match) = await MatchAsync();
        var waits = (await It.Get<ReviewMatch>().ReviewAsync(Ben, new MatchReviewRequest(match, MatchReview.Confirmed, "It is."), Ct)).Value!.Waits!;
        (await It.Get<SecondLook>().ApproveAsync(Actor.LocalAdministrator, waits.Id, "", Ct)).Done.ShouldBeTrue();
        It.Clock.Advance(TimeSpan.FromMinutes(1));
        await It.RunAsync();
    }

    private async Task<Case> RiskAsync(string ownId)
    {
        var id = await It.SupplierIdAsync(ownId);
        return await It.ReadAsync(db => db.Cases.AsNoTracking().SingleAsync(c => c.SupplierId == id && c.Lane == Lane.Risk, Ct));
    }

    private Task<Case> CaseAsync(Guid id) => It.ReadAsync(db => db.Cases.AsNoTracking().SingleAsync(c => c.Id == id, Ct));
}
