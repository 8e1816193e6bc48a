namespace SupplyRisk.Ingestion.Documents.Linking;

/// <summary>Suppliers' names on the first page.</summary>
internal static class NameSigns
{
    private const int Header = 4_000;

    public static IEnumerable<LinkSign> Of(DocumentText text, AuditFacts facts, SupplierLookup lookup)
    {
        var site = facts.SiteName is { } stated ? NameKey.Words(stated.Value) : null;
        var hits = text.Blocks.TakeWhile(b => b.Start < Header && b.Page is null or 1)
            .SelectMany(b => Hits(NameKey.Words(text.Text.AsSpan(b.Start, b.End - b.Start), b.Start), lookup))
            .DistinctBy(h => (h.Key, h.Full))
            .ToList();
        foreach (var hit in hits)
        {
            foreach (var target in hit.Targets)
                yield return Sign(target, hit, site, facts, lookup);
        }

        if (hits.Count == 0 && site is not null && Beginning(site, lookup) is { } one)
            yield return new LinkSign(one, LinkBasis.NameInHeader, false, $"The site is named '{facts.SiteName?.Value}', with which only this supplier's name begins.");
    }

    private sealed record Hit(string Key, bool Full, bool Distinctive, IReadOnlyList<int> Targets);

    private static IEnumerable<Hit> Hits(List<NameWord> words, SupplierLookup lookup) => NameSearch.Find(words, lookup).Select(h =>
    {
        var named = words.GetRange(h.First, h.Count);
        return new Hit(NameKey.Of(named), h.Full, NameKey.IsDistinctive(named), h.Targets);
    }).Where(h => h.Distinctive || words.Count == h.Key.Split(' ').Length);

    private static LinkSign Sign(int target, Hit hit, List<NameWord>? site, AuditFacts facts, SupplierLookup lookup)
    {
        var supplier = lookup[target];
        var rivals = hit.Targets.Count(t => lookup[t].Country == supplier.Country);
        var isSite = site is null || NameSearch.Find(site, lookup).Any(h => h.Targets.Contains(target));
        var country = facts.SiteCountry?.Value;
        var why = !hit.Full ? "its legal form is missing"
            : supplier.Country is null ? "the list does not say the supplier's country"
            : country is null ? "the document does not say the country"
            : country != supplier.Country ? $"the document says {country}, the list {supplier.Country}"
            : rivals > 1 ? $"{rivals} suppliers of this name are in {country}"
            : !isSite ? $"the audited site is '{facts.SiteName?.Value}'"
            : null;
        return why is null
            ? new LinkSign(target, LinkBasis.NameInHeader, true, $"The first page names {supplier.Name} and its country {country}.")
            : new LinkSign(target, LinkBasis.NameInHeader, false, $"The first page names {supplier.Name}, but {why}.");
    }

    private static int? Beginning(List<NameWord> site, SupplierLookup lookup)
    {
        var words = NameKey.Core(site);
        var prefix = words.Aggregate(SupplierLookup.NoPrefix, (p, w) => SupplierLookup.Extend(p, w.Text));
        return NameKey.IsDistinctive(words) && lookup.BeginningWith(prefix) is { } target and >= 0 ? target : null;
    }
}
