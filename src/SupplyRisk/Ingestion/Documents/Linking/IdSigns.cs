using System.Text.RegularExpressions;
using SupplyRisk.Ingestion.Documents.Facts;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion.Documents.Linking;

/// <summary>Numbers in the text: other bodies' identifiers anywhere, the customer's own id where it is labelled, or where it can be nothing else.</summary>
internal static partial class IdSigns
{
    private const int Header = 6_000;
    private const int LongestIdentifier = 24;

    public static IEnumerable<LinkSign> Of(DocumentText text, AuditFacts facts, SupplierLookup lookup)
    {
        var labelled = Labelled(text, facts, lookup).ToList();
        return labelled.Concat(Identifiers(text.Text, lookup)).Concat(InRunningText(text.Text, lookup));
    }

    private static IEnumerable<LinkSign> Labelled(DocumentText text, AuditFacts facts, SupplierLookup lookup)
    {
        var header = LetterFold.Of(text.Text[..Math.Min(text.Text.Length, Header)]);
        var numbers = facts.SupplierNumbers.Select(n => (n.Value, InHeader: n.Start is null or < Header))
            .Concat(WithoutColon().Matches(header).Select(m => (text.Text.Substring(m.Groups["id"].Index, m.Groups["id"].Length), true)));
        foreach (var (value, inHeader) in numbers)
        {
            // "MT-1024 (your reference)": the number is the whole value, or its first word.
            var whole = lookup.WithOwnId(OwnIdKey.Of(value));
            var targets = whole.Count > 0 ? whole : lookup.WithOwnId(OwnIdKey.Of(value.Split([' ', ',', ';', '(', '（', '\n'], 2)[0]));
            foreach (var sign in LinkSign.ForAll(targets, LinkBasis.OwnIdInText, inHeader, $"The document gives '{value}' as the supplier's number."))
                yield return sign;
        }
    }

    private static IEnumerable<LinkSign> Identifiers(string text, SupplierLookup lookup)
    {
        var signs = new List<LinkSign>();
        var seen = new HashSet<(string, int)>();
        foreach (var (start, end) in Runs(text, static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            if (end - start is < 8 or > LongestIdentifier + 6)
                continue;
            var value = text[start..end].Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
            foreach (var (scheme, target) in lookup.WithIdentifier(value))
            {
                // Nine digits, or a tax number, may be a telephone or another country's number unless the document says what they are.
                var named = scheme switch
                {
                    IdentifierScheme.Duns => IsLabelled(text, start, "duns", "d-u-n-s"),
                    IdentifierScheme.Vat => IsLabelled(text, start, "vat", "tax", "gst", "cnpj", "nif", "rfc", "ruc", "ust-id", "mst", "npwp", "tin", "tva"),
                    IdentifierScheme.Gln or IdentifierScheme.Lei or IdentifierScheme.Uscc or IdentifierScheme.OsId => true,
                };
                if ((named || scheme is IdentifierScheme.Duns && value.Length == 9) && seen.Add((value, target)))
                    signs.Add(new LinkSign(target, LinkBasis.Identifier, named, $"The document holds {Label(scheme)} {value}, which is this supplier's{(named ? "" : ", but does not say what the number is")}."));
            }
        }

        var several = signs.Select(s => s.Target).Distinct().Count() > 1;
        return several ? signs.Select(s => s with { Sure = false, Because = s.Because + " It holds other suppliers' identifiers too." }) : signs;
    }

    private static IEnumerable<LinkSign> InRunningText(string text, SupplierLookup lookup)
    {
        foreach (var (start, end) in Runs(text, static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.'))
        {
            var run = text.AsSpan(start, end - start).Trim("-_/.");
            if (run.Length < 5 || run.Length > lookup.LongestOwnId + 4)
                continue;
            var key = OwnIdKey.Of(run.ToString());
            if (!OwnIdKey.IsDistinctive(key))
                continue;
            foreach (var sign in LinkSign.ForAll(lookup.WithOwnId(key), LinkBasis.OwnIdInText, false, $"The text names {run}, the supplier's own id, without saying what it is."))
                yield return sign;
        }
    }

    private static IEnumerable<(int Start, int End)> Runs(string text, Func<char, bool> within)
    {
        // Only runs with a digit count, and most of a text has none.
        for (var end = 0; text.AsSpan(end).IndexOfAnyInRange('0', '9') is var digit and >= 0;)
        {
            var start = end + digit;
            end = start + 1;
            while (start > 0 && within(text[start - 1]))
                start--;
            while (end < text.Length && within(text[end]))
                end++;
            yield return (start, end);
        }
    }

    private static bool IsLabelled(string text, int at, params ReadOnlySpan<string> names)
    {
        var before = text.AsSpan(Math.Max(0, at - 40), Math.Min(40, at));
        foreach (var name in names)
        {
            if (before.Contains(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static string Label(IdentifierScheme scheme) => scheme switch
    {
        IdentifierScheme.Lei => "the LEI",
        IdentifierScheme.Duns => "the DUNS number",
        IdentifierScheme.Uscc => "the unified social credit code",
        IdentifierScheme.Gln => "the GLN",
        IdentifierScheme.OsId => "the OS ID",
        IdentifierScheme.Vat => "the tax number",
    };

    [GeneratedRegex(@"\b(?:supplier|vendor|factory|facility|site)\s+(?:no|number|nr|id|code|ref)\b\.?\s*[#:]?\s*(?<id>[a-z0-9][a-z0-9_/.-]*[a-z0-9])|(?:供应商|工厂|厂商)(?:编号|代码|编码)\s*[:#]?\s*(?<id>[a-z0-9][a-z0-9_/.-]*[a-z0-9])|\b(?:numero|codigo|n[.º°]*) de proveedor\s*[#:]?\s*(?<id>[a-z0-9][a-z0-9_/.-]*[a-z0-9])", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WithoutColon();
}
