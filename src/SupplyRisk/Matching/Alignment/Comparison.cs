using SupplyRisk.Matching.Names;

namespace SupplyRisk.Matching.Alignment;

/// <summary>The best fitting forms of a query and an entry. Null forms where only an identifier agrees.</summary>
internal sealed record Comparison(NameForm? Query, NameForm? Entry, EntityScore Score);

/// <summary>A query, read.</summary>
internal sealed class Subject
{
    internal Subject(MatchQuery query, NameReader reader)
    {
        Query = query;
        Forms = reader.Forms(query.Name);
        if (query.NativeName is { } native && native != query.Name)
            Forms.AddRange(reader.Forms(native));
        NameForm.MarkSpeltOut(Forms);
        Qualifiers = new Qualifiers(query.Name, false, query.Country, query.Address, query.Identifiers, Forms);
    }

    internal MatchQuery Query { get; }

    internal List<NameForm> Forms { get; }

    internal Qualifiers Qualifiers { get; }
}

/// <summary>A list entry, read.</summary>
internal sealed class IndexedEntry
{
    internal IndexedEntry(MatchEntry entry, NameReader reader)
    {
        Entry = entry;
        Forms = reader.Forms(entry.Name);
        foreach (var alias in entry.Aliases)
            Forms.AddRange(reader.Forms(alias));
        NameForm.MarkSpeltOut(Forms);
        Qualifiers = new Qualifiers(entry.Name, entry.IncludesSubsidiaries, entry.Country, entry.Address, entry.Identifiers, Forms);
    }

    internal MatchEntry Entry { get; }

    internal List<NameForm> Forms { get; }

    internal Qualifiers Qualifiers { get; }
}
