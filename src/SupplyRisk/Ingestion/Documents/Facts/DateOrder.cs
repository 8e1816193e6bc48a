namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>Whether a document writes the day or the month in front, by its own other dates only.</summary>
internal sealed class DateOrder
{
    private readonly bool? _dayFirst;
    private readonly bool _mixed;
    private readonly HashSet<DateOnly> _written;

    /// <param name="folded">The folded text; a hint such as dd/mm/yyyy in it settles the order.</param>
    /// <param name="all">All dates of the document.</param>
    public DateOrder(string folded, List<DateMention> all)
    {
        var day = all.Exists(m => m.Order == true) || folded.Contains("dd/mm", StringComparison.Ordinal) || folded.Contains("dd-mm", StringComparison.Ordinal);
        var month = all.Exists(m => m.Order == false) || folded.Contains("mm/dd", StringComparison.Ordinal) || folded.Contains("mm-dd", StringComparison.Ordinal);
        _mixed = day && month;
        _dayFirst = day == month ? null : day;
        _written = all.Where(m => m.Swapped is null && m.Order is null).SelectMany(m => new[] { m.From, m.To }).ToHashSet();
    }

    /// <summary>The day a mention means, or null if nothing tells.</summary>
    public DateMention? Settle(DateMention mention)
    {
        if (mention.Swapped is not { } swapped)
            return mention;
        if (_dayFirst is { } dayFirst)
            return dayFirst ? mention : mention with { From = swapped, To = swapped };
        if (_mixed || _written.Contains(mention.From) == _written.Contains(swapped))
            return null;
        return _written.Contains(mention.From) ? mention : mention with { From = swapped, To = swapped };
    }

    public string Reason(DateMention mention) => _mixed
        ? "The document writes some dates with the day and some with the month in front."
        : $"It can be {mention.From:yyyy-MM-dd} or {mention.Swapped:yyyy-MM-dd}, and no other date in the document tells which.";
}
