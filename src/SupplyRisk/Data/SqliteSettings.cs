using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SupplyRisk.Data;

/// <summary>The same pragmas on every open: a pooled connection keeps what its last user set.</summary>
public sealed class SqliteSettings : DbConnectionInterceptor
{
    // Without busy_timeout the driver retries only every 150 ms. FULL: a power cut loses no committed decision.
    private const string Pragmas =
        "PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=16000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
