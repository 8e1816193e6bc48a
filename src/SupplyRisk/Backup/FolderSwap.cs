using System.Text;

namespace SupplyRisk.Backup;

/// <summary>
/// Puts a prepared set of files in the place of a data folder's own. Until <see cref="Decide"/> nothing is changed and a kill leaves
/// the old; from then on a kill is made good by the next <see cref="Settle"/>, which ends with the new. Only while the folder is held alone.
/// </summary>
internal sealed class FolderSwap(string folder)
{
    /// <summary>Within the data folder, which may be a mount of its own: everything is then a rename on one file system.</summary>
    public const string Staging = ".restore";

    private const string WithDatabase = "if the database ends with ", SettingAside = "set old aside", PuttingInPlace = "put new in place";

    private string Root => Path.Combine(folder, Staging);

    /// <summary>Where the new files are prepared.</summary>
    public string New => Path.Combine(Root, "new");

    private string Old => Path.Combine(Root, "old");

    private string Decision => Path.Combine(Root, "decision");

    public static bool IsPending(string folder) => Directory.Exists(Path.Combine(folder, Staging));

    /// <summary>An empty place for the new files.</summary>
    public void Begin()
    {
        Clear();
        Directory.CreateDirectory(New);
    }

    /// <summary>The new files go with a database elsewhere, about to be replaced in one transaction: after a kill its audit record tells which of the two it is.</summary>
    public void DecideWith(string auditHead) => Write(WithDatabase + auditHead);

    /// <summary>From here on the new files are the installation.</summary>
    public void Decide() => Write(SettingAside);

    /// <summary>Completes what was decided, however far it had come; clears away what was not.</summary>
    /// <param name="databaseEndsWith">Asked after <see cref="DecideWith"/> only.</param>
    public void Settle(Func<string, bool> databaseEndsWith)
    {
        var decision = File.Exists(Decision) ? File.ReadAllText(Decision) : "";
        if (decision.StartsWith(WithDatabase, StringComparison.Ordinal))
            decision = databaseEndsWith(decision[WithDatabase.Length..]) ? SettingAside : "";
        if (decision == SettingAside)
        {
            Move(folder, Old);
            Write(PuttingInPlace);
            decision = PuttingInPlace;
        }
        if (decision == PuttingInPlace) Move(New, folder);
        Clear();
    }

    private void Clear()
    {
        // The decision goes first: with it gone, what is left is nobody's.
        if (File.Exists(Decision)) File.Delete(Decision);
        if (IsPending(folder)) Directory.Delete(Root, recursive: true);
    }

    private static void Move(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).GetFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry.Name == Staging || entry.Name.EndsWith(".lock", StringComparison.Ordinal)) continue;
            var target = Path.Combine(to, entry.Name);
            if (entry is DirectoryInfo) Directory.Move(entry.FullName, target);
            else File.Move(entry.FullName, target, overwrite: true);
        }
    }

    private void Write(string decision)
    {
        using (var file = new FileStream(Decision + ".next", FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.ASCII.GetBytes(decision));
            file.Flush(flushToDisk: true);
        }
        File.Move(Decision + ".next", Decision, overwrite: true);
    }
}
