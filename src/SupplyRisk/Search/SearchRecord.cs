using System.Globalization;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Search;

/// <summary>One state of something that can be found. The index keeps the highest version of each id it has seen.</summary>
public abstract record SearchRecord
{
    public required Guid Id { get; init; }

    /// <summary>Rises with every change of what is written here. A record with a version not above the one in the index is passed over, in whatever order records come.</summary>
    public required long Version { get; init; }

    public abstract SearchKind Kind { get; }

    /// <summary>What a hit is called.</summary>
    public abstract string Title { get; }

    /// <summary>Values for filters and counts; a field the record has nothing for is absent and stands under <see cref="SearchFields.None"/>.</summary>
    public abstract IEnumerable<(SearchField Field, string Value)> Values();

    /// <summary>The texts in which words are looked for, each a value of its own: no phrase reaches from one into the next.</summary>
    public abstract IEnumerable<(SearchTextPart Part, string Text)> Texts();

    /// <summary>The suppliers whose visibility decides about this record's.</summary>
    public abstract IReadOnlyList<Guid> ScopeSuppliers { get; }

    /// <summary>The number behind <see cref="SearchOrder.RiskScore"/> or <see cref="SearchOrder.Newest"/>; null sorts last.</summary>
    public abstract int? OrderValue { get; }

    /// <summary>True if only people who may see restricted things may find it.</summary>
    public virtual bool IsRestricted => false;
}

/// <summary>A supplier as it is found: its words, and the last score.</summary>
public sealed record SupplierSearchRecord : SearchRecord
{
    public required string Name { get; init; }

    public string? NativeName { get; init; }

    /// <summary>Other names; may be empty.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string? ParentCompany { get; init; }

    /// <summary>The list's own id.</summary>
    public string? OwnId { get; init; }

    /// <summary>Values of external identifiers, without their scheme.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    public required string ListSource { get; init; }

    /// <summary>Address, city, region and postal code as one line.</summary>
    public string? Address { get; init; }

    public string? Goods { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    public string? Region { get; init; }

    public string? Sector { get; init; }

    public int? Tier { get; init; }

    /// <summary>Null until first screened.</summary>
    public Band? Band { get; init; }

    /// <summary>0 to 100; null until first screened.</summary>
    public int? RiskScore { get; init; }

    public IReadOnlyList<FlagKind> Flags { get; init; } = [];

    public override SearchKind Kind => SearchKind.Supplier;

    public override string Title => Name;

    public override IReadOnlyList<Guid> ScopeSuppliers => [Id];

    public override int? OrderValue => RiskScore;

    public override IEnumerable<(SearchField Field, string Value)> Values()
    {
        if (Band is { } band)
            yield return (SearchField.Band, SearchFields.ValueOf(band));
        foreach (var flag in Flags.Distinct())
            yield return (SearchField.Flag, SearchFields.ValueOf(flag));
        if (!string.IsNullOrWhiteSpace(Country))
            yield return (SearchField.Country, Country);
        if (!string.IsNullOrWhiteSpace(Region))
            yield return (SearchField.Region, Region);
        if (!string.IsNullOrWhiteSpace(Sector))
            yield return (SearchField.Sector, Sector);
        if (Tier is { } tier)
            yield return (SearchField.Tier, tier.ToString(CultureInfo.InvariantCulture));
        yield return (SearchField.ListSource, ListSource);
    }

    public override IEnumerable<(SearchTextPart Part, string Text)> Texts()
    {
        yield return (SearchTextPart.Name, Name);
        if (NativeName is not null)
            yield return (SearchTextPart.Name, NativeName);
        foreach (var alias in Aliases)
            yield return (SearchTextPart.OtherNames, alias);
        if (ParentCompany is not null)
            yield return (SearchTextPart.OtherNames, ParentCompany);
        if (OwnId is not null)
            yield return (SearchTextPart.Identifier, OwnId);
        foreach (var identifier in Identifiers)
            yield return (SearchTextPart.Identifier, identifier);
        if (Address is not null)
            yield return (SearchTextPart.Address, Address);
        if (Goods is not null)
            yield return (SearchTextPart.Goods, Goods);
        if (Sector is not null)
            yield return (SearchTextPart.Goods, Sector);
    }
}

/// <summary>A document as it is found: its normalised text and what it is about.</summary>
public sealed record DocumentSearchRecord : SearchRecord
{
    /// <summary>As the user knows it.</summary>
    public required string Path { get; init; }

    /// <summary>The document's own title, or null.</summary>
    public string? OwnTitle { get; init; }

    /// <summary>The normalised text. Offsets of snippets refer to it, so it is kept as given to the last character.</summary>
    public required string Text { get; init; }

    public string? DocumentKind { get; init; }

    /// <summary>ISO 639-1.</summary>
    public string? Language { get; init; }

    /// <summary>Audit date, else report date.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Suppliers it is linked to; a document without any is found only by those who see everything.</summary>
    public IReadOnlyList<Guid> Suppliers { get; init; } = [];

    /// <summary>Countries of its suppliers, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>True if only people who may see restricted documents may find it.</summary>
    public bool Restricted { get; init; }

    public override SearchKind Kind => SearchKind.Document;

    public override string Title => string.IsNullOrWhiteSpace(OwnTitle) ? Path : OwnTitle;

    public override IReadOnlyList<Guid> ScopeSuppliers => Suppliers;

    public override int? OrderValue => Date?.DayNumber;

    public override bool IsRestricted => Restricted;

    public override IEnumerable<(SearchField Field, string Value)> Values()
    {
        if (!string.IsNullOrWhiteSpace(DocumentKind))
            yield return (SearchField.DocumentKind, DocumentKind);
        foreach (var country in Countries.Distinct(StringComparer.Ordinal))
            yield return (SearchField.Country, country);
        if (!string.IsNullOrWhiteSpace(Language))
            yield return (SearchField.Language, Language);
        foreach (var supplier in Suppliers.Distinct())
            yield return (SearchField.Supplier, supplier.ToString());
    }

    public override IEnumerable<(SearchTextPart Part, string Text)> Texts()
    {
        if (OwnTitle is not null)
            yield return (SearchTextPart.Name, OwnTitle);
        yield return (SearchTextPart.Identifier, Path);
        yield return (SearchTextPart.Text, Text);
    }
}

/// <summary>The thing is gone. Kept as a marker, so that a late older state does not bring it back.</summary>
public sealed record DeletedSearchRecord : SearchRecord
{
    private readonly SearchKind _kind;

    public DeletedSearchRecord(SearchKind kind) => _kind = kind;

    public override SearchKind Kind => _kind;

    public override string Title => "";

    public override IReadOnlyList<Guid> ScopeSuppliers => [];

    public override int? OrderValue => null;

    public override IEnumerable<(SearchField Field, string Value)> Values() => [];

    public override IEnumerable<(SearchTextPart Part, string Text)> Texts() => [];
}
