using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review.Redacting;

/// <summary>Makes a <see cref="Redaction"/> for one supplier from everything that was read of it, also from documents not confirmed to be about it.</summary>
public static class ReadWorkerWords
{
    public static async Task<Redaction> ForAsync(SupplyRiskDb db, Output output, Guid supplierId, CancellationToken ct)
    {
        var said = await (from l in db.DocumentLinks
                          join d in db.Documents on l.DocumentId equals d.Id
                          join f in db.Findings on l.DocumentId equals f.DocumentId
                          where l.SupplierId == supplierId
                          select new { f.Quote, f.Speaker, d.Kind, d.Title, d.Path }).AsNoTracking().ToListAsync(ct);
        return new Redaction(output, new WorkerWords(said.Where(s => s.Speaker == Speaker.Worker || Redaction.IsWorkerReport($"{s.Kind} {s.Title} {s.Path}")).Select(s => s.Quote)));
    }
}
