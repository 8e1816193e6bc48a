namespace SupplyRisk.Matching.Alignment;

/// <summary>The whole score of a pair: the names, then what qualifies them.</summary>
internal readonly record struct EntityScore(NameScore Name, double Country, double Address, double Identifiers, double Subsidiary, bool IdentifierEqual, double Value)
{
    internal static EntityScore Of(NameScore name, Subject subject, IndexedEntry listed, MatchSettings settings)
    {
        var query = subject.Qualifiers;
        var entry = listed.Qualifiers;
        if (query.SharesIdentifier(entry))
            return new EntityScore(name, 0, 0, 0, 0, true, 1);
        var country = CountryPoints(query.Country, entry.Country, name.ByInitials, settings);
        var address = query.AddressLikeness(entry) is { } likeness ? settings.AddressEqual * (2 * likeness - 1) : 0;
        var identifiers = query.ContradictsIdentifier(entry) ? -settings.IdentifierConflict : 0;
        var subsidiary = query.IsPartOf(entry, listed.Forms) || entry.IsPartOf(query, subject.Forms) ? -settings.SubsidiaryPlace : 0;
        var value = Math.Clamp(name.Value + country + address + identifiers + subsidiary, 0, 1);
        return new EntityScore(name, country, address, identifiers, subsidiary, false, value);
    }

    private static double CountryPoints(string? query, string? entry, bool byInitials, MatchSettings settings)
    {
        if (query is null || entry is null)
            return 0;
        if (query != entry)
            return -settings.CountryConflict;
        return byInitials ? settings.AcronymCountry : settings.CountryEqual;
    }
}
