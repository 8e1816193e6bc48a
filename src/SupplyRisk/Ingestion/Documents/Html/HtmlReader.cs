using System.Text.RegularExpressions;
using HtmlAgilityPack;
using SupplyRisk.Ingestion.Documents.Plain;

namespace SupplyRisk.Ingestion.Documents.Html;

/// <summary>HTML: what a reader of the page sees, as headings, paragraphs, list items and table cells.</summary>
internal static partial class HtmlReader
{
    public static DocumentText Read(byte[] bytes, ReaderLimits limits, CancellationToken ct)
    {
        var head = System.Text.Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 4096));
        var declared = Charset().Match(head) is { Success: true } match ? match.Groups["name"].Value : null;
        var content = TextEncodings.Decode(bytes, declared);
        ct.ThrowIfCancellationRequested();
        if (content.AsSpan().Count('<') > limits.MaxHtmlTags)
            throw new UnreadableException(UnreadableCause.OverLimit, FormattableString.Invariant($"The page has more than {limits.MaxHtmlTags:N0} tags. Split it, or save it as PDF or plain text."));

        var html = new HtmlDocument
        {
            OptionMaxNestedChildNodes = limits.MaxDepth,
            OptionReadEncoding = false,
            OptionFixNestedTags = false,
        };
        try
        {
            html.LoadHtml(content);
        }
        catch (Exception e) when (e.Message.Contains("nested", StringComparison.OrdinalIgnoreCase))
        {
            // The parser throws a bare Exception for this limit.
            throw TooDeep(limits);
        }

        ct.ThrowIfCancellationRequested();
        var assembler = new TextAssembler(limits);
        new HtmlWalk(assembler, limits, ct).Walk(html.DocumentNode);
        var title = html.DocumentNode.SelectSingleNode("//title")?.InnerText;
        return assembler.Finish(DocumentFormat.Html, title is null ? null : PlainText.OneLine(Decode(title)));
    }

    /// <summary>Character references. The parser's own decoder breaks those above U+FFFF; &amp;#146; and its like mean Windows-1252, as browsers have it.</summary>
    internal static string Decode(string raw)
    {
        if (!raw.Contains('&', StringComparison.Ordinal))
            return raw;
        var text = System.Net.WebUtility.HtmlDecode(raw);
        return text.AsSpan().IndexOfAnyInRange('\u0080', '\u009F') < 0
            ? text
            : string.Concat(text.Select(c => c is >= '\u0080' and <= '\u009F' ? TextEncodings.Windows1252((byte)c) : c));
    }

    internal static UnreadableException TooDeep(ReaderLimits limits) => new(
        UnreadableCause.OverLimit, $"Elements are nested more than {limits.MaxDepth} deep. Save the page as PDF or plain text.");

    [GeneratedRegex("""<meta[^>]+charset\s*=\s*["']?(?<name>[A-Za-z0-9_.:-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Charset();
}
