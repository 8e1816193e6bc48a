namespace SupplyRisk.People;

/// <summary>What a one-time link is for.</summary>
public enum LinkPurpose
{
    /// <summary>Becoming the first administrator; for whoever sees the console or holds the data folder.</summary>
    FirstAdministrator,

    /// <summary>Accepting an invitation.</summary>
    Invitation,

    /// <summary>Setting a new password, after which the second factor is set up anew.</summary>
    Reset,
}

/// <summary>A link that works once. Only its digest is kept.</summary>
public sealed class OneTimeLink
{
    public required Guid Id { get; init; }

    public required LinkPurpose Purpose { get; init; }

    /// <summary>Whom it is for; null for the first administrator.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>SHA-256 of the secret in the address, lower-case hex. The secret is random, so a plain digest is enough.</summary>
    public required string Hash { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? UsedAt { get; set; }

    public static TimeSpan LifeOf(LinkPurpose purpose) => purpose == LinkPurpose.Invitation ? TimeSpan.FromDays(7) : TimeSpan.FromHours(24);
}

/// <summary>A link just made; its secret is shown now and never again.</summary>
/// <param name="Path">What follows the installation's address.</param>
public sealed record IssuedLink(LinkPurpose Purpose, string Path, DateTime ExpiresAt);
