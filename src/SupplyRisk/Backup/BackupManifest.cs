using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace SupplyRisk.Backup;

/// <summary>What a backup holds, written into it as <c>manifest.json</c>: enough to know that it is whole before anything is touched.</summary>
public sealed record BackupManifest
{
    public const string EntryName = "manifest.json";

    /// <summary>Raised when an older program could no longer read the archive.</summary>
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    /// <summary>Version of the program that made it.</summary>
    public required string Version { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary><c>sqlite</c> or <c>postgresql</c>: a backup goes back into the kind of database it came from.</summary>
    public required string Database { get; init; }

    /// <summary>The last migration the database had.</summary>
    public required string Migration { get; init; }

    /// <summary>Every other file of the archive, ordinal by path.</summary>
    public required IReadOnlyList<BackedUpFile> Files { get; init; }

    /// <summary>Rows by table, ordinal by name.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>Lines of the audit record, whose chain was whole.</summary>
    public required long AuditLines { get; init; }

    /// <summary>Hash of the audit record's last line; empty if it has none.</summary>
    public required string AuditHead { get; init; }

    private static readonly JsonSerializerSettings Json = new()
    {
        ContractResolver = new DefaultContractResolver { NamingStrategy = new SnakeCaseNamingStrategy { ProcessDictionaryKeys = false } },
        Formatting = Formatting.Indented,
        MissingMemberHandling = MissingMemberHandling.Ignore, // a newer format is told by its number, not by a field unknown here
        MaxDepth = 8,
    };

    public string Write() => JsonConvert.SerializeObject(this, Json);

    /// <returns>Null if the text is no manifest.</returns>
    public static BackupManifest? Read(string text)
    {
        try
        {
            return JsonConvert.DeserializeObject<BackupManifest>(text, Json) is { Files: not null, Rows: not null, Database: not null, Migration: not null, AuditHead: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A file of a backup.</summary>
/// <param name="Path">In the archive, with <c>/</c>; below the data folder but for the database.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record BackedUpFile(string Path, long Bytes, string Sha256);
