using System.Globalization;

namespace SupplyRisk.Review.Cases;

/// <summary>What can stand against a move of a case, in words for the reviewer.</summary>
public static class CaseErrors
{
    public static Refusal NotFrom(CaseMove move, CaseStatus status) => new(RefusalKind.Conflict, "case_not_in_this_status",
        status == CaseStatus.Closed ? "The case is closed. Open it again first, and say why." : $"A case that is {Spoken(Words.Snake(status))} cannot go this way ({Spoken(Words.Snake(move))}).");

    public static Refusal SeniorOnly() => new(RefusalKind.Forbidden, "escalated", "The case is escalated: somebody with the right to approve decisions goes on with it. Comment, or attach what helps.");

    public static Refusal Waits() => new(RefusalKind.Conflict, "waits_for_second_person", "A decision on this case waits for a second person. Until it is approved or sent back, the old status stands; whoever proposed it can withdraw it.");

    public static Refusal HeldByOther(string holder) => new(RefusalKind.Conflict, "case_held", $"{holder} is at this case. It comes free when they decide, let it go, or {CaseMoves.HeldFor.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} minutes after their last step.");

    public static Refusal NotSnoozed() => new(RefusalKind.Conflict, "case_not_snoozed", "The case is not put off.");

    public static Refusal NothingWaits() => new(RefusalKind.Conflict, "nothing_waits", "Nothing waits for a second person here any more: it was approved, sent back or withdrawn.");

    public static Refusal SamePerson() => new(RefusalKind.Forbidden, "same_person", "You proposed this yourself, so somebody else has to approve it or send it back, whatever roles you have.");

    public static Refusal NotYours() => new(RefusalKind.Forbidden, "not_proposed_by_you", "Somebody else proposed this: approve it or send it back with words.");

    public static Refusal FactsMoved() => new(RefusalKind.Conflict, "facts_changed", "The facts have changed since this was proposed, so it cannot be approved as it stands. Send it back; whoever proposed it sees what changed.");

    public static Refusal NothingToTake() => new(RefusalKind.NotFound, "nothing_to_take", "Nothing is left to take here: the rest is held by others, assigned to others, put off, or waits for a second person.");

    public static Refusal PersonUnknown() => new(RefusalKind.Invalid, "person_unknown", "There is no such person to assign it to.", "assignee");

    public static Refusal SnoozeUnbound() => new(RefusalKind.Invalid, "snooze_unbound", "Say until when: a day after today, or until its facts change.", "until");

    public static Refusal SnoozeDate(DateOnly from, DateOnly to) => new(RefusalKind.Invalid, "snooze_date", $"Choose a day from {Day(from)} to {Day(to)}.", "until");

    public static Refusal NothingToUndo() => new(RefusalKind.NotFound, "nothing_to_undo", $"There is nothing of yours to undo: decisions can be undone for {CaseMoves.UndoneWithin.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} minutes.");

    public static Refusal MovedOn() => new(RefusalKind.Conflict, "case_moved_on", "Something else has happened to the case since, so it stays as it is now.");

    public static Refusal NoneSelected() => new(RefusalKind.Invalid, "none_selected", "Select at least one case.", "case");

    public static Refusal TooMany(int most) => new(RefusalKind.Invalid, "too_many_cases", $"Select at most {most} cases at once.", "case");

    public static Refusal NoBulkCritical() => new(RefusalKind.Conflict, "no_bulk_critical", "Clearing a critical flag is never done in bulk. Open the case, and decide it by itself.");

    public static Refusal FilterName() => new(RefusalKind.Invalid, "filter_name", "Give the filter a name of 1 to 60 characters.", "name");

    public static Refusal TooManyFilters(int most) => new(RefusalKind.Conflict, "too_many_filters", $"You keep {most} filters already; delete one first.");

    public static Refusal FileMissing() => new(RefusalKind.Invalid, "file_missing", "Choose a file.", "file");

    public static Refusal FileTooLarge(long most) => new(RefusalKind.Invalid, "file_too_large", $"A file attached to a case has at most {most >> 20} MB.", "file");

    public static Refusal FileType(string taken) => new(RefusalKind.Invalid, "file_type", $"The file is none of the kinds that are taken, or not what its name says. Taken are: {taken}.", "file");

    public static Refusal TooManyFiles(int most) => new(RefusalKind.Conflict, "too_many_files", $"A case holds at most {most} attachments. Add documents to the supplier instead.");

    private static string Spoken(string snake) => snake.Replace('_', ' ');

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
