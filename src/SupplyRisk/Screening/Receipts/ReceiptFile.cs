using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SupplyRisk.Screening.Receipts;

/// <summary>A receipt as a file.</summary>
public static class ReceiptFile
{
    private const long MaxBytes = 256L << 20;
    private const int LongestName = 100;
    private static readonly HashSet<string> DeviceNames = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>The canonical text, digests filled in.</summary>
    public static string Text(Receipt receipt)
    {
        var tree = (JObject)CanonicalJson.Tree(receipt);
        tree["digests"] = JObject.FromObject(Digests(tree));
        return CanonicalJson.Write(tree);
    }

    /// <summary>Reads a receipt written by <see cref="Text"/>.</summary>
    /// <exception cref="InvalidDataException">The file is no receipt; the message says where and why.</exception>
    public static (Receipt Receipt, IReadOnlyDictionary<string, string> Digests) Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes) throw new InvalidDataException($"{path}: over {MaxBytes >> 20} MB; no receipt is that large.");
        try
        {
            using var text = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            if (CanonicalJson.Parse(text) is not JObject tree) throw new InvalidDataException($"{path}: a receipt is a JSON object.");
            if ((string?)(tree["format"] as JValue) != Receipt.FormatName) throw new InvalidDataException($"{path}: `format` must be `{Receipt.FormatName}`; is it a receipt of `screen --receipts`?");
            if (tree["version"] is not JValue { Value: (long)Receipt.LayoutVersion }) throw new InvalidDataException($"{path}: `version` must be {Receipt.LayoutVersion}; a receipt of another layout needs the program that wrote it.");
            return (CanonicalJson.Read<Receipt>(tree), Digests(tree));
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"{path}: it is not UTF-8.", e);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or InvalidCastException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>A name that is safe on any file system: the own id where it is plain and nobody else's differs from it by case alone, else what is plain of it and a hash.</summary>
    public static string NameOf(string supplierId, string listSource, bool shared)
    {
        var plain = string.Concat(supplierId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
        var safe = plain == supplierId && !shared && plain.Length is > 0 and <= LongestName && plain[0] != '.' && plain[^1] != '.' && !DeviceNames.Contains(plain.Split('.')[0]);
        if (safe) return plain + ".json";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{listSource}\u001f{supplierId}")))[..16];
        return $"{plain[..Math.Min(plain.Length, LongestName)].Trim('.')}~{hash}.json";
    }

    // The facts member by member, so that the one that was changed can be named.
    private static SortedDictionary<string, string> Digests(JObject tree)
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in tree.Properties().Where(p => p.Name is not ("format" or "version" or "digests")))
        {
            if (part is { Name: "facts", Value: JObject facts })
            {
                foreach (var fact in facts.Properties()) digests[$"facts.{fact.Name}"] = CanonicalJson.Digest(fact.Value);
            }
            else
            {
                digests[part.Name] = CanonicalJson.Digest(part.Value);
            }
        }

        return digests;
    }
}
