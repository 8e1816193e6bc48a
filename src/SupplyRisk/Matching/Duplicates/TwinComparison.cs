namespace SupplyRisk.Matching.Duplicates;

/// <summary>Compares two suppliers: numbers of a site decide, then names, and what is known of the place.</summary>
public static class TwinComparison
{
    private enum Place
    {
        Unknown,
        SameCity,
        SameAddress,
        OtherAddress,
        Elsewhere,
    }

    /// <returns>The pair explained, or null if nothing in it is worth a question.</returns>
    public static DuplicateResult? Of(Twin left, Twin right, DuplicateSettings settings)
    {
        if (left.SiteNumbers.FirstOrDefault(right.SiteNumbers.Contains) is { } site)
            return new DuplicateResult(1, DuplicateBand.Same, "May be one site: a number that names a site is equal.",
                [new MatchFeature("site_identifier", site, site, 1, 1, "A number that names a site is equal; that decides, whatever the names say.")]);
        var legal = left.LegalNumbers.FirstOrDefault(right.LegalNumbers.Contains);
        var likeness = AddressLikeness(left, right);
        var place = PlaceOf(left, right, likeness, settings);
        var name = MatchIndex.Compare(left.NamesAlone, right.NamesAlone, TokenFrequencies.Shipped, MatchSettings.Default);
        if (name.Score.Value < settings.LeastName && (legal is null || place is not (Place.SameAddress or Place.Elsewhere))) return null;

        var features = name.Features.Select(OfTwo).ToList();
        AddPlace(features, left, right, place, likeness, settings);
        AddNumbers(features, left, right, legal, settings);
        var score = features.Sum(f => f.Points);
        if (legal is not null && place == Place.SameAddress && score < settings.AddressAndNumber)
            score = Lift(features, score, settings.AddressAndNumber, "Address and a number of the company are equal: a company may have taken a new name.");
        if (place != Place.SameAddress && score >= settings.Same)
            score = Lift(features, score, settings.Same - 0.01, "Without the same address it takes a person to say that it is one site.");
        if (score < 0 || score > settings.Most) score = Lift(features, score, Math.Clamp(score, 0, settings.Most), "A score is not below 0, and only a number of the site brings it to 1.");
        if (place != Place.SameAddress && legal is null && !(left.HasNameOfItsOwn && right.HasNameOfItsOwn)) return null; // "Textile Trading Co" stands in every town
        return BandOf(score, name.Score.Value, place, legal is not null, settings) is { } band
            ? new DuplicateResult(score, band, Because(band, name.Score.Value, place, left, right), [.. features.OrderByDescending(f => Math.Abs(f.Points))])
            : null;
    }

    // The matcher speaks of a query and a list's entry; here are two suppliers.
    private static MatchFeature OfTwo(MatchFeature feature) => feature.Feature switch
    {
        "name_word" => feature with { Feature = "left_word" },
        "entry_word" => feature with { Feature = "right_word" },
        _ => feature,
    };

    private static DuplicateBand? BandOf(double score, double name, Place place, bool legal, DuplicateSettings settings) =>
        place == Place.Elsewhere ? name >= settings.OtherSite || (legal && name >= settings.LeastName) ? DuplicateBand.OtherSite : null
        : score >= settings.Same ? DuplicateBand.Same
        : score >= settings.Maybe ? DuplicateBand.Maybe
        : null;

    private static string Because(DuplicateBand band, double name, Place place, Twin left, Twin right) => (band, place) switch
    {
        (DuplicateBand.OtherSite, _) => left.Facts.Country != right.Facts.Country && left.Facts.Country is not null && right.Facts.Country is not null
            ? "May be the same company in another country: another site, no duplicate."
            : $"May be the same company, another site ({left.Facts.City} and {right.Facts.City}): no duplicate.",
        (DuplicateBand.Same, _) => "May be one and the same: the names are alike and the addresses say the same.",
        (_, Place.SameAddress) => name < 0.7 ? "May be one and the same under another name: the addresses say the same." : "May be one and the same: the addresses say the same, the names differ somewhat.",
        (_, Place.OtherAddress) => "May be one and the same, or two sites in one city: the names are alike, the addresses differ.",
        (_, Place.SameCity) => "May be one and the same: the names are alike and the city agrees; no two addresses to compare.",
        _ => "May be one and the same: the names are alike; too little is known of the place.",
    };

    private static Place PlaceOf(Twin left, Twin right, double? likeness, DuplicateSettings settings)
    {
        var alike = likeness >= settings.SameAddress;
        if (left.Facts.Country is { } a && right.Facts.Country is { } b && a != b) return Place.Elsewhere;
        if (CitiesDiffer(left, right)) return alike ? Place.OtherAddress : Place.Elsewhere; // the same street and number: a district for a city, perhaps
        if (alike) return Place.SameAddress;
        if (likeness < settings.OtherAddress) return Place.OtherAddress;
        return left.City.Length > 0 && right.City.Length > 0 ? Place.SameCity : Place.Unknown;
    }

    // One list's city is another's district or region: it differs only if neither is spoken of on the other side.
    private static bool CitiesDiffer(Twin left, Twin right) =>
        left.City.Length > 0 && right.City.Length > 0 && !SpeaksOf(right, left.City) && !SpeaksOf(left, right.City);

