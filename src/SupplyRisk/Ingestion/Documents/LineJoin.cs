using System.Text;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>Makes one text of lines that a page's width broke apart.</summary>
internal static class LineJoin
{
    /// <summary>Prefixes that keep their hyphen when a line ends on it: the word is a compound, not a broken one.</summary>
    private static readonly HashSet<string> _compounds = new(StringComparer.OrdinalIgnoreCase)
    {
        "non", "self", "co", "semi", "anti", "cross", "sub", "well", "follow", "on", "off", "post", "pre", "multi", "long", "short",
        "full", "part", "half", "third", "first", "second", "high", "low", "ex", "in", "out", "up", "one", "two", "three", "four",
        "worker", "third-party", "socio", "franco", "vice", "fact", "state", "year", "day", "week", "month",
    };

    /// <summary>Scripts written without spaces: their lines join without one.</summary>
    public static bool IsUnspaced(char c) =>
        c is (>= '\u2E80' and <= '\uA4CF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFE30' and <= '\uFE4F') or (>= '\uFF01' and <= '\uFF60')
            or (>= '\u0E00' and <= '\u0EFF') or (>= '\u1780' and <= '\u17FF') or (>= '\u1000' and <= '\u109F') || char.IsSurrogate(c);

    /// <param name="text">What stands so far.</param>
    /// <param name="next">The next line, trimmed, not empty.</param>
    /// <param name="words">Words the document holds elsewhere, which tell a broken word from a compound; or null.</param>
    public static void Append(StringBuilder text, string next, IReadOnlySet<string>? words = null)
    {
        if (text.Length == 0 || next.Length == 0)
        {
            text.Append(next);
            return;
        }

        var last = text[^1];
        if (last == '\u00AD')
        {
            text.Length--;
        }
        else if (last is '-' or '\u2010' && text.Length > 1 && char.IsLetter(text[^2]) && char.IsLetter(next[0]))
        {
            if (char.IsLower(next[0]) && !KeepsHyphen(text, next, words))
                text.Length--;
        }
        else if (!IsTight(last, next[0]) && last is not ('/' or '\n'))
        {
            text.Append(' ');
        }

        text.Append(next);
    }

    /// <summary>Chinese sets digits apart by a hair's breadth that is no space: 2025年3月.</summary>
    public static bool IsTight(char last, char next) => IsUnspaced(last)
        ? IsUnspaced(next) || char.IsAsciiDigit(next)
        : char.IsAsciiDigit(last) && IsUnspaced(next);

    private static bool KeepsHyphen(StringBuilder text, string next, IReadOnlySet<string>? words)
    {
        var start = text.Length - 1;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '-'))
            start--;
        var head = text.ToString(start, text.Length - 1 - start);
        var tail = next[..next.TakeWhile(char.IsLetter).Count()];
        if (words is not null && words.Contains(head + tail))
            return false;
        return head.Contains('-', StringComparison.Ordinal) || _compounds.Contains(head) || (words is not null && words.Contains(head + "-" + tail));
    }
}
