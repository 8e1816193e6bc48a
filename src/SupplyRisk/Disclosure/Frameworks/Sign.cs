using System.Text;
using System.Text.RegularExpressions;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>
/// A phrase by which a text shows that it speaks of something, as <c>signs</c> of a law's items are written: whole words in a row, whatever their case; <c>*</c> at the end of a word lifts its boundary (<c>train*</c>);
/// <c>(a|b c)</c> is a choice; <c>{group}</c> stands for the words of a group; <c>..</c> stands for some words of the same sentence; <c>&amp;</c> joins what must stand in one sentence in any order; a leading <c>!</c> is what must not stand there.
/// </summary>
internal sealed class Sign
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private const int MostLetters = 4_000;

    private readonly List<Regex> all = [], none = [];

    private Sign(string text) => Text = text;

    public string Text { get; }

    /// <returns>Null if it says nothing, or its brackets do not close.</returns>
    /// <param name="text">With its groups written out.</param>
    /// <param name="asWritten">As it is shown.</param>
    public static Sign? Parse(string text, string? asWritten = null)
    {
        if (Parts(text) is not { } parts) return null;
        var sign = new Sign(asWritten ?? text);
        foreach (var (not, pattern) in parts)
        {
            try
            {
                (not ? sign.none : sign.all).Add(new Regex(pattern, Options));
            }
            catch (NotSupportedException)
            {
                return null; // too many choices within one another
            }
        }
        return sign;
    }

    /// <summary>True for what can be parsed; much cheaper than parsing it.</summary>
    public static bool IsReadable(string text) => Parts(text) is not null;

    private static List<(bool Not, string Pattern)>? Parts(string text)
    {
        if (text.Length is 0 or > MostLetters) return null;
        var parts = new List<(bool Not, string Pattern)>();
        foreach (var part in text.Split('&', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (not, words) = part[0] == '!' ? (true, part[1..].Trim()) : (false, part);
            if (words.Length == 0 || Pattern(words) is not { } pattern) return null;
            parts.Add((not, pattern));
        }
        return parts.Exists(p => !p.Not) ? parts : null;
    }

    /// <returns>Where the first of it stands in the sentence, or null.</returns>
    public (int Start, int Length)? In(string sentence)
    {
        if (none.Any(n => n.IsMatch(sentence))) return null;
        Match? first = null;
        foreach (var one in all)
        {
            var match = one.Match(sentence);
            if (!match.Success) return null;
            first ??= match;
        }
        return first is null ? null : (first.Index, first.Length);
    }

    private static string? Pattern(string words)
    {
        var pattern = new StringBuilder();
        for (var i = 0; i < words.Length; i++)
        {
            var c = words[i];
            if (c == '.' && i + 1 < words.Length && words[i + 1] == '.')
            {
                // The blanks around it are part of what it stands for.
                while (pattern.ToString().EndsWith(@"\s+", StringComparison.Ordinal)) pattern.Length -= 3;
                pattern.Append(@"\b.{0,90}?\b");
                while (i + 1 < words.Length && words[i + 1] is '.' or ' ') i++;
            }
            else if (c == '(') pattern.Append("(?:");
            else if (c is ')' or '|') pattern.Append(c);
            else if (c == '*') pattern.Append(@"\w*");
            else if (c == ' ') pattern.Append(@"\s+");
            else if (c is '\'' or '’') pattern.Append("['’]");
            else pattern.Append(Regex.Escape(c.ToString()));
        }
        try
        {
            var text = $@"(?:^|\W){pattern}(?:\W|$)";
            _ = new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return "(?s)" + text;
        }
        catch (ArgumentException) // brackets that do not close
        {
            return null;
        }
    }
}
