namespace SupplyRisk.Review.Notifications;

/// <summary>What became of a message.</summary>
public enum MessageState
{
    Waiting,
    Sent,

    /// <summary>Given up, with the reason; a person may send it again.</summary>
    SetAside,
}

/// <summary>One message to one channel: written in the transaction that takes the news up, sent afterwards until it arrives.</summary>
public sealed class NotificationMessage
{
    /// <summary>Rising.</summary>
    public long Id { get; init; }

    /// <summary>The same at every attempt: a receiver tells by it that it knows the message already.</summary>
    public required Guid EventId { get; init; }

    public required Guid ChannelId { get; init; }

    /// <summary><c>case.opened</c>, <c>case.changed</c>, <c>case.closed</c>, <c>digest</c>, <c>test</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Messages of one case go out in their order; null for those of several.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>In a line, for the list of deliveries.</summary>
    public required string About { get; init; }

    /// <summary>A <see cref="Notice"/> as JSON: what is posted, byte for byte.</summary>
    public required string Body { get; init; }

    public required MessageState State { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Since when it is tried; sending again begins anew.</summary>
    public required DateTime TriedSince { get; set; }

    public required DateTime NextTryAt { get; set; }

    public required int Attempts { get; set; }

    /// <summary>Until when an instance is at it.</summary>
    public required DateTime LeaseUntil { get; set; }

    public DateTime? SentAt { get; set; }

    /// <summary>What the last attempt came to.</summary>
    public string? Reason { get; set; }
}

/// <summary>News that waits for a channel's next digest.</summary>
public sealed class NotificationItem
{
    public required Guid ChannelId { get; init; }

    public required Guid CaseEventId { get; init; }
}
