namespace SupplyRisk.Disclosure.Packs;

/// <summary>What can be wrong with a detained shipment, in words for the person at it.</summary>
public static class PackErrors
{
    public static Refusal NoSuchShipment() => new(RefusalKind.NotFound, "shipment_not_found", "There is no such shipment, or it is not yours to see.");

    public static Refusal NoSuchSupplier() => new(RefusalKind.NotFound, "supplier_not_found", "There is no such supplier, or it is not yours to see.", "supplier");

    public static Refusal NoSuchFile() => new(RefusalKind.NotFound, "file_not_found", "There is no such document of this shipment.");

    public static Refusal NoSuchStep() => new(RefusalKind.NotFound, "step_not_found", "There is no such step any more; load the shipment again.");

    public static Refusal ChangedMeanwhile() => new(RefusalKind.Conflict, "shipment_changed", "Somebody else changed this shipment while you looked at it. Load it again to see what changed, then do it.");

    public static Refusal HandedIn() => new(RefusalKind.Conflict, "handed_in", "The pack was handed in: its chain stands as it was said. Set the shipment back to preparing first, with the day.");

    public static Refusal Missing(string field, string what) => new(RefusalKind.Invalid, $"{field}_missing", $"Say {what}.", field);

    public static Refusal TooLong(string field, int most) => new(RefusalKind.Invalid, "text_too_long", $"Keep it under {most:N0} characters.", field);

    public static Refusal OutOfRange(string field) => new(RefusalKind.Invalid, "quantity_out_of_range", "A quantity is above zero, with at most four decimals.", field);

    public static Refusal UnknownUnit(string field, IEnumerable<string> units) => new(RefusalKind.Invalid, "unit_unknown", $"Use one of {string.Join(", ", units)}.", field);

    public static Refusal UnknownMaterial(IEnumerable<string> materials) => new(RefusalKind.Invalid, "material_unknown", $"Choose one of {string.Join(", ", materials)}, or none.", "material");

    public static Refusal DayToCome(string field) => new(RefusalKind.Invalid, "day_to_come", "That day is still to come.", field);

    public static Refusal TooMany(string what, int most) => new(RefusalKind.Invalid, "too_many", $"There are at most {most:N0} {what}.");

    public static Refusal Row(int row, string column, string message) => new(RefusalKind.Invalid, "chain_row", $"Row {row}, {column}: {message}");

    public static Refusal Unusable(string reason) => new(RefusalKind.Invalid, "file_unusable", reason, "file");

    public static Refusal FileType(string taken) => new(RefusalKind.Invalid, "file_type", $"This is none of {taken}, or is not what its name says.", "file");

    public static Refusal FileTooLarge(long most) => new(RefusalKind.Invalid, "file_too_large", $"The file is over {most >> 20} MB.", "file");

    public static Refusal Faulty(IReadOnlyList<PackFault> blocking) =>
        new(RefusalKind.Conflict, "pack_faulty", $"No final pack is made while {(blocking.Count == 1 ? "one fault stands" : $"{blocking.Count:N0} faults stand")}: {string.Join(" ", blocking.Take(5).Select(f => f.Message))}{(blocking.Count > 5 ? " …" : "")} A draft can be made; it says what is missing on its first page.");
}
