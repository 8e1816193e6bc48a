using SupplyRisk.Audit;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review.Cases;

/// <summary>What a person can do with a case. Runs do three things besides: open it, open it again when its facts change, and take it out of the queue when its flags are gone (<see cref="OpenCases"/>).</summary>
public enum CaseMove
{
    Comment,
    Attach,
    Assign,

    /// <summary>Hold it for oneself for <see cref="CaseMoves.HeldFor"/>.</summary>
    Take,

    /// <summary>End one's hold.</summary>
    LetGo,

    /// <summary>Put it off until its facts change or a day comes.</summary>
    Snooze,

    /// <summary>Bring it back before that.</summary>
    Wake,

    KeepInReview,
    AskForEvidence,
    Escalate,
    Close,
    Reopen,

    /// <summary>Be the second person and agree.</summary>
    Approve,

    /// <summary>Be the second person and disagree, with words.</summary>
    SendBack,

    /// <summary>Take back what one has proposed oneself.</summary>
    Withdraw,
}

/// <summary>How a case stands when somebody wants to move it.</summary>
/// <param name="Waits">A proposal on it waits for a second person.</param>
/// <param name="ProposedBy">Who proposed it; null if nothing waits.</param>
/// <param name="HeldBy">Whose hold has not run out; null if nobody's.</param>
/// <param name="Snoozed">Put off for now.</param>
public sealed record CaseStanding(CaseStatus Status, bool Waits = false, string? ProposedBy = null, string? HeldBy = null, bool Snoozed = false)
{
    /// <summary>Whoever holds it, by name; null where the id has to do.</summary>
    public string? HolderName { get; init; }
}

/// <summary>
/// The case state machine: which moves there are from where, who may make them and what they require. Handlers, pages and the API ask here and nowhere else.
/// </summary>
public static class CaseMoves
{
    /// <summary>How long a taken case is held for whoever took it; every step of theirs begins it anew.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(20);

    /// <summary>How long a decision can be undone by whoever made it.</summary>
    public static readonly TimeSpan UndoneWithin = TimeSpan.FromMinutes(10);

    private static readonly CaseStatus[] Open = [CaseStatus.NotAssessed, CaseStatus.InReview, CaseStatus.NeedsEvidence, CaseStatus.Escalated];

    private static readonly CaseStatus[] Any = Enum.GetValues<CaseStatus>();

    private static readonly Dictionary<CaseMove, MoveRule> Table = new()
    {
        [CaseMove.Comment] = new MoveRule(Right.DecideCases, Any, null, Block.Nothing),
        [CaseMove.Attach] = new MoveRule(Right.DecideCases, Any, null, Block.Nothing),
        [CaseMove.Assign] = new MoveRule(Right.DecideCases, Open, null, Block.Nothing),
        [CaseMove.Take] = new MoveRule(Right.DecideCases, Open, null, Block.Held | Block.Waiting),
        [CaseMove.LetGo] = new MoveRule(Right.DecideCases, Any, null, Block.Held),
        [CaseMove.Snooze] = new MoveRule(Right.DecideCases, Open, null, Block.Held | Block.Waiting),
        [CaseMove.Wake] = new MoveRule(Right.DecideCases, Any, null, Block.Nothing),
        [CaseMove.KeepInReview] = new MoveRule(Right.DecideCases, Open, CaseStatus.InReview, Block.Held | Block.Waiting),
        [CaseMove.AskForEvidence] = new MoveRule(Right.DecideCases, Open, CaseStatus.NeedsEvidence, Block.Held | Block.Waiting),
        [CaseMove.Escalate] = new MoveRule(Right.DecideCases, [CaseStatus.NotAssessed, CaseStatus.InReview, CaseStatus.NeedsEvidence], CaseStatus.Escalated, Block.Held | Block.Waiting),
        [CaseMove.Close] = new MoveRule(Right.DecideCases, Open, CaseStatus.Closed, Block.Held | Block.Waiting),
        [CaseMove.Reopen] = new MoveRule(Right.DecideCases, [CaseStatus.Closed], CaseStatus.InReview, Block.Waiting),
        [CaseMove.Approve] = new MoveRule(Right.ApproveDecisions, Any, null, Block.SamePerson),
        [CaseMove.SendBack] = new MoveRule(Right.ApproveDecisions, Any, null, Block.SamePerson),
        [CaseMove.Withdraw] = new MoveRule(Right.DecideCases, Any, null, Block.OtherPerson),
    };

