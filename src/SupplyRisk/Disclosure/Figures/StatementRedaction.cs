using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Review.Redacting;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Disclosure.Figures;

/// <summary>What may stand in a statement, judged against what workers said of any supplier: a statement is about all of them.</summary>
public static class StatementRedaction
{
    private const int Batch = 500;

    /// <param name="texts">What will be judged.</param>
    public static async Task<Redaction> ForAsync(SupplyRiskDb db, IReadOnlyCollection<string> texts, CancellationToken ct)
    {
        var documents = await db.Documents.AsNoTracking().Select(d => new { d.Id, d.Kind, d.Title, d.Path }).ToListAsync(ct);
        var reports = documents.Where(d => Redaction.IsWorkerReport($"{d.Kind} {d.Title} {d.Path}")).Select(d => d.Id).ToList();
        var repeated = new List<string>();
        repeated.AddRange(WorkerWords.RepeatedIn(texts, await db.Findings.Where(f => f.Speaker == Speaker.Worker).Select(f => f.Quote).ToListAsync(ct)));
        foreach (var some in reports.Chunk(Batch))
            repeated.AddRange(WorkerWords.RepeatedIn(texts, await db.Findings.Where(f => some.Contains(f.DocumentId)).Select(f => f.Quote).ToListAsync(ct)));
        return new Redaction(Output.Statement, new WorkerWords(repeated));
    }
}
