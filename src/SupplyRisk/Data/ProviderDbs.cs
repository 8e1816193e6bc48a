using Microsoft.EntityFrameworkCore;

namespace SupplyRisk.Data;

/// <summary>The embedded default: one SQLite file in WAL mode.</summary>
public sealed class SqliteSupplyRiskDb(DbContextOptions<SqliteSupplyRiskDb> options) : SupplyRiskDb(options);

/// <summary>For a company that outgrows one machine.</summary>
public sealed class PostgresSupplyRiskDb(DbContextOptions<PostgresSupplyRiskDb> options) : SupplyRiskDb(options);
