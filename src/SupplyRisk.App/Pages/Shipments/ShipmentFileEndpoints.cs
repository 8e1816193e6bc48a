using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Packs;

namespace SupplyRisk.App.Pages.Shipments;

internal static class ShipmentFileEndpoints
{
    public static void MapShipmentFiles(this RouteGroupBuilder pages)
    {
        pages.MapPost("/shipments/{id:guid}/files", AddAsync).Needs(Right.PreparePacks).AcceptsUploads(KeepFiles.MostBytes);
        pages.MapGet("/shipments/{id:guid}/files/{file:guid}", ShowAsync).Needs(Right.PreparePacks);
        pages.MapGet("/shipments/{id:guid}/files/{file:guid}/original", OriginalAsync);
        pages.MapPost("/shipments/{id:guid}/files/{file:guid}", ChangeAsync).Needs(Right.PreparePacks);
        pages.MapPost("/shipments/{id:guid}/files/{file:guid}/remove", RemoveAsync).Needs(Right.PreparePacks);
    }

    private static async Task<IResult> AddAsync(Guid id, KeepFiles keep, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var (details, no) = ShipmentFields.File(form);
        if (form.Files.GetFile("file") is not { Length: > 0 } file) no.Add(PackErrors.Missing("file", "which file"));
        else if (no.Count == 0)
        {
            await using var kept = await UploadedFile.KeepAsync(file, ct);
            var added = await keep.AddAsync(http.Actor(), id, kept.Path, file.FileName, details, ct);
            if (added.Done) return Render.GoTo(http, $"/shipments/{id}#documents");
            no.AddRange(added.Refusals);
        }
        return await ShipmentEndpoints.PageAsync(id, Form.Of("file", form, no), RefusalStatus.Of(no), find, http, ct);
    }

    private static async Task<IResult> ShowAsync(Guid id, Guid file, FindShipments find, HttpContext http, CancellationToken ct) => await PageAsync(id, file, Form.Fresh, 200, find, http, ct);

    // Always to be saved, never shown as a page of ours: it comes from outside.
    private static async Task<IResult> OriginalAsync(Guid id, Guid file, KeepFiles keep, HttpContext http, CancellationToken ct) =>
        await keep.ReadAsync(http.Actor(), id, file, ct) is { } read ? Results.File(read.Content, "application/octet-stream", read.FileName) : Results.NotFound();

    private static async Task<IResult> ChangeAsync(Guid id, Guid file, KeepFiles keep, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var (details, no) = ShipmentFields.File(form);
        var result = no.Count > 0 ? Result<ShipmentFile>.Refused(no) : await keep.ChangeAsync(http.Actor(), id, file, details, ct);
        return result.Done ? Render.GoTo(http, $"/shipments/{id}#documents") : await PageAsync(id, file, Form.Of("file", form, result.Refusals), RefusalStatus.Of(result.Refusals), find, http, ct);
    }

    private static async Task<IResult> RemoveAsync(Guid id, Guid file, KeepFiles keep, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        return await ShipmentEndpoints.AnswerAsync(id, "file", form, await keep.RemoveAsync(http.Actor(), id, file, ct), find, http, ct, "#documents");
    }

    private static async Task<IResult> PageAsync(Guid id, Guid file, Form form, int status, FindShipments find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } whole && whole.Facts.Documents.FirstOrDefault(d => d.Id == file) is { } document
            ? Render.Page<ShipmentFilePage, ShipmentFileModel>(new(whole, document, form), status) : Results.NotFound();
}

/// <summary>One document of a shipment, to be changed.</summary>
public sealed record ShipmentFileModel(ShipmentWhole Whole, PackDocument Document, Form Form);
