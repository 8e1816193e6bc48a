using System.Security.Cryptography;

namespace SupplyRisk.Watchlists;

/// <summary>What a file is by its first bytes, whatever it is called.</summary>
public enum ListFileKind
{
    Text,
    Markup,
    Json,
    Workbook,
}

/// <summary>One file of a list.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">As the publisher or the user calls it.</param>
public sealed record ListFile(string Path, string Name)
{
    public Stream Open() => new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);

    public ListFileKind Kind()
    {
        using var file = Open();
        Span<byte> head = stackalloc byte[512];
        var read = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (read.StartsWith("PK"u8) || read.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return ListFileKind.Workbook;
        if (read.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) read = read[3..];
        var first = read.IndexOfAnyExcept(" \t\r\n\0"u8);
        return first < 0 ? ListFileKind.Text : read[first] switch
        {
            (byte)'<' => ListFileKind.Markup,
            (byte)'{' or (byte)'[' => ListFileKind.Json,
            _ => ListFileKind.Text,
        };
    }
}

/// <summary>The files of a list that belong together, in the order given; at least one.</summary>
public sealed record ListFiles(IReadOnlyList<ListFile> All)
{
    /// <summary>No list published today comes near it.</summary>
    public const long LargestFile = 4L << 30;

    public ListFile First => All[0];

    /// <summary>The names, <c>, </c> between.</summary>
    public string Names => string.Join(", ", All.Select(f => f.Name.Replace(", ", ",", StringComparison.Ordinal)));

    public long Bytes => All.Sum(f => new FileInfo(f.Path).Length);

    /// <summary>SHA-256 of the file, or of the files' hashes where there are several; lower-case hex.</summary>
    public string Sha256()
    {
        var each = All.Select(HashOf).ToList();
        return each.Count == 1 ? each[0] : Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(string.Concat(each))));
    }

    private static string HashOf(ListFile file)
    {
        using var stream = file.Open();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
