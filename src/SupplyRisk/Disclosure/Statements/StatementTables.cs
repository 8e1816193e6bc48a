using Microsoft.EntityFrameworkCore;

namespace SupplyRisk.Disclosure.Statements;

/// <summary>How statements lie in the database.</summary>
public static class StatementTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<ReportingEntity>(e =>
        {
            e.HasIndex(x => x.Name).IsUnique();
            e.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<DisclosureRecord>().HasIndex(x => new { x.EntityId, x.On });
        model.Entity<Statement>(e =>
        {
            e.HasIndex(x => new { x.EntityId, x.PeriodTo });
            e.HasIndex(x => x.CorrectsId).IsUnique();
            e.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<StatementFreeze>().HasKey(x => x.StatementId);
        model.Entity<StatementText>().HasKey(x => new { x.StatementId, x.Section, x.Number });
        model.Entity<StatementNote>().HasIndex(x => new { x.StatementId, x.At });
    }
}
