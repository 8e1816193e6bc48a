namespace SupplyRisk.Disclosure.Statements;

/// <summary>What can be wrong with statements and what goes into them, in words for the person at it.</summary>
public static class StatementErrors
{
    public static Refusal NoSuchStatement() => new(RefusalKind.NotFound, "statement_not_found", "There is no such statement, or it is not yours to see.");

    public static Refusal NoSuchEntity() => new(RefusalKind.NotFound, "entity_not_found", "There is no such reporting entity, or it is not yours to see.", "entity");

    public static Refusal NoSuchRecord() => new(RefusalKind.NotFound, "record_not_found", "There is no such record, or it was withdrawn already.");

    public static Refusal NoSuchSection(string section) => new(RefusalKind.NotFound, "section_not_found", $"This statement has no section {section}.", "section");

    public static Refusal NoSuchSentence() => new(RefusalKind.NotFound, "sentence_not_found", "This sentence does not stand in the section any more, or nothing is wrong with it.", "sentence");

    public static Refusal NoSuchNote() => new(RefusalKind.NotFound, "note_not_found", "There is no such comment, or it is settled already.");

    public static Refusal ChangedMeanwhile() => new(RefusalKind.Conflict, "statement_changed", "Somebody else changed this while you looked at it. Load it again to see what changed, then do it.");

    public static Refusal NotInState(StatementState state) => new(RefusalKind.Conflict, "statement_not_in_state", state switch
    {
        StatementState.Draft => "It is a draft: it has to be handed in for approval first.",
        StatementState.Submitted => "It is handed in for approval, and its text stands still. Send it back to change it.",
        StatementState.Approved => "It is approved and locked. What is wrong is corrected in a new version.",
    });

    public static Refusal NameTaken() => new(RefusalKind.Conflict, "name_taken", "Another reporting entity has this name.", "name");

    public static Refusal CorrectedAlready() => new(RefusalKind.Conflict, "corrected_already", "A correction of it was begun already.");

    public static Refusal Missing(string field, string what) => new(RefusalKind.Invalid, $"{field}_missing", what, field);

    public static Refusal TooLong(string field, int most) => new(RefusalKind.Invalid, "text_too_long", $"Keep it under {most:N0} characters.", field);

    public static Refusal NotKnown(string field, string value, string what) => new(RefusalKind.Invalid, $"{field}_unknown", $"“{value}” is no {what}.", field);

    public static Refusal OutOfRange(string field, string what) => new(RefusalKind.Invalid, $"{field}_out_of_range", what, field);

    public static Refusal PeriodTurned() => new(RefusalKind.Invalid, "period_turned", "A period ends after it begins, and lasts at most two years.", "period_to");

    /// <param name="problem">The first of its file, with its place.</param>
    public static Refusal LawLeftOut(string law, string problem) => new(RefusalKind.Invalid, "law_left_out", $"The law {law} is left out until its file is mended: {problem}", "laws");

    public static Refusal NoStatementLaw(string law) => new(RefusalKind.Invalid, "no_statement_law", $"{law} is a checklist: no statement is drafted for it.", "laws");

    public static Refusal HeldBack(string sentence) =>
        new(RefusalKind.Invalid, "held_back", $"This cannot stand in a statement: it repeats what a worker said, tells that somebody spoke, or names fewer than ten people. “{sentence}”", "text");

    public static Refusal Blocked(string why) => new(RefusalKind.Conflict, "not_ready", why);

    public static Refusal SecondPerson() => new(RefusalKind.Forbidden, "second_person", "Whoever wrote, attested or handed it in does not approve it. Somebody else with that right has to.");

    public static Refusal WordsMissing(string field = "words") => new(RefusalKind.Invalid, "words_missing", "Say why in a sentence: whoever reads this later was not here.", field);
}
