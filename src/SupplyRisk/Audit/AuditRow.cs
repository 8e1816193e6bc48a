namespace SupplyRisk.Audit;

/// <summary>One line of the append-only record of who did what. Holds digests only; each line's hash covers the line before it.</summary>
public sealed class AuditRow
{
    /// <summary>Position in the chain, from 1 without gaps.</summary>
    public required long Seq { get; init; }

    public required Guid Id { get; init; }

    public required DateTime At { get; init; }

    public required string ActorId { get; init; }

    /// <summary>Verb in the field's words, e.g. <c>import.applied</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, as <c>kind:id</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>SHA-256 over the payload, lower-case hex. The payload itself is kept apart and can be erased.</summary>
    public required string Digest { get; init; }

    public required string PreviousHash { get; init; }

    public required string Hash { get; init; }
}

/// <summary>What was done, in words and values, encrypted. Erasing it leaves the chain whole.</summary>
public sealed class AuditPayload
{
    public required Guid AuditId { get; init; }

    /// <summary>AES-GCM: 12 bytes nonce, 16 bytes tag, then the cipher text.</summary>
    public required byte[] Sealed { get; init; }
}

/// <summary>Who did it, by name, and from where; encrypted and apart, so that erasing a person leaves what was done.</summary>
public sealed class AuditPerson
{
    public required Guid AuditId { get; init; }

    public required string ActorId { get; init; }

    /// <summary>As <see cref="AuditPayload.Sealed"/>.</summary>
    public required byte[] Sealed { get; init; }
}
