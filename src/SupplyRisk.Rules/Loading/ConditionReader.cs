using SupplyRisk.Rules.Compilation;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>What the conditions of one file may refer to.</summary>
/// <param name="Lists">Word lists of the file and of <c>lists.yaml</c>, by name.</param>
/// <param name="Macros">Named conditions, likewise.</param>
internal sealed record ConditionContext(
    string File, IssueList Issues, FactSet Supplier, IReadOnlyDictionary<string, ReferenceTable> Tables,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Lists, IReadOnlyDictionary<string, Macro> Macros, WordIndex Words);

/// <summary>Turns the <c>when:</c> of a rule into a checked condition and notes what a sentence may refer to.</summary>
internal sealed class ConditionReader(ConditionContext given)
{
    private static readonly string[] Structure = ["all", "any", "none", "not", "lookup", "macro"];
    private readonly Stack<string> _open = [];
    private ConditionContext context = given;

    /// <summary>Tables looked up, by the name a sentence uses.</summary>
    public Dictionary<string, ReferenceTable> Rows { get; } = new(StringComparer.Ordinal);

    /// <summary>Lists tested, by the noun a sentence uses.</summary>
    public Dictionary<string, FactSet> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>Months at which a comparison with an age changes.</summary>
    public HashSet<int> Months { get; } = [];

    public Condition? Read(YamlNode node) => Read(node, context.Supplier);

    private Condition? Read(YamlNode node, FactSet facts)
    {
        if (node is not YamlMappingNode { Children.Count: > 0 } mapping) return Fail(node, "A condition must be a mapping like `country: CN`.");
        var parts = new List<Condition>();
        foreach (var (key, value) in mapping.Children)
        {
            var part = key is YamlScalarNode { Value: { } name } ? ReadEntry(name, key, value, facts) : Fail(key, "A key must be a single word.");
            if (part is not null) parts.Add(part);
        }

        if (parts.Count != mapping.Children.Count) return null;
        return parts.Count == 1 ? parts[0] : new AllOf(parts);
    }

    private Condition? ReadEntry(string name, YamlNode key, YamlNode value, FactSet facts) => name switch
    {
        "all" => ReadParts(value, facts) is { } parts ? new AllOf(parts) : null,
        "any" => ReadParts(value, facts) is { } parts ? new AnyOf(parts) : null,
        "none" => ReadParts(value, facts) is { } parts ? new NoneOf(parts) : null,
        "not" => Read(value, facts) is { } part ? new NoneOf([part]) : null,
        "macro" => ReadMacros(value, facts),
        "lookup" => new LookupReader(context, Rows).Read(value, facts),
        _ when facts.Find(name) is { Kind: FactKind.Items } list => ReadItems(list, value),
        _ when facts.Find(name) is { } fact => new ComparisonReader(context, Months).Read(fact, value),
        _ => Fail(key, $"There is no fact `{name}` of a {facts.Noun}.", Nearest.To(name, facts.Facts.Select(f => f.Name).Concat(Structure))),
    };

    private Condition? ReadMacros(YamlNode node, FactSet facts)
    {
        if (NamedLists.Texts(context, node) is not { } names) return null;
        var parts = names.Select(n => ReadMacro(n, node, facts)).ToList();
        return parts.Contains(null) ? null : parts is [var single] ? single : new AllOf([.. parts.OfType<Condition>()]);
    }

    private NamedCondition? ReadMacro(string name, YamlNode at, FactSet facts)
    {
        if (!context.Macros.TryGetValue(name, out var macro))
        {
            context.Issues.Add(context.File, at, $"There is no macro `{name}`.", Nearest.To(name, context.Macros.Keys));
            return null;
        }

        if (_open.Contains(name))
        {
            context.Issues.Add(context.File, at, $"The macro `{name}` uses itself.");
            return null;
        }

        var outside = context;
        _open.Push(name);
        context = context with { File = macro.File, Lists = macro.Lists };
        var part = Read(macro.When, facts);
        context = outside;
        _open.Pop();
        return part is null ? null : new NamedCondition(name, part);
    }

    private List<Condition>? ReadParts(YamlNode node, FactSet facts)
    {
        if (node is YamlMappingNode) return Read(node, facts) is { } single ? [single] : null;
        if (node is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            Fail(node, "Give a list of conditions.");
            return null;
        }

        var parts = list.Children.Select(c => Read(c, facts)).ToList();
        return parts.Contains(null) ? null : [.. parts.OfType<Condition>()];
    }

    private Condition? ReadItems(Fact list, YamlNode node)
    {
        if (node is not YamlMappingNode { Children.Count: 1 } mapping
            || mapping.Children[0].Key is not YamlScalarNode { Value: "any" or "none" or "known" } quantifier)
        {
            return Fail(node, $"`{list.Name}` is a list: say `any:`, `none:` or `known:`.");
        }

        var facts = list.ItemFacts ?? throw new InvalidOperationException($"{list.Name} has no facts of its items");
        var inner = mapping.Children[0].Value;
        if (quantifier.Value == "known") return new ComparisonReader(context, Months).ReadKnown(list, inner);
        if (quantifier.Value == "any") Items[facts.Noun] = facts;
        if (Read(inner, facts) is not { } condition) return null;
        var some = new SomeItem(list, condition);
        return quantifier.Value == "any" ? some : new NoneOf([some]);
    }

    private Condition? Fail(YamlNode at, string message, string? suggestion = null)
    {
        context.Issues.Add(context.File, at, message, suggestion);
        return null;
    }
}
