namespace SupplyRisk.Review.Duplicates;

/// <summary>What can be wrong with merging and splitting, in words for whoever does it.</summary>
public static class DuplicateErrors
{
    public static Refusal NoSuchSupplier() => new(RefusalKind.NotFound, "supplier_not_found", "There is no such supplier, or it is not yours to see.");

    public static Refusal ItselfOnly() => new(RefusalKind.Invalid, "merge_with_itself", "Choose two different suppliers.", "survivor_id");

    public static Refusal SurvivorMissing() => new(RefusalKind.Invalid, "survivor_missing", "Say which of the two is kept; the other one counts for it.", "survivor_id");

    public static Refusal OneAlready(string name) =>
        new(RefusalKind.Conflict, "merged_already", $"The two are one already: both count for {name}. Split them first if that is wrong.");

    public static Refusal MergedMeanwhile(string merged, string survivor, DateTime at) =>
        new(RefusalKind.Conflict, "merged_elsewhere", $"{merged} was merged with {survivor} at {at:u} already; the page of the two says by whom and why. Nothing was changed. Look at {survivor} together with the other one, or split the first merge.");

    public static Refusal ChangedMeanwhile() =>
        new(RefusalKind.Conflict, "pair_changed", "What is known of one of the two was changed while you were looking. Load the pair again to see what changed, then decide.");

    public static Refusal NotMerged() => new(RefusalKind.Conflict, "not_merged", "These two are not merged: somebody has split them already, or they never were.");

    public static Refusal NoSuchMerge() => new(RefusalKind.NotFound, "merge_not_found", "There is no such merge, or it is not yours to see.");

    public static Refusal NothingSaid() => new(RefusalKind.Conflict, "nothing_decided", "Nobody has said that these two are not the same, or it was taken back already.");
}
