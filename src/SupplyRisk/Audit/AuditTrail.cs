using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using SupplyRisk.Data;

namespace SupplyRisk.Audit;

/// <summary>Appends to the record of who did what, in the transaction of what was done.</summary>
public sealed class AuditTrail(TimeProvider time, AuditSeal seal)
{
    /// <summary>Adds one line. Call within the transaction of the change, just before its commit: the chain has one writer at a time.</summary>
    /// <param name="db">The context of the change; this saves it.</param>
    /// <param name="actor">Who.</param>
    /// <param name="action">Verb in the field's words, e.g. <c>import.applied</c>.</param>
    /// <param name="subject">What it was done to, as <c>kind:id</c>.</param>
    /// <param name="payload">Values before and after; kept encrypted and apart, only its digest stands in the chain.</param>
    public async Task AppendAsync(SupplyRiskDb db, Actor actor, string action, string subject, object payload, CancellationToken ct)
    {
        await db.TakeTurnAsync(Turn.Audit, ct); // two instances must not take the same place in the chain
        var last = await db.AuditRows.OrderByDescending(x => x.Seq).Select(x => new { x.Seq, x.Hash }).FirstOrDefaultAsync(ct);
        var json = Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(payload, Formatting.None));
        var id = time.NewId();
        var at = time.Instant();
        var seq = (last?.Seq ?? 0) + 1;
        var digest = Convert.ToHexStringLower(SHA256.HashData(json));
        var previous = last?.Hash ?? "";
        db.AuditRows.Add(new AuditRow
        {
            Seq = seq,
            Id = id,
            At = at,
            ActorId = actor.Id,
            Action = action,
            Subject = subject,
            Digest = digest,
            PreviousHash = previous,
            Hash = HashOf(seq, at, actor.Id, action, subject, digest, previous),
        });
        db.AuditPayloads.Add(new AuditPayload { AuditId = id, Sealed = seal.Seal(json) });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Walks the chain.</summary>
    /// <returns>The first line whose hash does not follow from its content and the line before it, or null if the chain is whole.</returns>
    public static async Task<AuditRow?> FirstBrokenAsync(SupplyRiskDb db, CancellationToken ct)
    {
        var previous = "";
        var seq = 0L;
        await foreach (var row in db.AuditRows.AsNoTracking().OrderBy(x => x.Seq).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (row.Seq != ++seq || row.PreviousHash != previous
                || row.Hash != HashOf(row.Seq, row.At, row.ActorId, row.Action, row.Subject, row.Digest, previous))
                return row;
            previous = row.Hash;
        }
        return null;
    }

    private static string HashOf(long seq, DateTime at, string actor, string action, string subject, string digest, string previous)
    {
        var line = string.Join('\n', seq.ToString(CultureInfo.InvariantCulture), at.ToString("O", CultureInfo.InvariantCulture), actor, action, subject, digest, previous);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
    }
}

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
