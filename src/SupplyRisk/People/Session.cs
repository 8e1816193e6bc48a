namespace SupplyRisk.People;

/// <summary>One sign-in on one device. It ends when nobody uses it, when it is old, when the person ends it, or when the security stamp changes.</summary>
public sealed class Session
{
    /// <summary>How long it outlives the last request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>How long it lives at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The person's security stamp when it began.</summary>
    public required string Stamp { get; set; }

    public required DateTime StartedAt { get; init; }

    /// <summary>To within five minutes: a row is not written with every request.</summary>
    public required DateTime SeenAt { get; set; }

    public DateTime? EndedAt { get; set; }

    /// <summary>What the browser says it is; may be empty.</summary>
    public required string Device { get; init; }

    /// <summary>Where from when it began.</summary>
    public required string Address { get; init; }

    /// <summary>True where the provider of single sign-on vouched for the person, second factor included.</summary>
    public bool ByProvider { get; init; }

    public bool Holds(DateTime now) => EndedAt is null && SeenAt + Idle > now && StartedAt + Longest > now;
}
