using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Profile;

/// <summary>What leaves the installation in no file: workers' own words, and what speaks of fewer than ten people, for they could be known by it.</summary>
public static class HeldBack
{
    /// <summary>Stands in its place.</summary>
    public const string InItsPlace = "(held back: a worker's words, or a group of fewer than ten)";

    private const int FewPeople = 10;

    public static bool Is(Finding finding) => Is(finding.Speaker, finding.QuantitiesJson);

    public static bool Is(Speaker speaker, string? quantitiesJson) =>
        speaker == Speaker.Worker || Finding.Read(quantitiesJson).Any(q => q is { Kind: QuantityKind.People, Value: < FewPeople });
}
