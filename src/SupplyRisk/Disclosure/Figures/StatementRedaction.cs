using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Review.Redacting;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Disclosure.Figures;

/// <summary>What may stand in a statement, judged against what workers said of any supplier: a statement is about all of them.</summary>
public static class StatementRedaction
{
    public static async Task<Redaction> ForAsync(SupplyRiskDb db, CancellationToken ct)
    {
        var said = await (from f in db.Findings
                          join d in db.Documents on f.DocumentId equals d.Id
                          select new { f.Quote, f.Speaker, d.Kind, d.Title, d.Path }).AsNoTracking().ToListAsync(ct);
        return new Redaction(Output.Statement, new WorkerWords(said.Where(s => s.Speaker == Speaker.Worker || Redaction.IsWorkerReport($"{s.Kind} {s.Title} {s.Path}")).Select(s => s.Quote)));
    }
}
