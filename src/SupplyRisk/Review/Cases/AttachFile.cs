using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Cases;

/// <summary>Keeps a file with a case. Limits are few and stated: size, number, and kinds told by content, not by name alone.</summary>
public sealed class AttachFile(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit)
{
    public const long MostBytes = 20L << 20;

    public const int MostFiles = 50;

    /// <summary>Name ending, media type and how the content begins; an empty beginning is text.</summary>
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
        (".eml", "message/rfc822", []),
    ];

    /// <summary>The endings taken, for people and for a file field.</summary>
    public static readonly string Taken = string.Join(", ", Kinds.Select(k => k.Ending));

    /// <param name="actor">Who.</param>
    /// <param name="id">The case.</param>
    /// <param name="path">The file on disk.</param>
    /// <param name="name">The sender's name for it; shown, never used as a path.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Result<CaseAttachment>> AttachAsync(Actor actor, Guid id, string path, string name, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } lacks) return lacks;
        var length = new FileInfo(path).Length;
        if (length == 0) return CaseErrors.FileMissing();
        if (length > MostBytes) return CaseErrors.FileTooLarge(MostBytes);
        var content = await File.ReadAllBytesAsync(path, ct);
        if (MediaTypeOf(name, content) is not { } mediaType) return CaseErrors.FileType(Taken);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        if (await record.HoldAsync(id, ct) is not { } c) return ReviewErrors.NoSuchCase(id);
        if (await record.AgainstAsync(c, CaseMove.Attach, ct) is { } no) return no;
        if (await db.CaseAttachments.CountAsync(a => a.CaseId == id, ct) >= MostFiles) return CaseErrors.TooManyFiles(MostFiles);
        var attached = new CaseAttachment
        {
            Id = record.NewId(),
            CaseId = id,
            FileName = NameOf(name),
            MediaType = mediaType,
            Size = content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Content = content,
            ActorId = actor.Id,
            At = record.Now,
        };
        db.CaseAttachments.Add(attached);
        await record.WriteAsync(c, CaseEventKind.Attached, [attached.FileName], new { }, new { attached.FileName, attached.Sha256, attached.Size }, changes: false, ct);
        await transaction.CommitAsync(ct);
        return attached;
    }

    /// <returns>The attachment, or null if there is none or the actor may not see its case.</returns>
    public async Task<CaseAttachment?> ReadAsync(Actor actor, Guid caseId, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.Cases.SeenBy(actor, c => c.SupplierId).AnyAsync(c => c.Id == caseId, ct)) return null;
        return await db.CaseAttachments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.CaseId == caseId, ct);
    }

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
