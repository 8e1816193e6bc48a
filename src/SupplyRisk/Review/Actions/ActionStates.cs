using SupplyRisk.Audit;

namespace SupplyRisk.Review.Actions;

/// <summary>The one table of what may follow what.</summary>
public static class ActionStates
{
    private static readonly Dictionary<ActionState, ActionState[]> Table = new()
    {
        [ActionState.Proposed] = [ActionState.Agreed, ActionState.Disputed, ActionState.Cancelled],
        [ActionState.Agreed] = [ActionState.InProgress, ActionState.Done, ActionState.Disputed, ActionState.Cancelled],
        [ActionState.Disputed] = [ActionState.Agreed, ActionState.Cancelled],
        [ActionState.InProgress] = [ActionState.Done, ActionState.Disputed, ActionState.Cancelled],
        [ActionState.Done] = [ActionState.Verified, ActionState.NotEffective],
        [ActionState.Verified] = [ActionState.Reopened],
        [ActionState.NotEffective] = [ActionState.Reopened],
        [ActionState.Reopened] = [ActionState.InProgress, ActionState.Done, ActionState.Disputed, ActionState.Cancelled],
        [ActionState.Cancelled] = [],
    };

    /// <summary>In the order offered; empty where it ends.</summary>
    public static IReadOnlyList<ActionState> After(ActionState state) => Table[state];

    public static bool MayBecome(this ActionState from, ActionState to) => Table[from].Contains(to);

    /// <summary>What a person needs for the step.</summary>
    public static Right RightFor(ActionState to) => to is ActionState.Verified or ActionState.NotEffective ? Right.VerifyActions : Right.ManageActions;

    /// <summary>What the supplier may say on its own page.</summary>
    public static bool SupplierMaySay(ActionState to) => to is ActionState.Agreed or ActionState.Disputed or ActionState.InProgress or ActionState.Done;

    /// <summary>Steps that nobody takes without saying why.</summary>
    public static bool NeedsWords(ActionState to) => to is ActionState.Disputed or ActionState.Verified or ActionState.NotEffective or ActionState.Reopened or ActionState.Cancelled;

    /// <summary>States in which something is still to be done by somebody, and which can therefore be overdue.</summary>
    public static readonly IReadOnlyList<ActionState> Open =
        [ActionState.Proposed, ActionState.Agreed, ActionState.Disputed, ActionState.InProgress, ActionState.NotEffective, ActionState.Reopened];
}
