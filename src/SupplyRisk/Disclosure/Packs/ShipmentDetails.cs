using System.Text.RegularExpressions;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>What is said of a detained shipment.</summary>
/// <param name="Unit">A unit as trade documents write it.</param>
/// <param name="Material">As <c>packs/chains.csv</c> names it; null if it is none of them.</param>
public sealed partial record ShipmentDetails(
    string EntryNumber, DateOnly? DetainedOn, string Product, string? HsCode, IReadOnlyList<string> PurchaseOrders, decimal? Quantity, string? Unit, DateOnly? ShippedOn, string? Material, UflpaRoute Route)
{
    private const int MostName = 200, MostProduct = 1_000, MostOrders = 100;

    /// <summary>Everything that is wrong with it.</summary>
    internal List<Refusal> Check(PackRules rules, DateOnly today)
    {
        var no = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(EntryNumber)) no.Add(PackErrors.Missing("entry_number", "which customs entry it is"));
        if (EntryNumber?.Length > MostName) no.Add(PackErrors.TooLong("entry_number", MostName));
        if (DetainedOn is null) no.Add(PackErrors.Missing("detained_on", "on which day it was detained: the clock runs from the notice"));
        if (DetainedOn > today) no.Add(PackErrors.DayToCome("detained_on"));
        if (ShippedOn > today) no.Add(PackErrors.DayToCome("shipped_on"));
        if (string.IsNullOrWhiteSpace(Product)) no.Add(PackErrors.Missing("product", "what goods they are"));
        if (Product?.Length > MostProduct) no.Add(PackErrors.TooLong("product", MostProduct));
        if (!string.IsNullOrWhiteSpace(HsCode) && !HsDigits().IsMatch(HsCode)) no.Add(new(RefusalKind.Invalid, "hs_code", "An HS code has four to ten digits, e.g. 6109.10.", "hs_code"));
        if (PurchaseOrders.Count > MostOrders) no.Add(PackErrors.TooMany("purchase orders", MostOrders));
        if (PurchaseOrders.Any(p => p.Length > MostName || p.Contains('|', StringComparison.Ordinal))) no.Add(PackErrors.TooLong("purchase_orders", MostName));
        if (!IsQuantity(Quantity)) no.Add(PackErrors.OutOfRange("quantity"));
        if (rules.Unit(Unit) is null) no.Add(PackErrors.UnknownUnit("unit", rules.Units.Select(u => u.Unit)));
        if (Material is not null && !rules.Materials.Contains(Material)) no.Add(PackErrors.UnknownMaterial(rules.Materials));
        return no;
    }

    internal void Write(Shipment shipment, PackRules rules)
    {
        shipment.EntryNumber = EntryNumber.Trim();
        shipment.DetainedOn = DetainedOn!.Value; // checked before
        shipment.Product = Product.Trim();
        shipment.HsCode = string.IsNullOrWhiteSpace(HsCode) ? null : string.Concat(HsCode.Where(char.IsAsciiDigit));
        shipment.PurchaseOrders = string.Join('|', PurchaseOrders.Select(p => p.Trim()).Where(p => p.Length > 0));
        shipment.Quantity = Quantity!.Value; // checked before
        shipment.Unit = rules.Unit(Unit)!.Unit; // checked before
        shipment.ShippedOn = ShippedOn;
        shipment.Material = Material;
        shipment.Route = Route;
    }

    internal static ShipmentDetails Of(Shipment s) => new(s.EntryNumber, s.DetainedOn, s.Product, s.HsCode, Packed.Split(s.PurchaseOrders), s.Quantity, s.Unit, s.ShippedOn, s.Material, s.Route);

    internal static bool IsQuantity(decimal? quantity) => quantity is > 0 and <= 1_000_000_000_000m && decimal.Round(quantity.Value, 4) == quantity;

    [GeneratedRegex(@"^\s*\d{2,4}(?:[. ]?\d{2}){1,4}\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex HsDigits();
}
