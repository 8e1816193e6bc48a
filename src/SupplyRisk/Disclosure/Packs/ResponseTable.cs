using SupplyRisk.Audit;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>
/// Answers to due-diligence questions as customers' templates ask for them, one row a step and party: what, who, where, from what, whether the lists were asked and what they said, and what shows it.
/// The columns are a common denominator of what car makers' templates ask for; none of them is reproduced.
/// </summary>
public sealed class ResponseTable(FindShipments find)
{
    public static readonly IReadOnlyList<string> Header =
    [
        "part_or_product", "hs_code", "purchase_orders", "customs_entry", "tier_from_customer", "process_step", "company_name", "company_name_native", "identifiers", "site_address", "country", "contact", "goods_in", "quantity_in",
        "unit_in", "goods_out", "quantity_out", "unit_out", "from", "to", "in_xinjiang", "lists_searched", "lists_found_nothing", "last_search", "known_supplier", "documents", "questionnaire_answers", "open_points",
    ];

    public async Task<Result<IReadOnlyList<IReadOnlyList<object?>>>> RowsAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (actor.Lacks(Right.Export) is { } no) return no;
        if (await find.OneAsync(actor, id, ct) is not { } whole) return PackErrors.NoSuchShipment();
        // What the pack would hold back is held back here, too: the answers leave the house.
        var held = whole.Faults.Where(f => f.Kind == PackFaultKind.HeldBack && f.FileId is null).ToList();
        if (held.Count > 0) return PackErrors.Faulty(held);
        var last = whole.Chain.Steps.Select(s => s.Number).DefaultIfEmpty(0).Max();
        return Result<IReadOnlyList<IReadOnlyList<object?>>>.Of([.. whole.Chain.Steps.Select(s => Row(whole, s, last))]);
    }

    private static IReadOnlyList<object?> Row(ShipmentWhole w, ChainStep step, int last)
    {
        var party = w.Chain.Party(step.Party);
        var searches = w.Facts.Searches.Where(s => s.Party == step.Party).ToList();
        var documents = w.Facts.Documents.Where(d => d.Steps.Contains(step.Number) && !d.HeldBack).ToList();
        var open = w.Faults.Where(f => f.Step == step.Number || f.Party == step.Party).ToList();
        return
        [
            w.Shipment.Product, w.Shipment.HsCode, w.Shipment.PurchaseOrders.Replace("|", ", ", StringComparison.Ordinal), w.Shipment.EntryNumber, last - step.Number + 1, step.Name, step.Party, party?.NativeName,
            party is null ? null : string.Join(", ", party.Identifiers), party?.Address ?? step.Place, party?.Country, party?.Contact, step.In?.Goods, step.In?.Quantity, step.In?.Unit, step.Out?.Goods, step.Out?.Quantity, step.Out?.Unit, step.From, step.To,
            // Nobody is said to be outside who only was not found inside.
            open.Any(f => f.Kind == PackFaultKind.XinjiangPlace) ? "to be clarified" : party?.Country is null ? "not known" : party.Country == "CN" && string.IsNullOrWhiteSpace(party.Address) ? "not known" : "no sign in the address",
            searches.Count, searches.Count(s => s.Negative), searches.Select(s => (DateTime?)s.At).Max(), w.Facts.OnMap.ContainsKey(step.Party), string.Join("; ", documents.Select(d => d.FileName)),
            w.Chain.Answers.Count(a => a.Party == step.Party), string.Join(" ", open.Where(f => f.Kind is not (PackFaultKind.OpenMatch or PackFaultKind.ListedParty or PackFaultKind.HeldBack)).Select(f => f.Message)),
        ];
    }
}
