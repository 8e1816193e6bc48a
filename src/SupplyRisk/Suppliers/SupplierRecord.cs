namespace SupplyRisk.Suppliers;

/// <summary>What one row of a supplier list says of one supplier, validated and normalised. Null means the list does not say.</summary>
public sealed record SupplierRecord
{
    /// <summary>The list's own id for the supplier; null where the list has none (the key is then a content hash of name, country and address).</summary>
    public string? OwnId { get; init; }

    public required string Name { get; init; }

    /// <summary>The name in the script of its country.</summary>
    public string? NativeName { get; init; }

    public string? Address { get; init; }

    public string? City { get; init; }

    public string? Region { get; init; }

    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public string? Country { get; init; }

    public string? PostalCode { get; init; }

    public string? Sector { get; init; }

    /// <summary>What is bought, as the list words it.</summary>
    public string? Goods { get; init; }

    /// <summary>HS codes, digits only; ascending, no doubles.</summary>
    public IReadOnlyList<string> HsCodes { get; init; } = [];

    /// <summary>By scheme, then value; no doubles.</summary>
    public IReadOnlyList<ExternalIdentifier> Identifiers { get; init; } = [];

    public string? ParentCompany { get; init; }

    /// <summary>The company's own number as its list writes it. A column that only says "phone" may hold a person's and is not taken unless it is mapped.</summary>
    public string? Phone { get; init; }

    /// <summary>1 sells to us, 2 sells to tier 1, and so on.</summary>
    public int? Tier { get; init; }

    /// <summary>Own ids or names of the suppliers it supplies, as the list gives them; may be empty.</summary>
    public IReadOnlyList<string> Supplies { get; init; } = [];

    /// <summary>Which of our own entities buys from it.</summary>
    public string? BuyingEntity { get; init; }

    public int? Workers { get; init; }

    /// <summary>Spend in <see cref="SpendCurrency"/>, for the period the list covers.</summary>
    public decimal? Spend { get; init; }

    /// <summary>ISO 4217, or null if the list does not say.</summary>
    public string? SpendCurrency { get; init; }
}
