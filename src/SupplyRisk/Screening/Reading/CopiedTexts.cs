using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Screening.Reading;

/// <summary>Finds documents that repeat the text of another one. By the bands of their sketches, so it costs no more with a larger portfolio.</summary>
internal static class CopiedTexts
{
    /// <summary>A band that more documents share is a form's own text and tells nothing.</summary>
    private const int Crowded = 50;

    /// <summary>Keeps the bands of documents newly read, in the caller's transaction. Of a crowded band one row more than the limit is kept, which shows that it is crowded:
    /// so a form that ten thousand reports are written on costs no more to look up than one that fifty are.</summary>
    public static async Task RecordAsync(SupplyRiskDb db, IReadOnlyCollection<Guid> documents, IEnumerable<DocumentReading> readings, CancellationToken ct)
    {
        await db.SketchBands.Where(b => documents.Contains(b.DocumentId)).ExecuteDeleteAsync(ct);
        var bands = readings.SelectMany(r => TextSketch.BandsOf(r.Sketch).Select((hash, band) => new SketchBand { DocumentId = r.DocumentId, Band = band, Hash = hash })).ToList();
        var there = new Dictionary<long, int>();
        foreach (var some in bands.Select(b => b.Hash).Distinct().Chunk(2_000))
        {
            foreach (var kept in await db.SketchBands.Where(b => some.Contains(b.Hash)).GroupBy(b => b.Hash).Select(g => new { Hash = g.Key, Count = g.Count() }).ToListAsync(ct))
                there[kept.Hash] = kept.Count;
        }
        await db.BulkInsertAsync(bands.FindAll(b => (there[b.Hash] = there.GetValueOrDefault(b.Hash) + 1) <= Crowded + 1), ct);
    }

    /// <summary>Pairs of documents that are nearly the same, both ways round.</summary>
    public static async Task<List<(Guid Document, Guid Other)>> AlikeAsync(SupplyRiskDb db, IReadOnlyCollection<Guid> documents, CancellationToken ct)
    {
        if (documents.Count == 0) return [];
        var bands = await db.SketchBands.AsNoTracking().Where(b => documents.Contains(b.DocumentId)).Select(b => new { b.DocumentId, b.Band, b.Hash }).ToListAsync(ct);
        var hashes = bands.ConvertAll(b => b.Hash).Distinct().ToList();
        var shared = new List<(Guid DocumentId, int Band, long Hash)>();
        foreach (var some in hashes.Chunk(2_000))
        {
            shared.AddRange((await db.SketchBands.AsNoTracking().Where(b => some.Contains(b.Hash)).Select(b => new { b.DocumentId, b.Band, b.Hash }).ToListAsync(ct))
                .Select(b => (b.DocumentId, b.Band, b.Hash)));
        }

        var byBand = shared.ToLookup(b => (b.Band, b.Hash), b => b.DocumentId);
        var pairs = bands.SelectMany(b => byBand[(b.Band, b.Hash)] is var at && at.Count() is > 1 and <= Crowded ? at.Where(o => o != b.DocumentId).Select(o => (b.DocumentId, Other: o)) : [])
            .Distinct().ToList();
        if (pairs.Count == 0) return [];
        var ids = pairs.SelectMany(p => new[] { p.DocumentId, p.Other }).Distinct().ToList();
        var sketches = await db.DocumentReadings.AsNoTracking().Where(r => ids.Contains(r.DocumentId)).ToDictionaryAsync(r => r.DocumentId, r => r.Sketch, ct);
        return pairs.FindAll(p => TextSketch.Likeness(sketches.GetValueOrDefault(p.DocumentId) ?? "", sketches.GetValueOrDefault(p.Other) ?? "") >= TextSketch.SameFrom);
    }

    /// <summary>For each document that repeats an older one of another year or site: the path of that one.</summary>
    public static async Task<Dictionary<Guid, string>> SourcesAsync(SupplyRiskDb db, IReadOnlyCollection<Guid> documents, DateOnly asOf, DateTime knownAt, CancellationToken ct)
    {
        var pairs = await AlikeAsync(db, documents, ct);
        if (pairs.Count == 0) return [];
        var ids = pairs.SelectMany(p => new[] { p.Document, p.Other }).Distinct().ToList();
        var known = (await db.Documents.AsNoTracking().Where(d => ids.Contains(d.Id) && d.ReceivedAt <= knownAt).ToListAsync(ct))
            .Where(d => d.Date is null || d.Date <= asOf).ToDictionary(d => d.Id);
        var links = (await db.DocumentLinks.AsNoTracking().Where(l => ids.Contains(l.DocumentId) && l.KnownFrom <= knownAt && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed))
            .Select(l => new { l.DocumentId, l.SupplierId }).ToListAsync(ct)).ToLookup(l => l.DocumentId, l => l.SupplierId);
        return pairs.Where(p => known.ContainsKey(p.Document) && known.ContainsKey(p.Other) && IsCopy(known[p.Document], known[p.Other], links))
            .GroupBy(p => p.Document).ToDictionary(g => g.Key, g => g.Select(p => known[p.Other]).OrderBy(o => o.Date ?? DateOnly.MinValue).ThenBy(o => o.Path, StringComparer.Ordinal).First().Path);
    }

    // One audit sent in twice, as PDF and as DOCX, is no copy: same site, and no two dates that differ.
    private static bool IsCopy(Document copy, Document of, ILookup<Guid, Guid> links)
    {
        var sameSite = !links[of.Id].Any() || links[copy.Id].Intersect(links[of.Id]).Any();
        if (sameSite && (copy.Date is null || of.Date is null || copy.Date == of.Date)) return false;
        var older = (of.Date ?? DateOnly.MinValue, of.ReceivedAt).CompareTo((copy.Date ?? DateOnly.MinValue, copy.ReceivedAt));
        return older < 0 || (older == 0 && string.CompareOrdinal(of.Sha256, copy.Sha256) < 0);
    }
}
