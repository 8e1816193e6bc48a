using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Reading;
using SupplyRisk.Screening.Reading.AuditTables;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Review.Actions;

/// <summary>Where an action comes from, where that is known.</summary>
public sealed record ActionOrigin(Guid? CaseId = null, Guid? DocumentId = null, int? DocumentStart = null, string? Rule = null);

/// <summary>An action with what is known filled in.</summary>
public sealed record ActionDraft(ActionDetails Details, ActionOrigin Origin);

/// <summary>Plans corrective actions: by hand, or from a finding or a row of a corrective-action table with what is known filled in.</summary>
public sealed class PlanAction(IDbContextFactory<SupplyRiskDb> databases, TimeProvider time, AuditTrail audit, ActiveRulesets rulesets)
{
    public async Task<Result<CorrectiveAction>> PlanAsync(Actor actor, Guid supplierId, ActionDetails details, ActionOrigin origin, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageActions) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!actor.Sees(supplierId) || !await db.Suppliers.AnyAsync(s => s.Id == supplierId, ct)) return ActionErrors.NoSuchSupplier();
        if (origin.CaseId is { } caseId && !await db.Cases.AnyAsync(c => c.Id == caseId && c.SupplierId == supplierId, ct)) return ReviewErrors.NoSuchCase(caseId);
        if (origin.DocumentId is { } documentId && !await AboutAsync(db, documentId, supplierId, ct)) return ActionErrors.NoSuchDocument();
        return await WriteAsync(db, actor, supplierId, details, origin, ct);
    }

    /// <summary>From a finding: its kind, passage, numbers and document. It is not shown to the supplier before a person has written what is asked.</summary>
    public async Task<Result<CorrectiveAction>> FromFindingAsync(Actor actor, Guid supplierId, Guid findingId, CancellationToken ct)
    {
        var draft = await DraftAsync(actor, supplierId, findingId, ct);
        if (!draft.Done) return Result<CorrectiveAction>.Refused(draft.Refusals);
        await using var db = await databases.CreateDbContextAsync(ct);
        return await WriteAsync(db, actor, supplierId, draft.Value.Details, draft.Value.Origin, ct);
    }

    /// <summary>The same as it would be planned, for a person to complete; nothing is written.</summary>
    public async Task<Result<ActionDraft>> DraftAsync(Actor actor, Guid supplierId, Guid findingId, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageActions) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        var finding = await db.Findings.AsNoTracking().FirstOrDefaultAsync(f => f.Id == findingId, ct);
        if (finding is null || !actor.Sees(supplierId) || !await AboutAsync(db, finding.DocumentId, supplierId, ct)) return ActionErrors.NoSuchFinding();
        var counted = Finding.Read(finding.QuantitiesJson);
        var people = counted.FirstOrDefault(q => q.Kind == QuantityKind.People && q.Value is >= 1 and <= 1_000_000);
        var kind = await KindAsync(db, supplierId, RemedyKinds.For(finding.Indicator), ct);
        // A sum in a passage is as often one person's as everybody's: it stands in the words, and a person fills in the total.
        var details = new ActionDetails(kind, Cut($"“{finding.Quote.ReplaceLineEndings(" ")}”"), null, null, actor.Name, null, null, null, people is null ? null : (int)people.Value);
        return new ActionDraft(details, new ActionOrigin(null, finding.DocumentId, finding.Start, finding.Rule));
    }

    /// <summary>From a row of a document's table of findings: what it says was found, and by when it is to be put right.</summary>
    /// <param name="start"><see cref="AuditTableRow.Start"/>.</param>
    public async Task<Result<CorrectiveAction>> FromRowAsync(Actor actor, Guid supplierId, Guid documentId, int start, CancellationToken ct)
    {
        if (actor.Lacks(Right.ManageActions) is { } no) return no;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!actor.Sees(supplierId) || !await AboutAsync(db, documentId, supplierId, ct)) return ActionErrors.NoSuchFinding();
        var facts = await db.DocumentReadings.AsNoTracking().Where(r => r.DocumentId == documentId).Select(r => r.FactsJson).FirstOrDefaultAsync(ct);
        var row = facts is null ? null : StoredJson.Read<ReadFacts>(facts).Rows.FirstOrDefault(r => r.Start == start);
        var text = await db.DocumentContents.AsNoTracking().Where(c => c.DocumentId == documentId).Select(c => c.Text).FirstOrDefaultAsync(ct);
        if (row is null || text is null || row.DescriptionEnd > text.Length) return ActionErrors.NoSuchFinding();
        var kind = await KindAsync(db, supplierId, row.Indicators is [var first, ..] ? RemedyKinds.For(first) : RemedyKind.Other, ct);
        var found = text[row.DescriptionStart..row.DescriptionEnd].ReplaceLineEndings(" ").Trim();
        var details = new ActionDetails(kind, Cut($"{row.Place}{(row.Clause is { } clause ? $", clause {clause}" : "")}: {found}"), null, null, actor.Name, row.Due, null, null, null);
        return await WriteAsync(db, actor, supplierId, details, new ActionOrigin(null, documentId, row.Start, null), ct);
    }

    private async Task<Result<CorrectiveAction>> WriteAsync(SupplyRiskDb db, Actor actor, Guid supplierId, ActionDetails details, ActionOrigin origin, CancellationToken ct)
    {
        var ground = await ActionGround.OfAsync(db, rulesets, supplierId, ct);
        var wrong = details.Check(ground.ToSupplier, ground.StateImposed);
        if (wrong.Count > 0) return Result<CorrectiveAction>.Refused(wrong);
        var now = time.Instant();
        var action = new CorrectiveAction
        {
            Id = time.NewId(),
            SupplierId = supplierId,
            CaseId = origin.CaseId,
            DocumentId = origin.DocumentId,
            DocumentStart = origin.DocumentStart,
            Rule = origin.Rule,
            Kind = details.Kind,
            State = ActionState.Proposed,
            Found = "",
            Owner = "",
            PlannedBy = actor.Id,
            PlannedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        ChangeAction.Take(action, details);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.CorrectiveActions.Add(action);
        db.ActionEvents.Add(new ActionEvent { Id = time.NewId(), ActionId = action.Id, At = now, ActorId = actor.Id, To = ActionState.Proposed, Words = "" });
        await audit.AppendAsync(db, actor, "action.planned", $"action:{action.Id}", new { action.SupplierId, origin, details }, ct);
        await transaction.CommitAsync(ct);
        return action;
    }

    private async Task<RemedyKind> KindAsync(SupplyRiskDb db, Guid supplierId, RemedyKind usual, CancellationToken ct) =>
        await ActionGround.IsStateImposedAsync(db, rulesets, supplierId, ct) ? RemedyKind.OriginShown : usual;

    internal static Task<bool> AboutAsync(SupplyRiskDb db, Guid documentId, Guid supplierId, CancellationToken ct) =>
        db.DocumentLinks.AnyAsync(l => l.DocumentId == documentId && l.SupplierId == supplierId && (l.State == ProposalState.Sure || l.State == ProposalState.Confirmed), ct);

    private static string Cut(string text) => text.Length <= 2_000 ? text : text[..(char.IsHighSurrogate(text[1_998]) ? 1_998 : 1_999)] + "…";
}
