using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Profile;

/// <summary>One company in the picture of a supply chain.</summary>
/// <param name="SupplierId">Null for one of our own entities, and for a supplier the actor may not see.</param>
/// <param name="Name">As shown; says so where it may not be told.</param>
/// <param name="Step">0 is the supplier itself, 1 and up who supplies it, -1 and down whom it supplies.</param>
/// <param name="Band">Null where it is not screened, not ours to see, or our own.</param>
/// <param name="HardTrigger">True if a hard trigger stands there.</param>
public sealed record NetworkNode(Guid? SupplierId, string Name, string? OwnId, string? Country, int Step, Band? Band, int RiskScore, bool HardTrigger, bool Ours);

/// <summary>Who supplies whom around one supplier.</summary>
/// <param name="Nodes">By step, then the worst first, then by name; the supplier itself among them.</param>
/// <param name="Links">From seller to buyer, as places in <paramref name="Nodes"/>.</param>
/// <param name="LeftOut">Companies of a step that are not drawn, because there are too many.</param>
public sealed record SupplyNetwork(IReadOnlyList<NetworkNode> Nodes, IReadOnlyList<(int Seller, int Buyer)> Links, IReadOnlyDictionary<int, int> LeftOut)
{
    public static readonly SupplyNetwork Alone = new([], [], new Dictionary<int, int>());

    /// <summary>The chain as numbered lines, to be pasted as text.</summary>
    public string AsText(string title)
    {
        var text = new System.Text.StringBuilder(title).Append('\n');
        var number = 0;
        foreach (var step in Nodes.GroupBy(n => n.Step).OrderBy(g => g.Key))
        {
            text.Append(Said(step.Key)).Append('\n');
            foreach (var node in step)
            {
                var at = Nodes.ToList().IndexOf(node);
                var buyers = Links.Where(l => l.Seller == at).Select(l => Nodes[l.Buyer].Name).ToList();
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {++number}. {node.Name}");
                if (node.OwnId is { } own) text.Append(" (").Append(own).Append(')');
                if (node.Country is { } country) text.Append(", ").Append(country);
                if (node.Band is { } band) text.Append(", ").Append(Words.Snake(band).Replace('_', ' '));
                if (node.HardTrigger) text.Append(", hard trigger");
                if (buyers.Count > 0) text.Append(" -> supplies ").AppendJoin("; ", buyers);
                text.Append('\n');
            }

            if (LeftOut.TryGetValue(step.Key, out var more)) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  and {more} more\n");
        }

        return text.ToString();
    }

    private static string Said(int step) => step switch
    {
        < -1 => $"{-step} links down the chain:",
        -1 => "Supplied by it:",
        0 => "The supplier:",
        1 => "Who supplies it:",
        _ => $"{step} links up the chain:",
    };
}

/// <summary>Reads the supply chain around one supplier, some links either way.</summary>
public sealed class FindSupplyNetwork(IDbContextFactory<SupplyRiskDb> databases, Portfolio portfolio)
{
    /// <summary>Links followed up the chain, and down.</summary>
    public const int Up = 4, Down = 2;

    /// <summary>Companies drawn of one step.</summary>
    public const int MostOfAStep = 8;

    // Above it a step is a whole market, and its picture tells nothing.
    private const int MostFollowed = 500;

    private sealed record Link(Guid Seller, Guid? Buyer, Guid? Entity);

