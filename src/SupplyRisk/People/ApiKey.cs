using SupplyRisk.Audit;

namespace SupplyRisk.People;

/// <summary>A key by which a program acts. Only its digest is kept.</summary>
public sealed class ApiKey
{
    /// <summary>How every key begins, so that one left lying about is recognised.</summary>
    public const string Begin = "sr_";

    public required Guid Id { get; init; }

    /// <summary>What it is for, in the words of whoever made it.</summary>
    public required string Name { get; init; }

    /// <summary>The first letters, by which a person tells keys apart.</summary>
    public required string Shown { get; init; }

    /// <summary>SHA-256 of the whole key, lower-case hex. The key is random, so a plain digest is enough.</summary>
    public required string Hash { get; init; }

    /// <summary><see cref="Right"/>s in their declared order, <c>|</c> between; with none it may only look.</summary>
    public required string RightsText { get; init; }

    /// <summary>Id of the actor who made it.</summary>
    public required string MadeBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>To within five minutes.</summary>
    public DateTime? LastUsedAt { get; set; }

    public DateTime? RevokedAt { get; set; }

    public IReadOnlyList<Right> Rights => [.. Packed.Split(RightsText).Select(Words.Parse<Right>).OfType<Right>()];

    public bool Holds(DateTime now) => RevokedAt is null && ExpiresAt > now;
}
