using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace SupplyRisk.Data;

/// <summary>Where an installation keeps its data.</summary>
public sealed record DataOptions
{
    /// <summary>Folder of the SQLite files, uploads and keys.</summary>
    public required string Folder { get; init; }

    /// <summary>A PostgreSQL connection string; null is SQLite in <see cref="Folder"/>.</summary>
    public string? Postgres { get; init; }

    public string SqliteFile => Path.Combine(Folder, "supplyrisk.db");
}

/// <summary>Registers the database.</summary>
public static class DataServices
{
    public static IServiceCollection AddData(this IServiceCollection services, DataOptions options)
    {
        services.AddSingleton(options);
        if (options.Postgres is { } address)
        {
            services.AddDbContextFactory<PostgresSupplyRiskDb>(o => o.UsePostgresStore(address));
            services.AddSingleton<IDbContextFactory<SupplyRiskDb>, FactoryOf<PostgresSupplyRiskDb>>();
        }
        else
        {
            services.AddDbContextFactory<SqliteSupplyRiskDb>(o => o.UseSqliteStore(options.SqliteFile));
            services.AddSingleton<IDbContextFactory<SupplyRiskDb>, FactoryOf<SqliteSupplyRiskDb>>();
        }
        return services;
    }

    public static DbContextOptionsBuilder UseSqliteStore(this DbContextOptionsBuilder options, string file) =>
        options.UseSqlite($"Data Source={file};Default Timeout=30;Pooling=True").AddInterceptors(new SqliteSettings());

    public static DbContextOptionsBuilder UsePostgresStore(this DbContextOptionsBuilder options, string address) =>
        options.UseNpgsql(address);

    /// <summary>IDbContextFactory is not covariant.</summary>
    private sealed class FactoryOf<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<SupplyRiskDb>
        where TContext : SupplyRiskDb
    {
        public SupplyRiskDb CreateDbContext() => inner.CreateDbContext();
    }
}
