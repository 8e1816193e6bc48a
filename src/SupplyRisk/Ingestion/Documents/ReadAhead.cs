using System.Threading.Channels;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>Bounds how many documents are read at once, and how many bytes of documents read are waiting. For one feeder.</summary>
/// <param name="mostBytes">A document larger than this waits until no other is under way.</param>
internal sealed class ReadAhead(long mostBytes, int atOnce)
{
    private readonly Lock _taking = new();
    // Channels and not semaphores: a read that ends after its consumer has gone must find them still.
    private readonly Channel<bool> _given = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<bool> _reading = Channel.CreateBounded<bool>(atOnce);
    private long _taken;

    /// <summary>Waits until there is room for so many bytes.</summary>
    public async Task TakeAsync(long bytes, CancellationToken ct)
    {
        while (!TryTake(bytes))
            await _given.Reader.ReadAsync(ct);
    }

    /// <summary>Gives room back, once the document has been handed on.</summary>
    public void Give(long bytes)
    {
        lock (_taking)
            _taken -= bytes;
        _given.Writer.TryWrite(true);
    }

    public async Task<T> RunAsync<T>(Func<Task<T>> read, CancellationToken ct)
    {
        await _reading.Writer.WriteAsync(true, ct);
        try
        {
            return await Task.Run(read, ct);
        }
        finally
        {
            _reading.Reader.TryRead(out _);
        }
    }

    private bool TryTake(long bytes)
    {
        lock (_taking)
        {
            if (_taken > 0 && _taken + bytes > mostBytes)
                return false;
            _taken += bytes;
            return true;
        }
    }
}
