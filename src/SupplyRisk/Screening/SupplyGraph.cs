using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening;

/// <summary>Who supplies whom, and who has to do with whom otherwise, on the pinned day.</summary>
public sealed class SupplyGraph
{
    /// <summary>Links followed in either direction; beyond it a path says too little to act on.</summary>
    public const int MaxSteps = 6;

    private readonly ILookup<Guid, Guid> sourcesOf;
    private readonly ILookup<Guid, Guid> buyersOf;
    private readonly Dictionary<Guid, Node> nodes;

    private sealed record Node(string OwnId, string Name);

    private SupplyGraph(IReadOnlyCollection<(Guid Seller, Guid Buyer)> links, Dictionary<Guid, Node> nodes, Neighbours neighbours, Redirects redirects)
    {
        Neighbours = neighbours;
        Redirects = redirects;
        sourcesOf = links.ToLookup(l => l.Buyer, l => l.Seller);
        buyersOf = links.ToLookup(l => l.Seller, l => l.Buyer);
        this.nodes = nodes;
    }

    /// <summary>Who shares an address or an owner with whom.</summary>
    public Neighbours Neighbours { get; }

    /// <summary>Who counts for whom: a merged supplier's links are its survivor's.</summary>
    public Redirects Redirects { get; }

    public static async Task<SupplyGraph> LoadAsync(SupplyRiskDb db, DateOnly asOf, DateTime knownAt, CancellationToken ct)
    {
        var redirects = await Redirects.AtAsync(db, knownAt, ct);
        var current = db.SupplyLinks.At(asOf, knownAt).Where(l => l.BuyerSupplierId != null);
        var links = (await current.Select(l => new { l.SupplierId, Buyer = l.BuyerSupplierId!.Value }).Distinct().ToListAsync(ct))
            .Select(l => (Seller: redirects.SurvivorOf(l.SupplierId), Buyer: redirects.SurvivorOf(l.Buyer))).Where(l => l.Seller != l.Buyer || redirects.IsEmpty).ToHashSet();
        var named = links.Count == 0 ? [] : await (
            from v in db.SupplierVersions.At(asOf, knownAt)
            join s in db.Suppliers on v.SupplierId equals s.Id
            where current.Any(l => l.SupplierId == s.Id || l.BuyerSupplierId == s.Id)
            select new { s.Id, s.OwnId, v.Name }).AsNoTracking().ToListAsync(ct);
        var known = named.ToDictionary(n => n.Id, n => new Node(n.OwnId, n.Name));
        // Links of a merged one are its survivor's, which may have none of its own.
        foreach (var unnamed in links.SelectMany(l => new[] { l.Seller, l.Buyer }).Where(id => !known.ContainsKey(id)).Distinct().Chunk(500))
            foreach (var n in await (from v in db.SupplierVersions.At(asOf, knownAt) join s in db.Suppliers on v.SupplierId equals s.Id where unnamed.Contains(s.Id) select new { s.Id, s.OwnId, v.Name }).ToListAsync(ct))
                known[n.Id] = new Node(n.OwnId, n.Name);
        return new SupplyGraph(links, known, await Neighbours.LoadAsync(db, asOf, knownAt, redirects, ct), redirects);
    }

    public bool HasSources(Guid supplier) => sourcesOf.Contains(supplier);

    /// <summary>Every supplier up the chain, nearest first, with the way to it.</summary>
    public IEnumerable<(Guid Supplier, IReadOnlyList<Guid> Path)> Upstream(Guid supplier) => Walk(supplier, sourcesOf);

    /// <summary>Every supplier that stands up the chain of any of those given.</summary>
    public List<Guid> SourcesOf(IReadOnlyCollection<Guid> suppliers)
    {
        var seen = new HashSet<Guid>();
        var edge = suppliers.Where(HasSources).ToList();
        for (var step = 0; step < MaxSteps && edge.Count > 0; step++)
            edge = [.. edge.SelectMany(s => sourcesOf[s]).Where(seen.Add)];
        return [.. seen];
    }

    /// <summary>Every buyer down the chain: whom a change here may concern.</summary>
    public IEnumerable<Guid> Downstream(Guid supplier) => Walk(supplier, buyersOf).Select(x => x.Supplier);

    /// <summary>Whom a supplier supplies itself.</summary>
    public IEnumerable<Guid> BuyersOf(Guid supplier) => buyersOf[supplier];

    /// <summary>What stands up the chain of a supplier, nearest first.</summary>
    public IReadOnlyList<UpstreamFact> FactsFor(Guid supplier, IReadOnlyDictionary<Guid, string> signals)
    {
        if (!HasSources(supplier)) return [];
        var facts = new List<UpstreamFact>();
        foreach (var (source, path) in Upstream(supplier))
        {
            if (!signals.TryGetValue(source, out var signal) || !nodes.TryGetValue(source, out var node)) continue;
            var names = path.Select(p => nodes.TryGetValue(p, out var n) ? n.Name : "?").ToList();
            facts.AddRange(UpstreamSignal.Read(signal).Select(line => new UpstreamFact(node.OwnId, node.Name, path.Count - 1, names, line.HardTrigger, line.Because)));
        }
        return [.. facts.OrderBy(f => f.Steps).ThenBy(f => f.SupplierId, StringComparer.Ordinal).ThenByDescending(f => f.HardTrigger).ThenBy(f => f.Because, StringComparer.Ordinal).ThenBy(f => string.Join('\u001f', f.Path), StringComparer.Ordinal)];
    }

    // Breadth first, so the shortest way is the one shown; among equal ways the one by own ids, so it is the same on every machine.
    private IEnumerable<(Guid Supplier, IReadOnlyList<Guid> Path)> Walk(Guid from, ILookup<Guid, Guid> next)
    {
        var seen = new HashSet<Guid> { from };
        var edge = new List<List<Guid>> { new() { from } };
        for (var step = 0; step < MaxSteps && edge.Count > 0; step++)
        {
            var further = new List<List<Guid>>();
            foreach (var path in edge)
                foreach (var to in next[path[^1]].OrderBy(id => nodes.TryGetValue(id, out var n) ? $"{n.OwnId}\u001f{n.Name}" : "", StringComparer.Ordinal).ThenBy(id => id))
                    if (seen.Add(to)) further.Add([.. path, to]);
            foreach (var path in further)
                yield return (path[^1], path);
            edge = further;
        }
    }
}
