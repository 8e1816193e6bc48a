using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Packs;

namespace SupplyRisk.App.Pages.Shipments;

internal static class ChainEndpoints
{
    public const long MostBytes = 32L << 20;

    public static void MapChain(this RouteGroupBuilder pages)
    {
        pages.MapPost("/shipments/{id:guid}/chain", ImportAsync).Needs(Right.PreparePacks).AcceptsUploads(MostBytes);
        pages.MapGet("/shipments/{id:guid}/steps/{at:int}", StepAsync).Needs(Right.PreparePacks);
        pages.MapPost("/shipments/{id:guid}/steps/{at:int}", SaveStepAsync).Needs(Right.PreparePacks);
        pages.MapPost("/shipments/{id:guid}/steps/{at:int}/remove", RemoveStepAsync).Needs(Right.PreparePacks);
        pages.MapGet("/shipments/{id:guid}/parties/{at:int}", PartyAsync).Needs(Right.PreparePacks);
        pages.MapPost("/shipments/{id:guid}/parties/{at:int}", SavePartyAsync).Needs(Right.PreparePacks);
        pages.MapPost("/shipments/{id:guid}/parties/{at:int}/remove", RemovePartyAsync).Needs(Right.PreparePacks);
    }

    private static async Task<IResult> ImportAsync(Guid id, ImportChain import, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return await ShipmentEndpoints.AnswerAsync(id, "chain", form, PackErrors.Missing("file", "which file"), find, http, ct);
        await using var kept = await UploadedFile.KeepAsync(file, ct);
        var result = Words.Parse<ChainSource>(form["source"]) is { } source
            ? await import.HandleAsync(http.Actor(), id, kept.Path, file.FileName, source, ShipmentFields.Version(form), ct) : PackErrors.Missing("source", "what kind of file it is");
        return await ShipmentEndpoints.AnswerAsync(id, "chain", form, result, find, http, ct, "#steps");
    }

    // The place in the list tells which step; one behind the last is a new one.
    private static async Task<IResult> StepAsync(Guid id, int at, FindShipments find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } whole && at >= 0 && at <= whole.Chain.Steps.Count ? Render.Page<StepPage, StepModel>(new(whole, at, Form.Fresh)) : Results.NotFound();

    private static async Task<IResult> SaveStepAsync(Guid id, int at, KeepShipment keep, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var (step, no) = ShipmentFields.Step(form);
        var result = no.Count > 0 ? Result<Shipment>.Refused(no) : await keep.ReplaceChainAsync(http.Actor(), id, c => c with { Steps = Put(c.Steps, at, step) }, "a step", ShipmentFields.Version(form), ct);
        if (result.Done) return Render.GoTo(http, $"/shipments/{id}#steps");
        return await find.OneAsync(http.Actor(), id, ct) is { } whole && at >= 0 && at <= whole.Chain.Steps.Count
            ? Render.Page<StepPage, StepModel>(new(whole, at, Form.Of("step", form, result.Refusals)), RefusalStatus.Of(result.Refusals)) : Results.NotFound();
    }

    private static async Task<IResult> RemoveStepAsync(Guid id, int at, KeepShipment keep, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        return await ShipmentEndpoints.AnswerAsync(id, "chain", form, await keep.ReplaceChainAsync(http.Actor(), id, c => c with { Steps = [.. c.Steps.Where((_, i) => i != at)] }, "a step taken out", ShipmentFields.Version(form), ct), find, http, ct, "#steps");
    }

    private static async Task<IResult> PartyAsync(Guid id, int at, FindShipments find, HttpContext http, CancellationToken ct) =>
        await find.OneAsync(http.Actor(), id, ct) is { } whole && at >= 0 && at <= whole.Chain.Parties.Count ? Render.Page<PartyPage, PartyModel>(new(whole, at, Form.Fresh)) : Results.NotFound();

    private static async Task<IResult> SavePartyAsync(Guid id, int at, KeepShipment keep, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var (party, no) = ShipmentFields.Party(form);
        var result = no.Count > 0 ? Result<Shipment>.Refused(no) : await keep.ReplaceChainAsync(http.Actor(), id, c => Rename(c, at, party), "a party", ShipmentFields.Version(form), ct);
        if (result.Done) return Render.GoTo(http, $"/shipments/{id}#parties");
        return await find.OneAsync(http.Actor(), id, ct) is { } whole && at >= 0 && at <= whole.Chain.Parties.Count
            ? Render.Page<PartyPage, PartyModel>(new(whole, at, Form.Of("party", form, result.Refusals)), RefusalStatus.Of(result.Refusals)) : Results.NotFound();
    }

    private static async Task<IResult> RemovePartyAsync(Guid id, int at, KeepShipment keep, FindShipments find, HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        return await ShipmentEndpoints.AnswerAsync(id, "chain", form, await keep.ReplaceChainAsync(http.Actor(), id, c => c with { Parties = [.. c.Parties.Where((_, i) => i != at)] }, "a party taken out", ShipmentFields.Version(form), ct), find, http, ct, "#parties");
    }

    // A party that changes its name keeps its steps and answers.
    private static Chain Rename(Chain c, int at, ChainParty party)
    {
        var was = at < c.Parties.Count ? c.Parties[at].Name : null;
        return c with
        {
            Parties = Put(c.Parties, at, party),
            Steps = [.. c.Steps.Select(s => s.Party == was ? s with { Party = party.Name } : s)],
            Answers = [.. c.Answers.Select(a => a.Party == was ? a with { Party = party.Name } : a)],
        };
    }

    private static IReadOnlyList<T> Put<T>(IReadOnlyList<T> list, int at, T item) => at < list.Count ? [.. list.Select((x, i) => i == at ? item : x)] : [.. list, item];
}

/// <summary>One step, to be changed; behind the last it is a new one.</summary>
public sealed record StepModel(ShipmentWhole Whole, int At, Form Form);

/// <summary>One party, to be changed; behind the last it is a new one.</summary>
public sealed record PartyModel(ShipmentWhole Whole, int At, Form Form);
