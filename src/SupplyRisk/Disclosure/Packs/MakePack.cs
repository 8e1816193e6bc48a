using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>A document in a pack.</summary>
/// <param name="Number">In the index, from 1.</param>
/// <param name="Path">Within the pack.</param>
public sealed record PackEntry(int Number, string Path, PackDocument Document);

/// <summary>A pack as it leaves the house.</summary>
/// <param name="Sha256">Of the whole file.</param>
public sealed record EvidencePack(string FileName, byte[] Zip, string Sha256, bool Draft, IReadOnlyList<PackFault> Faults);

/// <summary>Makes the evidence pack of a shipment. A final one only if nothing blocks it. The same shipment gives the same bytes.</summary>
public sealed class MakePack(IDbContextFactory<SupplyRiskDb> databases, FindShipments find, AuditTrail audit)
{
    // The time of every entry: a pack made again tomorrow is the same file.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<Result<EvidencePack>> HandleAsync(Actor actor, Guid id, bool draft, CancellationToken ct)
    {
        if (actor.Lacks(Right.Export) is { } no) return no;
        if (await find.OneAsync(actor, id, ct) is not { } whole) return PackErrors.NoSuchShipment();
        if (!draft && whole.Blocking.Count > 0) return PackErrors.Faulty(whole.Blocking);
        // Words that may not leave stand in the page itself: no draft of it either.
        if (whole.Faults.Where(f => f.Kind == PackFaultKind.HeldBack && f.FileId is null).ToList() is { Count: > 0 } held) return PackErrors.Faulty(held);
        var entries = Entries(whole);
        await using var db = await databases.CreateDbContextAsync(ct);
        var zip = await ZipAsync(db, whole, entries, draft, ct);
        var pack = new EvidencePack(Name(whole.Shipment, draft), zip, Convert.ToHexStringLower(SHA256.HashData(zip)), draft, whole.Faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await audit.AppendAsync(db, actor, draft ? "shipment.draft_made" : "shipment.pack_made", $"shipment:{id}", new { pack.Sha256, Bytes = zip.Length, Documents = entries.Count, whole.Shipment.Version, Faults = whole.Faults.Select(f => f.Message) }, ct);
        await transaction.CommitAsync(ct);
        return pack;
    }

    /// <summary>By step, then as they came; translations behind their originals. What is held back has no number and no trace.</summary>
    internal static IReadOnlyList<PackEntry> Entries(ShipmentWhole whole)
    {
        var all = whole.Facts.Documents.Where(d => !d.HeldBack).ToList();
        var originals = all.Where(d => d.TranslationOf is null || all.All(o => o.Id != d.TranslationOf)).OrderBy(d => d.Steps.Count == 0 ? int.MaxValue : d.Steps[0]).ThenBy(d => d.Kind).ThenBy(d => d.Dated ?? DateOnly.MaxValue).ThenBy(d => d.Sha256, StringComparer.Ordinal).ThenBy(d => d.Id);
        var ordered = originals.SelectMany(o => all.Where(d => d.TranslationOf == o.Id).OrderBy(d => d.Sha256, StringComparer.Ordinal).Prepend(o)).DistinctBy(d => d.Id);
        return [.. ordered.Select((d, i) => new PackEntry(i + 1, string.Create(CultureInfo.InvariantCulture, $"documents/{i + 1:000}-{Safe(d.FileName)}"), d))];
    }

    private static async Task<byte[]> ZipAsync(SupplyRiskDb db, ShipmentWhole whole, IReadOnlyList<PackEntry> entries, bool draft, CancellationToken ct)
    {
        var files = new List<(string Path, byte[] Content)>
        {
            ("index.html", Encoding.UTF8.GetBytes(new PackHtml(whole, entries, draft).Write())),
            ("chain.csv", await CsvAsync("Chain", ChainTable.Columns, whole.Chain.Steps.Select(s => ChainTable.Row(s, whole.Chain.Party(s.Party))), ct)),
            ("searches.csv", await CsvAsync("Searches", ["party", "country", "names_tried", "list", "list_sha256", "published_on", "retrieved_at", "entries", "asked_at", "matcher", "found"],
                whole.Facts.Searches.Where(s => s.Negative && whole.Chain.Party(s.Party) is not null).OrderBy(s => s.Party, StringComparer.Ordinal).ThenBy(s => s.List, StringComparer.Ordinal)
                    .Select(s => (IReadOnlyList<object?>)[s.Party, s.Country, string.Join('|', s.Tried), s.List, s.Snapshot, s.PublishedOn, s.RetrievedAt, s.Entries, s.At, s.Matcher, s.Dismissed == 0 ? "nothing" : "near names, looked at by a person: another party"]), ct)),
        };
        foreach (var entry in entries)
            files.Add((entry.Path, await db.ShipmentFiles.AsNoTracking().Where(f => f.Id == entry.Document.Id).Select(f => f.Content).SingleAsync(ct)));
        var manifest = await CsvAsync("Manifest", ["path", "bytes", "sha256"], files.Select(f => (IReadOnlyList<object?>)[f.Path, f.Content.Length, Convert.ToHexStringLower(SHA256.HashData(f.Content))]), ct);
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files.Prepend(("manifest.csv", manifest)))
            {
                // Stored, not packed: what a library makes of the same bytes changes with its version.
                var entry = zip.CreateEntry(path, CompressionLevel.NoCompression);
                entry.LastWriteTime = EntryTime;
                entry.ExternalAttributes = 0;
                await using var to = entry.Open();
                await to.WriteAsync(content, ct);
            }
        }
        return buffer.ToArray();
    }

    private static async Task<byte[]> CsvAsync(string name, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct)
    {
        using var to = new MemoryStream();
        await TableFile.WriteAsync(to, TableFormat.Csv, name, header, rows.ToAsyncEnumerable(), ct);
        return to.ToArray();
    }

    private static string Name(Shipment s, bool draft) => $"evidence-pack-{Safe(s.EntryNumber)}{(draft ? "-draft" : "")}.zip";

    /// <summary>A name that every system unpacks to the folder meant, and no other.</summary>
    private static string Safe(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')).Trim('.', '_');
        return safe.Length is 0 ? "file" : safe.Length <= 80 ? safe : safe[..60] + safe[^20..];
    }
}
