using System.Collections.Frozen;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Ingestion.Documents.Facts;
using SupplyRisk.Matching;

namespace SupplyRisk.Screening;

/// <summary>Addresses, owners and phone numbers as they are compared: a number that is the same whatever the order, case, accents and punctuation of the words. 0 is nothing that could tell two companies are one.</summary>
internal static class SharedValue
{
    private const int MostWords = 48;

    // E.164 allows 15 digits; a number within a country has at least seven.
    private const int MostDigits = 20, LeastDigits = 7, ComparedDigits = 8;

    // What lists write where there is no owner.
    private static readonly FrozenSet<string> NoOwner = new[] { "na", "n a", "none", "nil", "self", "same", "unknown", "private", "owner", "family", "independent", "无", "ninguna", "ninguno" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>An address says where a company is only with a number in it and a word or two beside; a town or an estate alone is shared by everybody there.</summary>
    public static ulong OfAddress(string? address, string? city, string? country)
    {
        if (string.IsNullOrEmpty(address)) return 0;
        Span<ulong> words = stackalloc ulong[MostWords];
        var (count, numbered) = Add(address, words, 0);
        return !numbered || count < 3 ? 0 : Sum(words[..Add(city ?? "", words, count).Count], country);
    }

    public static ulong OfOwner(string? owner)
    {
        if (string.IsNullOrEmpty(owner) || owner.Length < 4 || NoOwner.Contains(string.Join(' ', Folded(owner)))) return 0;
        Span<ulong> words = stackalloc ulong[MostWords];
        return Sum(words[..Add(owner, words, 0).Count], "");
    }

    /// <summary>The first number, by its last digits, since some lists write the country's code and others a zero. 0 if it is too short to call, or made up.</summary>
    public static ulong OfPhone(string? phone, string? country)
    {
        if (string.IsNullOrEmpty(phone)) return 0;
        Span<char> digits = stackalloc char[MostDigits];
        var count = 0;
        foreach (var c in phone.Normalize(System.Text.NormalizationForm.FormKC))
        {
            if (char.IsAsciiDigit(c) && count < digits.Length) digits[count++] = c;
            else if (count >= LeastDigits && (char.IsLetter(c) || c is '/' or ';' or ',' or '#')) break; // an extension, or another number
        }

        if (count < LeastDigits) return 0;
        var last = digits[Math.Max(0, count - ComparedDigits)..count];
        return last.IndexOfAnyExcept(last[0]) < 0 || "0123456789012".AsSpan().Contains(last, StringComparison.Ordinal) ? 0 : Sum([Hash(last.ToString())], country);
    }

    private static (int Count, bool Numbered) Add(string text, Span<ulong> words, int count)
    {
        var numbered = false;
        foreach (var word in Folded(text))
        {
            if (AddressSpelling.Silent.Contains(word)) continue;
            numbered |= char.IsDigit(word[0]);
            var hash = Hash(AddressSpelling.Abbreviations.GetValueOrDefault(word, word));
            if (count < words.Length && !words[..count].Contains(hash)) words[count++] = hash;
        }

        return (count, numbered);
    }

    // Words and numbers; in scripts without spaces each character.
    private static IEnumerable<string> Folded(string text)
    {
        var folded = LetterFold.Of(text);
        for (var i = 0; i < folded.Length;)
        {
            var start = i++;
            if (!char.IsLetterOrDigit(folded[start])) continue;
            while (!LineJoin.IsUnspaced(folded[start]) && i < folded.Length && char.IsLetterOrDigit(folded[i]) && !LineJoin.IsUnspaced(folded[i])) i++;
            yield return folded[start..i];
        }
    }

    private static ulong Sum(ReadOnlySpan<ulong> words, string? country)
    {
        var sum = Hash(country ?? "");
        foreach (var word in words) sum += word;
        return sum == 0 ? 1 : sum;
    }

    // Spread, because the hashes are added up.
    private static ulong Hash(string word)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in word) hash = (hash ^ c) * 1099511628211UL;
        hash ^= hash >> 30;
        hash *= 0xbf58476d1ce4e5b9;
        hash ^= hash >> 27;
        hash *= 0x94d049bb133111eb;
        return hash ^ (hash >> 31);
    }
}
