namespace SupplyRisk.Backup;

/// <summary>Why a backup was not made or not restored, in words for who looks after the installation.</summary>
public static class BackupErrors
{
    public static Refusal NothingToBackUp(string folder) =>
        new(RefusalKind.Invalid, "backup_nothing", $"There is no installation in {folder}: it holds no database. Name its folder with --data.");

    public static Refusal Exists(string file) =>
        new(RefusalKind.Conflict, "backup_exists", $"{file} exists already. Name a new file, or a folder to put the backup in.");

    public static Refusal SourceDamaged(string problem) =>
        new(RefusalKind.Invalid, "backup_source_damaged", $"No backup was made, because the database itself is damaged: {problem}. Restore the last good backup.");

    public static Refusal NoTool(string tool) =>
        new(RefusalKind.Invalid, "backup_tool_missing", $"{tool} is not on the path. Install PostgreSQL's client programs (Debian: apt-get install postgresql-client), of the server's version or newer.");

    public static Refusal ToolFailed(string tool, string said) =>
        new(RefusalKind.Invalid, "backup_tool_failed", $"{tool} failed and nothing was changed: {said}");

    public static Refusal NoFile(string file) =>
        new(RefusalKind.NotFound, "restore_no_file", $"There is no file {file}.");

    public static Refusal Damaged(string file, string what) =>
        new(RefusalKind.Invalid, "restore_damaged", $"{file} cannot be restored: {what}. Nothing was changed. Use another backup.");

    public static Refusal Newer(string file, string what) =>
        new(RefusalKind.Invalid, "restore_newer", $"{file} was made by a newer SupplyRisk ({what}). Nothing was changed. Restore it with that version or a later one.");

    public static Refusal OtherDatabase(string file, string archived, string here) =>
        new(RefusalKind.Invalid, "restore_other_database", $"{file} holds a {archived} database; this installation uses {here}. Nothing was changed.");

    public static Refusal NotEmpty(string folder) =>
        new(RefusalKind.Conflict, "restore_not_empty", $"The installation in {folder} is not empty. Give --replace to put the backup in its place, or name an empty folder with --data.");

    public static Refusal InUse(string folder) =>
        new(RefusalKind.Conflict, "restore_in_use", $"The installation in {folder} is in use. Stop the service and every other supplyrisk command first.");
}
