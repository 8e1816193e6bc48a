using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Review.Retention;

/// <summary>A document whose time is over, or that is held.</summary>
/// <param name="Until">The last day it is kept; null if nothing limits it.</param>
public sealed record DocumentToKeep(Guid Id, string Path, DateOnly? Date, DateTime ReceivedAt, DateOnly? Until);

/// <summary>What is kept, what is due and what is held.</summary>
/// <param name="Years">Documents are kept so many years after their audit, else report, else arrival; null is without limit.</param>
/// <param name="Due">Past their last day and not held, oldest first; at most <see cref="Shown"/>.</param>
public sealed record RetentionState(int? Years, IReadOnlyList<DocumentToKeep> Due, int DueCount, IReadOnlyList<DocumentToKeep> Held, int Erased)
{
    public const int Shown = 100;
}

/// <summary>The installation's rule for documents, and which of them are due. Nothing is erased by itself: a person looks and decides.</summary>
public sealed class FindRetention(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    private const string YearsKey = "documents.keep_years";
    private const int MaxYears = 50;

    public async Task<Result<RetentionState>> HandleAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(Right.ChangeSettings) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var years = await YearsAsync(db, ct);
        var due = Due(db, years);
        return new RetentionState(
            years,
            await Rows(due.OrderBy(d => d.AuditDate ?? d.ReportDate).ThenBy(d => d.Id).Take(RetentionState.Shown), years).ToListAsync(ct), await due.CountAsync(ct),
            await Rows(db.Documents.Where(d => d.LegalHold && d.State != DocumentState.Erased).OrderBy(d => d.Path).ThenBy(d => d.Id).Take(RetentionState.Shown), years).ToListAsync(ct),
            await db.Documents.CountAsync(d => d.State == DocumentState.Erased, ct));
    }

    /// <param name="years">1 to 50, or null for no limit.</param>
    public async Task<Result<int?>> KeepForAsync(Actor actor, int? years, CancellationToken ct)
    {
        if (actor.Lacks(Right.ChangeSettings) is { } no) return no;
        if (years is < 1 or > MaxYears) return RetentionErrors.Years();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var setting = await db.Settings.FindAsync([YearsKey], ct);
        var before = setting?.Value;
        var after = years?.ToString(CultureInfo.InvariantCulture);
        if (setting is not null && after is null) db.Settings.Remove(setting);
        else if (setting is not null) setting.Value = after!; // not null: the branch before
        else if (after is not null) db.Settings.Add(new Setting { Key = YearsKey, Value = after });
        await audit.AppendAsync(db, actor, "retention.changed", "settings", new { before, after }, ct);
        await transaction.CommitAsync(ct);
        return years;
    }

    private static async Task<int?> YearsAsync(SupplyRiskDb db, CancellationToken ct) =>
        int.TryParse(await db.Settings.Where(s => s.Key == YearsKey).Select(s => s.Value).FirstOrDefaultAsync(ct), NumberStyles.None, CultureInfo.InvariantCulture, out var years) ? years : null;

    private IQueryable<Document> Due(SupplyRiskDb db, int? years)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var day = today.AddYears(-(years ?? 0));
        var instant = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var limited = years is not null;
        return db.Documents.AsNoTracking().Where(d => !d.LegalHold && d.State != DocumentState.Erased
            && (d.RetainUntil != null ? d.RetainUntil < today
                : limited && ((d.AuditDate ?? d.ReportDate) != null ? (d.AuditDate ?? d.ReportDate) < day : d.ReceivedAt < instant)));
    }

    private static IQueryable<DocumentToKeep> Rows(IQueryable<Document> documents, int? years) =>
        documents.Select(d => new DocumentToKeep(
            d.Id, d.Path, d.AuditDate ?? d.ReportDate, d.ReceivedAt,
            d.RetainUntil ?? (years == null ? null : (d.AuditDate ?? d.ReportDate ?? DateOnly.FromDateTime(d.ReceivedAt)).AddYears(years.Value))));
}
