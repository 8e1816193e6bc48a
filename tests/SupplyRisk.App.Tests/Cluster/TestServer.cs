using Npgsql;

namespace SupplyRisk.App.Tests.Cluster;

/// <summary>Databases on the PostgreSQL server that the tests were given; skips where none was.</summary>
internal static class TestServer
{
    private const string Variable = "SUPPLYRISK_TEST_POSTGRES";

    public static async Task<string> CreateAsync(string? template = null)
    {
        var name = $"supplyrisk_kill_{Guid.CreateVersion7():N}";
        await RunAsync(template is null ? $"CREATE DATABASE \"{name}\"" : $"CREATE DATABASE \"{name}\" TEMPLATE \"{new NpgsqlConnectionStringBuilder(template).Database}\"");
        return new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    public static async Task DropAsync(string address)
    {
        await using (var connection = new NpgsqlConnection(address)) NpgsqlConnection.ClearPool(connection);
        await RunAsync($"DROP DATABASE IF EXISTS \"{new NpgsqlConnectionStringBuilder(address).Database}\" WITH (FORCE)");
    }

    private static string Server
    {
        get
        {
            var server = Environment.GetEnvironmentVariable(Variable);
            if (string.IsNullOrEmpty(server)) Assert.Skip($"PostgreSQL is not configured: set {Variable} to a connection string.");
            return server;
        }
    }

    // Names of databases are ours, made above.
    private static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
