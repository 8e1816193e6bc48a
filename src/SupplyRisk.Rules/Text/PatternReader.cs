using System.Globalization;

namespace SupplyRisk.Rules.Text;

/// <summary>Reads one pattern as people write it, e.g. <c>@workers ..3 {pay*|paid} .. recruitment fee* &amp; &lt;1000+&gt;</c>.</summary>
internal static class PatternReader
{
    /// <summary>Words that <c>..</c> stands for when no number follows.</summary>
    public const int UsualGap = 6;

    /// <summary>The widest gap a pattern may ask for; keeps every match inside about one clause.</summary>
    public const int WidestGap = 20;

    /// <returns>The legs, or null with a message for a person.</returns>
    public static IReadOnlyList<IReadOnlyList<PatternPart>>? Read(string written, out string? problem)
    {
        problem = null;
        var legs = new List<IReadOnlyList<PatternPart>>();
        foreach (var leg in written.Split('&'))
        {
            var parts = ReadLeg(leg, ref problem);
            if (problem is not null)
                return null;
            if (!parts.Any(p => !p.Optional))
            {
                problem = "the pattern needs at least one part that is not optional";
                return null;
            }

            legs.Add(parts);
        }

        return legs;
    }

    private static List<PatternPart> ReadLeg(string leg, ref string? problem)
    {
        var parts = new List<PatternPart>();
        var gap = 0;
        var i = 0;
        while (i < leg.Length && problem is null)
        {
            var c = leg[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (leg.AsSpan(i).StartsWith(".."))
            {
                i += 2;
                var digits = i;
                while (i < leg.Length && char.IsAsciiDigit(leg[i]))
                    i++;
                gap = i > digits ? int.Parse(leg.AsSpan(digits, i - digits), CultureInfo.InvariantCulture) : UsualGap;
                if (gap is < 1 or > WidestGap)
                    problem = $"a gap may be 1 to {WidestGap} words, not {gap}";
            }
            else
            {
                var optional = c == '[';
                var part = optional
                    ? ReadPart(Enclosed(leg, ref i, '[', ']', ref problem), ref problem)
                    : ReadPart(OnePart(leg, ref i, ref problem), ref problem);
                if (part is not null)
                    parts.Add(part with { Optional = optional, Gap = gap });
                gap = 0;
            }
        }

        if (problem is null && parts.Count > 0 && parts[0].Gap > 0)
            problem = "a gap (..) stands between two parts, not at the beginning";
        return parts;
    }

    private static string OnePart(string leg, ref int i, ref string? problem)
    {
        if (leg[i] == '{')
            return "{" + Enclosed(leg, ref i, '{', '}', ref problem) + "}";
        if (leg[i] == '<')
            return "<" + Enclosed(leg, ref i, '<', '>', ref problem) + ">";
        var start = i;
        while (i < leg.Length && !char.IsWhiteSpace(leg[i]) && leg[i] is not ('{' or '[' or '<')
            && !leg.AsSpan(i).StartsWith("..") && (i == start || leg[i] != '@'))
            i++;
        return leg[start..i];
    }

    private static string Enclosed(string leg, ref int i, char open, char close, ref string? problem)
    {
        var end = leg.IndexOf(close, i + 1);
        if (end < 0)
        {
            problem = $"'{open}' without '{close}'";
            i = leg.Length;
            return "";
        }

        var inside = leg[(i + 1)..end];
        i = end + 1;
        return inside;
    }

    private static PatternPart? ReadPart(string written, ref string? problem)
    {
        if (problem is not null)
            return null;
        var phrases = new List<string>();
        var numbers = new List<NumberRange>();
        foreach (var alternative in written.TrimStart('{').TrimEnd('}')
            .Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (alternative.StartsWith('<') && alternative.EndsWith('>'))
            {
                if (ReadNumber(alternative[1..^1].Trim(), ref problem) is { } range)
                    numbers.Add(range);
            }
            else
            {
                problem ??= PhraseProblem(alternative);
                phrases.Add(alternative);
            }
        }

        if (phrases.Count + numbers.Count == 0)
            problem ??= "an empty part";
        return new PatternPart(phrases, numbers, false, 0);
    }

    /// <summary>What is wrong with a word, phrase or list name, or null.</summary>
    public static string? PhraseProblem(string phrase)
    {
        if (phrase.StartsWith('@'))
            return phrase.Length > 1 && phrase.AsSpan(1).IndexOfAnyExcept(NameCharacters) < 0
                ? null : $"'{phrase}' is not a list name: @ and lower-case letters, digits or _";
        if (phrase.AsSpan().IndexOfAny(Reserved) >= 0)
            return $"'{phrase}' holds a character with a meaning of its own; write alternatives as {{a|b}}";
        if (phrase.Contains("..", StringComparison.Ordinal))
            return $"'{phrase}': a gap (..) stands between parts, not inside a word list";
        foreach (var word in phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var star = word.IndexOf('*', StringComparison.Ordinal);
            if (star >= 0 && (star != word.Length - 1 || star < 2))
                return $"'{word}': * may only end a word of two letters or more";
        }

        return null;
    }

    private static readonly System.Buffers.SearchValues<char> Reserved = System.Buffers.SearchValues.Create("{}[]<>&@^");

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private static NumberRange? ReadNumber(string range, ref string? problem)
    {
        if (range == "n")
            return new NumberRange(1, NoLimit);
        var ends = range.EndsWith('+') ? [range[..^1], "1e12"] : range.Split('-');
        if (ends.Length <= 2 && double.TryParse(ends[0], CultureInfo.InvariantCulture, out var least)
            && double.TryParse(ends[^1], CultureInfo.InvariantCulture, out var most) && least <= most)
            return new NumberRange(least, most);
        problem ??= $"'<{range}>' is not a number: write <n>, <60+>, <2-12> or <0>";
        return null;
    }

    private const double NoLimit = 1e12;
}
