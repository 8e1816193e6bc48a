namespace SupplyRisk.Review.Actions;

/// <summary>What can be wrong with a corrective action, in words for the person at it.</summary>
public static class ActionErrors
{
    /// <summary>What takes the place of remediation at the site where a state imposes the labour.</summary>
    public const string StateImposed =
        "Signs of labour imposed by a state stand against this supplier. Then nothing that is done at the site can be relied on, and no audit from there counts: remediation is not a way out. "
        + "The law asks where the goods come from: under the UFLPA clear and convincing evidence, input by input, that they were not made with forced labour (or that they come from elsewhere); "
        + "under Regulation (EU) 2024/3015 goods that were may not be placed on the market. Choose \"Origin of the goods shown\"; what else follows, a person decides.";

    public static Refusal NoSuchAction() => new(RefusalKind.NotFound, "action_not_found", "There is no such corrective action, or it is not yours to see.");

    public static Refusal NoSuchSupplier() => new(RefusalKind.NotFound, "supplier_not_found", "There is no such supplier, or it is not yours to see.");

    public static Refusal NoSuchFinding() => new(RefusalKind.NotFound, "finding_not_found", "There is no such finding or table row about this supplier; the document may have been read again since.");

    public static Refusal ChangedMeanwhile() => new(RefusalKind.Conflict, "action_changed", "Somebody else changed this action while you looked at it. Load it again to see what changed, then do it.");

    public static Refusal NotNow(ActionState from, ActionState to) =>
        new(RefusalKind.Conflict, "action_not_in_state", $"What is {Said(from)} cannot become {Said(to)}. {(ActionStates.After(from) is { Count: > 0 } next ? $"It can become {string.Join(", ", next.Select(Said))}." : "It ends there; plan a new one.")}", "state");

    public static Refusal FoundMissing() => new(RefusalKind.Invalid, "found_missing", "Say what was found.", "found");

    public static Refusal OwnerMissing() => new(RefusalKind.Invalid, "owner_missing", "Say who sees to it.", "owner");

    public static Refusal TooLong(string field, int most) => new(RefusalKind.Invalid, "text_too_long", $"Keep it under {most:N0} characters.", field);

    public static Refusal WordsMissing() => new(RefusalKind.Invalid, "words_missing", "Say why in a sentence: whoever reads this later was not here.", "words");

    public static Refusal CurrencyMissing() => new(RefusalKind.Invalid, "currency_missing", "Say in which currency, by its three letters (ISO 4217), e.g. USD.", "currency");

    public static Refusal NoAmount(string field) => new(RefusalKind.Invalid, "amount_out_of_range", "An amount is above zero, with at most four decimals.", field);

    public static Refusal NoPeople(string field) => new(RefusalKind.Invalid, "people_out_of_range", "A number of people is a whole number above zero.", field);

    public static Refusal TooMany() => new(RefusalKind.Invalid, "more_done_than_people", "More people than the action concerns cannot have had it put right. Correct the number it concerns first.", "people_done");

    public static Refusal HeldBack() =>
        new(RefusalKind.Invalid, "held_back", "This cannot go to the supplier: it repeats what a worker said, tells that somebody spoke, or names fewer than ten people. Ask for what is to be done, for everybody concerned.", "asked");

    public static Refusal AgainstPeople() =>
        new(RefusalKind.Invalid, "against_people", "This asks for fewer migrants, or for people to be sent away. That harms whom it is meant to protect; ask for what is put right for them.", "asked");

    public static Refusal NotAtTheSite() => new(RefusalKind.Invalid, "state_imposed", StateImposed, "kind");

    public static Refusal MethodMissing() => new(RefusalKind.Invalid, "method_missing", "Say how it was verified.", "method");

    public static Refusal DayMissing() => new(RefusalKind.Invalid, "day_missing", "Say on which day it was verified; not one to come.", "verified_on");

    public static Refusal SecondPerson() => new(RefusalKind.Forbidden, "second_person", "Whoever sees to it or said that it is done does not verify it. Somebody else with that right has to.");

    public static Refusal OwnerStays() => new(RefusalKind.Conflict, "owner_stays", "It is said to be done, and whoever saw to it does not verify it: the owner stays until somebody else has verified it or found it not effective.", "owner");

    public static Refusal EvidenceMissing() => new(RefusalKind.Invalid, "evidence_missing", "Verified by document needs a document: add it as evidence first.", "method");

    public static Refusal NoSuchDocument() => new(RefusalKind.NotFound, "document_not_found", "There is no such document about this supplier.", "document");

    public static string Said(ActionState state) => Words.Snake(state).Replace('_', ' ');
}
