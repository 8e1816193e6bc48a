using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Rules.Model;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening.Reading;

/// <summary>Reads document texts for findings, once per document and version of the text rules.</summary>
internal sealed class ScanStage(PinnedInputs inputs, TimeProvider time) : IStage
{
    public string Kind => WorkKind.Scan;

    public string Words => "Reading documents for evidence";

    public int BatchSize => 200;

    public async Task<IStageBatch> PrepareAsync(SupplyRiskDb db, IReadOnlyList<Guid> documents, CancellationToken ct)
    {
        var findings = new List<Finding>();
        var readings = new List<DocumentReading>();

        // One text at a time: a batch of long documents is not held together.
        await foreach (var content in db.DocumentContents.AsNoTracking().Where(c => documents.Contains(c.DocumentId)).AsAsyncEnumerable().WithCancellation(ct))
        {
            var read = ReadText.Of(content, inputs.Rulesets);
            findings.AddRange(read.Findings.Select(f => Record(content.DocumentId, f, read.Blocks)));
            readings.Add(new DocumentReading { DocumentId = content.DocumentId, FactsJson = StoredJson.Write(ReadFacts.Of(content.Text) with { Rows = read.Rows }), Sketch = TextSketch.Of(content.Text) });
        }

        return new Batch(documents, findings, readings, inputs.Rulesets.TextHash);
    }

    private Finding Record(Guid document, TextFinding f, IReadOnlyList<TextBlock> blocks)
    {
        var block = At(blocks, f.Start);
        return new Finding
        {
            Id = time.NewId(),
            DocumentId = document,
            Rule = f.Rule,
            Indicator = f.Indicator,
            Status = f.Status,
            Speaker = f.Speaker,
            Start = f.Start,
            End = f.End,
            Page = block?.Page,
            Section = block?.Section,
            Quote = f.Quote,
            Why = f.Why,
            Language = f.Language,
            QuantitiesJson = Finding.Stored(f.Quantities),
        };
    }

    private static TextBlock? At(IReadOnlyList<TextBlock> blocks, int offset)
    {
        var (low, high) = (0, blocks.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (blocks[middle].End <= offset) low = middle + 1;
            else if (blocks[middle].Start > offset) high = middle - 1;
            else return blocks[middle];
        }
        return null;
    }

    private sealed record Batch(IReadOnlyList<Guid> Documents, List<Finding> Findings, List<DocumentReading> Readings, string TextHash) : IStageBatch
    {
        public async Task<BatchEffect> WriteAsync(SupplyRiskDb db, Run run, int round, CancellationToken ct)
        {
            await db.Findings.Where(f => Documents.Contains(f.DocumentId)).ExecuteDeleteAsync(ct);
            await db.BulkInsertAsync(Findings, ct);
            await db.DocumentReadings.Where(r => Documents.Contains(r.DocumentId)).ExecuteDeleteAsync(ct);
            await db.BulkInsertAsync(Readings, ct);
            await CopiedTexts.RecordAsync(db, Documents, Readings, ct);
            await db.Documents.Where(d => Documents.Contains(d.Id)).ExecuteUpdateAsync(u => u.SetProperty(d => d.ScannedWith, TextHash), ct);
            var alike = await CopiedTexts.AlikeAsync(db, Documents, ct); // an older one arriving later makes copies of those there
            var read = Documents.Concat(alike.Select(a => a.Other)).Distinct().ToList();
            var concerned = await db.DocumentLinks
                .Where(l => read.Contains(l.DocumentId) && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed))
                .Select(l => l.SupplierId).Distinct().ToListAsync(ct);
            return new BatchEffect(await db.AddRunWorkAsync(run.Id, WorkKind.Score, concerned, "document_read", run.StartedAt, ct), 0, 0, 0);
        }
    }
}
