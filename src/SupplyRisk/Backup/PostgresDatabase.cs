using System.Diagnostics;
using System.Text;
using Npgsql;

namespace SupplyRisk.Backup;

/// <summary>Copies a PostgreSQL database out and in with the server's own programs.</summary>
internal static class PostgresDatabase
{
    /// <summary>Writes the database as <c>pg_dump</c>'s custom format, as one snapshot saw it.</summary>
    public static Task<Refusal?> DumpAsync(string address, string snapshot, string file, CancellationToken ct) =>
        RunAsync("pg_dump", address, ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={file}"], ct);

    /// <summary>Replaces the whole content of the database in one transaction.</summary>
    /// <param name="scratch">A file to use in between.</param>
    /// <param name="rebuildSearch">Value of the setting that has the search index built anew.</param>
    public static async Task<Refusal?> ReplaceAsync(string address, string dump, string scratch, Guid rebuildSearch, CancellationToken ct)
    {
        if (await RunAsync("pg_restore", null, ["--no-owner", "--no-privileges", $"--file={scratch}", dump], ct) is { } unreadable) return unreadable;
        // Transaction ids begin anew on another server, and the rows of the outbox are read in their order. The index is built from the tables.
        const string Forget = "DELETE FROM public.outbox_row";
        var rebuild = $"INSERT INTO public.setting (key, value) VALUES ('{RestoreInstallation.RebuildSearch}', '{rebuildSearch:N}') ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        return await RunAsync("psql", address,
            ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--command=DROP SCHEMA IF EXISTS public CASCADE", "--command=CREATE SCHEMA public", $"--file={scratch}", $"--command={Forget}", $"--command={rebuild}"], ct);
    }

    /// <summary>Sessions of other programs in the database.</summary>
    public static async Task<long> OthersAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'", connection);
        return (long)(await ask.ExecuteScalarAsync(ct))!; // count is never null
    }

    public static async Task<NpgsqlConnection> OpenAsync(string address, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>Hash of the audit record's last line; empty if there is none, null without a database.</summary>
    public static string? AuditHead(string? address)
    {
        if (address is null) return null;
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false }.ConnectionString);
        connection.Open();
        using var exists = new NpgsqlCommand("SELECT to_regclass('public.audit_row') IS NOT NULL", connection);
        if (exists.ExecuteScalar() is not true) return null;
        using var head = new NpgsqlCommand("SELECT hash FROM public.audit_row ORDER BY seq DESC LIMIT 1", connection);
        return head.ExecuteScalar() as string ?? "";
    }

    private static async Task<Refusal?> RunAsync(string tool, string? address, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(tool) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, StandardErrorEncoding = Encoding.UTF8 };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        if (address is not null) Address(start, new NpgsqlConnectionStringBuilder(address));
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return BackupErrors.NoTool(tool);
        }
        try
        {
            var ignored = process.StandardOutput.ReadToEndAsync(ct);
            var said = await process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            await ignored;
            return process.ExitCode == 0 ? null : BackupErrors.ToolFailed(tool, said.Trim());
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>By the environment: a password on a command line is seen by every user of the machine.</summary>
    private static void Address(ProcessStartInfo start, NpgsqlConnectionStringBuilder address)
    {
        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) start.Environment[name] = value;
        }

        Set("PGHOST", address.Host);
        Set("PGPORT", address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Set("PGUSER", address.Username);
        Set("PGPASSWORD", address.Password);
        Set("PGDATABASE", address.Database ?? address.Username);
        Set("PGPASSFILE", address.Passfile);
        Set("PGSSLROOTCERT", address.RootCertificate);
        Set("PGSSLMODE", address.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() });
        start.Environment["PGCLIENTENCODING"] = "UTF8";
    }
}
