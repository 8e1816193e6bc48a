using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SupplyRisk.App.Pages;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Packs;

namespace SupplyRisk.App.Api;

/// <summary>A detained shipment.</summary>
/// <param name="DaysLeft">Days left to answer; null where nothing is to be answered any more.</param>
/// <param name="Blocking">Faults that keep a final pack back.</param>
/// <param name="Version">To be given back with a change, so that two people do not overwrite each other.</param>
internal sealed record ShipmentItem(
    Guid Id, Guid SupplierId, string Supplier, string EntryNumber, DateOnly DetainedOn, string Product, string? HsCode, IReadOnlyList<string> PurchaseOrders, decimal Quantity, string Unit, DateOnly? ShippedOn, string? Material,
    UflpaRoute Route, ShipmentState State, DateOnly? StateOn, int? DaysLeft, int Blocking, int Warnings, DateTime UpdatedAt, int Version);

/// <summary>A shipment with its chain, documents, searches, faults and checklist.</summary>
/// <param name="Cleared">Entries whose goods came by the same chain and were let in.</param>
internal sealed record ShipmentDetail(
    ShipmentItem Shipment, Chain Chain, IReadOnlyList<PackDocument> Documents, IReadOnlyList<ListSearch> Searches, IReadOnlyList<PackFault> Faults, IReadOnlyList<ChecklistState> Checklist, IReadOnlyList<ClearedTwin> Cleared);

/// <summary>What is said of a shipment.</summary>
/// <param name="Version">The version looked at; null does not check.</param>
internal sealed record ShipmentBody(
    string EntryNumber, DateOnly DetainedOn, string Product, decimal Quantity, string Unit, UflpaRoute Route, string? HsCode = null, IReadOnlyList<string>? PurchaseOrders = null, DateOnly? ShippedOn = null, string? Material = null, int? Version = null)
{
    public ShipmentDetails Details => new(EntryNumber, DetainedOn, Product, HsCode, PurchaseOrders ?? [], Quantity, Unit, ShippedOn, Material, Route);
}

/// <summary>A new shipment.</summary>
internal sealed record NewShipmentBody(Guid SupplierId, ShipmentBody Shipment);

/// <summary>What became of a shipment.</summary>
/// <param name="On">On which day; not needed to go back to preparing.</param>
internal sealed record ShipmentStateBody(ShipmentState State, DateOnly? On = null, int? Version = null);

/// <summary>The whole chain.</summary>
internal sealed record ChainBody(IReadOnlyList<ChainParty> Parties, IReadOnlyList<ChainStep> Steps, int? Version = null);

/// <summary>A document added.</summary>
internal sealed record FileAdded(Guid Id, string FileName, string Sha256);

internal static class ShipmentApi
{
    private const long MaxUpload = 32L << 20;

