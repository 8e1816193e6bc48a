using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Review.Retention;

/// <summary>How long a document is kept.</summary>
/// <param name="LegalHold">True keeps it whatever its retention says.</param>
/// <param name="RetainUntil">The last day it is kept; null goes by the installation's rule.</param>
/// <param name="Because">Why; stands in the audit record.</param>
public sealed record KeepDocumentRequest(Guid DocumentId, bool LegalHold, DateOnly? RetainUntil, string Because);

/// <summary>Sets a legal hold or a document's own last day.</summary>
public sealed class KeepDocument(IDbContextFactory<SupplyRiskDb> databases, AuditTrail audit)
{
    public async Task<Result<Document>> RunAsync(Actor actor, KeepDocumentRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Right.ChangeSettings) is { } no) return no;
        if (RetentionErrors.Reason(request.Because) is { } wrong) return wrong;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Documents.FindAsync([request.DocumentId], ct) is not { } document) return RetentionErrors.NoSuchDocument();
        if (document.State == DocumentState.Erased) return RetentionErrors.Erased();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var before = new { document.LegalHold, document.RetainUntil };
        (document.LegalHold, document.RetainUntil) = (request.LegalHold, request.RetainUntil);
        await audit.AppendAsync(db, actor, "document.kept", $"document:{document.Id}",
            new { before, after = new { document.LegalHold, document.RetainUntil }, because = request.Because.Trim() }, ct);
        await transaction.CommitAsync(ct);
        return document;
    }
}

/// <summary>What can be wrong with keeping and erasing, in words.</summary>
internal static class RetentionErrors
{
    private const int MaxReason = 1_000;

    public static Refusal? Reason(string because) =>
        string.IsNullOrWhiteSpace(because) ? new(RefusalKind.Invalid, "reason_missing", "Say why; it stands in the audit record.", "because")
        : because.Length > MaxReason ? new(RefusalKind.Invalid, "reason_too_long", $"Say it in at most {MaxReason} characters.", "because") : null;

    public static Refusal NoSuchDocument() => new(RefusalKind.NotFound, "document_not_found", "There is no such document.");

    public static Refusal Erased() => new(RefusalKind.Conflict, "document_erased", "The document was erased; there is nothing left to keep.");

    public static Refusal Held() => new(RefusalKind.Conflict, "document_held", "The document is under legal hold. Lift the hold first, and say why.");

    public static Refusal Years() => new(RefusalKind.Invalid, "years_out_of_range", "Documents can be kept for 1 to 50 years, or without limit.", "years");
}
