using SupplyRisk.Disclosure.Frameworks;

namespace SupplyRisk.Disclosure.Statements;

/// <summary>One of our own companies in whose name statements are made.</summary>
public sealed class ReportingEntity
{
    public required Guid Id { get; init; }

    /// <summary>Unique.</summary>
    public required string Name { get; set; }

    /// <summary><see cref="EntityFacts"/> as JSON.</summary>
    public required string FactsJson { get; set; }

    public required DateTime UpdatedAt { get; set; }

    /// <summary>Counts changes: two people on one entity must not overwrite each other.</summary>
    public required int Version { get; set; }
}

/// <summary>What is known of a reporting entity: by it the laws that apply are told, and registers are filled in.</summary>
/// <param name="Registration">Registration or business number, as registers ask for it; empty if none is known.</param>
/// <param name="Seat">Countries of seat, head office or incorporation: ISO alpha-2.</param>
/// <param name="Business">Countries where it does business.</param>
/// <param name="Listed">Countries on whose exchanges it is listed.</param>
/// <param name="Subsidiaries">Entities it owns or controls that the statement covers.</param>
/// <param name="Measures">Turnover, assets and employees, each in the currency and place it was counted in; nothing is converted.</param>
/// <param name="BuysAs">Names of buying entities of the portfolio whose suppliers are its; empty is the whole portfolio.</param>
public sealed record EntityFacts(
    string LegalForm, string Registration, string Address, string Website, IReadOnlyList<string> Seat, IReadOnlyList<string> Business, IReadOnlyList<string> Listed,
    IReadOnlyList<Activity> Activities, IReadOnlyList<string> Sectors, IReadOnlyList<string> Subsidiaries, IReadOnlyList<EntityMeasure> Measures, IReadOnlyList<string> BuysAs)
{
    public static readonly EntityFacts None = new("", "", "", "", [], [], [], [], [], [], [], []);
}

/// <param name="Within">ISO alpha-2 or <c>EU</c>; null for the whole world, subsidiaries included.</param>
/// <param name="Currency">ISO 4217; null for people.</param>
public sealed record EntityMeasure(Measure Measure, string? Within, string? Currency, decimal Value);

/// <summary>What a recorded fact is about.</summary>
public enum RecordKind
{
    /// <summary>Count: people trained; of them: those responsible for buying.</summary>
    Training,

    /// <summary>Count: grievances received; of them: those resolved.</summary>
    Grievances,
    Policy,

    /// <summary>Count: suppliers that accepted the code.</summary>
    SupplierCode,

    /// <summary>Count: direct suppliers that certified.</summary>
    SupplierCertification,
    ThirdPartyVerification,
    Consultation,
    LostIncome,
}

/// <summary>Something that was done and that the portfolio does not hold, with where its proof is kept. Never changed; what is wrong is withdrawn.</summary>
public sealed class DisclosureRecord
{
    public required Guid Id { get; init; }

    public required Guid EntityId { get; init; }

    public required RecordKind Kind { get; init; }

    /// <summary>The day it happened, or the last day it is about.</summary>
    public required DateOnly On { get; init; }

    /// <summary>In a few words, as a statement may name it.</summary>
    public required string What { get; init; }

    /// <summary>How many; what of, the kind says.</summary>
    public int? Count { get; init; }

    /// <summary>How many of them; what, the kind says.</summary>
    public int? OfThem { get; init; }

    /// <summary>Where the proof is kept.</summary>
    public required string Proof { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTime RecordedAt { get; init; }

    public string? WithdrawnBy { get; set; }

    public DateTime? WithdrawnAt { get; set; }
}