    public async Task<SupplyNetwork> HandleAsync(Actor actor, Guid supplier, CancellationToken ct)
    {
        var view = await portfolio.ReadAsync(actor, ct);
        if (!view.ById.ContainsKey(supplier)) return SupplyNetwork.Alone;
        await using var db = await databases.CreateDbContextAsync(ct);
        var redirects = await Redirects.NowAsync(db, ct);
        var current = db.SupplyLinks.StillKnownNow().Where(l => l.ValidTo == TwoTimes.OpenEnd);
        var steps = new Dictionary<Guid, int> { [supplier] = 0 };
        var links = new HashSet<Link>();
        for (var (step, edge) = (1, new List<Guid> { supplier }); step <= Up && edge.Count is > 0 and <= MostFollowed; step++)
        {
            var buyers = redirects.GroupsOf(edge);
            edge = Take(Followed(await current.Where(l => l.BuyerSupplierId != null && buyers.Contains(l.BuyerSupplierId.Value)).Select(l => new Link(l.SupplierId, l.BuyerSupplierId, null)).Distinct().ToListAsync(ct), redirects), l => l.Seller, step, steps, links, view);
        }
        for (var (step, edge) = (-1, new List<Guid> { supplier }); step >= -Down && edge.Count is > 0 and <= MostFollowed; step--)
        {
            var sellers = redirects.GroupsOf(edge);
            edge = Take(Followed(await current.Where(l => sellers.Contains(l.SupplierId)).Select(l => new Link(l.SupplierId, l.BuyerSupplierId, l.BuyingEntityId)).Distinct().ToListAsync(ct), redirects), l => l.Buyer ?? l.Entity, step, steps, links, view);
        }
        var entities = links.Select(l => l.Entity).OfType<Guid>().ToHashSet();
        var names = entities.Count == 0 ? [] : await db.BuyingEntities.Where(b => entities.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, ct);
        return Picture(steps, links, names, view);
    }

    // A merged one's links are its survivor's, and between the two there is none.
    private static List<Link> Followed(List<Link> links, Redirects redirects) => redirects.IsEmpty ? links :
        [.. links.Select(l => new Link(redirects.SurvivorOf(l.Seller), l.Buyer is { } buyer ? redirects.SurvivorOf(buyer) : null, l.Entity)).Where(l => l.Seller != l.Buyer).Distinct()];

    // What an actor may not see is a dead end: nothing behind it is told either.
    private static List<Guid> Take(List<Link> found, Func<Link, Guid?> far, int step, Dictionary<Guid, int> steps, HashSet<Link> links, PortfolioView view)
    {
        var next = new List<Guid>();
        foreach (var link in found)
        {
            if (far(link) is not { } id) continue;
            links.Add(link);
            if (steps.TryAdd(id, step) && view.ById.ContainsKey(id)) next.Add(id);
        }

        return next;
    }

    private static SupplyNetwork Picture(Dictionary<Guid, int> steps, HashSet<Link> links, Dictionary<Guid, string> entities, PortfolioView view)
    {
        var drawn = new List<(Guid Id, NetworkNode Node)>();
        var leftOut = new Dictionary<int, int>();
        foreach (var step in steps.GroupBy(s => s.Value, s => s.Key).OrderBy(g => g.Key))
        {
            var nodes = step.Select(id => (Id: id, Node: Node(id, step.Key, entities, view)))
                .OrderByDescending(n => n.Node.Ours).ThenByDescending(n => n.Node.HardTrigger).ThenByDescending(n => n.Node.Band is Band.CannotRate or null ? -1 : n.Node.RiskScore).ThenBy(n => n.Node.Name, StringComparer.OrdinalIgnoreCase).ThenBy(n => n.Id).ToList();
            if (nodes.Count > MostOfAStep) leftOut[step.Key] = nodes.Count - MostOfAStep;
            drawn.AddRange(nodes.Take(MostOfAStep));
        }

        var at = drawn.Select((n, i) => (n.Id, i)).ToDictionary(x => x.Id, x => x.i);
        return new SupplyNetwork(
            [.. drawn.Select(d => d.Node)],
            [.. links.Select(l => (Seller: at.GetValueOrDefault(l.Seller, -1), Buyer: at.GetValueOrDefault(l.Buyer ?? l.Entity ?? Guid.Empty, -1))).Where(l => l is { Seller: >= 0, Buyer: >= 0 }).Distinct().Order()],
            leftOut);
    }

    private static NetworkNode Node(Guid id, int step, Dictionary<Guid, string> entities, PortfolioView view) =>
        entities.TryGetValue(id, out var ours) ? new(null, ours, null, null, step, null, 0, false, true)
        : view.ById.TryGetValue(id, out var row) ? new(id, row.Name, row.OwnId, row.Country, step, row.Band, row.RiskScore, row.Flags.Contains(FlagKind.HardTrigger), false)
        : new(null, "A company you may not see", null, null, step, null, 0, false, false);
}
