using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Actions;

/// <summary>Changes what is said of an action, not how far it is.</summary>
public sealed class ChangeAction(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, ActiveRulesets rulesets)
{
    /// <param name="seenVersion">The version the person looked at; null does not check.</param>
    public async Task<Result<CorrectiveAction>> ChangeAsync(Actor actor, Guid id, ActionDetails details, int? seenVersion, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageActions) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.CorrectiveActions.SeenBy(actor, a => a.SupplierId).FirstOrDefaultAsync(a => a.Id == id, ct) is not { } action) return ActionErrors.NoSuchAction();
        if (seenVersion is { } seen && seen != action.Version) return ActionErrors.ChangedMeanwhile();
        // What somebody verified is not changed underneath: it is reopened.
        if (action.State is ActionState.Verified or ActionState.Cancelled) return ActionErrors.NotNow(action.State, ActionState.InProgress);
        // Who sees to it does not verify it; a new name in that place, once it is said to be done, would let the same person do both.
        if (action.State == ActionState.Done && details.Owner?.Trim() != action.Owner) return ActionErrors.OwnerStays();
        var ground = await ActionGround.OfAsync(db, rulesets, action.SupplierId, ct);
        var wrong = details.Check(ground.ToSupplier, ground.StateImposed);
        if (wrong.Count > 0) return Result<CorrectiveAction>.Refused(wrong);
        var before = Details(action);
        Take(action, details);
        action.UpdatedAt = time.Instant();
        action.Version++;
        return await SaveAsync(db, action, () => audit.AppendAsync(db, actor, "action.changed", $"action:{action.Id}", new { before, after = Details(action) }, ct), ct);
    }

    /// <summary>Adds a document that shows something of it.</summary>
    public async Task<Result<CorrectiveAction>> AddEvidenceAsync(Actor actor, Guid id, Guid documentId, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageActions) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.CorrectiveActions.SeenBy(actor, a => a.SupplierId).FirstOrDefaultAsync(a => a.Id == id, ct) is not { } action) return ActionErrors.NoSuchAction();
        if (!await PlanAction.AboutAsync(db, documentId, action.SupplierId, ct)) return ActionErrors.NoSuchDocument();
        if (await db.ActionEvidence.AnyAsync(e => e.ActionId == id && e.DocumentId == documentId, ct)) return action;
        var now = time.Instant();
        db.ActionEvidence.Add(new ActionEvidence { ActionId = id, DocumentId = documentId, AddedBy = actor.Id, AddedAt = now });
        action.UpdatedAt = now;
        action.Version++;
        return await SaveAsync(db, action, () => audit.AppendAsync(db, actor, "action.evidence_added", $"action:{action.Id}", new { DocumentId = documentId }, ct), ct);
    }

    internal static void Take(CorrectiveAction action, ActionDetails details)
    {
        action.Kind = details.Kind;
        action.Found = details.Found.Trim();
        action.RootCause = Some(details.RootCause);
        action.Asked = Some(details.Asked);
        action.Owner = details.Owner.Trim();
        action.Due = details.Due;
        action.Amount = details.Amount;
        action.Currency = (details.Amount ?? details.AmountDone) is null ? null : details.Currency;
        action.People = details.People;
        action.AmountDone = details.AmountDone;
        action.PeopleDone = details.PeopleDone;
    }

    internal static ActionDetails Details(CorrectiveAction a) =>
        new(a.Kind, a.Found, a.RootCause, a.Asked, a.Owner, a.Due, a.Amount, a.Currency, a.People) { AmountDone = a.AmountDone, PeopleDone = a.PeopleDone };

    internal static async Task<Result<CorrectiveAction>> SaveAsync(SupplyRiskDb db, CorrectiveAction action, Func<Task> append, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        try
        {
            await append();
        }
        catch (DbUpdateConcurrencyException)
        {
            return ActionErrors.ChangedMeanwhile();
        }
        await transaction.CommitAsync(ct);
        return action;
    }

    internal static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
