using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>What is said of a document of the chain.</summary>
/// <param name="Language">ISO 639-1; null takes what was read.</param>
/// <param name="Pages">Null takes what was read, else one.</param>
public sealed record FileDetails(
    TradeDocumentKind Kind, string? Number, DateOnly? Dated, IReadOnlyList<int> Steps, string? Issuer, string? Language, int? Pages, int RedactedPages, Guid? TranslationOf, bool Looked);

/// <summary>Keeps documents of a shipment's chain. Limits are few and stated; kinds are told by content, not by name alone.</summary>
public sealed class KeepFiles(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, KeepShipment keep)
{
    public const long MostBytes = 20L << 20;

    public const int MostFiles = 500;

    private const int MostText = 2_000_000, MostPages = 5_000, MostName = 200;

    private static readonly (string Ending, string MediaType, byte[] Begins)[] Kinds =
    [
        (".pdf", "application/pdf", "%PDF-"u8.ToArray()),
        (".png", "image/png", [0x89, 0x50, 0x4E, 0x47]),
        (".jpg", "image/jpeg", [0xFF, 0xD8, 0xFF]),
        (".jpeg", "image/jpeg", [0xFF, 0xD8, 0xFF]),
        (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", [0x50, 0x4B, 0x03, 0x04]),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [0x50, 0x4B, 0x03, 0x04]),
        (".txt", "text/plain", []),
        (".csv", "text/csv", []),
    ];

    public static readonly string Taken = string.Join(", ", Kinds.Select(k => k.Ending));

    /// <param name="path">The file on disk.</param>
    /// <param name="name">The sender's name for it; shown, never used as a path.</param>
    public async Task<Result<ShipmentFile>> AddAsync(Actor actor, Guid id, string path, string name, FileDetails details, CancellationToken ct)
    {
        if (actor.Lacks(Right.PreparePacks) is { } no) return no;
        var length = new FileInfo(path).Length;
        if (length == 0) return PackErrors.Missing("file", "which file");
        if (length > MostBytes) return PackErrors.FileTooLarge(MostBytes);
        var content = await File.ReadAllBytesAsync(path, ct);
        if (MediaTypeOf(name, content) is not { } mediaType) return PackErrors.FileType(Taken);
        var wrong = Check(details);
        if (wrong.Count > 0) return Result<ShipmentFile>.Refused(wrong);
        var read = mediaType.StartsWith("image/", StringComparison.Ordinal) ? null : await DocumentReader.ReadAsync(path, ReaderLimits.Default, ct);
        var text = read?.Text ?? "";
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await HeldAsync(db, actor, id, ct) is var held && !held.Done) return Result<ShipmentFile>.Refused(held.Refusals);
        if (await db.ShipmentFiles.CountAsync(f => f.ShipmentId == id, ct) >= MostFiles) return PackErrors.TooMany("documents", MostFiles);
        var file = new ShipmentFile
        {
            Id = time.NewId(),
            ShipmentId = id,
            FileName = NameOf(name),
            MediaType = mediaType,
            Size = content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Content = content,
            Text = text.Length <= MostText ? text : text[..MostText],
            Kind = details.Kind,
            Steps = "",
            Language = read is null ? null : AuditFacts.Read(read, name).Language,
            Pages = Math.Max(1, read?.Pages ?? 1),
            RedactedPages = 0,
            Looked = false,
            ActorId = actor.Id,
            At = time.Instant(),
        };
        Take(file, details);
        db.ShipmentFiles.Add(file);
        var saved = await keep.SaveAsync(db, actor, held.Value!, new("shipment.file_added", new { FileId = file.Id, file.FileName, file.Sha256, details }), ct); // held
        return saved.Done ? file : Result<ShipmentFile>.Refused(saved.Refusals);
    }

