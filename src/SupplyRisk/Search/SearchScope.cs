using SupplyRisk.Audit;

namespace SupplyRisk.Search;

/// <summary>What the asking person may see. Hits, totals and counts all pass it, so that a number tells nothing about what is hidden.</summary>
public sealed class SearchScope
{
    private SearchScope(IReadOnlySet<Guid>? suppliers, bool seesRestricted)
    {
        Suppliers = suppliers;
        SeesRestricted = seesRestricted;
    }

    /// <summary>Everything, restricted documents included.</summary>
    public static SearchScope All { get; } = new(null, seesRestricted: true);

    /// <summary>Null for all suppliers.</summary>
    public IReadOnlySet<Guid>? Suppliers { get; }

    public bool SeesRestricted { get; }

    /// <summary>Only these suppliers, and documents linked to at least one of them.</summary>
    public static SearchScope Of(IReadOnlySet<Guid> suppliers, bool seesRestricted = false) => new(suppliers, seesRestricted);

    /// <summary>What <paramref name="actor"/> may see.</summary>
    public static SearchScope Of(Actor actor) => actor.Suppliers is { } suppliers ? Of(suppliers) : All;

    /// <summary>All suppliers, without restricted documents.</summary>
    public static SearchScope AllUnrestricted { get; } = new(null, seesRestricted: false);

    /// <summary>True if a record linked to these suppliers may be seen.</summary>
    public bool Sees(IReadOnlyList<Guid> suppliers, bool restricted)
    {
        if (restricted && !SeesRestricted)
            return false;
        if (Suppliers is null)
            return true;
        foreach (var supplier in suppliers)
        {
            if (Suppliers.Contains(supplier))
                return true;
        }
        return false;
    }
}
