using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Packs;

namespace SupplyRisk.App.Pages.Shipments;

internal static class ShipmentEndpoints
{
    public static void MapShipments(this RouteGroupBuilder pages)
    {
        pages.MapGet("/shipments", ListAsync);
        pages.MapGet("/shipments/new", NewAsync).Needs(Right.PreparePacks);
        pages.MapPost("/shipments", OpenAsync).Needs(Right.PreparePacks);
        pages.MapGet("/shipments/{id:guid}", ShowAsync);
        pages.MapPost("/shipments/{id:guid}", ChangeAsync).Needs(Right.PreparePacks);
        pages.MapPost("/shipments/{id:guid}/state", MoveAsync).Needs(Right.PreparePacks);
        pages.MapPost("/shipments/{id:guid}/search", SearchAsync).Needs(Right.PreparePacks);
        pages.MapGet("/shipments/{id:guid}/pack", PackAsync).Needs(Right.Export);
        pages.MapGet("/shipments/{id:guid}/responses", (Delegate)ResponsesAsync).Needs(Right.Export);
        pages.MapChain();
        pages.MapShipmentFiles();
    }

    private static async Task<IResult> ListAsync(FindShipments find, HttpContext http, CancellationToken ct) =>
        Render.Page<ShipmentsPage, IReadOnlyList<ShipmentRow>>(await find.AllAsync(http.Actor(), ct));

    private static async Task<IResult> NewAsync(IDbContextFactory<SupplyRiskDb> databases, Screening.ActiveRulesets rulesets, HttpContext http, CancellationToken ct) =>
        await SupplierAsync(databases, http, http.Request.Query["supplier"], ct) is { } supplier
            ? Render.Page<NewShipmentPage, NewShipmentModel>(new(supplier.Id, supplier.Name, PackRules.Load(rulesets.Folders), Form.Fresh)) : Results.NotFound();

    private static async Task<IResult> OpenAsync(KeepShipment keep, IDbContextFactory<SupplyRiskDb> databases, Screening.ActiveRulesets rulesets, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (await SupplierAsync(databases, http, form["supplier"], ct) is not { } supplier) return Results.NotFound();
        var (details, no) = ShipmentFields.Read(form);
        var result = no.Count > 0 ? Result<Shipment>.Refused(no) : await keep.OpenAsync(http.Actor(), supplier.Id, details, ct);
        return result.Done ? Render.GoTo(http, $"/shipments/{result.Value.Id}")
            : Render.Page<NewShipmentPage, NewShipmentModel>(new(supplier.Id, supplier.Name, PackRules.Load(rulesets.Folders), Form.Of("shipment", form, result.Refusals)), RefusalStatus.Of(result.Refusals));
    }

    private static async Task<IResult> ShowAsync(Guid id, FindShipments find, HttpContext http, CancellationToken ct) => await PageAsync(id, Form.Fresh, 200, find, http, ct);

    private static async Task<IResult> ChangeAsync(Guid id, KeepShipment keep, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var (details, no) = ShipmentFields.Read(form);
        return await AnswerAsync(id, "shipment", form, no.Count > 0 ? Result<Shipment>.Refused(no) : await keep.ChangeAsync(http.Actor(), id, details, ShipmentFields.Version(form), ct), find, http, ct);
    }

    private static async Task<IResult> MoveAsync(Guid id, KeepShipment keep, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var no = new List<Refusal>();
        var on = ShipmentFields.Day(form, "on", no);
        if (Words.Parse<ShipmentState>(form["state"]) is not { } state) no.Add(new(RefusalKind.Invalid, "state_missing", "Choose what became of it.", "state"));
        else if (no.Count == 0) return await AnswerAsync(id, "state", form, await keep.MoveAsync(http.Actor(), id, state, on, ShipmentFields.Version(form), ct), find, http, ct);
        return await AnswerAsync(id, "state", form, Result<Shipment>.Refused(no), find, http, ct);
    }

    private static async Task<IResult> SearchAsync(Guid id, SearchParties search, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        return await AnswerAsync(id, "search", form, await search.HandleAsync(http.Actor(), id, null, ct), find, http, ct, "#searches");
    }

    private static async Task<IResult> PackAsync(Guid id, MakePack make, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var result = await make.HandleAsync(http.Actor(), id, draft: http.Request.Query["draft"] == "yes", ct);
        return result.Done ? Results.File(result.Value.Zip, "application/zip", result.Value.FileName)
            : await PageAsync(id, new Form("pack", new Dictionary<string, string>(), result.Refusals), RefusalStatus.Of(result.Refusals), find, http, ct);
    }

    private static async Task<IResult> ResponsesAsync(Guid id, ResponseTable table, FindShipments find, HttpContext http, CancellationToken ct)
    {
        if (Words.Parse<TableFormat>(http.Request.Query["format"]) is not { } format) return Results.BadRequest();
        var rows = await table.RowsAsync(http.Actor(), id, ct);
        if (!rows.Done) return await PageAsync(id, new Form("pack", new Dictionary<string, string>(), rows.Refusals), RefusalStatus.Of(rows.Refusals), find, http, ct);
        return Results.Stream(to => TableFile.WriteAsync(to, format, "Due diligence", ResponseTable.Header, rows.Value.ToAsyncEnumerable(), ct), TableFile.ContentType(format), $"due-diligence-{id:N}.{Words.Snake(format)}");
    }

    internal static async Task<IResult> AnswerAsync(Guid id, string name, IFormCollection form, Result<Shipment> result, FindShipments find, HttpContext http, CancellationToken ct, string at = "") =>
        result.Done ? Render.GoTo(http, $"/shipments/{id}{at}") : await PageAsync(id, Form.Of(name, form, result.Refusals), RefusalStatus.Of(result.Refusals), find, http, ct);

    internal static async Task<IResult> PageAsync(Guid id, Form form, int status, FindShipments find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } whole ? Render.Page<ShipmentPage, ShipmentModel>(new(whole, form), status) : Results.NotFound();

    private static async Task<(Guid Id, string Name)?> SupplierAsync(IDbContextFactory<SupplyRiskDb> databases, HttpContext http, string? text, CancellationToken ct)
    {
        if (!Guid.TryParse(text, out var id) || !http.Actor().Sees(id)) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var name = await db.SupplierVersions.StillKnownNow().Where(v => v.SupplierId == id && v.ValidTo == TwoTimes.OpenEnd).Select(v => v.Name).FirstOrDefaultAsync(ct);
        return name is null ? null : (id, name);
    }
}

/// <summary>The page to open a shipment on.</summary>
public sealed record NewShipmentModel(Guid SupplierId, string Supplier, PackRules Rules, Form Form);

/// <summary>One shipment's page.</summary>
public sealed record ShipmentModel(ShipmentWhole Whole, Form Form);
