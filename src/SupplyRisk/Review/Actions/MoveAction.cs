using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Actions;

/// <summary>One step of an action.</summary>
/// <param name="Words">Why; required where <see cref="ActionStates.NeedsWords"/>. For agreed and disputed these are the supplier's.</param>
/// <param name="Version">The version the person looked at; null does not check.</param>
public sealed record ActionStep(Guid ActionId, ActionState To, string Words, int? Version = null)
{
    /// <summary>How it was verified; required for that step.</summary>
    public VerificationMethod? Method { get; init; }

    /// <summary>The day it was verified; required for that step.</summary>
    public DateOnly? VerifiedOn { get; init; }
}

/// <summary>Takes an action from one state to the next.</summary>
public sealed class MoveAction(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    private const int MostWords = 4_000;

    public async Task<Result<CorrectiveAction>> MoveAsync(Actor actor, ActionStep step, CancellationToken ct)
    {
        if (actor.Lacks(ActionStates.RightFor(step.To)) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.CorrectiveActions.SeenBy(actor, a => a.SupplierId).FirstOrDefaultAsync(a => a.Id == step.ActionId, ct) is not { } action) return ActionErrors.NoSuchAction();
        return await StepAsync(db, actor, action, step, ct);
    }

    /// <summary>What a supplier says on its own page, of an action it is asked. The link has said whose page it is.</summary>
    internal async Task<Result<CorrectiveAction>> SaidBySupplierAsync(SupplyRiskDb db, Actor supplier, Guid supplierId, ActionStep step, CancellationToken ct)
    {
        if (await db.CorrectiveActions.FirstOrDefaultAsync(a => a.Id == step.ActionId && a.SupplierId == supplierId && a.Asked != null, ct) is not { } action) return ActionErrors.NoSuchAction();
        return ActionStates.SupplierMaySay(step.To) ? await StepAsync(db, supplier, action, step, ct) : ActionErrors.NotNow(action.State, step.To);
    }

    private async Task<Result<CorrectiveAction>> StepAsync(SupplyRiskDb db, Actor actor, CorrectiveAction action, ActionStep step, CancellationToken ct)
    {
        if (step.Version is { } seen && seen != action.Version) return ActionErrors.ChangedMeanwhile();
        if (!action.State.MayBecome(step.To)) return ActionErrors.NotNow(action.State, step.To);
        var words = step.Words.Trim();
        var wrong = new List<Refusal>();
        if (words.Length == 0 && ActionStates.NeedsWords(step.To)) wrong.Add(ActionErrors.WordsMissing());
        if (words.Length > MostWords) wrong.Add(ActionErrors.TooLong("words", MostWords));
        if (step.To is ActionState.Verified or ActionState.NotEffective) wrong.AddRange(await CheckVerificationAsync(db, actor, action, step, ct));
        if (wrong.Count > 0) return Result<CorrectiveAction>.Refused(wrong);

        var now = time.Instant();
        var before = new { action.State, action.DoneBy, action.VerifiedBy, action.VerifiedOn, action.VerifiedHow };
        var from = action.State;
        Enter(action, actor, step, words, now);
        db.ActionEvents.Add(new ActionEvent { Id = time.NewId(), ActionId = action.Id, At = now, ActorId = actor.Id, From = from, To = step.To, Words = words });
        return await ChangeAction.SaveAsync(db, action, () => audit.AppendAsync(
            db, actor, $"action.{Words.Snake(step.To)}", $"action:{action.Id}",
            new { before, after = new { action.State, action.DoneBy, action.VerifiedBy, action.VerifiedOn, action.VerifiedHow, Words = words } }, ct), ct);
    }

    private async Task<List<Refusal>> CheckVerificationAsync(SupplyRiskDb db, Actor actor, CorrectiveAction action, ActionStep step, CancellationToken ct)
    {
        if (actor.Id == action.DoneBy || action.Owner == actor.Id || string.Equals(action.Owner, actor.Name, StringComparison.OrdinalIgnoreCase)) return [ActionErrors.SecondPerson()];
        var wrong = new List<Refusal>();
        if (step.Method is null) wrong.Add(ActionErrors.MethodMissing());
        if (step.VerifiedOn is not { } day || day > time.Today()) wrong.Add(ActionErrors.DayMissing());
        if (step is { Method: VerificationMethod.Document, To: ActionState.Verified } && !await db.ActionEvidence.AnyAsync(e => e.ActionId == action.Id, ct)) wrong.Add(ActionErrors.EvidenceMissing());
        return wrong;
    }

    private static void Enter(CorrectiveAction action, Actor actor, ActionStep step, string words, DateTime now)
    {
        action.State = step.To;
        action.UpdatedAt = now;
        action.Version++;
        if (step.To is ActionState.Agreed or ActionState.Disputed && words.Length > 0) action.SupplierWords = words;
        if (step.To == ActionState.Done) (action.DoneBy, action.DoneAt) = (actor.Id, now);
        if (step.To is ActionState.Verified or ActionState.NotEffective) (action.VerifiedBy, action.VerifiedOn, action.VerifiedHow) = (actor.Id, step.VerifiedOn, step.Method);
        if (step.To == ActionState.Reopened) (action.VerifiedBy, action.VerifiedOn, action.VerifiedHow, action.DoneBy, action.DoneAt) = (null, null, null, null, null);
    }
}
