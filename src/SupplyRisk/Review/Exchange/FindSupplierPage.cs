using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Review.Actions;
using SupplyRisk.Review.Redacting;

namespace SupplyRisk.Review.Exchange;

/// <summary>An action as its supplier sees it.</summary>
/// <param name="Asked">What is asked, in words for it.</param>
/// <param name="People">Null also where the group is too small to be named.</param>
/// <param name="MaySay">What the supplier may say of it now.</param>
public sealed record AskedAction(
    Guid Id, RemedyKind Kind, string Asked, ActionState State, DateOnly? Due, decimal? Amount, string? Currency, int? People, string? SupplierWords, int Version, IReadOnlyList<ActionState> MaySay);

/// <summary>A document asked for.</summary>
public sealed record AskedDocument(Guid Id, string What, DateOnly? Due);

/// <summary>A fact we have of the supplier.</summary>
public sealed record KnownFact(CorrectableFact Fact, string? Value);

/// <summary>What the supplier has sent.</summary>
/// <param name="Reply">Our words, where it was rejected.</param>
public sealed record SentAnswer(DateTime At, AnswerKind Kind, string Said, AnswerState State, string? Reply);

/// <summary>Everything on a supplier's own page. Nothing else of what we know reaches it: no score, no list, no finding, no document of others.</summary>
public sealed record SupplierPageContent(
    string Name, DateTime OpenUntil, IReadOnlyList<AskedDocument> Documents, IReadOnlyList<AskedAction> Actions, IReadOnlyList<KnownFact> Facts, IReadOnlyList<SentAnswer> Sent);

/// <summary>Reads a supplier's own page; everything passes the redaction for it.</summary>
public sealed class FindSupplierPage(IDbContextFactory<SupplyRiskDb> databases)
{
    private const int MostSent = 50;

    /// <returns>Null if the supplier is not known any more.</returns>
    public async Task<SupplierPageContent?> HandleAsync(SupplierVisit visit, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var id = visit.SupplierId;
        if (await db.SupplierVersions.Now().FirstOrDefaultAsync(v => v.SupplierId == id, ct) is not { } version) return null;
        var redaction = await ReadWorkerWords.ForAsync(db, Output.SupplierPage, id, ct);
        var actions = await db.CorrectiveActions.Where(a => a.SupplierId == id && a.Asked != null && a.State != ActionState.Cancelled).OrderBy(a => a.Due == null).ThenBy(a => a.Due).ThenBy(a => a.Id).ToListAsync(ct);
        var requests = await db.DocumentRequests.Where(r => r.SupplierId == id && r.SettledAt == null).OrderBy(r => r.AskedAt).ThenBy(r => r.Id).ToListAsync(ct);
        var sent = await db.SupplierAnswers.Where(a => a.SupplierId == id).OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(MostSent).ToListAsync(ct);
        return new SupplierPageContent(
            version.Name, visit.ExpiresAt,
            [.. requests.Select(r => redaction.Text(r.What) is { } what ? new AskedDocument(r.Id, what, r.Due) : null).OfType<AskedDocument>()],
            [.. actions.Select(a => Action(a, redaction)).OfType<AskedAction>()],
            [.. Enum.GetValues<CorrectableFact>().Select(f => new KnownFact(f, CorrectSupplier.Known(version, f)))],
            [.. sent.Select(a => new SentAnswer(a.At, a.Kind, Said(a, redaction), a.State, a.State == AnswerState.Rejected ? redaction.Text(a.DecisionWords) : null))]);
    }

    // An action whose words would now give somebody away (a document came in after they were written) is not shown until a person has changed them.
    private static AskedAction? Action(CorrectiveAction a, Redaction redaction) => redaction.Text(a.Asked) is not { } asked ? null : new AskedAction(
        a.Id, a.Kind, asked, a.State, a.Due, redaction.Amount(a.Amount, a.People), redaction.Amount(a.Amount, a.People) is null ? null : a.Currency, redaction.People(a.People), redaction.Text(a.SupplierWords), a.Version,
        [.. ActionStates.After(a.State).Where(ActionStates.SupplierMaySay)]);

    private static string Said(SupplierAnswer a, Redaction redaction) => a.Kind switch
    {
        AnswerKind.Document => redaction.Text(a.FileName) ?? "a document",
        AnswerKind.Correction => redaction.Text(a.After) ?? "a correction",
        AnswerKind.Dispute => redaction.Text(a.Words) ?? "your words",
    };
}
