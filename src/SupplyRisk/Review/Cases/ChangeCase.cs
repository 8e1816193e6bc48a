using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Audit;
using SupplyRisk.Data;

namespace SupplyRisk.Review.Cases;

/// <summary>Assigns a case, comments on it, puts it off and brings it back.</summary>
public sealed class ChangeCase(IDbContextFactory<SupplyRiskDb> databases, KnownPeople people, TimeProvider time, AuditTrail audit)
{
    /// <summary>The furthest a case can be put off: a year.</summary>
    public const int MostDays = 366;

    /// <param name="actor">Who assigns.</param>
    /// <param name="id">The case.</param>
    /// <param name="assignee">Actor id; null gives it back to everybody.</param>
    /// <param name="seenVersion">The version looked at; null does not check.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Result<Case>> AssignAsync(Actor actor, Guid id, string? assignee, int? seenVersion, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } no) return no;
        if (assignee is not null && !(await people.ListAsync(actor, ct)).Any(p => p.Id == assignee)) return CaseErrors.PersonUnknown();
        return await OnAsync(actor, id, CaseMove.Assign, seenVersion, (record, c) => AssignInAsync(record, c, assignee, ct), ct);
    }

    public async Task<Result<Case>> CommentAsync(Actor actor, Guid id, string words, CancellationToken ct) =>
        (actor.Lacks(Right.DecideCases) ?? DecideCase.CheckWords(words)) is { } no ? no
        : await OnAsync(actor, id, CaseMove.Comment, null, (record, c) => record.WriteAsync(c, CaseEventKind.Commented, [words.Trim()], new { }, new { words }, changes: false, ct), ct);

    /// <summary>Puts a case off until its facts change, and at the latest until a day, if one is given.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="id">The case.</param>
    /// <param name="until">The day it comes back; null if only its facts bring it back.</param>
    /// <param name="words">Why; required.</param>
    /// <param name="seenVersion">The version looked at; null does not check.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Result<Case>> SnoozeAsync(Actor actor, Guid id, DateOnly? until, string words, int? seenVersion, CancellationToken ct)
    {
        if ((actor.Lacks(Right.DecideCases) ?? DecideCase.CheckWords(words) ?? CheckDay(until)) is { } no) return no;
        return await OnAsync(actor, id, CaseMove.Snooze, seenVersion, (record, c) => SnoozeInAsync(record, c, until, words, ct), ct);
    }

    public async Task<Result<Case>> WakeAsync(Actor actor, Guid id, CancellationToken ct) => await OnAsync(actor, id, CaseMove.Wake, null, (record, c) =>
    {
        var before = new { c.SnoozedAt, c.SnoozedUntil };
        (c.SnoozedAt, c.SnoozedUntil) = (null, null);
        return record.WriteAsync(c, CaseEventKind.Woken, ["Brought back by a person."], before, new { }, changes: true, ct);
    }, ct);

    internal Refusal? CheckDay(DateOnly? until)
    {
        var today = time.Today();
        return until is { } day && (day <= today || day > today.AddDays(MostDays)) ? CaseErrors.SnoozeDate(today.AddDays(1), today.AddDays(MostDays)) : null;
    }

    internal static Task AssignInAsync(CaseRecord record, Case c, string? assignee, CancellationToken ct)
    {
        var before = new { c.AssigneeId };
        c.AssigneeId = assignee;
        return record.WriteAsync(c, CaseEventKind.Assigned, [assignee is null ? "To nobody in particular." : $"To {KnownPeople.NameOf(assignee)}."], before, new { c.AssigneeId }, changes: true, ct);
    }

    internal static Task SnoozeInAsync(CaseRecord record, Case c, DateOnly? until, string words, CancellationToken ct)
    {
        var before = new { c.SnoozedAt, c.SnoozedUntil };
        c.SnoozedAt = record.Now;
        c.SnoozedUntil = until?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        (c.HeldById, c.HeldUntil) = (null, null);
        var when = until is { } day ? $"Until {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}, or until its facts change" : "Until its facts change";
        return record.WriteAsync(c, CaseEventKind.Snoozed, [$"{when}: {words.Trim()}"], before, new { c.SnoozedAt, c.SnoozedUntil, words }, changes: true, ct);
    }

    private async Task<Result<Case>> OnAsync(Actor actor, Guid id, CaseMove move, int? seenVersion, Func<CaseRecord, Case, Task> change, CancellationToken ct)
    {
        if (actor.Lacks(Right.DecideCases) is { } lacks) return lacks;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var record = new CaseRecord(db, actor, time, audit);
        await record.BeginAsync(ct);
        if (await record.HoldAsync(id, ct) is not { } c) return ReviewErrors.NoSuchCase(id);
        if (seenVersion is { } seen && seen != c.Version) return ReviewErrors.ChangedMeanwhile();
        if (await record.AgainstAsync(c, move, ct) is { } no) return no;
        await change(record, c);
        await transaction.CommitAsync(ct);
        return c;
    }
}
