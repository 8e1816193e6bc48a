using Npgsql;
using SupplyRisk.Data;

namespace SupplyRisk.App.Jobs;

/// <summary>Wakes this instance when another one, or a command, has written work on the same PostgreSQL.</summary>
internal sealed partial class ListenForWork(string address, IWorkSignal signal, TimeProvider time, ILogger<ListenForWork> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not from the pool: it listens for as long as it is open. Kept alive, else a dropped connection would go unnoticed.
        var own = new NpgsqlConnectionStringBuilder(address) { Pooling = false, KeepAlive = 15 }.ConnectionString;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(own, stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                LogLost(log, e.Message);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(string own, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(own);
        connection.Notification += (_, _) => signal.Set();
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"LISTEN {Turns.WorkChannel}", connection)) await listen.ExecuteNonQueryAsync(ct);
        signal.Set(); // whatever came before, or while the connection was gone
        while (true) await connection.WaitAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not listening for work of other instances, trying again: {Reason}")]
    private static partial void LogLost(ILogger log, string reason);
}
