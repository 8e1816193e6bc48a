namespace SupplyRisk.Rules.Text;

/// <summary>One part of a compiled pattern.</summary>
internal readonly record struct CompiledPart(int Set, int Gap, bool Optional);

/// <summary>A pattern with its words resolved to sets. Belongs to a rule, or is a cue.</summary>
internal sealed class CompiledPattern
{
    public required Pattern Source { get; init; }
    public required CompiledPart[][] Legs { get; init; }

    /// <summary>What one of the two sentences before must say, or null.</summary>
    public CompiledPart[]? Before { get; init; }

    /// <summary>Sets that must all be in a sentence before the pattern is tried.</summary>
    public required int[] Required { get; init; }

    /// <summary>Index of the rule, or -1 for a cue.</summary>
    public required int Rule { get; init; }

    /// <summary>True if a condition is part of the sign.</summary>
    public bool Conditional { get; init; }

    public CueKind Cue { get; init; }
    public required int Language { get; init; }
}
