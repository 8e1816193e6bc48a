using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Alignment;

/// <summary>What is known besides the name, ready to be compared.</summary>
internal sealed class Qualifiers
{
    internal Qualifiers(string name, bool coversSubsidiaries, string? country, string? address, IReadOnlyList<string> identifiers, List<NameForm> forms)
    {
        CoversSubsidiaries = coversSubsidiaries || (PackedName.MayPack(name) && PackedName.Parse(name).IncludesSubsidiaries);
        Sites = CoversSubsidiaries ? [] : [.. forms.SelectMany(form => form.Tokens).Where(token => token.Kind is TokenKind.Place or TokenKind.Number).Select(token => token.Sense ?? token.Text).Distinct(StringComparer.Ordinal)];
        Country = string.IsNullOrWhiteSpace(country) ? null : country.Trim().ToUpperInvariant();
        Address = address;
        AddressWords = string.IsNullOrWhiteSpace(address)
            ? []
            : [.. NameWords.Read(address, Lexicon.Shipped).Select(Canonical).Distinct(StringComparer.Ordinal)];
        Identifiers = [.. identifiers.Select(Normal).Where(identifier => identifier.Value.Length > 0)];
    }

    /// <summary>Stated by the list, or in the name itself ("and its subsidiaries").</summary>
    internal bool CoversSubsidiaries { get; }

    /// <summary>Places and numbers the name states; not looked at where subsidiaries are covered.</summary>
    internal string[] Sites { get; }

    internal string? Country { get; }

    internal string? Address { get; }

    internal string[] AddressWords { get; }

    internal (string Scheme, string Value)[] Identifiers { get; }

    // Loops, not lambdas, below: these run for every pair, and a closure for each was most of what a query allocated.
    internal bool SharesIdentifier(Qualifiers other)
    {
        foreach (var identifier in Identifiers)
        {
            if (Array.IndexOf(other.Identifiers, identifier) >= 0)
                return true;
        }
        return false;
    }

    /// <summary>Both state a scheme, and no value of it agrees.</summary>
    internal bool ContradictsIdentifier(Qualifiers other)
    {
        foreach (var mine in Identifiers)
        {
            foreach (var theirs in other.Identifiers)
            {
                if (theirs.Scheme == mine.Scheme)
                    return true;
            }
        }
        return false;
    }

    /// <summary>0 to 1 by shared words; numbers that differ halve it. Null where either has no address.</summary>
    internal double? AddressLikeness(Qualifiers other)
    {
        if (AddressWords.Length == 0 || other.AddressWords.Length == 0)
            return null;
        var shared = 0;
        foreach (var word in AddressWords)
        {
            if (Array.IndexOf(other.AddressWords, word) >= 0)
                shared++;
        }
        return 2.0 * shared / (AddressWords.Length + other.AddressWords.Length);
    }

    /// <summary>One name stands for a whole group, the other adds a place or number to it: rather one of the group.</summary>
    internal bool IsPartOf(Qualifiers group, List<NameForm> groupForms)
    {
        if (!group.CoversSubsidiaries || CoversSubsidiaries)
            return false;
        foreach (var site in Sites)
        {
            if (!groupForms.Exists(form => Array.Exists(form.Tokens, token => (token.Sense ?? token.Text) == site)))
                return true;
        }
        return false;
    }

    private static string Canonical(RawWord word) =>
        word.Entry?.Sense ?? (Lexicon.Shipped.Longest([word], 0, out var entry) == 1 && entry is not null ? entry.Sense : word.Text);

    private static (string Scheme, string Value) Normal(string identifier)
    {
        var colon = identifier.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : identifier[..colon].Trim().ToLowerInvariant();
        var value = string.Concat(identifier[(colon + 1)..].Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return (scheme, value);
    }
}
