using SupplyRisk.Audit;
using SupplyRisk.Review;
using SupplyRisk.Review.Cases;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Tests.Review.Cases;

/// <summary>The case state machine, walked whole: every status, move and role.</summary>
public sealed class CaseMovesTests
{
    private static readonly CaseStatus[] Open = [CaseStatus.NotAssessed, CaseStatus.InReview, CaseStatus.NeedsEvidence, CaseStatus.Escalated];

    // The same table in the words of the agreement, so that a slip in either shows.
    private static readonly Dictionary<CaseMove, (CaseStatus[] From, bool Senior)> Agreed = new()
    {
        [CaseMove.Comment] = (Enum.GetValues<CaseStatus>(), false),
        [CaseMove.Attach] = (Enum.GetValues<CaseStatus>(), false),
        [CaseMove.Assign] = (Open, false),
        [CaseMove.Take] = (Open, false),
        [CaseMove.LetGo] = (Enum.GetValues<CaseStatus>(), false),
        [CaseMove.Snooze] = (Open, false),
        [CaseMove.Wake] = (Enum.GetValues<CaseStatus>(), false),
        [CaseMove.KeepInReview] = (Open, false),
        [CaseMove.AskForEvidence] = (Open, false),
        [CaseMove.Escalate] = ([CaseStatus.NotAssessed, CaseStatus.InReview, CaseStatus.NeedsEvidence], false),
        [CaseMove.Close] = (Open, false),
        [CaseMove.Reopen] = ([CaseStatus.Closed], false),
        [CaseMove.Approve] = (Enum.GetValues<CaseStatus>(), true),
        [CaseMove.SendBack] = (Enum.GetValues<CaseStatus>(), true),
        [CaseMove.Withdraw] = (Enum.GetValues<CaseStatus>(), false),
    };

    private static readonly Role[] Deciders = [Role.Administrator, Role.ComplianceAnalyst, Role.SeniorReviewer, Role.Auditor];

    private static readonly Role[] Seniors = [Role.Administrator, Role.SeniorReviewer];

    [Fact]
    public void Every_move_is_agreed() => Agreed.Keys.Order().ShouldBe(Enum.GetValues<CaseMove>().Order());

    [Fact]
    public void From_every_status_every_role_can_make_exactly_the_moves_agreed()
    {
        var walked = 0;
        foreach (var status in Enum.GetValues<CaseStatus>())
        {
            foreach (var (move, (from, senior)) in Agreed)
            {
                foreach (var role in Enum.GetValues<Role>())
                {
                    var answers = move is CaseMove.Approve or CaseMove.SendBack or CaseMove.Withdraw;
                    var standing = new CaseStanding(status, answers, answers ? move == CaseMove.Withdraw ? "me" : "other" : null, Snoozed: move == CaseMove.Wake);
                    var moves = move is CaseMove.KeepInReview or CaseMove.AskForEvidence or CaseMove.Escalate or CaseMove.Close;
                    var may = (senior || (moves && status == CaseStatus.Escalated) ? Seniors : Deciders).Contains(role) && from.Contains(status);
                    (CaseMoves.Against(Me(role), move, standing) is null).ShouldBe(may, $"{status}, {move}, {role}");
                    walked++;
                }
            }
        }
        walked.ShouldBe(5 * 15 * 6);
    }

    [Fact]
    public void While_a_proposal_waits_the_case_can_only_be_helped_and_answered()
    {
        var waits = new CaseStanding(CaseStatus.InReview, Waits: true, ProposedBy: "other");
        Enum.GetValues<CaseMove>().Where(m => CaseMoves.Against(Me(Role.SeniorReviewer), m, waits) is null)
            .ShouldBe([CaseMove.Comment, CaseMove.Attach, CaseMove.Assign, CaseMove.LetGo, CaseMove.Approve, CaseMove.SendBack], ignoreOrder: true);
    }

