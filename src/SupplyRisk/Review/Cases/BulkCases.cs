using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Cases;

/// <summary>What to do with many cases at once: one of decide, assign, put off.</summary>
/// <param name="Cases">With the version each was seen at; null does not check.</param>
/// <param name="Decide">As one decision; its case is left open.</param>
/// <param name="Assign">True to assign to <paramref name="Assignee"/>.</param>
/// <param name="Snooze">True to put off until <paramref name="Until"/>, or until their facts change.</param>
/// <param name="Words">Why, where they are put off.</param>
public sealed record BulkRequest(
    IReadOnlyList<(Guid Id, int? Version)> Cases, CaseDecisionRequest? Decide = null, bool Assign = false, string? Assignee = null,
    bool Snooze = false, DateOnly? Until = null, string Words = "");

/// <summary>What will be, or was, done to one case.</summary>
/// <param name="Name">The supplier's.</param>
/// <param name="Says">What becomes of it, in a line.</param>
/// <param name="Against">Why not; null if it goes.</param>
public sealed record BulkItem(Guid CaseId, int Version, string Name, string Says, Refusal? Against);

/// <summary>What came of many at once.</summary>
/// <param name="Items">In the order given.</param>
/// <param name="Step">To undo it by; null for a preview, or if nothing went.</param>
public sealed record BulkResult(IReadOnlyList<BulkItem> Items, CaseStep? Step);

/// <summary>Decides, assigns and puts off many cases in one step, each for itself: what cannot go stays, and says why. Never clears a critical flag, never confirms a match.</summary>
public sealed class BulkCases(IDbContextFactory<SupplyRiskDb> databases, Portfolio portfolio, KnownPeople people, ChangeCase change, TimeProvider time, AuditTrail audit)
{
    public const int Most = 200;

    /// <summary>Says what <see cref="ApplyAsync"/> would do to each, and does nothing.</summary>
    public Task<Result<BulkResult>> PreviewAsync(Actor actor, BulkRequest request, CancellationToken ct) => RunAsync(actor, request, apply: false, ct);

    public Task<Result<BulkResult>> ApplyAsync(Actor actor, BulkRequest request, CancellationToken ct) => RunAsync(actor, request, apply: true, ct);

    private async Task<Result<BulkResult>> RunAsync(Actor actor, BulkRequest request, bool apply, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } lacks) return lacks;
        if (await CheckAsync(actor, request, ct) is { Count: > 0 } refusals) return Result<BulkResult>.Refused(refusals);
        var view = await portfolio.ReadAsync(actor, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        var held = (await record.HoldAsync([.. request.Cases.Select(c => c.Id)], ct)).ToDictionary(c => c.Id);
        var suppliers = held.Values.Select(c => c.SupplierId).Distinct().ToList();
        var screenings = await db.Screenings.AsNoTracking().Where(s => suppliers.Contains(s.SupplierId)).ToDictionaryAsync(s => s.SupplierId, ct);
        var (items, before) = (new List<BulkItem>(), new List<CaseBefore>());
        foreach (var (id, version) in request.Cases)
        {
            if (!held.TryGetValue(id, out var c))
            {
                items.Add(new BulkItem(id, 0, "", "", ReviewErrors.NoSuchCase(id)));
                continue;
            }
            var name = view.ById.TryGetValue(c.SupplierId, out var supplier) ? supplier.Name : "";
            var (was, seen) = (CaseRecord.Before(c), c.Version);
            var against = version is { } v && v != c.Version ? ReviewErrors.ChangedMeanwhile() : await AgainstAsync(record, c, request, screenings.GetValueOrDefault(c.SupplierId), ct);
            if (against is null && apply) before.Add(was with { DecisionId = await DoAsync(record, c, request, screenings.GetValueOrDefault(c.SupplierId), ct), Version = c.Version });
            items.Add(new BulkItem(id, seen, name, Says(request), against));
        }
        var step = before.Count == 0 ? null : record.Keep($"{Says(request)}: {before.Count} {(before.Count == 1 ? "case" : "cases")}", before);
        if (apply)
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        return new BulkResult(items, step);
    }

    private async Task<List<Refusal>> CheckAsync(Actor actor, BulkRequest request, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        if (request.Cases.Count == 0) refusals.Add(CaseErrors.NoneSelected());
        if (request.Cases.Count > Most) refusals.Add(CaseErrors.TooMany(Most));
        if (request.Decide is { } decide) refusals.AddRange(DecideCase.Check(decide));
        else if (request.Snooze) refusals.AddRange(new[] { DecideCase.CheckWords(request.Words), change.CheckDay(request.Until) }.OfType<Refusal>());
        else if (!request.Assign) refusals.Add(ReviewErrors.StatusMissing());
        if (request is { Assign: true, Assignee: { } to } && !(await people.ListAsync(actor, ct)).Any(p => p.Id == to)) refusals.Add(CaseErrors.PersonUnknown());
        return refusals;
    }

    private static async Task<Refusal?> AgainstAsync(CaseRecord record, Case c, BulkRequest request, SupplierScreening? screening, CancellationToken ct)
    {
        if (request.Decide is not { } decide) return await record.AgainstAsync(c, request.Assign ? CaseMove.Assign : CaseMove.Snooze, ct);
        if (CaseMoves.To(c.Status, decide.Status) is not { } move) return ReviewErrors.StatusMissing();
        if (await record.AgainstAsync(c, move, ct) is { } no) return no;
        if (screening is null) return ReviewErrors.NoSuchCase(c.Id);
        return DecideCase.NeedsSecond(c, decide, screening) ? CaseErrors.NoBulkCritical() : null;
    }

    /// <returns>The decision, if it was one.</returns>
    private static async Task<Guid?> DoAsync(CaseRecord record, Case c, BulkRequest request, SupplierScreening? screening, CancellationToken ct)
    {
        if (request.Decide is { } decide && screening is not null) return (await DecideCase.WriteAsync(record, c, decide with { CaseId = c.Id }, screening, record.Actor.Id, null, ct)).Id;
        if (request.Assign) await ChangeCase.AssignInAsync(record, c, request.Assignee, ct);
        else await ChangeCase.SnoozeInAsync(record, c, request.Until, request.Words, ct);
        return null;
    }

    private static string Says(BulkRequest request) => request switch
    {
        { Decide.Outcome: { } outcome } => $"Close as {Words.Snake(outcome).Replace('_', ' ')}",
        { Decide: { } decide } => DecideCase.SaysOf(decide.Status),
        { Assign: true, Assignee: { } to } => $"Assign to {KnownPeople.NameOf(to)}",
        { Assign: true } => "Assign to nobody in particular",
        _ => request.Until is { } day ? $"Put off until {day:yyyy-MM-dd}" : "Put off until the facts change",
    };
}
