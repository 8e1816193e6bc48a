using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Review.Cases;
using SupplyRisk.Review.Notifications;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review;

/// <summary>Opens, updates and reopens cases as flags come and go. A closed case stays closed while the facts of its decision hold.</summary>
public sealed class OpenCases(TimeProvider time) : IScoredSuppliers
{
    public async Task RecordAsync(SupplyRiskDb db, Run run, IReadOnlyList<ScreenedSupplier> scored, CancellationToken ct)
    {
        // Also of suppliers never screened before: one whose import was undone and that is listed again has its cases still.
        var ids = scored.Select(s => s.Subject.Supplier.Id).ToList();
        var cases = ids.Count == 0 ? [] : await Held(db, ids).ToListAsync(ct);
        var known = cases.ToDictionary(c => (c.SupplierId, c.Lane));
        var opened = new List<Case>();
        var events = new List<CaseEvent>();
        foreach (var s in scored)
        {
            foreach (var lane in Enum.GetValues<Lane>())
            {
                var before = events.Count;
                var flags = s.Card.Flags.Where(f => LaneOf(f.Kind) == lane).ToList();
                if (known.TryGetValue((s.Subject.Supplier.Id, lane), out var existing))
                    events.AddRange(Update(existing, s, flags, run));
                else if (flags.Count > 0)
                    opened.Add(Open(s, lane, flags, run, events));
                foreach (var e in events.Skip(before)) e.FactsJson = StoredJson.Write(CaseFacts.Of(s, lane));
            }
        }
        await db.SaveChangesAsync(ct);
        await db.BulkInsertAsync(opened, ct);
        await db.BulkInsertAsync(events, ct);
    }

    public async Task WithdrawAsync(SupplyRiskDb db, Run run, IReadOnlyList<Guid> suppliers, string why, CancellationToken ct)
    {
        var cases = await Held(db, [.. suppliers]).Where(c => c.Flagged).ToListAsync(ct);
        var events = new List<CaseEvent>();
        foreach (var c in cases)
        {
            c.Flagged = false;
            Touch(c, run);
            events.Add(Event(c, "flag_gone", run, [why]));
        }
        await db.SaveChangesAsync(ct);
        await db.BulkInsertAsync(events, ct);
    }

    // Held to the end of the transaction: a person who decides at this moment comes before it, and is seen here, or after it, and is told.
    // SQLite's write transaction is exclusive already.
    private static IQueryable<Case> Held(SupplyRiskDb db, List<Guid> suppliers) => db.Database.IsNpgsql()
        ? db.Cases.FromSqlRaw("SELECT * FROM \"case\" WHERE supplier_id = ANY({0}) ORDER BY id FOR UPDATE", suppliers)
        : db.Cases.Where(c => suppliers.Contains(c.SupplierId));

    public static Lane LaneOf(FlagKind kind) => kind switch
    {
        FlagKind.HardTrigger or FlagKind.Risk => Lane.Risk,
        FlagKind.MatchToCheck => Lane.MatchToCheck,
        FlagKind.GatherEvidence => Lane.GatherEvidence,
    };

    private Case Open(ScreenedSupplier s, Lane lane, List<Flag> flags, Run run, List<CaseEvent> events)
    {
        var opened = new Case
        {
            Id = time.NewId(),
            SupplierId = s.Subject.Supplier.Id,
            Lane = lane,
            Status = CaseStatus.NotAssessed,
            OpenedAt = run.StartedAt,
            UpdatedAt = run.StartedAt,
            Flagged = true,
            FactsKey = FactsKey(s.Subject, s.Card, lane),
            Priority = QueueOrder.HarmOf(s, lane),
            Version = 1,
        };
        events.Add(Event(opened, "opened", run, [.. flags.Select(f => f.Because)]));
        return opened;
    }

    private IEnumerable<CaseEvent> Update(Case c, ScreenedSupplier s, List<Flag> flags, Run run)
    {
        var wasFlagged = c.Flagged;
        if (flags.Count == 0)
        {
            if (!wasFlagged) yield break;
            c.Flagged = false;
            Touch(c, run);
            yield return Event(c, "flag_gone", run, s.Change.Removed);
            yield break;
        }
        var key = FactsKey(s.Subject, s.Card, c.Lane);
        var same = key == c.FactsKey && wasFlagged;
        var priority = QueueOrder.HarmOf(s, c.Lane);
        if (priority != c.Priority) (c.Priority, c.UpdatedAt) = (priority, run.StartedAt); // queues that read what changed must see it move
        if (same) yield break;
        var moved = key != c.FactsKey;
        c.Flagged = true;
        c.FactsKey = key;
        Touch(c, run);
        var changes = Sentences(s.Change);
        if (c.SnoozedAt is not null && moved)
        {
            (c.SnoozedAt, c.SnoozedUntil) = (null, null);
            yield return Event(c, CaseEventKind.Woken, run, ["Its facts have changed."]);
        }
        if (c.Status == CaseStatus.Closed && key != c.DecidedFactsKey)
        {
            c.Status = CaseStatus.NotAssessed;
            c.Outcome = null;
            c.ClosedAt = null;
            yield return Event(c, "reopened", run, changes);
        }
        else
        {
            yield return Event(c, "updated", run, changes);
        }
    }

    private static void Touch(Case c, Run run)
    {
        c.UpdatedAt = run.StartedAt;
        c.Version++;
    }

    private static List<string> Sentences(WhatChanged change) =>
        change.IsNothing ? ["What is known of the supplier or of the list entry has changed."]
        : [.. change.Added.Select(a => $"New: {a}"), .. change.Removed.Select(r => $"Gone: {r}"), .. change.Moved.Select(m => $"Moved: {m}")];

    /// <summary>What a decision in this lane is about. Scores move with every rule change; reasons do not.</summary>
    internal static string FactsKey(Subject subject, ScoreCard card, Lane lane)
    {
        var about = lane switch
        {
            Lane.Risk => card.Contributions.Where(c => !c.IsHint && c.Part is ScorePart.Inherent or ScorePart.Evidence or ScorePart.Floor)
                .Select(c => $"{c.Rule}\u001f{string.Join('\u001e', c.Evidence.Select(e => e.Document.Sha256 + e.Finding.Quote))}")
                .Concat(card.Flags.Where(f => f.Kind == FlagKind.HardTrigger).Select(f => f.Because)),
            Lane.MatchToCheck => subject.MatchKeys.Where(m => m.Review == MatchReview.Unreviewed).Select(m => $"{m.List}\u001f{m.EntryId}\u001f{m.FactsKey}"),
            Lane.GatherEvidence => subject.Documents.Select(d => d.Sha256).Append(subject.Version.FactsHash),
        };
        var text = string.Join('\n', about.Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    private CaseEvent Event(Case c, string kind, Run run, IReadOnlyList<string> changes) => new()
    {
        Id = time.NewId(),
        CaseId = c.Id,
        At = run.StartedAt,
        ActorId = run.ActorId,
        Kind = kind,
        RunId = run.Id,
        ChangesJson = StoredJson.Write(changes),
    };
}
