using System.Text;
using SupplyRisk.Audit;
using SupplyRisk.Ingestion;
using SupplyRisk.Review;
using SupplyRisk.Review.Duplicates;

namespace SupplyRisk.App.Pages.Imports;

internal static class ImportEndpoints
{
    /// <summary>Most bytes of an uploaded list: about a million rows. Larger ones go in by the command line.</summary>
    public const long MaxBytes = 256L << 20;

    private const int DuplicatesShown = 100;

    public static void MapImports(this RouteGroupBuilder pages)
    {
        pages.MapGet("/imports", ListAsync);
        pages.MapGet("/imports/new", NewAsync).Needs(Right.ImportSuppliers);
        pages.MapPost("/imports", UploadAsync).AcceptsUploads(MaxBytes).Needs(Right.ImportSuppliers);
        pages.MapGet("/imports/{id:guid}", ShowAsync);
        pages.MapPost("/imports/{id:guid}/columns", MapColumnsAsync).Needs(Right.ImportSuppliers);
        pages.MapPost("/imports/{id:guid}/apply", ApplyAsync);
        pages.MapPost("/imports/{id:guid}/undo", UndoAsync);
        pages.MapGet("/imports/{id:guid}/rejected.csv", RejectedAsync);
    }

    private static async Task<IResult> ListAsync(FindImports find, HttpContext http, CancellationToken ct) =>
        Render.Page<ImportsPage, IReadOnlyList<ImportRow>>((await find.ListAsync(http.Actor(), ct)).Rows);

    private static async Task<IResult> NewAsync(FindImports find, HttpContext http, CancellationToken ct) =>
        Render.Page<UploadPage, UploadModel>(new((await find.ListAsync(http.Actor(), ct)).Sources, Form.Fresh));

    private static async Task<IResult> UploadAsync(ImportSuppliers imports, FindImports find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return await AgainAsync([ImportErrors.NoFile()]);
        await using var kept = await UploadedFile.KeepAsync(file, ct);
        var result = await imports.PreviewAsync(http.Actor(), new ImportRequest(kept.Path, Path.GetFileName(file.FileName), form["source"].ToString()), null, ct);
        return result.Done ? Render.GoTo(http, $"/imports/{result.Value.Import.Id}") : await AgainAsync(result.Refusals);

        async Task<IResult> AgainAsync(IReadOnlyList<Refusal> refusals) =>
            Render.Page<UploadPage, UploadModel>(new((await find.ListAsync(http.Actor(), ct)).Sources, Form.Of("import", form, refusals)), RefusalStatus.Of(refusals));
    }

    private static async Task<IResult> ShowAsync(Guid id, FindImports find, FindImportDuplicates duplicates, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } import
            ? Render.Page<ImportPage, ImportModel>(new(import, Form.Fresh) { Duplicates = await duplicates.HandleAsync(http.Actor(), id, DuplicatesShown, ct) })
            : Results.NotFound();

    /// <summary>Reads the kept bytes again by the columns the person chose; that is an import of its own.</summary>
    private static async Task<IResult> MapColumnsAsync(Guid id, ImportSuppliers imports, FindImports find, HttpContext http, CancellationToken ct)
    {
        if (await find.OneAsync(http.Actor(), id, ct) is not { } shown) return Results.NotFound();
        var form = await http.Request.ReadFormAsync(ct);
        var mapping = form.ContainsKey("detect") ? "" : MappingOverrides.Write([.. shown.Columns.Select((c, i) => (c.Header, form[$"column-{i + 1}"].ToString() is { Length: > 0 } field ? field : null))]);
        var result = shown.FileKept
            ? await imports.PreviewAsync(http.Actor(), new ImportRequest(imports.KeptFile(id), shown.Import.FileName, shown.Source, mapping), null, ct)
            : ImportErrors.FileGone(shown.Import.FileName);
        return result.Done ? Render.GoTo(http, $"/imports/{result.Value.Import.Id}") : Again(shown, "columns", form, result.Refusals);
    }

    private static async Task<IResult> ApplyAsync(Guid id, ImportSuppliers imports, FindImports find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(id, "apply", find, http, await imports.ApplyAsync(http.Actor(), id, null, ct), ct);

    private static async Task<IResult> UndoAsync(Guid id, ImportSuppliers imports, FindImports find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(id, "undo", find, http, await imports.UndoAsync(http.Actor(), id, ct), ct);

    private static async Task<IResult> AnswerAsync(Guid id, string what, FindImports find, HttpContext http, Result<ImportReport> result, CancellationToken ct)
    {
        if (result.Done) return Render.GoTo(http, $"/imports/{id}");
        if (result.Refusals[0].Kind == RefusalKind.Forbidden) return Results.StatusCode(StatusCodes.Status403Forbidden);
        return await find.OneAsync(http.Actor(), id, ct) is { } shown ? Again(shown, what, await http.Request.ReadFormAsync(ct), result.Refusals) : Results.NotFound();
    }

    private static IResult Again(ImportToShow shown, string what, IFormCollection form, IReadOnlyList<Refusal> refusals) =>
        Render.Page<ImportPage, ImportModel>(new(shown, Form.Of(what, form, refusals)), RefusalStatus.Of(refusals));

    /// <summary>The rows to correct, as the list had them; where its bytes are no longer kept, their problems.</summary>
    private static async Task<IResult> RejectedAsync(Guid id, ImportSuppliers imports, FindImports find, HttpContext http, CancellationToken ct)
    {
        if (await find.OneAsync(http.Actor(), id, ct) is not { } shown) return Results.NotFound();
        var name = Path.GetFileNameWithoutExtension(shown.Import.FileName) + "-to-correct.csv";
        var file = new MemoryStream();
        var mapping = shown.Import.Mapping is { } text ? MappingOverrides.Parse(text).Overrides : null;
        if (shown.FileKept && SupplierListReader.Open(imports.KeptFile(id), mapping) is SupplierListReading reading)
        {
            RejectedRowsFile.Write(file, reading.Columns, reading.Rows(ct));
        }
        else
        {
            await using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await writer.WriteAsync("row,column,value,severity,problem,what_to_do\r\n");
            foreach (var i in await find.IssuesAsync(id, ct))
                await writer.WriteAsync($"{i.Row},{Cell(i.Column)},{Cell(i.Value)},{i.Severity},{Cell(i.Message)},{Cell(i.Advice)}\r\n");
        }
        file.Position = 0;
        return Results.File(file, "text/csv; charset=utf-8", name);
    }

    // An apostrophe in front of what a spreadsheet would run as a formula.
    private static string Cell(string? text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text ?? "";
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}

/// <summary>The page to send a list from.</summary>
/// <param name="Sources">Names of the list sources there are.</param>
public sealed record UploadModel(IReadOnlyList<string> Sources, Form Form);

/// <summary>An import's page.</summary>
/// <param name="Form">The form that came back with something to correct.</param>
public sealed record ImportModel(ImportToShow Shown, Form Form)
{
    /// <summary>New rows that may be suppliers already known; null where a form came back.</summary>
    public ImportDuplicates? Duplicates { get; init; }
}
