using System.Buffers;

namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>The sentences of a folded text that hold one of some words, each once, in order. Linear, whatever the text.</summary>
internal static class Clauses
{
    private const int Reach = 200_000;
    private const int Longest = 600;
    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?;。！？；\n\r");

    public static IEnumerable<(int Start, int End)> Holding(string folded, SearchValues<string> words)
    {
        var reach = Math.Min(folded.Length, Reach);
        for (var at = 0; at < reach;)
        {
            var hit = folded.AsSpan(at, reach - at).IndexOfAny(words);
            if (hit < 0) yield break;
            hit += at;
            var from = Math.Max(at, hit - Longest);
            var start = folded.AsSpan(from, hit - from).LastIndexOfAny(Ends) + from + 1; // from itself where there is none
            var end = EndOf(folded, hit);
            yield return (start, end);
            at = end + 1;
        }
    }

    // "1.5 auditor days" is no end of a sentence.
    private static int EndOf(string folded, int from)
    {
        var most = Math.Min(folded.Length, from + Longest);
        for (var at = from; at < most; at++)
        {
            var end = folded.AsSpan(at, most - at).IndexOfAny(Ends);
            if (end < 0) return most;
            at += end;
            if (folded[at] != '.' || at + 1 >= folded.Length || !char.IsAsciiDigit(folded[at + 1])) return at;
        }

        return most;
    }
}
