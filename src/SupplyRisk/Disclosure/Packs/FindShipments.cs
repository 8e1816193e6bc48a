using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Review.Redacting;
using SupplyRisk.Screening;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>A shipment in a list.</summary>
/// <param name="DaysLeft">Days left to answer; null where nothing is to be answered.</param>
public sealed record ShipmentRow(Shipment Shipment, string Supplier, int? DaysLeft, int Blocking, int Warnings);

/// <summary>What a route asks for, and what is there. Never a verdict.</summary>
/// <param name="Steps">Steps with a document that speaks to it; empty where it is not asked step by step.</param>
/// <param name="Lacking">Steps without one.</param>
/// <param name="Documents">Documents that speak to it.</param>
public sealed record ChecklistState(ChecklistItem Item, IReadOnlyList<int> Steps, IReadOnlyList<int> Lacking, IReadOnlyList<Guid> Documents);

/// <summary>Another shipment whose goods came the same way and were let in.</summary>
public sealed record ClearedTwin(Guid Id, string EntryNumber, DateOnly? ClearedOn);

/// <summary>One shipment with everything a pack is made of.</summary>
public sealed record ShipmentWhole(
    Shipment Shipment, string Supplier, PackFacts Facts, PackRules Rules, IReadOnlyList<PackFault> Faults, IReadOnlyList<ChecklistState> Checklist, IReadOnlyList<ClearedTwin> Cleared)
{
    public Chain Chain => Facts.Chain;

    public IReadOnlyList<PackFault> Blocking => [.. Faults.Where(f => f.Blocks)];

    public int? DaysLeft => Facts.DaysLeft(Rules);
}

/// <summary>Reads detained shipments within an actor's scope.</summary>
public sealed class FindShipments(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, ActiveRulesets rulesets)
{
    private const int Most = 200;

