using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SupplyRisk.Ingestion;

/// <summary>Reads rows on one core while those before them are written on another.</summary>
internal static class RowsAhead
{
    private const int Chunk = 500, MostChunks = 8;

    /// <summary>The rows in their order, a few thousand read ahead at most. What reading throws is thrown here.</summary>
    public static async IAsyncEnumerable<T> AheadAsync<T>(this IEnumerable<T> rows, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var chunks = Channel.CreateBounded<T[]>(new BoundedChannelOptions(MostChunks) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAsync(rows, chunks.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(ct))
                foreach (var row in chunk)
                    yield return row;
        }
        finally
        {
            await stop.CancelAsync(); // whoever takes no more rows needs the file closed
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ReadAsync<T>(IEnumerable<T> rows, ChannelWriter<T[]> chunks, CancellationToken ct)
    {
        try
        {
            foreach (var chunk in rows.Chunk(Chunk)) await chunks.WriteAsync(chunk, ct);
            chunks.Complete();
        }
        catch (Exception e)
        {
            chunks.Complete(e);
        }
    }
}
