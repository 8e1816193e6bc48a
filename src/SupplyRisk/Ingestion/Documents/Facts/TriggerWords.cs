using System.Buffers;

namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>Words of which one must stand in a folded text before a closer look is worth its price.</summary>
internal sealed class TriggerWords
{
    private readonly SearchValues<string> _all;

    // Apart, because a search for ASCII words alone is many times faster; most texts hold none of the other letters.
    private readonly SearchValues<string> _ascii;
    private readonly char _other;

    public TriggerWords(params string[] words)
    {
        _all = SearchValues.Create(words, StringComparison.Ordinal);
        _ascii = SearchValues.Create([.. words.Where(w => w.All(char.IsAscii))], StringComparison.Ordinal);
        _other = words.Where(w => !w.All(char.IsAscii)).Select(w => w.Max()).DefaultIfEmpty(char.MaxValue).Min();
    }

    /// <summary>Those of the words that can stand in the text at all.</summary>
    public SearchValues<string> For(ReadOnlySpan<char> folded) => folded.ContainsAnyInRange(_other, char.MaxValue) ? _all : _ascii;

    public bool StandIn(ReadOnlySpan<char> folded) => folded.ContainsAny(For(folded));
}
