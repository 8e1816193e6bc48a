using System.Globalization;
using System.Text;

namespace SupplyRisk.Search;

/// <summary>One text understood for suppliers and for documents.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Suppliers">What to ask of suppliers; null where the text means nothing for them, or was not understood.</param>
/// <param name="Documents">What to ask of documents; null likewise.</param>
/// <param name="Problems">In the order of the text; empty if all was understood.</param>
public sealed record ParsedSearch(string Text, ParsedSearchText? Suppliers, ParsedSearchText? Documents, IReadOnlyList<SearchTextProblem> Problems)
{
    public ParsedSearchText? Of(SearchKind kind) => kind switch { SearchKind.Supplier => Suppliers, SearchKind.Document => Documents };

    internal static ParsedSearch Of(string text, ParsedSearchText suppliers, ParsedSearchText documents)
    {
        var problems = suppliers.Problems.Concat(documents.Problems).Where(p => !p.OfOtherKind).DistinctBy(p => p.Position).OrderBy(p => p.Position).ToList();
        var (notOfSuppliers, notOfDocuments) = (suppliers.Problems.FirstOrDefault(p => p.OfOtherKind), documents.Problems.FirstOrDefault(p => p.OfOtherKind));
        if (problems.Count == 0 && notOfSuppliers is not null && notOfDocuments is not null)
        {
            var (first, second) = notOfSuppliers.Position < notOfDocuments.Position ? (notOfSuppliers, notOfDocuments) : (notOfDocuments, notOfSuppliers);
            problems.Add(second with
            {
                Message = $"“{Word(first)}:” can be asked of {(first == notOfSuppliers ? "documents" : "suppliers")} only, “{Word(second)}:” of {(first == notOfSuppliers ? "suppliers" : "documents")} only: nothing has both.",
                OfOtherKind = false,
            });
        }
        var understood = problems.Count == 0;
        return new(text, understood && notOfSuppliers is null ? suppliers : null, understood && notOfDocuments is null ? documents : null, problems);

        string Word(SearchTextProblem problem) => text.Substring(problem.Position, problem.Length);
    }
}

/// <summary>Turns what was understood into text again, changed or not: the links of result pages are made of it.</summary>
public sealed partial record ParsedSearchText
{
    /// <summary>A text that means the same.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var term in Terms)
            Append(text, term.Exclude, Write(term));
        foreach (var filter in Filters)
            Append(text, filter.Exclude, $"{SearchFields.NameOf(filter.Field)}:{string.Join(',', filter.Values.Select(Quoted))}");
        if (Dates() is { } dates)
            Append(text, exclude: false, dates);
        return text.ToString();
    }

    /// <summary>Narrowed to records that have this value too; where values of the field are asked for already, records with any of them.</summary>
    public ParsedSearchText Adding(SearchField field, string value)
    {
        var filters = Without(field, value, exclude: false).ToList();
        var at = filters.FindIndex(f => f.Field == field && !f.Exclude);
        if (at < 0)
            filters.Add(new SearchFilter(field, [value]));
        else
            filters[at] = filters[at] with { Values = [.. filters[at].Values, value] };
        return this with { Filters = filters };
    }

    /// <summary>Without asking for this value.</summary>
    public ParsedSearchText Removing(SearchField field, string value, bool exclude = false) => this with { Filters = [.. Without(field, value, exclude)] };

    /// <summary>Whether records with this value are asked for by name.</summary>
    public bool AsksFor(SearchField field, string value) =>
        Filters.Any(f => f.Field == field && !f.Exclude && f.Values.Any(v => Same(v, value)));

    /// <summary>A field's value as it is typed.</summary>
    internal static string Quoted(string value) =>
        value.Length > 0 && value.All(c => char.IsLetterOrDigit(c) || c is '_' or '-') ? value : Phrase(value);

    /// <summary>A text as a phrase. A quotation mark in it would end it, and is no part of any word.</summary>
    internal static string Phrase(string text) => $"\"{string.Concat(text.Select(c => SearchText.IsQuote(c) ? ' ' : c))}\"";

    private static bool Same(string left, string right) => SearchAnalysis.Key(left) == SearchAnalysis.Key(right);

    private static void Append(StringBuilder text, bool exclude, string part)
    {
        if (text.Length > 0)
            text.Append(' ');
        if (exclude)
            text.Append('-');
        text.Append(part);
    }

    private static string Write(SearchTerm term) => term.Kind switch
    {
        TermKind.Word => term.Text,
        TermKind.Phrase => $"\"{term.Text}\"",
        TermKind.Prefix => term.Text.All(char.IsLetterOrDigit) ? term.Text + "*" : $"\"{term.Text}\"*",
    };

    private IEnumerable<SearchFilter> Without(SearchField field, string value, bool exclude)
    {
        foreach (var filter in Filters)
        {
            var kept = filter.Field == field && filter.Exclude == exclude ? [.. filter.Values.Where(v => !Same(v, value))] : filter.Values;
            if (kept.Count > 0)
                yield return filter with { Values = kept };
        }
    }

    private string? Dates()
    {
        if (DateFrom is null && DateTo is null)
            return null;
        if (DateFrom is { Month: 1, Day: 1 } first && DateTo is { Month: 12, Day: 31 } last && first.Year == last.Year)
            return string.Create(CultureInfo.InvariantCulture, $"date:{first.Year:0000}");
        return string.Create(CultureInfo.InvariantCulture, $"date:{DateFrom:yyyy-MM-dd}..{DateTo:yyyy-MM-dd}");
    }
}
