using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Views;

/// <summary>Keeps, lists and forgets a person's own views of a table.</summary>
public sealed class SaveView(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time)
{
    private const int LongestName = 60, LongestQuery = 2_000, Most = 50;

    /// <returns>By name; may be empty.</returns>
    public async Task<IReadOnlyList<SavedView>> ListAsync(Actor actor, string page, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.SavedViews.AsNoTracking().Where(v => v.OwnerId == actor.Id && v.Page == page).OrderBy(v => v.Name).ToListAsync(ct);
    }

    /// <summary>Saves under a name; one of the same name is replaced.</summary>
    public async Task<Result<SavedView>> SaveAsync(Actor actor, string page, string name, string query, CancellationToken ct)
    {
        var called = name.Trim();
        if (called.Length == 0) return new Refusal(RefusalKind.Invalid, "name_missing", "Give the view a name.", "name");
        if (called.Length > LongestName) return new Refusal(RefusalKind.Invalid, "name_too_long", $"Keep the name under {LongestName} characters.", "name");
        if (query.Length > LongestQuery) return new Refusal(RefusalKind.Invalid, "query_too_long", "These are too many filters for one view.", "name");
        await using var db = await databases.CreateDbContextAsync(ct);
        var view = await db.SavedViews.FirstOrDefaultAsync(v => v.OwnerId == actor.Id && v.Page == page && v.Name == called, ct);
        if (view is null)
        {
            if (await db.SavedViews.CountAsync(v => v.OwnerId == actor.Id && v.Page == page, ct) >= Most) return new Refusal(RefusalKind.Conflict, "too_many_views", $"You have {Most} views already. Remove one first.", "name");
            db.SavedViews.Add(view = new SavedView { Id = time.NewId(), OwnerId = actor.Id, Page = page, Name = called, Query = query, At = time.Instant() });
        }

        (view.Query, view.At) = (query, time.Instant());
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Refusal(RefusalKind.Conflict, "view_saved_meanwhile", "A view of that name was saved at the same moment. Save it once more to replace it.", "name");
        }

        return view;
    }

    public async Task ForgetAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.SavedViews.Where(v => v.Id == id && v.OwnerId == actor.Id).ExecuteDeleteAsync(ct);
    }
}
