using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review;

/// <summary>A document as lists show it.</summary>
public sealed record DocumentRow(
    Guid Id, string Path, string? Title, string Kind, string? Language, DateOnly? Date, DateTime ReceivedAt, DocumentState State, string UnreadableJson)
{
    /// <summary>What could not be read, and why; empty if all was.</summary>
    public IReadOnlyList<UnreadablePart> Unreadable => JsonConvert.DeserializeObject<List<UnreadablePart>>(UnreadableJson) ?? [];
}

/// <summary>A proposed link of a document to a supplier, for a person to confirm.</summary>
public sealed record LinkToCheck(Guid LinkId, DocumentRow Document, Guid SupplierId, string Supplier, string? Country, string Basis, string Why);

/// <summary>Which documents to list. Null is all.</summary>
public sealed record DocumentQuery(DocumentState? State = null, string? Kind = null, bool Unlinked = false, int Page = 1)
{
    /// <summary>Only those received at this instant or later; null is all.</summary>
    public DateTime? Since { get; init; }
}

/// <summary>Documents, newest first.</summary>
/// <param name="Total">All that fit the query.</param>
/// <param name="States">Documents by state, whatever the query.</param>
/// <param name="Kinds">Documents by kind, whatever the query.</param>
/// <param name="Unlinked">Documents that belong to no supplier yet.</param>
/// <param name="ToCheck">Proposed links; the oldest few.</param>
public sealed record DocumentList(
    IReadOnlyList<DocumentRow> Rows, int Total, IReadOnlyDictionary<DocumentState, int> States, IReadOnlyDictionary<string, int> Kinds,
    int Unlinked, IReadOnlyList<LinkToCheck> ToCheck, int ToCheckCount);

/// <summary>Reads documents.</summary>
public sealed class FindDocuments(IDbContextFactory<SupplyRiskDb> databases)
{
    public const int PageSize = 100;

    public async Task<DocumentList> HandleAsync(Actor actor, DocumentQuery query, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var seen = Seen(db, actor);
        var fit = seen;
        if (query.State is { } state) fit = fit.Where(x => x.State == state);
        if (query.Kind is { } kind) fit = fit.Where(x => x.Kind == kind);
        if (query.Since is { } since) fit = fit.Where(x => x.ReceivedAt >= since);
        if (query.Unlinked) fit = fit.Where(x => !db.DocumentLinks.Any(l => l.DocumentId == x.Id && l.State != ProposalState.Rejected));
        var toCheck = db.DocumentLinks.SeenBy(actor, x => x.SupplierId).Where(x => x.State == ProposalState.Proposed);
        return new DocumentList(
            await Rows(fit.OrderByDescending(x => x.ReceivedAt).ThenBy(x => x.Path).Skip((query.Page - 1) * PageSize).Take(PageSize)).ToListAsync(ct),
            await fit.CountAsync(ct),
            await seen.GroupBy(x => x.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct),
            await seen.GroupBy(x => x.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct),
            await seen.CountAsync(x => !db.DocumentLinks.Any(l => l.DocumentId == x.Id && l.State != ProposalState.Rejected), ct),
            await ToCheckAsync(db, toCheck.OrderBy(x => x.KnownFrom).Take(20), ct),
            await toCheck.CountAsync(ct));
    }

    /// <summary>Documents of suppliers the actor may see; those that belong to nobody yet are seen only by who sees all.</summary>
    internal static IQueryable<Document> Seen(SupplyRiskDb db, Actor actor)
    {
        if (actor.Suppliers is null) return db.Documents;
        var links = db.DocumentLinks.SeenBy(actor, x => x.SupplierId).Where(x => x.State == ProposalState.Sure || x.State == ProposalState.Confirmed);
        return db.Documents.Where(d => !d.Restricted && links.Any(l => l.DocumentId == d.Id));
    }

    internal static IQueryable<DocumentRow> Rows(IQueryable<Document> documents) =>
        documents.Select(x => new DocumentRow(x.Id, x.Path, x.Title, x.Kind, x.Language, x.AuditDate ?? x.ReportDate, x.ReceivedAt, x.State, x.UnreadableJson));

    internal static async Task<IReadOnlyList<LinkToCheck>> ToCheckAsync(SupplyRiskDb db, IQueryable<DocumentLink> links, CancellationToken ct) =>
        await (from l in links
               join d in db.Documents on l.DocumentId equals d.Id
               join v in db.SupplierVersions.Now() on l.SupplierId equals v.SupplierId
               orderby l.KnownFrom, l.Id
               select new LinkToCheck(
                   l.Id, new DocumentRow(d.Id, d.Path, d.Title, d.Kind, d.Language, d.AuditDate ?? d.ReportDate, d.ReceivedAt, d.State, d.UnreadableJson),
                   l.SupplierId, v.Name, v.Country, l.Basis, l.Why)).ToListAsync(ct);
}
