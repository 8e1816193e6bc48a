using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Compilation;

/// <summary>The facts of one supplier while rules look at them: lists in a fixed order, texts read once, and what the running rule has found.</summary>
internal sealed class FactScope(SubjectFacts facts, WordIndex words, IReadOnlyList<DerivedCodes> derived)
{
    private readonly Dictionary<string, TextHits> _hits = new(StringComparer.Ordinal);
    private readonly string[]?[] _derived = new string[derived.Count][];
    private IReadOnlyList<ListMatchFact>? _matches;
    private IReadOnlyList<FindingFact>? _findings;
    private IReadOnlyList<DocumentFact>? _documents;
    private IReadOnlyList<UpstreamFact>? _upstream;
    private IReadOnlyList<OriginFact>? _origins;
    private IReadOnlyList<SharedFact>? _shared;

    public SubjectFacts Facts => facts;

    /// <summary>What the rule being tested has found, by the slots of its sentence: table rows or list items.</summary>
    public Dictionary<string, Bound> Found { get; } = new(StringComparer.Ordinal);

    // Lists come in the order of whoever built the facts; a score must not depend on it.
    public IReadOnlyList<ListMatchFact> Matches => _matches ??= Ordered(facts.Matches, static (a, b) => FactOrder.Compare(a, b));

    public IReadOnlyList<FindingFact> Findings => _findings ??= Ordered(facts.Findings, static (a, b) => FactOrder.Compare(a, b));

    public IReadOnlyList<DocumentFact> Documents => _documents ??= Ordered(facts.Documents, static (a, b) => FactOrder.Compare(a, b));

    public IReadOnlyList<UpstreamFact> Upstream => _upstream ??= Ordered(facts.Upstream, static (a, b) => FactOrder.Compare(a, b));

    public IReadOnlyList<OriginFact> Origins => _origins ??= Ordered(facts.Origins, static (a, b) => FactOrder.Compare(a, b));

    public IReadOnlyList<SharedFact> Shared => _shared ??= Ordered(facts.Shared, static (a, b) => FactOrder.Compare(a, b));

    /// <summary>The words of all rules and tables that stand in a text.</summary>
    public TextHits Hits(string? text)
    {
        if (string.IsNullOrEmpty(text)) return TextHits.None;
        if (_hits.TryGetValue(text, out var hits)) return hits;
        var folded = TextFold.Fold(text);
        return _hits[text] = new TextHits(folded, words.Scan(folded));
    }

    public IReadOnlyList<string> Derived(int index) => _derived[index] ??= derived[index].Of(this);

    private static IReadOnlyList<T> Ordered<T>(IReadOnlyList<T> items, Comparison<T> order)
    {
        if (IsOrdered(items, order)) return items;
        var copy = items.ToList();
        copy.Sort(order);
        return copy;
    }

    private static bool IsOrdered<T>(IReadOnlyList<T> items, Comparison<T> order)
    {
        for (var i = 1; i < items.Count; i++)
            if (order(items[i - 1], items[i]) > 0) return false;
        return true;
    }
}

/// <summary>What a lookup or a list test found.</summary>
/// <param name="Table">The table, or null for items.</param>
/// <param name="Rows">Row numbers in the table.</param>
/// <param name="ItemFacts">The facts of the items, or null for rows.</param>
/// <param name="Items">The items that fit, in their fixed order.</param>
internal sealed record Bound(ReferenceTable? Table, IReadOnlyList<int> Rows, FactSet? ItemFacts, IReadOnlyList<object> Items);

/// <summary>A folded text and the words found in it.</summary>
internal sealed record TextHits(string Folded, List<WordIndex.Hit> Hits)
{
    public static TextHits None { get; } = new("", []);
}

/// <summary>Codes read off a reference table: every value of a column whose row fits the supplier, e.g. commodities from goods and HS codes.</summary>
internal sealed record DerivedCodes(string Name, string Meaning, Func<FactScope, string[]> Of);
