using SupplyRisk.Disclosure.Frameworks;

namespace SupplyRisk.Disclosure.Statements;

public enum Applies
{
    Yes,
    No,

    /// <summary>A fact of the entity is missing that would settle it.</summary>
    NotKnown,
}

/// <summary>Whether a law covers an entity, and why.</summary>
/// <param name="Reasons">One a condition, with what the entity's facts say.</param>
/// <param name="Missing">What has to be known to settle it.</param>
public sealed record Applicability(Framework Law, Applies Applies, IReadOnlyList<string> Reasons, IReadOnlyList<string> Missing)
{
    private static readonly HashSet<string> Union = new(
        ["AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"], StringComparer.Ordinal);

    /// <summary>By thresholds and places alone, as the law's file says them; a lawyer decides.</summary>
    public static Applicability Of(Framework law, EntityFacts facts)
    {
        var (reasons, missing) = (new List<string>(), new List<string>());
        if (law.Covered.Condition is not { } condition) return new(law, Applies.NotKnown, ["It is about single goods or contracts and not about an entity as a whole."], []);
        var applies = Judge(condition);
        return new(law, applies, reasons, applies == Applies.NotKnown ? missing : []);

        Applies Judge(CoverageCondition c)
        {
            switch (c)
            {
                case SomeOf some:
                    var parts = some.Parts.Select(Judge).ToList();
                    if (parts.Count(p => p == Applies.Yes) >= some.Least) return Applies.Yes;
                    return parts.Count(p => p != Applies.No) >= some.Least ? Applies.NotKnown : Applies.No;
                case PlaceIs place:
                    var of = place.Fact switch { PlaceFact.Seat => facts.Seat, PlaceFact.Business => facts.Business, PlaceFact.Listed => facts.Listed };
                    var known = of.Count > 0 || place.Fact == PlaceFact.Listed;
                    if (!known) missing.Add(place.Fact == PlaceFact.Seat ? "where it has its seat" : "where it does business");
                    return Say(place.Text, !known ? Applies.NotKnown : of.Any(x => place.Countries.Contains(x) || (place.Countries.Contains("EU") && Union.Contains(x))) ? Applies.Yes : Applies.No);
                case ActivityIs does:
                    if (facts.Activities.Count == 0) missing.Add("what it does");
                    return Say(does.Text, facts.Activities.Count == 0 ? Applies.NotKnown : does.Activities.Any(facts.Activities.Contains) ? Applies.Yes : Applies.No);
                case MeasureReaches reaches:
                    return Reaches(reaches);
                default:
                    throw new InvalidOperationException($"A condition of another kind: {c.GetType().Name}.");
            }
        }

        Applies Reaches(MeasureReaches m)
        {
            if (facts.Measures.FirstOrDefault(x => x.Measure == m.Measure && x.Within == m.Within && x.Currency == m.Currency) is not { } value)
            {
                missing.Add($"{Words.Snake(m.Measure)}{(m.Currency is { } currency ? $" in {currency}" : "")}{(m.Within is { } place ? $" within {place}" : "")}");
                return Say(m.Text, Applies.NotKnown);
            }
            return Say(m.Text, value.Value > m.Threshold || (!m.More && value.Value == m.Threshold) ? Applies.Yes : Applies.No);
        }

        Applies Say(string text, Applies applies)
        {
            reasons.Add($"{text}: {(applies switch { Applies.Yes => "yes", Applies.No => "no", Applies.NotKnown => "not known" })}");
            return applies;
        }
    }
}
