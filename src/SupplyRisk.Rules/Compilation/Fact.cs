namespace SupplyRisk.Rules.Compilation;

internal enum FactKind
{
    /// <summary>A code or an id: compared whole or by its beginning, ignoring case.</summary>
    Code,

    /// <summary>One of a declared set of words.</summary>
    Choice,

    /// <summary>Free text, looked through for words.</summary>
    Text,

    Number,
    Flag,

    /// <summary>A day.</summary>
    Date,

    /// <summary>Several codes.</summary>
    Codes,

    /// <summary>Several records, each with facts of its own.</summary>
    Items,
}

/// <summary>One fact a condition may ask for. A null, or an empty list, means not known.</summary>
/// <param name="Name">As rule files write it.</param>
/// <param name="Kind">Which comparisons are allowed.</param>
/// <param name="Meaning">For the reference and for explanations.</param>
internal sealed record Fact(string Name, FactKind Kind, string Meaning)
{
    public Func<FactScope, object?, string?> Text { get; init; } = (_, _) => null;

    public Func<FactScope, object?, double?> Number { get; init; } = (_, _) => null;

    public Func<FactScope, object?, bool?> Flag { get; init; } = (_, _) => null;

    public Func<FactScope, object?, DateOnly?> Date { get; init; } = (_, _) => null;

    public Func<FactScope, object?, IReadOnlyList<string>> Codes { get; init; } = (_, _) => [];

    public Func<FactScope, IReadOnlyList<object>> Items { get; init; } = _ => [];

    /// <summary>Allowed words of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The facts of one item of a list.</summary>
    public FactSet? ItemFacts { get; init; }

    public bool IsKnown(FactScope scope, object? item) => Kind switch
    {
        FactKind.Number => Number(scope, item) is not null,
        FactKind.Flag => Flag(scope, item) is not null,
        FactKind.Date => Date(scope, item) is not null,
        FactKind.Codes => Codes(scope, item).Count > 0,
        FactKind.Items => Items(scope).Count > 0,
        FactKind.Code or FactKind.Choice or FactKind.Text => !string.IsNullOrWhiteSpace(Text(scope, item)),
    };
}

/// <summary>The facts known in one place of a condition: of the supplier, or of one item of a list.</summary>
/// <param name="Noun">What they are facts of; the name under which a sentence shows an item.</param>
internal sealed record FactSet(string Noun, IReadOnlyList<Fact> Facts)
{
    private readonly Dictionary<string, Fact> _byName = Facts.ToDictionary(f => f.Name);

    public Fact? Find(string name) => _byName.GetValueOrDefault(name);
}
