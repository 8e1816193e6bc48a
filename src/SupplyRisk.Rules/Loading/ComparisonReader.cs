using System.Globalization;
using SupplyRisk.Rules.Compilation;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads one comparison of a fact: <c>country: CN</c>, <c>tier: {at_most: 2}</c>. A comparison with an unknown fact never holds; ask <c>known: false</c> instead.</summary>
internal sealed class ComparisonReader(ConditionContext context, HashSet<int> months)
{
    private static readonly Dictionary<FactKind, string[]> Operators = new()
    {
        [FactKind.Code] = ["is", "starts_with", "known"],
        [FactKind.Choice] = ["is", "known"],
        [FactKind.Text] = ["words", "not_followed_by", "known"],
        [FactKind.Number] = ["is", "at_least", "at_most", "more_than", "less_than", "known"],
        [FactKind.Flag] = ["is", "known"],
        [FactKind.Date] = ["before", "after", "known"],
        [FactKind.Codes] = ["is", "starts_with", "known"],
        [FactKind.Items] = ["any", "none", "known"],
    };

    /// <summary>How facts of a kind may be compared.</summary>
    public static IReadOnlyList<string> OperatorsOf(FactKind kind) => Operators[kind];

    public Condition? Read(Fact fact, YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
        {
            return fact.Kind switch
            {
                FactKind.Text => Fail(node, $"`{fact.Name}` is free text: say which words, `{fact.Name}: {{words: [...]}}`."),
                FactKind.Date => Fail(node, $"`{fact.Name}` is a date: `{fact.Name}: {{before: 2025-03-31}}`, or `after`."),
                _ => ReadOperator(fact, "is", node, null),
            };
        }

        if (mapping.Children.Count == 0) return Fail(node, $"Say how `{fact.Name}` is compared.");
        mapping.Children.TryGetValue(new YamlScalarNode("not_followed_by"), out var followers);
        var parts = new List<Condition>();
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!Operators[fact.Kind].Contains(name))
            {
                return Fail(key, $"`{fact.Name}` cannot be compared by `{name}`; allowed are {string.Join(", ", Operators[fact.Kind])}.", Nearest.To(name, Operators[fact.Kind]));
            }

