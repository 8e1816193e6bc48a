using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>Which parties of a chain are suppliers we know: by an identifier, or by name and country as written. Nothing is guessed: a near name is another party until somebody says otherwise.</summary>
internal static class PartyMap
{
    /// <summary>A chain names whom it names, in its steps, documents and searches: whoever sees assigned suppliers only sees it where all of its suppliers are assigned.</summary>
    public static bool SeesChain(this Actor actor, IReadOnlyDictionary<string, Guid> onMap) => onMap.Values.All(actor.Sees);

    public static async Task<IReadOnlyDictionary<string, Guid>> ReadAsync(SupplyRiskDb db, Chain chain, CancellationToken ct)
    {
        var names = chain.Parties.SelectMany(PackLinter.Named).Distinct(StringComparer.Ordinal).ToList();
        var named = await db.SupplierVersions.AsNoTracking().Where(v => v.KnownTo == TwoTimes.StillKnown && v.ValidTo == TwoTimes.OpenEnd && (names.Contains(v.Name) || (v.NativeName != null && names.Contains(v.NativeName))))
            .OrderBy(v => v.SupplierId).Select(v => new { v.SupplierId, v.Name, v.NativeName, v.Country }).ToListAsync(ct);
        var values = chain.Parties.SelectMany(p => p.Identifiers).Select(i => i[(i.IndexOf(':', StringComparison.Ordinal) + 1)..]).ToList();
        var identified = await db.SupplierIdentifiers.AsNoTracking().Where(i => values.Contains(i.Value)).OrderBy(i => i.SupplierId).ToListAsync(ct);
        var map = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var party in chain.Parties)
        {
            var mine = PackLinter.Named(party).ToHashSet(StringComparer.Ordinal);
            if (identified.FirstOrDefault(i => party.Identifiers.Contains($"{i.Scheme}:{i.Value}"))?.SupplierId is { } byId) map.TryAdd(party.Name, byId);
            else if (named.FirstOrDefault(v => (mine.Contains(v.Name) || (v.NativeName is not null && mine.Contains(v.NativeName))) && v.Country == party.Country)?.SupplierId is { } byName) map.TryAdd(party.Name, byName);
        }
        return map;
    }
}