    private static bool SpeaksOf(Twin twin, string[] city) =>
        city.Any(w => twin.City.Contains(w)) || city.All(w => twin.Address.Contains(w) || twin.Region.Contains(w));

    /// <summary>0 to 1 by shared words and numbers beside those of city and region; numbers of which none is shared halve it. Null where either says nothing.</summary>
    private static double? AddressLikeness(Twin left, Twin right)
    {
        string[] a = [.. left.Address.Where(w => IsOfAddress(w, left, right))], b = [.. right.Address.Where(w => IsOfAddress(w, left, right))];
        if (a.Length == 0 || b.Length == 0) return null;
        var shared = (double)a.Count(b.Contains);
        var likeness = ((2 * shared / (a.Length + b.Length)) + (shared / Math.Min(a.Length, b.Length))) / 2;
        var numbers = a.Where(Twin.IsNumber).ToList();
        return numbers.Count > 0 && b.Any(Twin.IsNumber) && !numbers.Any(b.Contains) ? likeness / 2 : likeness;
    }

    private static bool IsOfAddress(string word, Twin left, Twin right) =>
        !left.City.Contains(word) && !right.City.Contains(word) && !left.Region.Contains(word) && !right.Region.Contains(word)
        && !string.Equals(word, left.PostalCode, StringComparison.OrdinalIgnoreCase) && !string.Equals(word, right.PostalCode, StringComparison.OrdinalIgnoreCase);

    private static void AddPlace(List<MatchFeature> features, Twin left, Twin right, Place place, double? likeness, DuplicateSettings s)
    {
        var (a, b) = (left.Facts, right.Facts);
        if (a.Country is not null && b.Country is not null && a.Country != b.Country)
            features.Add(new MatchFeature("country", a.Country, b.Country, s.CountryDiffers, -s.CountryDiffers, "The countries differ: at most the same company elsewhere."));
        switch (place)
        {
            case Place.SameAddress:
                features.Add(new MatchFeature("address", a.Address, b.Address, s.AddressEqual, s.AddressEqual * likeness ?? 0, "The addresses say the same."));
                break;
            case Place.OtherAddress:
                features.Add(new MatchFeature("address", a.Address, b.Address, s.AddressDiffers, -s.AddressDiffers, likeness >= s.SameAddress ? "Street and number agree, and the cities differ." : "The addresses differ."));
                break;
            case Place.Elsewhere when a.Country == b.Country || a.Country is null || b.Country is null:
                features.Add(new MatchFeature("city", a.City, b.City, s.AddressDiffers, -s.AddressDiffers, "The cities differ: at most the same company at another site."));
                break;
            case Place.SameCity:
                features.Add(new MatchFeature("city", a.City, b.City, s.CityEqual, s.CityEqual, "The cities agree."));
                break;
            case Place.Unknown:
                features.Add(new MatchFeature("place", a.City ?? a.Address, b.City ?? b.Address, s.PlaceUnknown, -s.PlaceUnknown, "Too little is known of the place on one side."));
                break;
        }
        if (place is Place.SameCity or Place.Unknown && left.PostalCode.Length > 0 && left.PostalCode == right.PostalCode)
            features.Add(new MatchFeature("postal_code", a.PostalCode, b.PostalCode, s.PostalCodeEqual, s.PostalCodeEqual, "The postal codes agree."));
        if (left.Phone.Length > 0 && left.Phone == right.Phone)
            features.Add(new MatchFeature("phone", a.Phone, b.Phone, s.PhoneEqual, s.PhoneEqual, "The companies' numbers end alike."));
    }

    private static void AddNumbers(List<MatchFeature> features, Twin left, Twin right, string? legal, DuplicateSettings s)
    {
        if (legal is not null)
            features.Add(new MatchFeature("legal_identifier", legal, legal, s.LegalIdentifierEqual, s.LegalIdentifierEqual, "A number of the company in law is equal: the same company, which may have several sites."));
        else if (Contradict(left.LegalNumbers, right.LegalNumbers) is { } numbers)
            features.Add(new MatchFeature("legal_identifier", numbers.Left, numbers.Right, s.LegalIdentifierDiffers, -s.LegalIdentifierDiffers, "Numbers of one kind differ: more likely two companies."));
        if (Contradict(left.SiteNumbers, right.SiteNumbers) is { } sites)
            features.Add(new MatchFeature("site_identifier", sites.Left, sites.Right, s.SiteIdentifierDiffers, -s.SiteIdentifierDiffers, "Each has another number of a site: whoever gave them holds these for two."));
    }

    private static (string Left, string Right)? Contradict(string[] left, string[] right)
    {
        foreach (var a in left)
            if (Array.Find(right, b => a.AsSpan(0, a.IndexOf(':') + 1).SequenceEqual(b.AsSpan(0, b.IndexOf(':') + 1))) is { } other) return (a, other);
        return null;
    }

    private static double Lift(List<MatchFeature> features, double from, double to, string because)
    {
        features.Add(new MatchFeature("limit", null, null, 1, to - from, because));
        return to;
    }
}
