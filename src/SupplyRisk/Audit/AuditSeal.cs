using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;

namespace SupplyRisk.Audit;

/// <summary>Encrypts audit payloads with the installation's own key.</summary>
public sealed class AuditSeal(byte[] key)
{
    private const int NonceBytes = 12, TagBytes = 16, KeyBytes = 32;

    /// <summary>Reads the key from <paramref name="folder"/>, or makes one there on first use.</summary>
    public static AuditSeal In(string folder)
    {
        var path = Path.Combine(folder, "audit.key");
        Directory.CreateDirectory(folder);
        if (!File.Exists(path))
        {
            var fresh = $"{path}.{Guid.CreateVersion7():N}.new"; // of one's own: two instances may start at once
            File.WriteAllBytes(fresh, RandomNumberGenerator.GetBytes(KeyBytes));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            try
            {
                File.Move(fresh, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(fresh); // another start was first; its key is the key
            }
        }
        return new AuditSeal(File.ReadAllBytes(path));
    }

    /// <summary>
    /// Instances on one PostgreSQL share one data folder: with keys of their own, none could open what another has sealed, and a form of one would be refused by the other.
    /// The first instance notes which key it is; every later one is checked.
    /// </summary>
    /// <exception cref="ForeignKeyFileException">The folder holds another key than the database's.</exception>
    public async Task CheckBelongsAsync(SupplyRiskDb db, CancellationToken ct)
    {
        if (!db.Database.IsNpgsql()) return;
        const string Name = "audit.key_fingerprint";
        var mine = Convert.ToHexStringLower(SHA256.HashData(key))[..16];
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeTurnAsync(Turn.Audit, ct);
        var noted = await db.Settings.Where(s => s.Key == Name).Select(s => s.Value).FirstOrDefaultAsync(ct);
        if (noted is null)
        {
            db.Settings.Add(new Setting { Key = Name, Value = mine });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        else if (noted != mine)
        {
            throw new ForeignKeyFileException();
        }
    }

    public byte[] Seal(byte[] plain)
    {
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes));
        return box;
    }

    /// <exception cref="CryptographicException">The box was changed, or sealed with another key.</exception>
    public byte[] Open(byte[] box)
    {
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain);
        return plain;
    }
}

/// <summary>The data folder's key is not the one the database was sealed with.</summary>
public sealed class ForeignKeyFileException() : Exception(
    "The data folder holds another audit.key than the one this database was begun with. All instances on one PostgreSQL share one data folder (--data, SUPPLYRISK_DATA): give this one the same, or bring its audit.key back from the backup.");
