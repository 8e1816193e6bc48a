using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Profile;

/// <summary>How surely it is known which company a supplier is.</summary>
public enum IdentityCertainty
{
    /// <summary>A number that a register gave it.</summary>
    Number,

    /// <summary>A name at an address.</summary>
    Address,

    /// <summary>A name in a country, or a name alone.</summary>
    Name,
}

/// <summary>What a supplier is known by.</summary>
/// <param name="Because">In words.</param>
public sealed record Identity(IdentityCertainty Certainty, string Because)
{
    public static Identity Of(SupplierVersion v)
    {
        var numbers = v.Identifiers.Parts().Select(ExternalIdentifier.Parse).OfType<ExternalIdentifier>().ToList();
        if (numbers.Count > 0) return new Identity(IdentityCertainty.Number, "by number: " + string.Join(", ", numbers.Select(n => ExternalIdentifier.SchemeName(n.Scheme).Replace('_', ' ').ToUpperInvariant()).Distinct()));
        if (v is { Address: not null, Country: not null }) return new Identity(IdentityCertainty.Address, "by name and address; its list gives no number of a register");
        return new Identity(IdentityCertainty.Name, v.Country is null ? "by its name alone" : "by name and country alone; an address or a number would tell it from namesakes");
    }
}
