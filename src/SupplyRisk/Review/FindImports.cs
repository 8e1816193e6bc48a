using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;

namespace SupplyRisk.Review;

/// <summary>An import as the list of imports shows it.</summary>
public sealed record ImportRow(Import Import, string Source);

/// <summary>An import with everything known of it.</summary>
/// <param name="Columns">In the order of the file.</param>
/// <param name="Issues">By row; at most <see cref="FindImports.IssuesShown"/>.</param>
/// <param name="IssueCount">All that were kept.</param>
/// <param name="FileKept">True while the uploaded bytes are still here.</param>
/// <param name="IsNewest">True if no later import of its source is applied: only then can it be undone.</param>
public sealed record ImportToShow(
    Import Import, string Source, IReadOnlyList<ImportColumn> Columns, IReadOnlyList<ImportIssue> Issues, int IssueCount, bool FileKept, bool IsNewest);

/// <summary>Reads imports. They are about whole lists, so who sees assigned suppliers only sees none.</summary>
public sealed class FindImports(ImportSuppliers imports, IDbContextFactory<SupplyRiskDb> databases)
{
    public const int IssuesShown = 200;

    /// <returns>Newest first, at most 200; and the names of the list sources.</returns>
    public async Task<(IReadOnlyList<ImportRow> Rows, IReadOnlyList<string> Sources)> ListAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.SeesAll) return ([], []);
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await (from i in db.Imports
                          join s in db.ListSources on i.ListSourceId equals s.Id
                          orderby i.CreatedAt descending
                          select new ImportRow(i, s.Name)).AsNoTracking().Take(200).ToListAsync(ct);
        return (rows, await db.ListSources.OrderBy(x => x.Name).Select(x => x.Name).ToListAsync(ct));
    }

    public async Task<ImportToShow?> OneAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (!actor.SeesAll) return null; // its rows name suppliers of the whole list
        await using var db = await databases.CreateDbContextAsync(ct);
        var import = await db.Imports.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (import is null) return null;
        var issues = db.ImportIssues.AsNoTracking().Where(x => x.ImportId == id);
        return new ImportToShow(
            import,
            await db.ListSources.Where(x => x.Id == import.ListSourceId).Select(x => x.Name).FirstAsync(ct),
            JsonConvert.DeserializeObject<List<ImportColumn>>(import.ColumnsJson) ?? [],
            await issues.OrderBy(x => x.Severity).ThenBy(x => x.Row).ThenBy(x => x.Id).Take(IssuesShown).ToListAsync(ct),
            await issues.CountAsync(ct),
            File.Exists(imports.KeptFile(id)),
            !await db.Imports.AnyAsync(x => x.ListSourceId == import.ListSourceId && x.State == ImportState.Applied && x.AppliedAt > import.AppliedAt, ct));
    }

    /// <summary>Every issue kept, by row.</summary>
    public async Task<IReadOnlyList<ImportIssue>> IssuesAsync(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ImportIssues.AsNoTracking().Where(x => x.ImportId == id).OrderBy(x => x.Row).ThenBy(x => x.Id).ToListAsync(ct);
    }
}
