using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Compilation;

/// <summary>The values of one fact that a comparison allows.</summary>
/// <param name="Fact">The fact; what is compared must have one value at a time.</param>
/// <param name="At">Where the comparison stands.</param>
internal sealed record Allowed(Fact Fact, YamlNode At)
{
    /// <summary>One of these codes, or null where codes are not what is asked.</summary>
    public IReadOnlyList<string>? Codes { get; init; }

    /// <summary>True where a code need only begin with one of <see cref="Codes"/>.</summary>
    public bool Begins { get; init; }

    /// <summary>A number or a day between these, both included.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>False where the fact must not be known.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>True if no value fits both.</summary>
    public bool Excludes(Allowed other)
    {
        if (IsKnown != other.IsKnown) return true;
        if (!IsKnown) return false;
        if (Least > other.Most || other.Least > Most) return true;
        return Codes is not null && other.Codes is not null && !Codes.Any(a => other.Codes.Any(b => Fits(a, Begins, b, other.Begins)));
    }

    private static bool Fits(string a, bool aBegins, string b, bool bBegins) =>
        (aBegins && b.StartsWith(a, StringComparison.OrdinalIgnoreCase))
        || (bBegins && a.StartsWith(b, StringComparison.OrdinalIgnoreCase))
        || a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
