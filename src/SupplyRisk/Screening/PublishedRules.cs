using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Screening;

/// <summary>The customer's own ruleset files as they were when they were published. Kept in the database, so that every instance goes by the same ones and an unfinished edit on disk changes nothing.</summary>
/// <param name="Files">Ordinal by path; empty if the shipped rules alone hold.</param>
public sealed record PublishedRules(IReadOnlyList<RulesetFile> Files)
{
    internal const string Prefix = "rulesets.published.";
    internal const string HashKey = Prefix + "hash";
    private const string FilesKey = Prefix + "files";

    public static readonly PublishedRules None = new([]);

    /// <summary>SHA-256 over paths and texts, lower-case hex; of no files, empty.</summary>
    public string Hash { get; } = HashOf(Files);

    internal static async Task<PublishedRules> LoadAsync(SupplyRiskDb db, CancellationToken ct)
    {
        var stored = await db.Settings.Where(s => s.Key == FilesKey).Select(s => s.Value).FirstOrDefaultAsync(ct);
        return stored is null ? None : new PublishedRules(StoredJson.Read<List<RulesetFile>>(stored));
    }

    /// <summary>Keeps these instead of what was published before. Saved by the caller.</summary>
    internal async Task StoreAsync(SupplyRiskDb db, CancellationToken ct)
    {
        await SetAsync(db, FilesKey, StoredJson.Write(Files), ct);
        await SetAsync(db, HashKey, Hash, ct);
    }

    private static async Task SetAsync(SupplyRiskDb db, string key, string value, CancellationToken ct)
    {
        if (await db.Settings.FindAsync([key], ct) is { } setting) setting.Value = value;
        else db.Settings.Add(new Setting { Key = key, Value = value });
    }

    private static string HashOf(IReadOnlyList<RulesetFile> files)
    {
        if (files.Count == 0) return "";
        var text = new StringBuilder();
        foreach (var file in files) text.Append(file.Path).Append('\u001f').Append(file.Text).Append('\u001e');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
