using Microsoft.EntityFrameworkCore;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>How detained shipments lie in the database.</summary>
public static class PackTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<Shipment>(e =>
        {
            e.HasIndex(x => x.SupplierId);
            e.HasIndex(x => new { x.State, x.DetainedOn });
            e.HasIndex(x => x.ChainKey);
            e.Property(x => x.Quantity).HasPrecision(19, 4);
            e.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<ShipmentFile>().HasIndex(x => x.ShipmentId);
    }
}
