namespace SupplyRisk.Rules.Compilation;

/// <summary>Whether a condition holds for the supplier in <paramref name="scope"/> or, inside a list, for <paramref name="item"/> of it.</summary>
internal delegate bool Test(FactScope scope, object? item);

/// <summary>A checked condition. The tree stays beside the compiled test for explanations, traces and mutation.</summary>
/// <param name="Words">As a reader would say it.</param>
internal abstract record Condition(string Words)
{
    public abstract IReadOnlyList<Condition> Parts { get; }

    /// <summary>The test for the whole tree below.</summary>
    public abstract Test Compile();

    /// <summary>The same condition over other parts.</summary>
    public abstract Condition With(IReadOnlyList<Condition> parts);
}

internal sealed record AllOf(IReadOnlyList<Condition> All) : Condition("all of")
{
    public override IReadOnlyList<Condition> Parts => All;

    public override Condition With(IReadOnlyList<Condition> parts) => new AllOf(parts);

    public override Test Compile()
    {
        var tests = All.Select(p => p.Compile()).ToArray();
        if (tests.Length == 1) return tests[0];
        return (scope, item) =>
        {
            foreach (var test in tests)
            {
                if (!test(scope, item)) return false;
            }

            return true;
        };
    }
}

internal sealed record AnyOf(IReadOnlyList<Condition> Any) : Condition("any of")
{
    public override IReadOnlyList<Condition> Parts => Any;

    public override Condition With(IReadOnlyList<Condition> parts) => new AnyOf(parts);

    public override Test Compile()
    {
        var tests = Any.Select(p => p.Compile()).ToArray();
        return (scope, item) =>
        {
            foreach (var test in tests)
            {
                if (test(scope, item)) return true;
            }

            return false;
        };
    }
}

internal sealed record NoneOf(IReadOnlyList<Condition> None) : Condition("none of")
{
    public override IReadOnlyList<Condition> Parts => None;

    public override Condition With(IReadOnlyList<Condition> parts) => new NoneOf(parts);

    public override Test Compile()
    {
        var any = new AnyOf(None).Compile();
        return (scope, item) => !any(scope, item);
    }
}

/// <summary>A condition under a name: a macro, or an exception with its reason.</summary>
internal sealed record NamedCondition(string Name, Condition Part) : Condition(Name)
{
    public override IReadOnlyList<Condition> Parts => [Part];

    public override Condition With(IReadOnlyList<Condition> parts) => this with { Part = parts[0] };

    public override Test Compile() => Part.Compile();
}

/// <summary>A single comparison, already compiled.</summary>
internal sealed record Comparison(string Words, Test Holds) : Condition(Words)
{
    /// <summary>What it allows, for finding what can never hold; null where that is not looked at.</summary>
    public Allowed? Allows { get; init; }

    public override IReadOnlyList<Condition> Parts => [];

    public override Condition With(IReadOnlyList<Condition> parts) => this;

    public override Test Compile() => Holds;
}

/// <summary>At least one item of a list fits; all that fit are kept for the sentence and the points.</summary>
internal sealed record SomeItem(Fact List, Condition Item) : Condition($"some of {List.Name} with")
{
    public override IReadOnlyList<Condition> Parts => [Item];

    public override Condition With(IReadOnlyList<Condition> parts) => this with { Item = parts[0] };

    public override Test Compile()
    {
        var test = Item.Compile();
        var facts = List.ItemFacts ?? throw new InvalidOperationException($"{List.Name} is no list");
        return (scope, _) =>
        {
            var fitting = List.Items(scope).Where(i => test(scope, i)).ToList();
            if (fitting.Count == 0) return false;
            scope.Found[facts.Noun] = new Bound(null, [], facts, fitting);
            return true;
        };
    }
}

/// <summary>A row of a table fits.</summary>
/// <param name="Fitting">Numbers of the rows that fit, ascending.</param>
internal sealed record TableRow(string Words, ReferenceTable Table, string Name, Func<FactScope, object?, List<int>> Fitting)
    : Condition(Words)
{
    public override IReadOnlyList<Condition> Parts => [];

    /// <summary>The same lookup with one column left out each; a case must notice.</summary>
    public Func<IReadOnlyList<Condition>> Weaker { get; init; } = () => [];

    public override Condition With(IReadOnlyList<Condition> parts) => this;

    public override Test Compile() => (scope, item) =>
    {
        var rows = Fitting(scope, item);
        if (rows.Count == 0) return false;
        scope.Found[Name] = new Bound(Table, rows, null, []);
        return true;
    };
}