    public async Task<Result<ShipmentFile>> ChangeAsync(Actor actor, Guid id, Guid fileId, FileDetails details, CancellationToken ct)
    {
        if (actor.Lacks(Right.PreparePacks) is { } no) return no;
        var wrong = Check(details);
        if (wrong.Count > 0) return Result<ShipmentFile>.Refused(wrong);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await HeldAsync(db, actor, id, ct) is var held && !held.Done) return Result<ShipmentFile>.Refused(held.Refusals);
        if (await db.ShipmentFiles.FirstOrDefaultAsync(f => f.Id == fileId && f.ShipmentId == id, ct) is not { } file) return PackErrors.NoSuchFile();
        Take(file, details);
        var saved = await keep.SaveAsync(db, actor, held.Value!, new("shipment.file_changed", new { FileId = fileId, details }), ct); // held
        return saved.Done ? file : Result<ShipmentFile>.Refused(saved.Refusals);
    }

    public async Task<Result<Shipment>> RemoveAsync(Actor actor, Guid id, Guid fileId, CancellationToken ct)
    {
        if (actor.Lacks(Right.PreparePacks) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await HeldAsync(db, actor, id, ct) is var held && !held.Done) return held;
        if (await db.ShipmentFiles.FirstOrDefaultAsync(f => f.Id == fileId && f.ShipmentId == id, ct) is not { } file) return PackErrors.NoSuchFile();
        db.ShipmentFiles.Remove(file);
        return await keep.SaveAsync(db, actor, held.Value!, new("shipment.file_removed", new { FileId = fileId, file.FileName, file.Sha256 }), ct); // held
    }

    /// <returns>The document, or null if there is none or the actor may not see its shipment.</returns>
    public async Task<ShipmentFile?> ReadAsync(Actor actor, Guid id, Guid fileId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Shipments.AsNoTracking().SeenBy(actor, s => s.SupplierId).FirstOrDefaultAsync(s => s.Id == id, ct) is not { } shipment) return null;
        if (!actor.SeesAll && !actor.SeesChain(await PartyMap.ReadAsync(db, Chain.Of(shipment), ct))) return null;
        return await db.ShipmentFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId && f.ShipmentId == id, ct);
    }

    private static async Task<Result<Shipment>> HeldAsync(SupplyRiskDb db, Actor actor, Guid id, CancellationToken ct)
    {
        if (await db.Shipments.SeenBy(actor, s => s.SupplierId).FirstOrDefaultAsync(s => s.Id == id, ct) is not { } shipment) return PackErrors.NoSuchShipment();
        return shipment.State == ShipmentState.Preparing ? shipment : PackErrors.HandedIn();
    }

    private static void Take(ShipmentFile file, FileDetails d)
    {
        file.Kind = d.Kind;
        file.Number = Some(d.Number);
        file.Dated = d.Dated;
        file.Steps = string.Join('|', d.Steps.Distinct().Order());
        file.Issuer = Some(d.Issuer);
        file.Language = Some(d.Language)?.ToLowerInvariant() ?? file.Language;
        file.Pages = d.Pages ?? file.Pages;
        file.RedactedPages = d.RedactedPages;
        file.TranslationOf = d.TranslationOf == file.Id ? null : d.TranslationOf;
        file.Looked = d.Looked;
    }

    private static List<Refusal> Check(FileDetails d)
    {
        var no = new List<Refusal>();
        if (d.Number?.Length > MostName) no.Add(PackErrors.TooLong("number", MostName));
        if (d.Issuer?.Length > MostName) no.Add(PackErrors.TooLong("issuer", MostName));
        if (d.Steps.Any(s => s is < 1 or > ChainCheck.HighestNumber)) no.Add(new(RefusalKind.Invalid, "step_number", $"Steps are numbered from 1 to {ChainCheck.HighestNumber}.", "steps"));
        if (d.Pages is < 1 or > MostPages) no.Add(new(RefusalKind.Invalid, "pages_out_of_range", $"A document has 1 to {MostPages:N0} pages.", "pages"));
        if (d.RedactedPages < 0 || d.RedactedPages > (d.Pages ?? MostPages)) no.Add(new(RefusalKind.Invalid, "redacted_out_of_range", "At most all its pages can be blacked out.", "redacted_pages"));
        if (Some(d.Language) is { } language && (language.Trim().Length != 2 || !language.Trim().All(char.IsAsciiLetter))) no.Add(new(RefusalKind.Invalid, "language_unknown", "Write the language by its two letters (ISO 639-1), e.g. zh.", "language"));
        return no;
    }

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? MediaTypeOf(string name, byte[] content)
    {
        var kind = Kinds.FirstOrDefault(k => name.EndsWith(k.Ending, StringComparison.OrdinalIgnoreCase));
        if (kind.Ending is null) return null;
        var fits = kind.Begins.Length > 0 ? content.AsSpan().StartsWith(kind.Begins) : !content.AsSpan(0, Math.Min(content.Length, 8_192)).Contains((byte)0);
        return fits ? kind.MediaType : null;
    }

    private static string NameOf(string name)
    {
        var last = Words.WithoutHidden(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]).Trim();
        return last.Length <= 150 ? last : last[..100] + "…" + last[^40..];
    }
}
