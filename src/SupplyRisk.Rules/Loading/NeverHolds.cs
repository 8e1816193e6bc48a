using SupplyRisk.Rules.Compilation;

namespace SupplyRisk.Rules.Loading;

/// <summary>Finds conditions that can never hold: two that exclude each other, an alternative that what stands around it excludes, an exception that takes everything away.</summary>
/// <remarks>It knows codes, choices, numbers, days and what is known. What it does not know it takes for possible, so it never complains without cause.</remarks>
internal sealed class NeverHolds(string file, IssueList issues)
{
    public void Check(Condition condition) => Walk(condition, []);

    // What holds around a place; inside a list it is another thing that is spoken of, so it begins anew.
    private void Walk(Condition condition, List<Comparison> around)
    {
        switch (condition)
        {
            case AllOf or NamedCondition:
                WalkAll(condition, around);
                break;
            case AnyOf any:
                foreach (var alternative in any.Any) Walk(alternative, [.. around]);
                break;
            case NoneOf none:
                foreach (var part in none.None)
                {
                    Exhausts(part, around);
                    Walk(part, [.. around]);
                }

                break;
            case SomeItem some:
                Walk(some.Item, []);
                break;
            case Comparison comparison:
                Add(comparison, around);
                break;
        }
    }

    // Comparisons first, so that alternatives see what stands beside them, whichever the file names first.
    private void WalkAll(Condition condition, List<Comparison> around)
    {
        foreach (var part in Flat(condition).OrderBy(p => p is not Comparison)) Walk(part, around);
    }

    private static IEnumerable<Condition> Flat(Condition condition) =>
        condition is AllOf or NamedCondition ? condition.Parts.SelectMany(Flat) : [condition];

    private void Add(Comparison comparison, List<Comparison> around)
    {
        if (comparison.Allows is not { } allowed) return;
        if (around.Find(a => a.Allows!.Fact == allowed.Fact && a.Allows.Excludes(allowed)) is { } other) // only such are added
        {
            issues.Add(file, allowed.At, $"This can never hold: `{comparison.Words}` beside `{other.Words}`.");
        }

        around.Add(comparison);
    }

    // `none: country is CN` beside `country is CN`: what is excluded is all that is left.
    private void Exhausts(Condition excluded, List<Comparison> around)
    {
        if (excluded is NamedCondition named) excluded = named.Part;
        if (excluded is not Comparison { Allows: { IsKnown: true, Codes: { } codes } allowed } comparison) return;
        var same = around.Find(a => a.Allows is { IsKnown: true, Begins: false, Codes: not null } given && given.Fact == allowed.Fact
            && given.Codes.All(c => codes.Any(x => allowed.Begins ? c.StartsWith(x, StringComparison.OrdinalIgnoreCase) : c.Equals(x, StringComparison.OrdinalIgnoreCase))));
        if (same is not null) issues.Add(file, allowed.At, $"This takes away all that is left: `{comparison.Words}` is excluded beside `{same.Words}`.");
    }
}
