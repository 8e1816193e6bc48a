using Microsoft.Data.Sqlite;

namespace SupplyRisk.Search.Embedded;

/// <summary>One database file with everything that can be found. A rebuild makes the next one; the live one is only ever replaced, never repaired.</summary>
internal sealed class Generation
{
    private readonly string _connectionString;

    public Generation(int number, string path)
    {
        Number = number;
        Path = path;

        // Never created by opening: a file deleted after a swap must not come back empty.
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = true, DefaultTimeout = 30 }.ToString();
        Records = new RecordCache();
    }

    public int Number { get; }

    public string Path { get; }

    public RecordCache Records { get; }

    /// <summary>A pooled connection, set up for readers beside a writer.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();

            // Without busy_timeout the driver retries only every 150 ms. NORMAL may lose the last batches at a power cut, which the outbox brings again.
            connection.Run("PRAGMA busy_timeout=5000; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16384; PRAGMA journal_size_limit=16777216");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closes idle connections; those in use close when they are done.</summary>
    public void Retire()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>A connection to a new file that nobody reads yet: no safety against power cuts, since a file not finished is thrown away.</summary>
    public static SqliteConnection Create(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Run("PRAGMA page_size=8192; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY");
            connection.Run(GenerationSchema.Sql);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes a new file fit to be read beside writes, safe on disk.</summary>
    public static void Finish(SqliteConnection connection, bool optimize)
    {
        var path = connection.DataSource;
        if (optimize)
        {
            foreach (var kind in Enum.GetValues<SearchKind>())
                connection.Run($"INSERT INTO {GenerationSchema.Fts(kind)}({GenerationSchema.Fts(kind)}) VALUES('optimize')");
            connection.Run(GenerationSchema.Piecemeal);
        }
        connection.Run("PRAGMA journal_mode=WAL");
        connection.Close();
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
