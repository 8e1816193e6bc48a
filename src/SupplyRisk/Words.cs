using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace SupplyRisk;

/// <summary>Names of states as programs and files write them.</summary>
public static class Words
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    /// <summary><c>MatchToCheck</c> → <c>match_to_check</c>.</summary>
    public static string Snake<T>(T value)
        where T : struct, Enum => Known.GetOrAdd(value, v => Snake(v.ToString()));

    /// <summary>Reads what <see cref="Snake{T}(T)"/> writes; also tolerates other case.</summary>
    public static T? Parse<T>(string? text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(Snake(value), text, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }

    /// <summary>A name from outside as it may be shown: characters that nobody sees, or that turn the direction of what follows, stand as <c>\u202E</c>.</summary>
    public static string Visible(string name)
    {
        if (!name.Any(IsHidden)) return name;
        var shown = new StringBuilder(name.Length + 16);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1])) shown.Append(name[i]).Append(name[++i]);
            else if (IsHidden(name[i])) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)name[i]:X4}");
            else shown.Append(name[i]);
        }
        return shown.ToString();
    }

    /// <summary>A text from outside as it is compared and kept: white space is spaces, what nobody sees is left out.</summary>
    public static string WithoutHidden(string text)
    {
        if (!text.Any(IsHidden)) return text;
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) kept.Append(text[i]).Append(text[++i]);
            else if (char.IsWhiteSpace(text[i])) kept.Append(' ');
            else if (!IsHidden(text[i])) kept.Append(text[i]);
        }
        return kept.ToString();
    }

    // The zero-width joiners stay: Persian, Hindi and emoji need them.
    private static bool IsHidden(char c) => c is not ('\u200C' or '\u200D')
        && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i])) snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }
}
