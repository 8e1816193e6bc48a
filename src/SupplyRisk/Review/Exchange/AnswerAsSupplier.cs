using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review.Actions;

namespace SupplyRisk.Review.Exchange;

/// <summary>A file a supplier sends.</summary>
/// <param name="Path">Where it lies, under a name of ours.</param>
/// <param name="FileName">As the supplier calls it.</param>
/// <param name="RequestId">The request it answers, or null.</param>
/// <param name="ActionId">The action it answers, or null.</param>
public sealed record SentFile(string Path, string FileName, long Bytes, Guid? RequestId, Guid? ActionId, string Words);

/// <summary>Takes in what a supplier says on its own page. Nothing of it counts before one of our people has accepted it.</summary>
public sealed class AnswerAsSupplier(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, AddDocuments documents, MoveAction moves)
{
    public const long MaxBytes = 25L << 20;
    private const int MostAnHour = 30, MostWords = 2_000, MostFileName = 150;

    private static readonly string[] Kinds = [".pdf", ".docx", ".xlsx", ".txt", ".md", ".html", ".htm", ".jpg", ".jpeg", ".png"];

    public async Task<Result<SupplierAnswer>> SendFileAsync(SupplierVisit visit, SentFile file, CancellationToken ct)
    {
        var wrong = new List<Refusal>();
        var name = Words.Visible(Path.GetFileName(file.FileName.Replace('\\', '/'))).Trim();
        if (file.Bytes == 0 || name.Length == 0) wrong.Add(ExchangeErrors.FileMissing());
        else if (file.Bytes > MaxBytes) wrong.Add(ExchangeErrors.FileTooLarge(MaxBytes));
        else if (!Kinds.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)) wrong.Add(ExchangeErrors.FileKind());
        if (file.Words.Length > MostWords) wrong.Add(ExchangeErrors.WordsTooLong(MostWords));
        if (wrong.Count > 0) return Result<SupplierAnswer>.Refused(wrong);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await TooManyAsync(db, visit, ct)) return ExchangeErrors.TooMany();
        if (file.RequestId is { } request && !await db.DocumentRequests.AnyAsync(r => r.Id == request && r.SupplierId == visit.SupplierId && r.SettledAt == null, ct)) return ExchangeErrors.NoSuchRequest();
        if (file.ActionId is { } action && !await db.CorrectiveActions.AnyAsync(a => a.Id == action && a.SupplierId == visit.SupplierId && a.Asked != null, ct)) return ActionErrors.NoSuchAction();
        if (name.Length > MostFileName) name = string.Concat(Path.GetFileNameWithoutExtension(name).AsSpan(0, MostFileName - 10), Path.GetExtension(name));
        var id = await documents.AddReceivedAsync(visit.Supplier, visit.SupplierId, file.Path, name, ct);
        return await KeepAsync(db, visit, Answer(visit, AnswerKind.Document, file.Words, file.RequestId, file.ActionId, id, name), ct);
    }

    /// <summary>Asks for a fact to be corrected.</summary>
    public async Task<Result<SupplierAnswer>> CorrectAsync(SupplierVisit visit, CorrectableFact? fact, string value, string words, CancellationToken ct)
    {
        var wrong = new List<Refusal>();
        if (fact is null) wrong.Add(ExchangeErrors.FactMissing());
        var readable = CorrectSupplier.Readable(fact ?? CorrectableFact.Name, value);
        if (readable is null) wrong.Add(ExchangeErrors.ValueUnusable());
        if (words.Length > MostWords) wrong.Add(ExchangeErrors.WordsTooLong(MostWords));
        if (fact is not { } which || readable is null || wrong.Count > 0) return Result<SupplierAnswer>.Refused(wrong);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await TooManyAsync(db, visit, ct)) return ExchangeErrors.TooMany();
        var version = await db.SupplierVersions.Now().AsNoTracking().FirstOrDefaultAsync(v => v.SupplierId == visit.SupplierId, ct);
        if (version is null) return ActionErrors.NoSuchSupplier();
        return await KeepAsync(db, visit, Answer(visit, AnswerKind.Correction, words, null, null, null, null, Words.Snake(which), CorrectSupplier.Known(version, which), readable), ct);
    }

    /// <summary>Disputes something in general; a person answers.</summary>
    public async Task<Result<SupplierAnswer>> DisputeAsync(SupplierVisit visit, string words, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(words)) return ExchangeErrors.SayWhat();
        if (words.Length > MostWords) return ExchangeErrors.WordsTooLong(MostWords);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await TooManyAsync(db, visit, ct)) return ExchangeErrors.TooMany();
        return await KeepAsync(db, visit, Answer(visit, AnswerKind.Dispute, words), ct);
    }

    /// <summary>Agrees to, disputes, or reports on an action it is asked.</summary>
    public async Task<Result<CorrectiveAction>> SayAsync(SupplierVisit visit, ActionStep step, CancellationToken ct)
    {
        if (step.To == ActionState.Disputed && string.IsNullOrWhiteSpace(step.Words)) return ExchangeErrors.SayWhat();
        if (step.Words.Length > MostWords) return ExchangeErrors.WordsTooLong(MostWords);
        await using var db = await databases.CreateDbContextAsync(ct);
        return await moves.SaidBySupplierAsync(db, visit.Supplier, visit.SupplierId, step, ct);
    }

    private Task<bool> TooManyAsync(SupplyRiskDb db, SupplierVisit visit, CancellationToken ct)
    {
        var since = time.Instant().AddHours(-1);
        return db.SupplierAnswers.Where(a => a.LinkId == visit.LinkId && a.At > since).Skip(MostAnHour - 1).AnyAsync(ct);
    }

    private SupplierAnswer Answer(
        SupplierVisit visit, AnswerKind kind, string words, Guid? request = null, Guid? action = null, Guid? document = null, string? file = null, string? fact = null, string? before = null, string? after = null) => new()
        {
            Id = time.NewId(),
            SupplierId = visit.SupplierId,
            LinkId = visit.LinkId,
            At = time.Instant(),
            Kind = kind,
            RequestId = request,
            ActionId = action,
            DocumentId = document,
            FileName = file,
            Fact = fact,
            Before = before,
            After = after,
            Words = words.Trim(),
            State = AnswerState.Waiting,
            Version = 1,
        };

    private async Task<Result<SupplierAnswer>> KeepAsync(SupplyRiskDb db, SupplierVisit visit, SupplierAnswer answer, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.SupplierAnswers.Add(answer);
        await audit.AppendAsync(db, visit.Supplier, "supplier_answer.received", $"supplier:{visit.SupplierId}",
            new { AnswerId = answer.Id, answer.Kind, answer.DocumentId, answer.FileName, answer.Fact, answer.Before, answer.After, answer.Words }, ct);
        await transaction.CommitAsync(ct);
        return answer;
    }
}
