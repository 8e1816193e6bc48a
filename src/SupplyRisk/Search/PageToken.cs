using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SupplyRisk.Search;

/// <summary>The last hit of a page: the next page begins after it, wherever that is by then.</summary>
/// <param name="Value">Its value in the asked order: relevance, or the order value; negative infinity where it had none.</param>
/// <param name="Id">Its id.</param>
/// <remarks>A token is checked against its query but not signed: it holds nothing but a place in results that are scoped anew on every page, so forging one shows nothing.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PageToken(double Value, Guid Id)
{
    private const int Length = 1 + 8 + 8 + 16;
    private const byte Format = 1;

    /// <summary>The token for the hits of <paramref name="query"/> after this one.</summary>
    public string Write(SearchQuery query)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Format;
        Fingerprint(query, bytes.Slice(1, 8));
        BinaryPrimitives.WriteDoubleBigEndian(bytes[9..], Value);
        Id.TryWriteBytes(bytes[17..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null if the text is no token, or one of another query.</summary>
    public static PageToken? Read(string text, SearchQuery query)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length > 2 * Length || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
            return null;
        Span<byte> expected = stackalloc byte[8];
        Fingerprint(query, expected);
        var value = BinaryPrimitives.ReadDoubleBigEndian(bytes[9..]);
        if (bytes[0] != Format || !bytes.Slice(1, 8).SequenceEqual(expected) || double.IsNaN(value))
            return null;
        return new PageToken(value, new Guid(bytes[17..], bigEndian: true));
    }

    /// <summary>Of everything that decides which records fit and in which order.</summary>
    private static void Fingerprint(SearchQuery query, Span<byte> eight)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{query.Kind}\n{query.Order}\n{query.DateFrom:o}\n{query.DateTo:o}\n");
        foreach (var term in query.Terms)
            text.Append(CultureInfo.InvariantCulture, $"t{term.Kind}{term.Exclude}{term.Text.Length}:{term.Text}\n");
        foreach (var filter in query.Filters)
        {
            text.Append(CultureInfo.InvariantCulture, $"f{filter.Field}{filter.Exclude}\n");
            foreach (var value in filter.Values)
                text.Append(CultureInfo.InvariantCulture, $"v{value.Length}:{value}\n");
        }
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8).CopyTo(eight);
    }
}
