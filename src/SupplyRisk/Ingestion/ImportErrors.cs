namespace SupplyRisk.Ingestion;

/// <summary>What can be wrong with an import, in words for its user.</summary>
public static class ImportErrors
{
    public static Refusal NoSource() =>
        new(RefusalKind.Invalid, "import_source_missing", "Name the list source this file belongs to, e.g. erp-vendors: what is new and what is gone is judged within it.", "source");

    public static Refusal NoFile() =>
        new(RefusalKind.Invalid, "import_file_missing", "Choose a supplier list: CSV, TSV, XLSX or XLS.", "file");

    public static Refusal Unusable(string reason) => new(RefusalKind.Invalid, "import_file_unusable", reason, "file");

    public static Refusal BadMapping(string problem) => new(RefusalKind.Invalid, "import_mapping_invalid", problem, "map");

    public static Refusal NoSuchImport(Guid id) => new(RefusalKind.NotFound, "import_not_found", $"There is no import {id}.");

    public static Refusal NotPreviewed(ImportState state) =>
        new(RefusalKind.Conflict, "import_not_previewed", $"Only a previewed import can be applied; this one is {state.ToString().ToLowerInvariant()} already.");

    public static Refusal NotApplied(ImportState state) =>
        new(RefusalKind.Conflict, "import_not_applied", $"Only an applied import can be undone; this one is {state.ToString().ToLowerInvariant()}.");

    public static Refusal LaterImportFirst(string fileName) =>
        new(RefusalKind.Conflict, "import_has_later", $"A later import of the same source ({fileName}) rests on this one. Undo that first.");

    public static Refusal MergedSince(IReadOnlyList<string> merged) =>
        new(RefusalKind.Conflict, "import_has_merged", $"{merged.Count} of the suppliers that only this import knows {(merged.Count == 1 ? "is" : "are")} merged with others: {string.Join(", ", merged.Take(5))}{(merged.Count > 5 ? " and more" : "")}. Split them first (Suppliers, Duplicates, Merged), then undo the import.");

    public static Refusal FileGone(string fileName) =>
        new(RefusalKind.Conflict, "import_file_gone", $"The uploaded file {fileName} is no longer kept. Upload it again.");
}
