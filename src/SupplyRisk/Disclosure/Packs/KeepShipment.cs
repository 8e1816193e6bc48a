using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>Records a detained shipment, the chain of its goods and what became of it.</summary>
public sealed class KeepShipment(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, ActiveRulesets rulesets)
{
    public async Task<Result<Shipment>> OpenAsync(Actor actor, Guid supplierId, ShipmentDetails details, CancellationToken ct)
    {
        if (actor.Lacks(Right.PreparePacks) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!actor.Sees(supplierId) || !await db.Suppliers.AnyAsync(s => s.Id == supplierId, ct)) return PackErrors.NoSuchSupplier();
        var rules = PackRules.Load(rulesets.Folders);
        var wrong = details.Check(rules, time.Today());
        if (wrong.Count > 0) return Result<Shipment>.Refused(wrong);
        var now = time.Instant();
        var shipment = new Shipment
        {
            Id = time.NewId(),
            SupplierId = supplierId,
            EntryNumber = "",
            DetainedOn = default,
            Product = "",
            PurchaseOrders = "",
            Quantity = 0,
            Unit = "",
            Route = details.Route,
            State = ShipmentState.Preparing,
            ChainJson = StoredJson.Write(Chain.Empty),
            SearchesJson = "[]",
            MadeBy = actor.Id,
            MadeAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        details.Write(shipment, rules);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Shipments.Add(shipment);
        await audit.AppendAsync(db, actor, "shipment.opened", $"shipment:{shipment.Id}", new { SupplierId = supplierId, details }, ct);
        await transaction.CommitAsync(ct);
        return shipment;
    }

    /// <param name="seenVersion">The version the person looked at; null does not check.</param>
    public Task<Result<Shipment>> ChangeAsync(Actor actor, Guid id, ShipmentDetails details, int? seenVersion, CancellationToken ct) => EditAsync(actor, id, seenVersion, shipment =>
    {
        var rules = PackRules.Load(rulesets.Folders);
        var wrong = details.Check(rules, time.Today());
        if (wrong.Count > 0) return Result<Edit>.Refused(wrong);
        var before = ShipmentDetails.Of(shipment);
        details.Write(shipment, rules);
        return new Edit("shipment.changed", new { before, after = ShipmentDetails.Of(shipment) });
    }, ct);

    /// <summary>What became of it. Only what is being prepared can be changed: what was handed in stands as it was said.</summary>
    public Task<Result<Shipment>> MoveAsync(Actor actor, Guid id, ShipmentState state, DateOnly? on, int? seenVersion, CancellationToken ct) => EditAsync(actor, id, seenVersion, shipment =>
    {
        if (on is null && state != ShipmentState.Preparing) return PackErrors.Missing("on", "on which day");
        if (on > time.Today()) return PackErrors.DayToCome("on");
        var before = new { shipment.State, shipment.StateOn };
        (shipment.State, shipment.StateOn) = (state, state == ShipmentState.Preparing ? null : on);
        return new Edit("shipment.moved", new { before, after = new { shipment.State, shipment.StateOn } });
    }, ct, alsoHandedIn: true);

    /// <summary>Puts another chain in the place of the one there is.</summary>
    public Task<Result<Shipment>> ReplaceChainAsync(Actor actor, Guid id, Func<Chain, Chain> change, string what, int? seenVersion, CancellationToken ct) => EditAsync(actor, id, seenVersion, shipment =>
    {
        var (before, after) = (Chain.Of(shipment), change(Chain.Of(shipment)).Ordered());
        var wrong = ChainCheck.Of(after, PackRules.Load(rulesets.Folders));
        if (wrong.Count > 0) return Result<Edit>.Refused(wrong);
        shipment.ChainJson = StoredJson.Write(after);
        shipment.ChainKey = after.Key();
        return new Edit("shipment.chain_changed", new { what, before = new { before.Parties, before.Steps }, after = new { after.Parties, after.Steps } });
    }, ct);

    internal sealed record Edit(string Action, object Payload);

    internal async Task<Result<Shipment>> EditAsync(Actor actor, Guid id, int? seenVersion, Func<Shipment, Result<Edit>> edit, CancellationToken ct, bool alsoHandedIn = false)
    {
        if (actor.Lacks(Right.PreparePacks) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Shipments.SeenBy(actor, s => s.SupplierId).FirstOrDefaultAsync(s => s.Id == id, ct) is not { } shipment) return PackErrors.NoSuchShipment();
        if (seenVersion is { } seen && seen != shipment.Version) return PackErrors.ChangedMeanwhile();
        if (!alsoHandedIn && shipment.State != ShipmentState.Preparing) return PackErrors.HandedIn();
        var edited = edit(shipment);
        if (!edited.Done) return Result<Shipment>.Refused(edited.Refusals);
        return await SaveAsync(db, actor, shipment, edited.Value, ct);
    }

    internal async Task<Result<Shipment>> SaveAsync(SupplyRiskDb db, Actor actor, Shipment shipment, Edit edit, CancellationToken ct)
    {
        shipment.UpdatedAt = time.Instant();
        shipment.Version++;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        try
        {
            await audit.AppendAsync(db, actor, edit.Action, $"shipment:{shipment.Id}", edit.Payload, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return PackErrors.ChangedMeanwhile();
        }
        await transaction.CommitAsync(ct);
        return shipment;
    }
}
