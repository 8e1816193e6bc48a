using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review.Cases;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Reading;
using SupplyRisk.Screening.Reading.AuditTables;

namespace SupplyRisk.Review;

/// <summary>A supplier a document is, or may be, about.</summary>
public sealed record DocumentSupplier(DocumentLink Link, string Name, string? Country);

/// <summary>A document with its text and everything found in it.</summary>
/// <param name="Text">Empty if nothing could be read.</param>
/// <param name="Blocks">In the order of the text.</param>
/// <param name="Findings">In the order of the text.</param>
public sealed record DocumentToRead(
    Document Document, string Text, IReadOnlyList<TextBlock> Blocks, IReadOnlyList<UnreadablePart> Unreadable,
    IReadOnlyList<FindingToShow> Findings, IReadOnlyList<DocumentSupplier> Suppliers)
{
    /// <summary>Rows of its tables of findings, whether or not they name an indicator, in the order of the text; may be empty.</summary>
    public IReadOnlyList<AuditTableRow> Rows { get; init; } = [];

    /// <summary>What is proposed of it and waits for a second person, the oldest first; most often nothing.</summary>
    public IReadOnlyList<PendingDecision> Pending { get; init; } = [];
}

/// <summary>Reads one document.</summary>
public sealed class FindDocument(IDbContextFactory<SupplyRiskDb> databases)
{
    /// <returns>The document, or null if there is none or the actor may not see it.</returns>
    public async Task<DocumentToRead?> HandleAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await FindDocuments.Seen(db, actor).AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } document) return null;
        var content = await db.DocumentContents.AsNoTracking().FirstOrDefaultAsync(c => c.DocumentId == id, ct);
        var row = await FindDocuments.Rows(db.Documents.Where(d => d.Id == id)).FirstAsync(ct);
        var suppliers = await (from l in db.DocumentLinks.SeenBy(actor, x => x.SupplierId)
                               where l.DocumentId == id
                               join v in db.SupplierVersions.Now() on l.SupplierId equals v.SupplierId
                               orderby l.State, v.Name
                               select new DocumentSupplier(l, v.Name, v.Country)).AsNoTracking().ToListAsync(ct);
        var facts = await db.DocumentReadings.AsNoTracking().Where(r => r.DocumentId == id).Select(r => r.FactsJson).FirstOrDefaultAsync(ct);
        return new DocumentToRead(
            document, content?.Text ?? "", content is null ? [] : StoredJson.Read<List<TextBlock>>(content.BlocksJson), row.Unreadable,
            await FindSupplier.FindingsAsync(db, [row], ct), suppliers)
        {
            Rows = facts is null ? [] : StoredJson.Read<ReadFacts>(facts).Rows,
            Pending = await PendingAsync(db, actor, id, ct),
        };
    }

    private static async Task<IReadOnlyList<PendingDecision>> PendingAsync(SupplyRiskDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var (finding, link) = ($"finding:{id}:", $"link:{id}:");
        return await db.PendingDecisions.AsNoTracking().SeenBy(actor, p => p.SupplierId).Where(p => p.State == PendingState.Waiting && (p.Subject.StartsWith(finding) || p.Subject.StartsWith(link)))
            .OrderBy(p => p.ProposedAt).ThenBy(p => p.Id).ToListAsync(ct);
    }
}
