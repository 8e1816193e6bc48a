using System.Runtime.InteropServices;

namespace SupplyRisk.Search;

/// <summary>Finds suppliers and documents. Never the system of record: it can be dropped and filled again at any time, and no score reads it.</summary>
public interface ISearchIndex
{
    /// <summary>Writes a batch and moves the cursor. The same batch twice, or an older state after a newer one, changes nothing.</summary>
    /// <remarks>An index with transactions writes it as a whole or not at all. One without may show part of it when it fails on the way; the cursor then stands where it stood, and the repeat completes it.</remarks>
    /// <exception cref="SearchUnavailableException">The index does not answer or takes no writes; try later.</exception>
    Task<WriteOutcome> WriteAsync(SearchBatch batch, CancellationToken ct);

    /// <exception cref="ArgumentException">The query has <see cref="SearchQuery.Problems"/>; ask for those first.</exception>
    /// <exception cref="SearchUnavailableException">The index does not answer.</exception>
    Task<SearchPage> SearchAsync(SearchQuery query, SearchScope scope, CancellationToken ct);

    /// <summary>How many records of a kind there are, within the scope.</summary>
    Task<long> CountAsync(SearchKind kind, SearchScope scope, CancellationToken ct);

    /// <summary>Up to where in the outbox the index that answers searches has been fed. Null if it was never filled, was lost, or is of another format: rebuild it.</summary>
    /// <remarks>Read it before every batch: after a rebuild it may lie further back than the last batch written.</remarks>
    Task<OutboxPosition?> CursorAsync(CancellationToken ct);

    /// <summary>Begins a new index beside the one that answers searches. Null if a rebuild is running already, here or in another process.</summary>
    /// <param name="from">The end of the outbox, noted <b>before</b> the first record for the new index is read; becomes its cursor.</param>
    Task<ISearchRebuild?> BeginRebuildAsync(OutboxPosition from, CancellationToken ct);

    /// <summary>Housekeeping that keeps files small and reads fast; to be called every few minutes. Safe beside reads and writes.</summary>
    Task MaintainAsync(CancellationToken ct);

    /// <summary>Records the index would not take. An index of our own takes everything.</summary>
    Task<SetAsideRecords> SetAsideAsync(int limit, CancellationToken ct) => Task.FromResult(SetAsideRecords.None);
}

/// <summary>A new index being filled. Disposed without <see cref="CompleteAsync"/> it leaves nothing behind; killed, what it leaves is cleared away by the next.</summary>
public interface ISearchRebuild : IAsyncDisposable
{
    /// <summary>As <see cref="ISearchIndex.WriteAsync"/>, into the new index. All records first, without a span; then the outbox from the cursor on.</summary>
    Task<WriteOutcome> WriteAsync(SearchBatch batch, CancellationToken ct);

    /// <summary>Up to where in the outbox the new index has been fed. Outbox rows after it must be kept.</summary>
    OutboxPosition Cursor { get; }

    /// <summary>Lets the new index answer searches from now on and drops the old one. Searches under way finish undisturbed.</summary>
    Task CompleteAsync(CancellationToken ct);
}

/// <summary>A place in the outbox. On SQLite the transaction is always 0; on PostgreSQL rows are read in the order of transaction, then id.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OutboxPosition(long Transaction, long Id) : IComparable<OutboxPosition>
{
    /// <summary>Before the first row.</summary>
    public static OutboxPosition Start => default;

    public int CompareTo(OutboxPosition other) =>
        Transaction != other.Transaction ? Transaction.CompareTo(other.Transaction) : Id.CompareTo(other.Id);

    public static bool operator <(OutboxPosition left, OutboxPosition right) => left.CompareTo(right) < 0;

    public static bool operator <=(OutboxPosition left, OutboxPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >(OutboxPosition left, OutboxPosition right) => left.CompareTo(right) > 0;

    public static bool operator >=(OutboxPosition left, OutboxPosition right) => left.CompareTo(right) >= 0;
}

/// <summary>The outbox rows a batch stands for.</summary>
/// <param name="After">The cursor the batch was read from. If the index stands elsewhere by then, the batch is refused: else a swap in between would lose rows.</param>
/// <param name="UpTo">The cursor once the batch is written; kept in the same transaction.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OutboxSpan(OutboxPosition After, OutboxPosition UpTo);

/// <summary>Records to write together, in any order.</summary>
/// <param name="Records">May be empty where rows of the outbox concern nothing that can be found.</param>
/// <param name="Span">Null for records that do not come from the outbox; leaves the cursor alone.</param>
public sealed record SearchBatch(IReadOnlyList<SearchRecord> Records, OutboxSpan? Span = null);

/// <summary>What became of a batch.</summary>
/// <param name="Written">Records that are now in the index.</param>
/// <param name="PassedOver">Records of which the index already had that version or a newer one.</param>
/// <param name="CursorMoved">True if nothing was written because the index does not stand where the batch begins: read the cursor and go on from there.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WriteOutcome(int Written, int PassedOver, bool CursorMoved)
{
    /// <summary>Records the index would not take; the rest of the batch is written. Usually empty.</summary>
    public IReadOnlyList<SetAsideRecord> SetAside
    {
        get => field ?? [];
        init;
    }
}
