namespace SupplyRisk.Data;

/// <summary>Something to do, written in the transaction that made it necessary. Deleted with its effect.</summary>
public sealed class Work
{
    /// <summary>Rising; AUTOINCREMENT, so an id is never used again.</summary>
    public long Id { get; init; }

    /// <summary><see cref="WorkKind"/> as text.</summary>
    public required string Kind { get; init; }

    /// <summary>What to do it to.</summary>
    public required Guid Key { get; init; }

    /// <summary>Why, in the words shown on the runs page, e.g. <c>import_applied</c>.</summary>
    public required string Reason { get; init; }

    public required DateTime RunAfter { get; init; }

    /// <summary>The run that does it; null if it waits for the next.</summary>
    public Guid? RunId { get; init; }
}

/// <summary>Kinds of work rows, in the order a run does them.</summary>
public static class WorkKind
{
    /// <summary>Read a document's text for findings. Key: document.</summary>
    public const string Scan = "scan";

    /// <summary>Compare a supplier with the lists. Key: supplier.</summary>
    public const string Match = "match";

    /// <summary>Score a supplier that a list may name: before the others, so that its buyers already know. Key: supplier.</summary>
    public const string ScoreListed = "score_listed";

    /// <summary>Score a supplier. Key: supplier.</summary>
    public const string Score = "score";
}

/// <summary>Kinds of things the search index holds.</summary>
public static class OutboxEntity
{
    public const string Supplier = "supplier";

    public const string Document = "document";
}

/// <summary>Something the search index must take up.</summary>
public sealed class OutboxRow
{
    /// <summary>Rising.</summary>
    public long Id { get; init; }

    /// <summary>The transaction that wrote it, on PostgreSQL, where ids of transactions under way may be lower than those seen; given by the database. 0 on SQLite.</summary>
    public ulong Xid { get; init; }

    /// <summary><c>supplier</c> or <c>document</c>.</summary>
    public required string Entity { get; init; }

    public required Guid EntityId { get; init; }
}

/// <summary>A named value the installation keeps.</summary>
public sealed class Setting
{
    public required string Key { get; init; }

    public required string Value { get; set; }
}
