namespace SupplyRisk.Review;

/// <summary>What can be wrong with a review action, in words for the reviewer.</summary>
public static class ReviewErrors
{
    public static Refusal NoSuchCase(Guid id) => new(RefusalKind.NotFound, "case_not_found", $"There is no case {id}.");

    public static Refusal ChangedMeanwhile() =>
        new(RefusalKind.Conflict, "case_changed", "The case was changed while you were looking at it. Load it again to see what changed, then decide.");

    public static Refusal StatusMissing() => new(RefusalKind.Invalid, "status_missing", "Say what becomes of the case.", "status");

    public static Refusal OutcomeMissing() => new(RefusalKind.Invalid, "outcome_missing", "A closed case needs an outcome.", "outcome");

    public static Refusal OutcomeTooEarly() => new(RefusalKind.Invalid, "outcome_too_early", "Only a closed case has an outcome; leave it empty or close the case.", "outcome");

    public static Refusal ReasonMissing() => new(RefusalKind.Invalid, "reason_missing", "Choose the reason that fits best.", "reason_code");

    public static Refusal WordsMissing() => new(RefusalKind.Invalid, "words_missing", "Say why in a sentence: whoever reads this later was not here.", "words");

    public static Refusal WordsTooLong() => new(RefusalKind.Invalid, "words_too_long", "Keep it under 4,000 characters.", "words");

    public static Refusal NoSuchMatch() => new(RefusalKind.NotFound, "match_not_found", "There is no such match candidate; the last run may have removed it.");

    public static Refusal NoSuchLink() => new(RefusalKind.NotFound, "document_link_not_found", "There is no such proposed link.");

    public static Refusal NoSuchFinding() => new(RefusalKind.NotFound, "finding_not_found", "There is no such finding; the document may have been read again since.");

    public static Refusal ReviewMissing() => new(RefusalKind.Invalid, "review_missing", "Say whether the listed entity is this supplier or not.", "review");
}
