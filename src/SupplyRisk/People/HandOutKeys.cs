using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.People;

/// <summary>A key just made; it is shown now and never again.</summary>
public sealed record HandedOutKey(ApiKey Key, string Secret);

/// <summary>Hands keys out to programs, and takes them back.</summary>
public sealed class HandOutKeys(IDbContextFactory<SupplyRiskDb> databases, AuditTrail audit, TimeProvider time)
{
    public const int MostDays = 730;
    private const int Shown = 10, MostName = 100;

    public async Task<Result<HandedOutKey>> HandOutAsync(Actor actor, string name, IReadOnlyList<Right> rights, int days, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        var problems = new List<Refusal>();
        name = Words.WithoutHidden(name).Trim();
        if (name.Length is 0 or > MostName) problems.Add(PeopleErrors.NoName());
        if (rights.Contains(Right.ManagePeople)) problems.Add(PeopleErrors.RightNotForKeys());
        if (days is < 1 or > MostDays) problems.Add(PeopleErrors.BadExpiry(MostDays));
        if (problems.Count > 0) return Result<HandedOutKey>.Refused(problems);
        var (secret, now) = (ApiKey.Begin + Secret.New(), time.Instant());
        var key = new ApiKey
        {
            Id = time.NewId(),
            Name = name,
            Shown = secret[..Shown],
            Hash = Secret.HashOf(secret),
            RightsText = string.Join('|', rights.Distinct().Order().Select(Words.Snake)),
            MadeBy = actor.Id,
            CreatedAt = now,
            ExpiresAt = now.AddDays(days),
        };
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.ApiKeys.Add(key);
        await audit.AppendAsync(db, actor, "key.handed_out", $"key:{key.Id}", new { key.Name, key.Shown, rights = key.RightsText, key.ExpiresAt }, ct);
        await transaction.CommitAsync(ct);
        return new HandedOutKey(key, secret);
    }

    public async Task<Result<ApiKey>> RevokeAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == id, ct) is not { } key) return PeopleErrors.NoSuchKey();
        if (key.RevokedAt is not null) return key;
        key.RevokedAt = time.Instant();
        await audit.AppendAsync(db, actor, "key.revoked", $"key:{id}", new { key.Name, key.Shown }, ct);
        await transaction.CommitAsync(ct);
        return key;
    }

    /// <returns>Those that still open something first, newest first.</returns>
    public async Task<Result<List<ApiKey>>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManagePeople) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.Instant();
        return (await db.ApiKeys.AsNoTracking().ToListAsync(ct)).OrderBy(k => !k.Holds(now)).ThenByDescending(k => k.CreatedAt).ThenBy(k => k.Id).ToList();
    }
}