            if (name == "not_followed_by") continue;
            if (ReadOperator(fact, name, value, followers) is not { } part) return null;
            parts.Add(part);
        }

        if (parts.Count == 0) return Fail(node, "`not_followed_by` needs `words` beside it.");
        return parts.Count == 1 ? parts[0] : new AllOf(parts);
    }

    public Condition? ReadKnown(Fact fact, YamlNode node)
    {
        if (node is not YamlScalarNode { Value: "true" or "false" } scalar) return Fail(node, "`known` must be true or false.");
        var wanted = scalar.Value == "true";
        return new Comparison($"{fact.Name} {(wanted ? "known" : "not known")}", (s, i) => fact.IsKnown(s, i) == wanted) { Allows = new Allowed(fact, node) { IsKnown = wanted } };
    }

    private Condition? ReadOperator(Fact fact, string name, YamlNode value, YamlNode? followers) => (name, fact.Kind) switch
    {
        ("known", _) => ReadKnown(fact, value),
        ("words", _) => ReadWords(fact, value, followers),
        (_, FactKind.Number) => ReadNumber(fact, name, value),
        (_, FactKind.Flag) => ReadFlag(fact, value),
        (_, FactKind.Date) => ReadDate(fact, name, value),
        _ => ReadCodes(fact, name, value),
    };

    private Comparison? ReadCodes(Fact fact, string name, YamlNode value)
    {
        if (Texts(value) is not { } codes) return null;
        if (fact.Kind == FactKind.Choice && codes.FirstOrDefault(c => !fact.Choices.Contains(c)) is { } wrong)
        {
            return Fail(value, $"`{wrong}` is no value of `{fact.Name}`; allowed are {string.Join(", ", fact.Choices)}.", Nearest.To(wrong, fact.Choices));
        }

        var begins = name == "starts_with";
        bool Fits(string code) => codes.Any(c => begins
            ? code.StartsWith(c, StringComparison.OrdinalIgnoreCase)
            : code.Equals(c, StringComparison.OrdinalIgnoreCase));
        Test test = fact.Kind == FactKind.Codes
            ? (s, i) => fact.Codes(s, i).Any(Fits)
            : (s, i) => fact.Text(s, i) is { } code && Fits(code);
        return new Comparison($"{fact.Name} {(begins ? "starts with" : "is")} {string.Join(" or ", codes)}", test)
        {
            // A list of codes may fit two comparisons with two of its codes; what is known of it is all that can be said.
            Allows = fact.Kind == FactKind.Codes ? new Allowed(fact, value) : new Allowed(fact, value) { Codes = codes, Begins = begins },
        };
    }

    private Comparison? ReadNumber(Fact fact, string name, YamlNode value)
    {
        if (value is not YamlScalarNode { Value: { } text }
            || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) || !double.IsFinite(bound))
        {
            return Fail(value, $"`{fact.Name}` is a number.");
        }

        if (fact.Name == "age_months") months.Add((int)Math.Clamp(Math.Ceiling(bound), 0, 1200));
        Test test = name switch
        {
            "at_least" => (s, i) => fact.Number(s, i) >= bound,
            "at_most" => (s, i) => fact.Number(s, i) <= bound,
            "more_than" => (s, i) => fact.Number(s, i) > bound,
            "less_than" => (s, i) => fact.Number(s, i) < bound,
            _ => (s, i) => fact.Number(s, i) is { } number && number.Equals(bound),
        };
        return new Comparison($"{fact.Name} {name.Replace('_', ' ')} {text}", test) { Allows = Between(fact, value, name, bound) };
    }

    private static Allowed Between(Fact fact, YamlNode at, string name, double bound) => name switch
    {
        "at_least" => new Allowed(fact, at) { Least = bound },
        "at_most" => new Allowed(fact, at) { Most = bound },
        "more_than" or "after" => new Allowed(fact, at) { Least = double.BitIncrement(bound) },
        "less_than" or "before" => new Allowed(fact, at) { Most = double.BitDecrement(bound) },
        _ => new Allowed(fact, at) { Least = bound, Most = bound },
    };

    private Comparison? ReadDate(Fact fact, string name, YamlNode value)
    {
        if (value is not YamlScalarNode { Value: { } text } || !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Fail(value, $"`{fact.Name}` is a date: `{fact.Name}: {{before: 2025-03-31}}`.");
        }

        Test test = name == "before" ? (s, i) => fact.Date(s, i) < day : (s, i) => fact.Date(s, i) > day;
        return new Comparison($"{fact.Name} {name} {text}", test) { Allows = Between(fact, value, name, day.DayNumber) };
    }

    private Comparison? ReadFlag(Fact fact, YamlNode value)
    {
        if (value is not YamlScalarNode { Value: "true" or "false" } scalar) return Fail(value, $"`{fact.Name}` is true or false.");
        var wanted = scalar.Value == "true";
        return new Comparison($"{fact.Name} is {scalar.Value}", (s, i) => fact.Flag(s, i) == wanted) { Allows = new Allowed(fact, value) { Codes = [scalar.Value] } };
    }

    private Comparison? ReadWords(Fact fact, YamlNode value, YamlNode? followers)
    {
        if (Texts(value) is not { } words) return null;
        IReadOnlyList<string> refused = [];
        if (followers is not null)
        {
            if (Texts(followers) is not { } given) return null;
            refused = given;
        }

        if (words.Concat(refused).FirstOrDefault(w => !WordIndex.IsUsable(w)) is { } empty) return Fail(value, $"`{empty}` holds no letter or digit.");
        var set = context.Words.AddSet();
        foreach (var word in words) context.Words.Add(set, word, 0);
        var folded = WordHits.FoldFollowers(refused);
        return new Comparison(
            $"{fact.Name} names {string.Join(" or ", words)}" + (refused.Count == 0 ? "" : $" not followed by {string.Join(" or ", refused)}"),
            (s, i) => WordHits.Any(s.Hits(fact.Text(s, i)), set, folded));
    }

    /// <summary>A text, a list of texts, or <c>$name</c> of a list of the file.</summary>
    internal IReadOnlyList<string>? Texts(YamlNode node) => NamedLists.Texts(context, node);

    private Comparison? Fail(YamlNode at, string message, string? suggestion = null)
    {
        context.Issues.Add(context.File, at, message, suggestion);
        return null;
    }
}

/// <summary>Reads words given in place or by the name of a list.</summary>
internal static class NamedLists
{
    public static IReadOnlyList<string>? Texts(ConditionContext context, YamlNode node)
    {
        if (node is YamlScalarNode { Value: ['$', .. var name] })
        {
            if (context.Lists.TryGetValue(name, out var list)) return list;
            context.Issues.Add(context.File, node, $"There is no list `{name}` in this file.", Nearest.To(name, context.Lists.Keys));
            return null;
        }

        var nodes = node is YamlSequenceNode sequence ? sequence.Children.ToList() : [node];
        var texts = nodes.OfType<YamlScalarNode>().Select(s => s.Value?.Trim() ?? "").Where(t => t.Length > 0).ToList();
        if (texts.Count == nodes.Count && texts.Count > 0) return texts;
        context.Issues.Add(context.File, node, "Give a text or a list of texts; none may be empty.");
        return null;
    }
}
