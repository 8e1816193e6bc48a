namespace SupplyRisk.Suppliers;

/// <summary>Who gave a supplier its number.</summary>
public enum IdentifierScheme
{
    /// <summary>Legal entity identifier, ISO 17442: 20 characters, mod-97 check.</summary>
    Lei,

    /// <summary>Dun &amp; Bradstreet: 9 digits.</summary>
    Duns,

    /// <summary>China's unified social credit code, GB 32100-2015: 18 characters, check character; characters 3 to 8 are the region.</summary>
    Uscc,

    /// <summary>GS1 global location number: 13 digits, mod-10 check. Names a site.</summary>
    Gln,

    /// <summary>Open Supply Hub id: 15 characters. Names a site.</summary>
    OsId,

    /// <summary>VAT or tax number, with its country in front where the list gives one.</summary>
    Vat,
}

/// <summary>A number somebody else gave a supplier, in its canonical form: upper case, no spaces or separators.</summary>
public sealed record ExternalIdentifier(IdentifierScheme Scheme, string Value)
{
    /// <summary>True if it names a place; the others name a legal entity and only propose a link to it.</summary>
    public bool NamesASite => Scheme is IdentifierScheme.Gln or IdentifierScheme.OsId;

    /// <summary><c>scheme:value</c>, e.g. <c>lei:5493001KJTIIGC8Y1R12</c>, <c>os_id:CN2021250D1DTN7</c>.</summary>
    public override string ToString() => $"{SchemeName(Scheme)}:{Value}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static ExternalIdentifier? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return null;
        foreach (var scheme in Enum.GetValues<IdentifierScheme>())
            if (text.AsSpan(0, colon).SequenceEqual(SchemeName(scheme))) return new ExternalIdentifier(scheme, text[(colon + 1)..]);
        return null;
    }

    public static string SchemeName(IdentifierScheme scheme) => scheme switch
    {
        IdentifierScheme.Lei => "lei",
        IdentifierScheme.Duns => "duns",
        IdentifierScheme.Uscc => "uscc",
        IdentifierScheme.Gln => "gln",
        IdentifierScheme.OsId => "os_id",
        IdentifierScheme.Vat => "vat",
    };
}
