namespace SupplyRisk.Ingestion.Documents.Linking;

/// <summary>A supplier's name found among words.</summary>
/// <param name="First">Index of its first word.</param>
/// <param name="Count">How many words it takes.</param>
/// <param name="Full">False if only its legal form is missing.</param>
internal sealed record NameHit(int First, int Count, bool Full, IReadOnlyList<int> Targets);

/// <summary>Finds all suppliers' names in a text in one pass: from each word on only as long as some name still begins so.</summary>
internal static class NameSearch
{
    public static IEnumerable<NameHit> Find(List<NameWord> words, SupplierLookup lookup)
    {
        for (var first = 0; first < words.Count;)
        {
            var hit = LongestAt(words, first, lookup);
            if (hit is not null)
                yield return hit;
            first += hit?.Count ?? 1;
        }
    }

    private static NameHit? LongestAt(List<NameWord> words, int first, SupplierLookup lookup)
    {
        var prefix = SupplierLookup.NoPrefix;
        NameHit? longest = null;
        for (var count = 1; first + count <= words.Count; count++)
        {
            prefix = SupplierLookup.Extend(prefix, words[first + count - 1].Text);
            if (lookup.BeginningWith(prefix) is null)
                break;
            var key = NameKey.Of(words.GetRange(first, count));
            if (lookup.Named(key) is { Count: > 0 } named)
                longest = new NameHit(first, count, true, named);
            else if (lookup.WithCore(key) is { Count: > 0 } core)
                longest = new NameHit(first, count, false, core);
        }

        return longest;
    }
}
