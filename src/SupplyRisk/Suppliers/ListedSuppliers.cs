using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Suppliers;

/// <summary>Suppliers that a list names now. A merged one's listing is its survivor's; itself it is no supplier of its own.</summary>
public static class ListedSuppliers
{
    public static async Task<IQueryable<Supplier>> ListedAsync(this SupplyRiskDb db, Redirects redirects, CancellationToken ct)
    {
        var listed = db.Suppliers.Where(s => s.NotListedSince == null);
        if (redirects.IsEmpty) return listed;
        var merged = redirects.Merged.ToList();
        var also = (await listed.Where(s => merged.Contains(s.Id)).Select(s => s.Id).ToListAsync(ct)).Select(redirects.SurvivorOf).Distinct().ToList();
        return db.Suppliers.Where(s => (s.NotListedSince == null || also.Contains(s.Id)) && !merged.Contains(s.Id));
    }
}
