using System.Globalization;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Watchlists;

/// <summary>How a list is to be read.</summary>
/// <param name="IncludePersons">Natural persons are left out unless asked for.</param>
/// <param name="Mapping">For a list of one's own: which of its columns is which, as <c>Firma=name;Land=country</c>; null where it has our columns.</param>
public sealed record ReadingOptions(bool IncludePersons = false, string? Mapping = null);

/// <summary>What a reader has to say beside the entries: what it does not understand, what it leaves out, and what the file says of itself.</summary>
public sealed class ReadingNotes(ReadingOptions options)
{
    public const int MostIssues = 1_000;

    private const int MostRemarks = 50;

    private readonly List<ListIssue> issues = [];
    private readonly SortedDictionary<string, int> leftOut = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> remarks = new(StringComparer.Ordinal);

    public ReadingOptions Options => options;

    /// <summary>Unknown shapes, in the order met. Any of them holds the file for a person.</summary>
    public IReadOnlyList<ListIssue> Issues => issues;

    /// <summary>How many entries were left out, by reason.</summary>
    public IReadOnlyDictionary<string, int> LeftOut => leftOut;

    /// <summary>What is worth knowing and holds nothing, with how often it was met.</summary>
    public IReadOnlyDictionary<string, int> Remarks => remarks;

    /// <summary>True where the file could not be read to its end.</summary>
    public bool EndedEarly { get; private set; }

    /// <summary>As the file states; null if it does not.</summary>
    public DateOnly? PublishedOn { get; set; }

    /// <summary>Something that has not the shape it should.</summary>
    public void Problem(int row, string? column, string? value, string message, string advice)
    {
        if (issues.Count < MostIssues) issues.Add(new ListIssue(row, column, value is { Length: > 80 } ? value[..80] : value, message, advice));
        else if (issues.Count == MostIssues) throw new UnreadableListException($"More than {MostIssues} problems; the rest of the file was not read.");
    }

    /// <summary>The rest of the file cannot be read.</summary>
    internal void End(string why)
    {
        EndedEarly = true;
        if (issues.Count < MostIssues) issues.Add(new ListIssue(0, null, null, why, "It was cut off or damaged, or is another file: get it again."));
    }

    public void LeaveOut(string reason) => leftOut[reason] = leftOut.GetValueOrDefault(reason) + 1;

    public void Remark(string text)
    {
        if (remarks.Count < MostRemarks || remarks.ContainsKey(text)) remarks[text] = remarks.GetValueOrDefault(text) + 1;
    }

    /// <summary>A date in one of the forms the publisher writes; another form is a problem.</summary>
    public DateOnly? Date(int row, string column, string? text, params string[] formats)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DateOnly.TryParseExact(text.Trim(), formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Problem(row, column, text, "The date cannot be read.", $"Known are dates like {string.Join(" or ", formats.Select(f => new DateOnly(2022, 6, 21).ToString(f, CultureInfo.InvariantCulture)))}.");
        return null;
    }

    /// <summary>A country as the publisher writes it; one that is not known here is told and left open, because no name depends on it.</summary>
    public string? Country(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var found = CountryNames.Find(text.Trim());
        if (found is null) Remark($"'{Words.Visible(text.Trim() is { Length: > 60 } longer ? longer[..60] : text.Trim())}' is no country known here");
        return found;
    }
}
