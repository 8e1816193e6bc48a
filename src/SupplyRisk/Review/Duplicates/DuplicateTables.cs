using Microsoft.EntityFrameworkCore;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Duplicates;

/// <summary>Keys and indexes of merges and of what is known of possible duplicates.</summary>
internal static class DuplicateTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<SupplierMerge>(e =>
        {
            // Two people who merge one supplier at the same moment: the second is told.
            e.HasIndex(x => x.SupplierId).IsUnique().HasFilter("split_at IS NULL");
            e.HasIndex(x => x.SurvivorId);
            e.HasIndex(x => x.MergedAt);
        });
        model.Entity<DuplicatePair>(e =>
        {
            e.HasKey(x => new { x.LeftId, x.RightId });
            e.HasIndex(x => x.RightId);
            e.HasIndex(x => new { x.Band, x.Score });
        });
        model.Entity<SupplierComparison>().HasKey(x => x.SupplierId);
        model.Entity<DuplicateDecision>().HasIndex(x => new { x.LeftId, x.RightId, x.At });
        model.Entity<ImportDuplicate>(e =>
        {
            e.HasKey(x => new { x.ImportId, x.Row, x.SupplierId });
            e.HasIndex(x => new { x.ImportId, x.Band, x.Score });
        });
        model.Entity<ImportComparison>().HasKey(x => x.ImportId);
    }
}
