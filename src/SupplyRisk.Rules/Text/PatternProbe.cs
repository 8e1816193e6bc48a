namespace SupplyRisk.Rules.Text;

/// <summary>Sees which patterns match in a text, and may leave one out as if it did not stand in its file.</summary>
/// <param name="without">The pattern to leave out, or null.</param>
internal sealed class PatternProbe(Pattern? without = null)
{
    private readonly HashSet<Pattern> seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Every pattern that matched, whatever came of it.</summary>
    public IReadOnlySet<Pattern> Seen => seen;

    public bool LeavesOut(Pattern pattern)
    {
        seen.Add(pattern);
        return ReferenceEquals(pattern, without);
    }
}
