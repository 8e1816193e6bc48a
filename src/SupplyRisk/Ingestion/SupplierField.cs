using System.Collections.Frozen;

namespace SupplyRisk.Ingestion;

/// <summary>What a column of a supplier list may hold.</summary>
public enum SupplierField
{
    OwnId,
    Name,
    NativeName,
    Address,
    City,
    Region,
    Country,
    PostalCode,
    Sector,
    Goods,
    HsCodes,
    Lei,
    Duns,
    Uscc,
    Gln,
    OsId,
    Vat,
    ParentCompany,
    Tier,
    Supplies,
    BuyingEntity,
    Workers,
    Spend,
    Currency,
    Phone,
}

/// <summary>The names of the fields in <c>--map</c> and in the synonym table.</summary>
public static class SupplierFields
{
    private static readonly FrozenDictionary<SupplierField, string> Names = Enum.GetValues<SupplierField>().ToFrozenDictionary(f => f, SnakeCase);
    private static readonly FrozenDictionary<string, SupplierField> ByName = Names.ToFrozenDictionary(f => f.Value, f => f.Key);

    /// <summary>All names, in the order of the fields.</summary>
    public static IReadOnlyList<string> All => [.. Enum.GetValues<SupplierField>().Select(f => f.Key())];

    /// <summary>The field's name, e.g. <c>own_id</c>.</summary>
    public static string Key(this SupplierField field) => Names[field];

    /// <summary>The field of that name, blanks and hyphens read as underscores, or null.</summary>
    public static SupplierField? Find(string name) =>
        ByName.TryGetValue(name.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_'), out var field) ? field : null;

    /// <summary>True if several columns may feed it: address lines, goods, HS codes, identifiers.</summary>
    internal static bool TakesSeveralColumns(this SupplierField field) => field
        is SupplierField.Address or SupplierField.Goods or SupplierField.HsCodes or SupplierField.Supplies
        or SupplierField.Lei or SupplierField.Duns or SupplierField.Uscc or SupplierField.Gln or SupplierField.OsId or SupplierField.Vat;

    private static string SnakeCase(SupplierField field) =>
        string.Concat(field.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
