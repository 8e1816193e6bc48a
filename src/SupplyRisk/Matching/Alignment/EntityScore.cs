using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Alignment;

/// <summary>The whole score of a pair: the names, then what qualifies them.</summary>
internal readonly record struct EntityScore(NameScore Name, double Spelling, double Country, double Address, double Identifiers, double Subsidiary, bool IdentifierEqual, double Value)
{
    internal static EntityScore Of(NameForm? queryForm, NameForm? entryForm, NameScore name, Subject subject, IndexedEntry listed, MatchSettings settings)
    {
        var query = subject.Qualifiers;
        var entry = listed.Qualifiers;
        if (query.SharesIdentifier(entry))
            return new EntityScore(name, 0, 0, 0, 0, 0, true, 1);
        var spelling = queryForm is not null && string.Equals(queryForm.Source, entryForm?.Source, StringComparison.OrdinalIgnoreCase) ? settings.SameSpelling : 0;
        var country = CountryPoints(query.Country, entry.Country, name.ByInitials, settings);
        var address = query.AddressLikeness(entry) is { } likeness ? settings.AddressEqual * (2 * likeness - 1) : 0;
        var identifiers = query.ContradictsIdentifier(entry) ? -settings.IdentifierConflict : 0;
        var subsidiary = query.IsPartOf(entry, listed.Forms) || entry.IsPartOf(query, subject.Forms) ? -settings.SubsidiaryPlace : 0;
        var value = Tight(name.Value + spelling + country + address + identifiers + subsidiary, settings);
        return new EntityScore(name, spelling, country, address, identifiers, subsidiary, false, value);
    }

    // Not cut off at 1: equal names would all end there, and country, address and spelling could no longer tell them apart.
    private static double Tight(double points, MatchSettings settings)
    {
        if (points <= settings.TightFrom)
            return Math.Max(0, points);
        var most = 1 + settings.SameSpelling + settings.CountryEqual + settings.AddressEqual;
        return settings.TightFrom + (points - settings.TightFrom) * (1 - settings.TightFrom) / (most - settings.TightFrom);
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
