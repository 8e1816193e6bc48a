using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Actions;

namespace SupplyRisk.Review.Exchange;

/// <summary>A link just made.</summary>
/// <param name="Token">Shown this once; only its digest is kept.</param>
public sealed record MadeLink(SupplierPageLink Link, string Token);

/// <summary>Somebody on a supplier's page.</summary>
/// <param name="Supplier">Stands for them in the record; has no right beside this page.</param>
public sealed record SupplierVisit(Guid LinkId, Guid SupplierId, DateTime ExpiresAt, Actor Supplier);

/// <summary>Makes, checks and revokes the links to a supplier's own page.</summary>
public sealed class PageLinks(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    public const int DefaultDays = 30, MostDays = 180;
    private const int TokenBytes = 32;
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);

    public async Task<Result<MadeLink>> MakeAsync(Actor actor, Guid supplierId, int days, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageActions) is { } no) return no;
        if (days is < 1 or > MostDays) return ExchangeErrors.DaysOutOfRange(MostDays);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!actor.Sees(supplierId) || !await db.Suppliers.AnyAsync(s => s.Id == supplierId, ct)) return ActionErrors.NoSuchSupplier();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = time.Instant();
        var link = new SupplierPageLink { Id = time.NewId(), SupplierId = supplierId, TokenHash = Digest(token), MadeBy = actor.Id, MadeAt = now, ExpiresAt = now.AddDays(days) };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.SupplierPageLinks.Add(link);
        await audit.AppendAsync(db, actor, "supplier_link.made", $"supplier:{supplierId}", new { LinkId = link.Id, link.ExpiresAt }, ct);
        await transaction.CommitAsync(ct);
        return new MadeLink(link, token);
    }

    public async Task<Result<SupplierPageLink>> RevokeAsync(Actor actor, Guid linkId, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageActions) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.SupplierPageLinks.SeenBy(actor, l => l.SupplierId).FirstOrDefaultAsync(l => l.Id == linkId, ct) is not { } link) return ExchangeErrors.NoSuchLink();
        if (link.RevokedAt is not null) return link;
        link.RevokedAt = time.Instant();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await audit.AppendAsync(db, actor, "supplier_link.revoked", $"supplier:{link.SupplierId}", new { LinkId = link.Id }, ct);
        await transaction.CommitAsync(ct);
        return link;
    }

    /// <param name="from">The visitor's address, for the record.</param>
    /// <returns>Null for a token that never was, is revoked or has run out: the answer does not tell which.</returns>
    public async Task<SupplierVisit?> VisitAsync(string? token, string? from, CancellationToken ct)
    {
        if (token is null || token.Length != Base64Url.GetEncodedLength(TokenBytes) || !Base64Url.IsValid(token)) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var hash = Digest(token);
        var link = await db.SupplierPageLinks.AsNoTracking().FirstOrDefaultAsync(l => l.TokenHash == hash, ct);
        var now = time.Instant();
        if (link is null || !link.OpenAt(now)) return null;
        if (link.LastUsedAt is not { } last || now - last >= UseNoted)
            await db.SupplierPageLinks.Where(l => l.Id == link.Id).ExecuteUpdateAsync(u => u.SetProperty(l => l.LastUsedAt, now), ct);
        var supplier = new Actor($"supplier-link:{link.Id:N}", "The supplier, by its link") { Suppliers = new HashSet<Guid> { link.SupplierId }, From = $"supplier page {from}".TrimEnd() };
        return new SupplierVisit(link.Id, link.SupplierId, link.ExpiresAt, supplier);
    }

    internal static string Digest(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