    public static void MapShipments(this RouteGroupBuilder api)
    {
        var shipments = api.MapGroup("/shipments").WithTags("Detained shipments");
        shipments.MapGet("", ListAsync).WithName("ListShipments").WithSummary("Detained shipments, the nearest end of the clock first.");
        shipments.MapPost("", OpenAsync).WithName("OpenShipment").WithSummary("Open a detained shipment.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        shipments.MapGet("/{id:guid}", OneAsync).WithName("GetShipment").WithSummary("One shipment with its chain, documents, searches, faults and checklist.").ProducesProblem(404);
        shipments.MapPut("/{id:guid}", ChangeAsync).WithName("ChangeShipment").WithSummary("Change what is said of a shipment.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        shipments.MapPost("/{id:guid}/state", MoveAsync).WithName("MoveShipment").WithSummary("Record what became of a shipment.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        shipments.MapPut("/{id:guid}/chain", ReplaceAsync).WithName("ReplaceChain").WithSummary("Put a chain in the place of the one there is.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        shipments.MapPost("/{id:guid}/chain", ImportAsync).WithName("ImportChain").WithSummary("Read the chain from a table (source=table), or its parties from a questionnaire or an Open Supply Hub export.")
            .Needs(Right.PreparePacks).AcceptsUploads(MaxUpload).DisableAntiforgery().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        shipments.MapPost("/{id:guid}/search", SearchAsync).WithName("SearchParties").WithSummary("Ask every list for every party and keep what was asked.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        shipments.MapPost("/{id:guid}/files", AddAsync).WithName("AddShipmentFile").WithSummary("Add a document of the chain.")
            .Needs(Right.PreparePacks).AcceptsUploads(KeepFiles.MostBytes).DisableAntiforgery().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        shipments.MapDelete("/{id:guid}/files/{file:guid}", RemoveAsync).WithName("RemoveShipmentFile").WithSummary("Take a document out.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        shipments.MapGet("/{id:guid}/pack", PackAsync).WithName("GetEvidencePack").WithSummary("The evidence pack as ZIP; draft=true also where faults stand.").Produces(200, contentType: "application/zip").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        shipments.MapGet("/{id:guid}/responses", ResponsesAsync).WithName("GetResponseTable").WithSummary("Answers for customers' due-diligence templates, as CSV or XLSX.").Produces(200, contentType: "text/csv").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Ok<ListOf<ShipmentItem>>> ListAsync(FindShipments find, HttpContext http, CancellationToken ct)
    {
        var rows = await find.AllAsync(http.Actor(), ct);
        return TypedResults.Ok(new ListOf<ShipmentItem>([.. rows.Select(r => Item(r.Shipment, r.Supplier, r.DaysLeft, r.Blocking, r.Warnings))], rows.Count, null));
    }

    private static async Task<Results<Created<ShipmentDetail>, ProblemHttpResult>> OpenAsync(NewShipmentBody body, KeepShipment keep, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var opened = await keep.OpenAsync(http.Actor(), body.SupplierId, body.Shipment.Details, ct);
        if (!opened.Done) return ApiResults.Problem(opened.Refusals);
        return await find.OneAsync(http.Actor(), opened.Value.Id, ct) is { } whole ? TypedResults.Created($"{ApiServices.Root}/shipments/{opened.Value.Id}", Detail(whole)) : ApiResults.NotFound("shipment");
    }

    private static async Task<Results<Ok<ShipmentDetail>, ProblemHttpResult>> OneAsync(Guid id, FindShipments find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } whole ? TypedResults.Ok(Detail(whole)) : ApiResults.NotFound("shipment");

    private static async Task<Results<Ok<ShipmentDetail>, ProblemHttpResult>> ChangeAsync(Guid id, ShipmentBody body, KeepShipment keep, FindShipments find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await keep.ChangeAsync(http.Actor(), id, body.Details, body.Version, ct), id, find, http, ct);

    private static async Task<Results<Ok<ShipmentDetail>, ProblemHttpResult>> MoveAsync(Guid id, ShipmentStateBody body, KeepShipment keep, FindShipments find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await keep.MoveAsync(http.Actor(), id, body.State, body.On, body.Version, ct), id, find, http, ct);

    private static async Task<Results<Ok<ShipmentDetail>, ProblemHttpResult>> ReplaceAsync(Guid id, ChainBody body, KeepShipment keep, FindShipments find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await keep.ReplaceChainAsync(http.Actor(), id, c => c with { Parties = body.Parties, Steps = body.Steps }, "the chain", body.Version, ct), id, find, http, ct);

    private static async Task<Results<Ok<ShipmentDetail>, ProblemHttpResult>> ImportAsync(Guid id, IFormFile file, [FromForm] string source, ImportChain import, FindShipments find, HttpContext http, CancellationToken ct)
    {
        if (Words.Parse<ChainSource>(source) is not { } kind) return ApiResults.Bad("source", "source is table, questionnaire or supply_hub.");
        await using var kept = await UploadedFile.KeepAsync(file, ct);
        return await AnswerAsync(await import.HandleAsync(http.Actor(), id, kept.Path, file.FileName, kind, null, ct), id, find, http, ct);
    }

    private static async Task<Results<Ok<ShipmentDetail>, ProblemHttpResult>> SearchAsync(Guid id, SearchParties search, FindShipments find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await search.HandleAsync(http.Actor(), id, null, ct), id, find, http, ct);

    private static async Task<Results<Created<FileAdded>, ProblemHttpResult>> AddAsync(Guid id, IFormFile file, KeepFiles keep, HttpContext http, CancellationToken ct)
    {
        var (details, no) = Pages.Shipments.ShipmentFields.File(await http.Request.ReadFormAsync(ct));
        if (no.Count > 0) return ApiResults.Problem(no);
        await using var kept = await UploadedFile.KeepAsync(file, ct);
        var added = await keep.AddAsync(http.Actor(), id, kept.Path, file.FileName, details, ct);
        return added.Done ? TypedResults.Created($"{ApiServices.Root}/shipments/{id}", new FileAdded(added.Value.Id, added.Value.FileName, added.Value.Sha256)) : ApiResults.Problem(added.Refusals);
    }

    private static async Task<Results<Ok<ShipmentDetail>, ProblemHttpResult>> RemoveAsync(Guid id, Guid file, KeepFiles keep, FindShipments find, HttpContext http, CancellationToken ct) =>
        await AnswerAsync(await keep.RemoveAsync(http.Actor(), id, file, ct), id, find, http, ct);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> PackAsync(Guid id, [FromQuery(Name = "draft")] bool? draft, MakePack make, HttpContext http, CancellationToken ct)
    {
        var pack = await make.HandleAsync(http.Actor(), id, draft ?? false, ct);
        return pack.Done ? TypedResults.File(pack.Value.Zip, "application/zip", pack.Value.FileName) : ApiResults.Problem(pack.Refusals);
    }

    private static async Task<IResult> ResponsesAsync(Guid id, [FromQuery(Name = "format")] string? format, ResponseTable table, HttpContext http, CancellationToken ct)
    {
        if (http.Actor().Lacks(Right.Export) is { } no) return ApiResults.Problem([no]);
        if (Words.Parse<TableFormat>(format ?? "csv") is not { } kind) return ApiResults.Bad("format", "format is csv or xlsx.");
        var rows = await table.RowsAsync(http.Actor(), id, ct);
        return rows.Done ? Results.Stream(to => TableFile.WriteAsync(to, kind, "Due diligence", ResponseTable.Header, rows.Value.ToAsyncEnumerable(), ct), TableFile.ContentType(kind)) : ApiResults.Problem(rows.Refusals);
    }

    private static async Task<Results<Ok<ShipmentDetail>, ProblemHttpResult>> AnswerAsync(Result<Shipment> result, Guid id, FindShipments find, HttpContext http, CancellationToken ct)
    {
        if (!result.Done) return ApiResults.Problem(result.Refusals);
        return await find.OneAsync(http.Actor(), id, ct) is { } whole ? TypedResults.Ok(Detail(whole)) : ApiResults.NotFound("shipment");
    }

    internal static ShipmentDetail Detail(ShipmentWhole w) =>
        new(Item(w.Shipment, w.Supplier, w.DaysLeft, w.Blocking.Count, w.Faults.Count - w.Blocking.Count), w.Chain, w.Facts.Documents, w.Facts.Searches, w.Faults, w.Checklist, w.Cleared);

    internal static ShipmentItem Item(Shipment s, string supplier, int? left, int blocking, int warnings) => new(
        s.Id, s.SupplierId, supplier, s.EntryNumber, s.DetainedOn, s.Product, s.HsCode, Packed.Split(s.PurchaseOrders), s.Quantity, s.Unit, s.ShippedOn, s.Material, s.Route, s.State, s.StateOn, left, blocking, warnings, s.UpdatedAt, s.Version);
}
