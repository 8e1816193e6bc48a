using System.Runtime.InteropServices;
using SupplyRisk.Data;

namespace SupplyRisk.Screening;

/// <summary>One kind of work of a run. Reading and computing is apart from writing, so that a batch is computed while another one is written.</summary>
internal interface IStage
{
    /// <summary>The <see cref="WorkKind"/> it does.</summary>
    string Kind { get; }

    /// <summary>What it is doing, for people.</summary>
    string Words { get; }

    int BatchSize { get; }

    /// <summary>Reads and computes; writes nothing. Several batches are prepared at once, each on one core. <paramref name="keys"/> are distinct.</summary>
    Task<IStageBatch> PrepareAsync(SupplyRiskDb db, IReadOnlyList<Guid> keys, CancellationToken ct);
}

/// <summary>A computed batch.</summary>
internal interface IStageBatch
{
    /// <summary>Writes the effect in the transaction that completes the work rows.</summary>
    Task<BatchEffect> WriteAsync(SupplyRiskDb db, Run run, int round, CancellationToken ct);
}

/// <summary>What a batch changed for people; added up in the run.</summary>
/// <param name="Added">Work rows that the batch gave rise to.</param>
/// <param name="Changed">Suppliers that came out different, each counted once a run.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BatchEffect(int Added, int Changed, int FlagsOpened, int FlagsClosed);

/// <summary>Told of scored suppliers in the transaction that records them: opens and updates cases.</summary>
public interface IScoredSuppliers
{
    /// <param name="db">In a transaction.</param>
    /// <param name="run">The run.</param>
    /// <param name="scored">Suppliers whose screening came out different or rests on other facts than before.</param>
    Task RecordAsync(SupplyRiskDb db, Run run, IReadOnlyList<ScreenedSupplier> scored, CancellationToken ct);

    /// <param name="db">In a transaction.</param>
    /// <param name="run">The run.</param>
    /// <param name="suppliers">Suppliers that have no score of their own any more.</param>
    /// <param name="why">In a sentence.</param>
    Task WithdrawAsync(SupplyRiskDb db, Run run, IReadOnlyList<Guid> suppliers, string why, CancellationToken ct);
}
