using SupplyRisk.Matching.Names;

namespace SupplyRisk.Watchlists;

/// <summary>A list's name cell, taken apart.</summary>
public sealed record ParsedListName
{
    /// <summary>The entity's own name; never empty unless the cell was.</summary>
    public required string Name { get; init; }

    /// <summary>In the order given, without repeats; may be empty.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The list covers its subsidiaries too, named or not.</summary>
    public bool IncludesSubsidiaries { get; init; }

    /// <summary>Subsidiaries the cell names; may be empty.</summary>
    public IReadOnlyList<string> NamedSubsidiaries { get; init; } = [];
}

/// <summary>Reads name cells that pack aliases and subsidiaries into one text, as the UFLPA Entity List does.</summary>
public static class ListNameParser
{
    public static ParsedListName Parse(string raw)
    {
        var packed = PackedName.Parse(raw);
        return new ParsedListName
        {
            Name = packed.Name,
            Aliases = packed.Aliases,
            IncludesSubsidiaries = packed.IncludesSubsidiaries,
            NamedSubsidiaries = packed.NamedSubsidiaries,
        };
    }
}
