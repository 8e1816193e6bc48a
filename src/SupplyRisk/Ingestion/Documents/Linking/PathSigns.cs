using System.Text.RegularExpressions;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion.Documents.Linking;

/// <summary>What the names of a document's folders and of the file say.</summary>
internal static partial class PathSigns
{
    public static IEnumerable<LinkSign> Of(string relativePath, AuditFacts facts, SupplierLookup lookup)
    {
        var segments = relativePath.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < segments.Length; i++)
        {
            var isFile = i == segments.Length - 1;
            var name = (isFile ? Path.GetFileNameWithoutExtension(segments[i]) : segments[i]);
            name = Spelling.WellFormed(name).Normalize();
            var basis = isFile ? LinkBasis.FileName : LinkBasis.FolderName;
            var what = isFile ? "file" : "folder";
            foreach (var sign in ById(name, basis, what, lookup) ?? ByName(name, basis, what, facts, lookup))
                yield return sign;
        }
    }

    private static IEnumerable<LinkSign>? ById(string name, LinkBasis basis, string what, SupplierLookup lookup)
    {
        // Longest first: SUP-10 begins both SUP-10 and SUP-10-B.
        for (var end = Math.Min(name.Length, lookup.LongestOwnId + 4); end > 0; end--)
        {
            if (end < name.Length && char.IsLetterOrDigit(name[end]) == char.IsLetterOrDigit(name[end - 1]))
                continue;
            if (!char.IsLetterOrDigit(name[end - 1]))
                continue;
            var key = OwnIdKey.Of(name[..end]);
            var targets = lookup.WithOwnId(key);
            if (targets.Count == 0)
                continue;
            if (end == name.Length)
                return LinkSign.ForAll(targets, basis, true, $"The {what} is named '{name}', the supplier's own id.");

            // "12 March audit" and "2025 reports" begin with numbers that may be anybody's.
            if (IsDate().IsMatch(name))
                return null;
            var sure = OwnIdKey.IsDistinctive(key) || key.Length >= 6;
            return LinkSign.ForAll(targets, basis, sure, sure
                ? $"The {what} name '{name}' begins with the supplier's own id {name[..end]}."
                : $"The {what} name '{name}' begins with {name[..end]}, which may be the supplier's own id or another number.");
        }

        return null;
    }

    private static IEnumerable<LinkSign> ByName(string name, LinkBasis basis, string what, AuditFacts facts, SupplierLookup lookup)
    {
        var words = NameKey.Words(name);
        var found = NameSearch.Find(words, lookup).ToList();
        foreach (var hit in found)
        {
            var atStart = hit.First == 0;
            var whole = atStart && hit.Count == words.Count;
            var targets = OfCountry(hit.Targets, facts, lookup);
            var sameCountry = targets.Count == 1 && facts.SiteCountry is { } country && lookup[targets[0]].Country == country.Value;
            var distinctive = NameKey.IsDistinctive(words.GetRange(hit.First, hit.Count));
            var sure = atStart && (whole || distinctive) && (hit.Full || sameCountry);
            var how = whole ? "is" : atStart ? "begins with" : "holds";
            var form = hit.Full ? "the supplier's name" : "the supplier's name without its legal form";
            if (sure || distinctive)
                foreach (var sign in LinkSign.ForAll(targets, basis, sure, $"The {what} name '{name}' {how} {form}."))
                    yield return sign;
        }
    }

    /// <summary>Of suppliers of one name, those in the document's country, if it says.</summary>
    private static IReadOnlyList<int> OfCountry(IReadOnlyList<int> targets, AuditFacts facts, SupplierLookup lookup)
    {
        if (targets.Count == 1 || facts.SiteCountry is not { } country)
            return targets;
        var there = targets.Where(t => lookup[t].Country == country.Value).ToList();
        return there.Count > 0 ? there : targets;
    }

    [GeneratedRegex(@"^(?:(?:19|20)\d\d(?:\D|$)|(?:19|20)\d{6}(?:\D|$)|(?:19|20)\d{4}(?:\D|$)|\d{1,2}[-. _]?(?:\d{1,2}[-. _]|[A-Za-z]{3,9}[-. _]?)(?:\d{2}|\d{4})(?:\D|$)|\d{1,2}\s+\p{L})", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex IsDate();
}
