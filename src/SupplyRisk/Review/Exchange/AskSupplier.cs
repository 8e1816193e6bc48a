using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Redacting;

namespace SupplyRisk.Review.Exchange;

/// <summary>Asks a supplier for documents on its own page, and takes that back.</summary>
public sealed class AskSupplier(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    private const int MostWords = 1_000;

    public async Task<Result<DocumentRequest>> AskAsync(Actor actor, Guid supplierId, string what, DateOnly? due, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageActions) is { } no) return no;
        if (string.IsNullOrWhiteSpace(what)) return ExchangeErrors.WhatMissing();
        if (what.Length > MostWords) return ActionErrors.TooLong("what", MostWords);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!actor.Sees(supplierId) || !await db.Suppliers.AnyAsync(s => s.Id == supplierId, ct)) return ActionErrors.NoSuchSupplier();
        var wrong = ActionDetails.CheckAsked(await ReadWorkerWords.ForAsync(db, Output.SupplierPage, supplierId, ct), what).Select(r => r with { Field = "what" }).ToList();
        if (wrong.Count > 0) return Result<DocumentRequest>.Refused(wrong);
        var request = new DocumentRequest { Id = time.NewId(), SupplierId = supplierId, What = what.Trim(), Due = due, AskedBy = actor.Id, AskedAt = time.Instant() };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.DocumentRequests.Add(request);
        await audit.AppendAsync(db, actor, "document.requested", $"supplier:{supplierId}", new { request.What, request.Due }, ct);
        await transaction.CommitAsync(ct);
        return request;
    }

    public async Task<Result<DocumentRequest>> SettleAsync(Actor actor, Guid requestId, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageActions) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.DocumentRequests.SeenBy(actor, r => r.SupplierId).FirstOrDefaultAsync(r => r.Id == requestId && r.SettledAt == null, ct) is not { } request) return ExchangeErrors.NoSuchRequest();
        request.SettledAt = time.Instant();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await audit.AppendAsync(db, actor, "document.request_settled", $"supplier:{request.SupplierId}", new { request.What }, ct);
        await transaction.CommitAsync(ct);
        return request;
    }
}
