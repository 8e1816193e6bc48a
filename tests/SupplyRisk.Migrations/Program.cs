using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using SupplyRisk.Data;

Console.Error.WriteLine("""
    Scaffolds migrations, one provider at a time, both in the same commit:
      dotnet ef migrations add NAME --context SqliteSupplyRiskDb   --project src/SupplyRisk --startup-project tests/SupplyRisk.Migrations -o Data/Sqlite/Migrations
      dotnet ef migrations add NAME --context PostgresSupplyRiskDb --project src/SupplyRisk --startup-project tests/SupplyRisk.Migrations -o Data/Postgres/Migrations
    """);

internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteSupplyRiskDb>
{
    public SqliteSupplyRiskDb CreateDbContext(string[] args) =>
        new(((DbContextOptionsBuilder<SqliteSupplyRiskDb>)new DbContextOptionsBuilder<SqliteSupplyRiskDb>().UseSqliteStore("design.db")).Options);
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresSupplyRiskDb>
{
    public PostgresSupplyRiskDb CreateDbContext(string[] args) =>
        new(((DbContextOptionsBuilder<PostgresSupplyRiskDb>)new DbContextOptionsBuilder<PostgresSupplyRiskDb>().UsePostgresStore("Host=localhost;Database=design")).Options);
}