    /// <summary>Those to be answered first, the nearest end at the top; then the rest, newest first.</summary>
    public async Task<IReadOnlyList<ShipmentRow>> AllAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var ids = await db.Shipments.SeenBy(actor, s => s.SupplierId).OrderByDescending(s => s.State == ShipmentState.Preparing).ThenByDescending(s => s.DetainedOn).ThenBy(s => s.Id).Take(Most).Select(s => s.Id).ToListAsync(ct);
        var rows = new List<ShipmentRow>();
        foreach (var id in ids)
            if (await WholeAsync(db, actor, id, ct) is { } w) rows.Add(new ShipmentRow(w.Shipment, w.Supplier, w.DaysLeft, w.Blocking.Count, w.Faults.Count - w.Blocking.Count));
        return [.. rows.OrderBy(r => r.DaysLeft is null).ThenBy(r => r.DaysLeft).ThenByDescending(r => r.Shipment.DetainedOn).ThenBy(r => r.Shipment.Id)];
    }

    /// <returns>Null if there is none or the actor may not see it.</returns>
    public async Task<ShipmentWhole?> OneAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await WholeAsync(db, actor, id, ct);
    }

    private async Task<ShipmentWhole?> WholeAsync(SupplyRiskDb db, Actor actor, Guid id, CancellationToken ct)
    {
        if (await db.Shipments.SeenBy(actor, s => s.SupplierId).FirstOrDefaultAsync(s => s.Id == id, ct) is not { } shipment) return null;
        var supplier = await db.SupplierVersions.Where(v => v.SupplierId == shipment.SupplierId && v.KnownTo == TwoTimes.StillKnown && v.ValidTo == TwoTimes.OpenEnd).Select(v => v.Name).FirstOrDefaultAsync(ct) ?? "a supplier no longer listed";
        var chain = Chain.Of(shipment).Ordered();
        var onMap = await PartyMap.ReadAsync(db, chain, ct);
        if (!actor.SeesChain(onMap)) return null;
        var redaction = await RedactionAsync(db, shipment.SupplierId, chain, ct);
        var files = await db.ShipmentFiles.Where(f => f.ShipmentId == id).OrderBy(f => f.At).ThenBy(f => f.Id)
            .Select(f => new { File = new { f.Id, f.FileName, f.MediaType, f.Size, f.Sha256, f.Kind, f.Number, f.Dated, f.Steps, f.Issuer, f.Language, f.Pages, f.RedactedPages, f.TranslationOf, f.Looked }, f.Text }).ToListAsync(ct);
        var documents = files.Select(x => x.File is var f && x.Text is var text ? new PackDocument(
            f.Id, f.FileName, f.MediaType, f.Size, f.Sha256, f.Kind, f.Number, f.Dated, [.. Packed.Split(f.Steps).Select(s => int.Parse(s, System.Globalization.CultureInfo.InvariantCulture))], f.Issuer, f.Language, f.Pages, f.RedactedPages,
            f.TranslationOf, f.Looked, text.Length > 0, IsHeldBack(redaction, f.FileName, f.Kind, text)) : throw new InvalidOperationException()).ToList();
        var lists = await (from w in db.Watchlists join s in db.Snapshots on w.CurrentSnapshotId equals s.Id select new { w.Name, s.Sha256 }).ToDictionaryAsync(x => x.Name, x => x.Sha256, StringComparer.Ordinal, ct);
        var rules = PackRules.Load(rulesets.Folders);
        var facts = new PackFacts(
            shipment, chain, documents, onMap, StoredJson.Read<List<ListSearch>>(shipment.SearchesJson), lists,
            [.. rulesets.Current.Reference("xinjiang-places", "words", "certain").Where(r => r[1] == "true").SelectMany(r => r[0].Split('|'))], WordsHeldBack(redaction, shipment, chain), time.Today());
        var cleared = shipment.ChainKey is null ? [] : await db.Shipments.SeenBy(actor, s => s.SupplierId).Where(s => s.ChainKey == shipment.ChainKey && s.Id != id && s.State == ShipmentState.Cleared)
            .OrderByDescending(s => s.StateOn).ThenBy(s => s.Id).Select(s => new ClearedTwin(s.Id, s.EntryNumber, s.StateOn)).ToListAsync(ct);
        return new ShipmentWhole(shipment, supplier, facts, rules, PackLinter.Check(facts, rules), Checklist(facts, rules), cleared);
    }

    private static IReadOnlyList<ChecklistState> Checklist(PackFacts facts, PackRules rules)
    {
        var numbers = facts.Chain.Steps.Select(s => s.Number).Distinct().Order().ToList();
        return [.. rules.Checklist.Where(i => i.Route == facts.Shipment.Route).Select(item =>
        {
            var documents = facts.Documents.Where(d => item.Documents.Contains(d.Kind)).ToList();
            var with = item.PerStep ? numbers.Where(n => item.Documents.Count == 0 ? PartiesNamed(facts, n) : documents.Any(d => d.Steps.Contains(n))).ToList() : [];
            return new ChecklistState(item, with, item.PerStep ? [.. numbers.Except(with)] : [], [.. documents.Select(d => d.Id)]);
        })];
    }

    private static bool PartiesNamed(PackFacts facts, int step) =>
        facts.Chain.Steps.Where(s => s.Number == step).All(s => facts.Chain.Party(s.Party) is { Country: not null, Address.Length: > 0, Contact.Length: > 0 });

    // Documents of every party that is a supplier of ours, not of the one bought from alone: what a worker of a mill said stays inside, too.
    private static async Task<IReadOnlyList<Redaction>> RedactionAsync(SupplyRiskDb db, Guid supplier, Chain chain, CancellationToken ct)
    {
        var map = await PartyMap.ReadAsync(db, chain, ct);
        var all = new List<Redaction>();
        foreach (var id in map.Values.Append(supplier).Distinct().Order()) all.Add(await ReadWorkerWords.ForAsync(db, Output.EvidencePack, id, ct));
        return all;
    }

    private static bool IsHeldBack(IReadOnlyList<Redaction> redactions, string name, TradeDocumentKind kind, string text) =>
        redactions.Any(r => r.FileName(name, Words.Snake(kind)) is null || text.Split('\n').Any(line => line.Length > 0 && r.Text(line) is null));

    private static IReadOnlyList<string> WordsHeldBack(IReadOnlyList<Redaction> redactions, Shipment shipment, Chain chain)
    {
        bool Held(string? text) => text is not null && redactions.Any(r => r.Text(text) is null);
        var where = new List<string>();
        if (Held(shipment.Product)) where.Add("The product");
        where.AddRange(chain.Steps.Where(s => Held(s.Name) || Held(s.Place) || Held(s.In?.Goods) || Held(s.Out?.Goods)).Select(s => $"Step {s.Number}"));
        where.AddRange(chain.Parties.Where(p => Held(p.Name) || Held(p.Address) || Held(p.Contact)).Select(p => $"The entry of {p.Name}"));
        where.AddRange(chain.Answers.Where(a => Held(a.Answer) || Held(a.Comment)).Select(a => $"The answer of {a.Party} to \"{a.Question}\""));
        return [.. where.Distinct(StringComparer.Ordinal)];
    }
}
