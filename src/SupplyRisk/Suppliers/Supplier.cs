namespace SupplyRisk.Suppliers;

/// <summary>A named supplier list, e.g. <c>erp-vendors</c>. Absence is judged within one of them.</summary>
public sealed class ListSource
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>One of our own companies that buys.</summary>
public sealed class BuyingEntity
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }
}

/// <summary>The company in law. Several sites may belong to one.</summary>
public sealed class LegalEntity
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2, or null.</summary>
    public string? Country { get; init; }
}

/// <summary>What is screened: a site of a supplier, or the legal entity where no site is known. Its facts are <see cref="SupplierVersion"/>s.</summary>
public sealed class Supplier
{
    public required Guid Id { get; init; }

    public required Guid ListSourceId { get; init; }

    /// <summary>The list's own id, else a content hash; unique within its list source.</summary>
    public required string OwnId { get; init; }

    public required Guid LegalEntityId { get; set; }

    public required DateTime FirstListedAt { get; init; }

    /// <summary>When an import of its source first did not name it; null while it is listed. Marked, never deleted.</summary>
    public DateTime? NotListedSince { get; set; }
}

/// <summary>What a list said of a supplier, with when it was true and when we knew it.</summary>
public sealed class SupplierVersion : Data.IVersioned
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly ValidTo { get; init; }

    public required DateTime KnownFrom { get; init; }

    public required DateTime KnownTo { get; set; }

    /// <summary>The import that said so.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The import that ended our knowing it, so that undoing that import brings it back.</summary>
    public Guid? EndedByImportId { get; set; }

    /// <summary>SHA-256 over all facts below, first 32 hex digits; equal hash, equal facts.</summary>
    public required string FactsHash { get; init; }

    public required string Name { get; init; }

    public string? NativeName { get; init; }

    public string? Address { get; init; }

    public string? City { get; init; }

    public string? Region { get; init; }

    public string? Country { get; init; }

    public string? PostalCode { get; init; }

    public string? Sector { get; init; }

    public string? Goods { get; init; }

    /// <summary>Digits only, <c>|</c> between; ascending. Empty if none.</summary>
    public required string HsCodes { get; init; }

    /// <summary><c>scheme:value</c>, <c>|</c> between; by scheme, then value. Empty if none.</summary>
    public required string Identifiers { get; init; }

    public string? ParentCompany { get; init; }

    public string? Phone { get; init; }

    public int? Tier { get; init; }

    /// <summary>Own ids or names of whom it supplies, <c>|</c> between. Empty if none.</summary>
    public required string Supplies { get; init; }

    public Guid? BuyingEntityId { get; init; }

    public int? Workers { get; init; }

    public decimal? Spend { get; init; }

    public string? SpendCurrency { get; init; }
}

/// <summary>An identifier of a supplier as now known, for looking one up.</summary>
public sealed class SupplierIdentifier
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    /// <summary>As <see cref="ExternalIdentifier.SchemeName"/>.</summary>
    public required string Scheme { get; init; }

    public required string Value { get; init; }
}

/// <summary>A supplier supplies another one, or one of our own entities, with when it was true and when we knew it.</summary>
public sealed class SupplyLink : Data.IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>Who supplies.</summary>
    public required Guid SupplierId { get; init; }

    /// <summary>The supplier that is supplied; null if it is one of our own entities, or not known yet.</summary>
    public Guid? BuyerSupplierId { get; set; }

    /// <summary>The supplied one as the list names it; looked up again after every import until it is found. Null for our own entities.</summary>
    public string? BuyerKey { get; init; }

    /// <summary>Our own entity that is supplied; null if it is a supplier.</summary>
    public Guid? BuyingEntityId { get; init; }

    public int? Tier { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly ValidTo { get; init; }

    public required DateTime KnownFrom { get; init; }

    public required DateTime KnownTo { get; set; }

    public required Guid ImportId { get; init; }

    public Guid? EndedByImportId { get; set; }
}

/// <summary>Where a proposal stands that a person has to confirm.</summary>
public enum ProposalState
{
    /// <summary>Sure enough to count without a person.</summary>
    Sure,
    Proposed,
    Confirmed,
    Rejected,
}

/// <summary>A shared identifier proposes that a supplier belongs to a legal entity that another supplier already belongs to. Never a merge of sites.</summary>
public sealed class LegalEntityProposal
{
    public required Guid Id { get; init; }

    public required Guid SupplierId { get; init; }

    public required Guid LegalEntityId { get; init; }

    /// <summary>The shared identifier, <c>scheme:value</c>.</summary>
    public required string Identifier { get; init; }

    public required ProposalState State { get; set; }

    public required Guid ImportId { get; init; }
}