    [Theory]
    [InlineData(CaseMove.Approve)]
    [InlineData(CaseMove.SendBack)]
    public void Nobody_is_their_own_second_person_whatever_roles_they_have(CaseMove move)
    {
        var both = new Actor("me", "Fictional Person") { Roles = [Role.ComplianceAnalyst, Role.SeniorReviewer, Role.Administrator] };
        CaseMoves.Against(both, move, new CaseStanding(CaseStatus.InReview, true, "me"))!.Code.ShouldBe("same_person");
    }

    [Fact]
    public void Only_whoever_proposed_it_withdraws_it() =>
        CaseMoves.Against(Me(Role.Administrator), CaseMove.Withdraw, new CaseStanding(CaseStatus.InReview, true, "other"))!.Code.ShouldBe("not_proposed_by_you");

    [Fact]
    public void A_case_that_somebody_is_at_can_be_helped_but_not_moved()
    {
        var held = new CaseStanding(CaseStatus.InReview, HeldBy: "other");
        Enum.GetValues<CaseMove>().Where(m => CaseMoves.Against(Me(Role.Administrator), m, held)?.Code == "case_held")
            .ShouldBe([CaseMove.Take, CaseMove.LetGo, CaseMove.Snooze, CaseMove.KeepInReview, CaseMove.AskForEvidence, CaseMove.Escalate, CaseMove.Close], ignoreOrder: true);
        CaseMoves.Against(Me(Role.Administrator), CaseMove.Close, held with { HeldBy = "me" }).ShouldBeNull();
    }

    [Theory]
    [InlineData(Lane.Risk, CaseOutcome.FalsePositive, Band.Critical, false, true)]
    [InlineData(Lane.Risk, CaseOutcome.UsefulAlert, Band.Critical, false, true)]
    [InlineData(Lane.Risk, CaseOutcome.CannotRate, Band.Critical, false, true)]
    [InlineData(Lane.Risk, CaseOutcome.ConfirmedConcern, Band.Critical, true, false)]
    [InlineData(Lane.Risk, CaseOutcome.FalsePositive, Band.High, true, true)]
    [InlineData(Lane.Risk, CaseOutcome.FalsePositive, Band.High, false, false)]
    [InlineData(Lane.MatchToCheck, CaseOutcome.FalsePositive, Band.Critical, true, false)]
    [InlineData(Lane.GatherEvidence, CaseOutcome.CannotRate, Band.Critical, false, false)]
    public void Clearing_a_critical_flag_rests_on_two_pairs_of_eyes(Lane lane, CaseOutcome outcome, Band band, bool hardTrigger, bool second) =>
        CaseMoves.ClearsCritical(lane, CaseStatus.Closed, outcome, band, hardTrigger).ShouldBe(second);

    [Theory]
    [InlineData(MatchReview.Unreviewed, MatchReview.Confirmed, false, true, "a confirmed match is a hard trigger")]
    [InlineData(MatchReview.Dismissed, MatchReview.Confirmed, false, true, "likewise")]
    [InlineData(MatchReview.Confirmed, MatchReview.Unreviewed, false, true, "lifts one")]
    [InlineData(MatchReview.Confirmed, MatchReview.Dismissed, false, true, "lifts one")]
    [InlineData(MatchReview.Unreviewed, MatchReview.Dismissed, true, true, "an equal number is one")]
    [InlineData(MatchReview.Unreviewed, MatchReview.Dismissed, false, false, "a question answered with no")]
    [InlineData(MatchReview.Dismissed, MatchReview.Unreviewed, true, false, "brings one back")]
    [InlineData(MatchReview.Dismissed, MatchReview.Unreviewed, false, false, "asks again")]
    public void Confirming_a_match_and_lifting_a_hard_trigger_rest_on_two_pairs_of_eyes(MatchReview now, MatchReview next, bool identifierEqual, bool second, string why) =>
        CaseMoves.NeedsSecondPerson(now, next, identifierEqual).ShouldBe(second, why);

    private static Actor Me(Role role) => new("me", "Fictional Person") { Roles = [role] };
}
