namespace SupplyRisk.Review.Proposals;

/// <summary>What can be wrong with a proposed rule case, in words for the person.</summary>
public static class ProposalErrors
{
    public static Refusal NoSuchProposal() => new(RefusalKind.NotFound, "case_proposal_not_found", "There is no such proposal.");

    public static Refusal NoSuchDocument() => new(RefusalKind.NotFound, "document_not_found", "There is no such document.");

    public static Refusal NoSuchRule(string id) => new(RefusalKind.Invalid, "rule_not_found", $"There is no text rule `{id}` in force. Choose one of the list.", "rule");

    public static Refusal FaultMissing() => new(RefusalKind.Invalid, "fault_missing", "Say what is wrong with the finding.", "fault");

    public static Refusal StatusMissing() => new(RefusalKind.Invalid, "status_missing", "Say what the passage really says of the sign; it must differ from what was found.", "should");

    public static Refusal ExpectUnknown() => new(RefusalKind.Invalid, "expect_unknown", "Choose what the rule should make of the passage.", "expect");

    public static Refusal LanguageUnknown() => new(RefusalKind.Invalid, "language_unknown", "Give the language as two letters (en, zh, …), or leave it empty to let it be found.", "language");

    public static Refusal PassageMissing() => new(RefusalKind.Invalid, "passage_missing", "Mark or copy the passage that was missed.", "passage");

    public static Refusal PassageNotThere() =>
        new(RefusalKind.Invalid, "passage_not_there", "These words do not stand in the document's text. Copy them from the text as it is shown here.", "passage");

    public static Refusal TextMissing() => new(RefusalKind.Invalid, "text_missing", "A case needs a text.", "text");

    public static Refusal TextTooLong() => new(RefusalKind.Invalid, "text_too_long", $"Keep the passage under {RuleCaseText.Longest:N0} characters: a case shows one thing.", "text");

    public static Refusal WorkersOwnWords() => new(
        RefusalKind.Invalid, "workers_own_words",
        "The passage is a worker's words or speaks of a few people. A case file travels further than this page may: say it in other words, with no name, date, place or count, so that nobody can be known by it.", "text");

    public static Refusal ChangedMeanwhile() =>
        new(RefusalKind.Conflict, "case_proposal_changed", "Somebody changed the proposal while you were looking at it. Load it again, then change it.");

    public static Refusal NotOpen() => new(RefusalKind.Conflict, "case_proposal_not_open", "The proposal was kept or declined already.");

    public static Refusal NoOwnRules() => new(
        RefusalKind.Conflict, "no_own_rules", "The program was started without a folder of your own rules (`supplyrisk serve --rulesets DIR`). Download the case and put it into the folder `cases` of your rules.");

    public static Refusal CannotBeWritten(string why) => new(RefusalKind.Conflict, "case_file_not_written", why);
}
