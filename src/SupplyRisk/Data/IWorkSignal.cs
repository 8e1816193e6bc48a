using System.Threading.Channels;

namespace SupplyRisk.Data;

/// <summary>Wakes whoever works the pending rows off. Losing a signal loses nothing: the rows are the truth and are looked at on a timer too.</summary>
public interface IWorkSignal
{
    void Set();

    /// <summary>Returns after a signal, or after <paramref name="atMost"/>.</summary>
    Task WaitAsync(TimeSpan atMost, CancellationToken ct);
}

/// <summary>One pending signal, however often it is set.</summary>
public sealed class WorkSignal(TimeProvider time) : IWorkSignal
{
    private readonly Channel<byte> channel = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => channel.Writer.TryWrite(1);

    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timer.Token);
        try
        {
            await channel.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // the timer: look anyway
        }
    }
}
