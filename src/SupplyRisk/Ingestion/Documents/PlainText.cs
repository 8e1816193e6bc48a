using System.Buffers;
using System.Globalization;
using System.Text;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>The one rule by which any reader's text becomes normalised text.</summary>
internal static class PlainText
{
    private static readonly SearchValues<char> _lineBreaks = SearchValues.Create("\r\n\f\v\u0085\u2028\u2029");

    /// <summary>NFC; runs of white space one space; line breaks kept as <c>\n</c>, empty lines not; no control or invisible formatting characters.</summary>
    public static string Clean(string raw)
    {
        if (IsClean(raw))
            return raw;

        var text = new StringBuilder(raw.Length);
        var gap = '\0'; // white space owed before the next visible character; a line break outweighs a space
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (IsLineBreak(c))
            {
                gap = '\n';
            }
            else if (char.IsWhiteSpace(c) || c is '\u200B')
            {
                gap = gap == '\0' ? ' ' : gap;
            }
            else if (IsInvisible(c))
            {
                continue;
            }
            else
            {
                if (gap != '\0' && text.Length > 0)
                    text.Append(gap);
                gap = '\0';
                if (char.IsHighSurrogate(c) && i + 1 < raw.Length && char.IsLowSurrogate(raw[i + 1]))
                    text.Append(c).Append(raw[++i]);
                else
                    text.Append(char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' ? '\uFFFD' : c);
            }
        }

        return text.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>White space of one line as HTML shows it: line breaks of the source are spaces.</summary>
    public static string OneLine(string raw) => raw.AsSpan().IndexOfAny(_lineBreaks) < 0
        ? raw
        : string.Create(raw.Length, raw, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                span[i] = IsLineBreak(source[i]) ? ' ' : source[i];
        });

    private static bool IsLineBreak(char c) => _lineBreaks.Contains(c);

    // Soft hyphens, joiners of words, byte order and direction marks say nothing to a reader and break every comparison.
    // The zero-width joiners stay: Persian, Hindi and emoji need them.
    private static bool IsInvisible(char c) =>
        c is '\u200C' or '\u200D' ? false : char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static bool IsClean(string raw)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c is <= ' ' or > '~' && (c != ' ' || i == 0 || i == raw.Length - 1 || raw[i - 1] == ' '))
                return false;
        }

        return true;
    }
}
