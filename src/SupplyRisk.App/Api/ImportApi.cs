using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.App.Pages;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;

namespace SupplyRisk.App.Api;

/// <summary>An import with its counts.</summary>
internal sealed record ImportItem(
    Guid Id, string Source, string FileName, string FileSha256, string Format, ImportState State, DateTime CreatedAt, DateTime? AppliedAt, DateTime? UndoneAt,
    int RowsRead, int RowsTaken, int RowsRejected, int Warnings, int New, int Changed, int Unchanged, int NoLongerListed, IReadOnlyList<ImportColumn> Columns);

/// <summary>A problem in one row.</summary>
internal sealed record IssueItem(int Row, string Column, string? Value, string Severity, string Message, string Advice);

internal static class ImportApi
{
    private const long MaxUpload = 256L << 20;

    private const int PageSize = 500;

    public static void MapImports(this RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        imports.MapGet("", ListAsync).WithName("ListImports").WithSummary("Imports, newest first; at most 200.");
        imports.MapPost("", PreviewAsync).WithName("PreviewImport").WithSummary("Read a supplier list and say what it would change; nothing changes yet.")
            .AcceptsUploads(MaxUpload).DisableAntiforgery().ProducesProblem(422);
        imports.MapGet("/{id:guid}", OneAsync).WithName("GetImport").WithSummary("One import.").ProducesProblem(404);
        imports.MapGet("/{id:guid}/issues", IssuesAsync).WithName("ListImportIssues").WithSummary("What was wrong, row by row.");
        imports.MapPost("/{id:guid}/apply", ApplyAsync).WithName("ApplyImport").WithSummary("Apply a previewed import as one transaction.").ProducesProblem(409);
        imports.MapPost("/{id:guid}/undo", UndoAsync).WithName("UndoImport").WithSummary("Take an applied import back whole.").ProducesProblem(409);
    }

    private static async Task<Ok<ListOf<ImportItem>>> ListAsync(IDbContextFactory<SupplyRiskDb> databases, HttpContext http, CancellationToken ct)
    {
        if (!http.Actor().SeesAll) return TypedResults.Ok(new ListOf<ImportItem>([], 0, null));
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await (from i in db.Imports join s in db.ListSources on i.ListSourceId equals s.Id orderby i.CreatedAt descending select new { i, s.Name }).AsNoTracking().Take(200).ToListAsync(ct);
        return TypedResults.Ok(new ListOf<ImportItem>([.. rows.Select(r => Item(r.i, r.Name))], await db.Imports.LongCountAsync(ct), null));
    }

    private static async Task<Results<Ok<ImportItem>, ProblemHttpResult>> OneAsync(Guid id, IDbContextFactory<SupplyRiskDb> databases, HttpContext http, CancellationToken ct)
    {
        if (!http.Actor().SeesAll) return ApiResults.NotFound("import");
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await (from i in db.Imports where i.Id == id join s in db.ListSources on i.ListSourceId equals s.Id select new { i, s.Name }).AsNoTracking().FirstOrDefaultAsync(ct);
        return row is null ? ApiResults.NotFound("import") : TypedResults.Ok(Item(row.i, row.Name));
    }

    private static async Task<Results<Ok<ListOf<IssueItem>>, ProblemHttpResult>> IssuesAsync(
        Guid id, [FromQuery(Name = "page_token")] string? pageToken, IDbContextFactory<SupplyRiskDb> databases, HttpContext http, CancellationToken ct)
    {
        if (!http.Actor().SeesAll) return ApiResults.NotFound("import");
        if (PageTokens.Page(pageToken, id) is not { } page) return ApiResults.Bad("page_token", "The page token belongs to another query.");
        await using var db = await databases.CreateDbContextAsync(ct);
        var issues = db.ImportIssues.Where(x => x.ImportId == id);
        var total = await issues.CountAsync(ct);
        var items = await issues.OrderBy(x => x.Row).ThenBy(x => x.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(x => new IssueItem(x.Row, x.Column, x.Value, x.Severity, x.Message, x.Advice)).ToListAsync(ct);
        return TypedResults.Ok(new ListOf<IssueItem>(items, total, PageTokens.Next(page, PageSize, total, id)));
    }

    private static async Task<Results<Ok<ImportItem>, ProblemHttpResult>> PreviewAsync(
        IFormFile file, [FromForm] string source, [FromForm] string? map, ImportSuppliers imports, HttpContext http, CancellationToken ct)
    {
        await using var kept = await UploadedFile.KeepAsync(file, ct);
        return Answer(await imports.PreviewAsync(http.Actor(), new ImportRequest(kept.Path, file.FileName, source, string.IsNullOrWhiteSpace(map) ? null : map), null, ct));
    }

    private static async Task<Results<Ok<ImportItem>, ProblemHttpResult>> ApplyAsync(Guid id, ImportSuppliers imports, HttpContext http, CancellationToken ct) =>
        Answer(await imports.ApplyAsync(http.Actor(), id, null, ct));

    private static async Task<Results<Ok<ImportItem>, ProblemHttpResult>> UndoAsync(Guid id, ImportSuppliers imports, HttpContext http, CancellationToken ct) =>
        Answer(await imports.UndoAsync(http.Actor(), id, ct));

    private static Results<Ok<ImportItem>, ProblemHttpResult> Answer(Result<ImportReport> result) =>
        result.Done ? TypedResults.Ok(Item(result.Value.Import, result.Value.Source)) : ApiResults.Problem(result.Refusals);

    private static ImportItem Item(Import i, string source) => new(
        i.Id, source, i.FileName, i.FileSha256, i.Format, i.State, i.CreatedAt, i.AppliedAt, i.UndoneAt, i.RowsRead, i.RowsTaken, i.RowsRejected,
        i.Warnings, i.New, i.Changed, i.Unchanged, i.NoLongerListed, Newtonsoft.Json.JsonConvert.DeserializeObject<List<ImportColumn>>(i.ColumnsJson) ?? []);
}
