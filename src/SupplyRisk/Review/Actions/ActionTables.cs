using Microsoft.EntityFrameworkCore;
using SupplyRisk.Review.Exchange;

namespace SupplyRisk.Review.Actions;

/// <summary>How corrective actions and what suppliers answer lie in the database.</summary>
public static class ActionTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<CorrectiveAction>(e =>
        {
            e.HasIndex(x => new { x.SupplierId, x.State });
            e.HasIndex(x => new { x.State, x.Due });
            e.Property(x => x.Amount).HasPrecision(19, 4);
            e.Property(x => x.AmountDone).HasPrecision(19, 4);
            e.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<ActionEvent>().HasIndex(x => new { x.ActionId, x.At });
        model.Entity<ActionEvidence>().HasKey(x => new { x.ActionId, x.DocumentId });
        model.Entity<SupplierPageLink>().HasIndex(x => x.TokenHash).IsUnique();
        model.Entity<SupplierPageLink>().HasIndex(x => x.SupplierId);
        model.Entity<DocumentRequest>().HasIndex(x => new { x.SupplierId, x.SettledAt });
        model.Entity<SupplierAnswer>(e =>
        {
            e.HasIndex(x => new { x.SupplierId, x.At });
            e.HasIndex(x => new { x.State, x.At });
            e.HasIndex(x => new { x.LinkId, x.At });
            e.Property(x => x.Version).IsConcurrencyToken();
        });
    }
}