    [Flags]
    private enum Block
    {
        Nothing = 0,

        /// <summary>Not while another person holds it.</summary>
        Held = 1,

        /// <summary>Not while a proposal waits for a second person.</summary>
        Waiting = 2,

        /// <summary>Something has to wait, and not from oneself.</summary>
        SamePerson = 4,

        /// <summary>Something has to wait, and from oneself.</summary>
        OtherPerson = 8,
    }

    private sealed record MoveRule(Right Right, IReadOnlyList<CaseStatus> From, CaseStatus? To, Block Blocks);

    /// <returns>Why <paramref name="actor"/> cannot make the move, or null if nothing stands against it.</returns>
    public static Refusal? Against(Actor actor, CaseMove move, CaseStanding standing)
    {
        var rule = Table[move];
        if (actor.Lacks(rule.Right) is { } no) return no;
        // Escalated means that somebody senior decides: whoever escalated cannot go on alone.
        if (standing.Status == CaseStatus.Escalated && rule.To is not null && actor.Lacks(Right.ApproveDecisions) is not null) return CaseErrors.SeniorOnly();
        if (!rule.From.Contains(standing.Status)) return CaseErrors.NotFrom(move, standing.Status);
        if (move == CaseMove.Wake && !standing.Snoozed) return CaseErrors.NotSnoozed();
        if (rule.Blocks.HasFlag(Block.Waiting) && standing.Waits) return CaseErrors.Waits();
        if (rule.Blocks.HasFlag(Block.Held) && standing.HeldBy is { } holder && holder != actor.Id) return CaseErrors.HeldByOther(standing.HolderName ?? KnownPeople.NameOf(holder));
        if (rule.Blocks.HasFlag(Block.SamePerson) || rule.Blocks.HasFlag(Block.OtherPerson))
        {
            if (!standing.Waits) return CaseErrors.NothingWaits();
            var own = standing.ProposedBy == actor.Id; // whatever roles the two hats are
            if (own && rule.Blocks.HasFlag(Block.SamePerson)) return CaseErrors.SamePerson();
            if (!own && rule.Blocks.HasFlag(Block.OtherPerson)) return CaseErrors.NotYours();
        }
        return null;
    }

    /// <summary>What a case of <paramref name="from"/> is to become, as a move; null if no move leads there.</summary>
    public static CaseMove? To(CaseStatus from, CaseStatus to) => (from, to) switch
    {
        (CaseStatus.Closed, CaseStatus.InReview) => CaseMove.Reopen,
        (_, CaseStatus.InReview) => CaseMove.KeepInReview,
        (_, CaseStatus.NeedsEvidence) => CaseMove.AskForEvidence,
        (_, CaseStatus.Escalated) => CaseMove.Escalate,
        (_, CaseStatus.Closed) => CaseMove.Close,
        (_, CaseStatus.NotAssessed) => null,
    };

    /// <summary>True if the move is a decision: it needs a reason code and words, and can be undone for a while.</summary>
    public static bool IsDecision(CaseMove move) => Table[move].To is not null;

    /// <summary>Clearing a critical flag rests on two pairs of eyes: closing as anything but a confirmed concern where the band is critical or a hard trigger stands.</summary>
    public static bool ClearsCritical(Lane lane, CaseStatus to, CaseOutcome? outcome, Band band, bool hardTrigger) =>
        lane == Lane.Risk && to == CaseStatus.Closed && outcome != CaseOutcome.ConfirmedConcern && (band == Band.Critical || hardTrigger);

    /// <summary>Confirming a match, and lifting what is a hard trigger already (a confirmed match, an equal number), rest on two pairs of eyes.</summary>
    public static bool NeedsSecondPerson(MatchReview now, MatchReview next, bool identifierEqual) =>
        next == MatchReview.Confirmed ? now != MatchReview.Confirmed
        : now == MatchReview.Confirmed || (identifierEqual && next == MatchReview.Dismissed && now != MatchReview.Dismissed);
}
