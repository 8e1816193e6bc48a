using SupplyRisk.Suppliers;

namespace SupplyRisk.Watchlists.Formats;

/// <summary>Identifiers as lists name them. Only those that suppliers have, too, and only where their check holds: an equal identifier is a hard trigger.</summary>
internal static class Numbers
{
    private static readonly (string Wording, IdentifierScheme Scheme)[] Kinds =
    [
        ("unified social credit", IdentifierScheme.Uscc), ("uscc", IdentifierScheme.Uscc),
        ("legal entity identifier", IdentifierScheme.Lei), ("legal entity number", IdentifierScheme.Lei), ("lei", IdentifierScheme.Lei),
        ("d-u-n-s", IdentifierScheme.Duns), ("duns", IdentifierScheme.Duns),
        ("os id", IdentifierScheme.OsId), ("os_id", IdentifierScheme.OsId),
        ("vat", IdentifierScheme.Vat), ("tax id", IdentifierScheme.Vat), ("fiscal code", IdentifierScheme.Vat),
    ];

    /// <param name="kind">What the list calls the number, e.g. <c>Unified Social Credit Code (USCC)</c>.</param>
    /// <returns><c>uscc:…</c>, or null where the kind is none of ours or the number fails its check.</returns>
    public static string? Of(string kind, string number, string? country)
    {
        foreach (var (wording, scheme) in Kinds)
            if (kind.Contains(wording, StringComparison.OrdinalIgnoreCase)) return IdentifierCheck.Of(scheme, number, country).Identifier?.ToString();
        return null;
    }

    /// <summary>A number whose list does not say its kind: only those whose form and check digits leave no doubt.</summary>
    public static string? Guess(string number) =>
        (number.Trim().Length == 20 ? IdentifierCheck.Of(IdentifierScheme.Lei, number).Identifier
        : number.Trim().Length == 18 ? IdentifierCheck.Of(IdentifierScheme.Uscc, number).Identifier
        : null)?.ToString();
}
