namespace SupplyRisk.Search;

/// <summary>One page of results.</summary>
public sealed record SearchPage
{
    /// <summary>In the asked order; may be empty.</summary>
    public required IReadOnlyList<SearchHit> Hits { get; init; }

    /// <summary>How many records fit in all, within the scope.</summary>
    public required long Total { get; init; }

    /// <summary>In the order asked for; empty if none were.</summary>
    public required IReadOnlyList<Facet> Facets { get; init; }

    /// <summary>Gives the next page with the same query; null on the last.</summary>
    public string? NextPageToken { get; init; }
}

/// <summary>One result.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Title">A supplier's name or a document's title, with the words that were found marked.</param>
/// <param name="Snippet">The passage that shows best why it was found; null if nothing was looked for, highlighting was not asked for, or the words stand in the title alone.</param>
/// <param name="Relevance">Higher fits better; comparable only within one answer. 0 if nothing was looked for or another order was asked for.</param>
public sealed record SearchHit(SearchKind Kind, Guid Id, IReadOnlyList<TextSegment> Title, Snippet? Snippet, double Relevance);

/// <summary>A passage of a record, cut into marked and unmarked stretches that add up to it unchanged.</summary>
/// <param name="Part">Which of the record's texts it stands in.</param>
/// <param name="Segments">In order; text as given, never markup.</param>
/// <param name="CutBefore">True if the text goes on before it.</param>
/// <param name="CutAfter">True if the text goes on after it.</param>
public sealed record Snippet(SearchTextPart Part, IReadOnlyList<TextSegment> Segments, bool CutBefore, bool CutAfter)
{
    /// <summary>First UTF-16 offset in the text; for <see cref="SearchTextPart.Text"/> in the document's normalised text.</summary>
    public int Start => Segments[0].Start;

    /// <summary>Offset after the last UTF-16 unit.</summary>
    public int End => Segments[^1].Start + Segments[^1].Text.Length;
}

/// <summary>A stretch of text.</summary>
/// <param name="Text">Unchanged from the record.</param>
/// <param name="IsHit">True if it is what was looked for.</param>
/// <param name="Start">Its first UTF-16 offset in the whole text.</param>
public sealed record TextSegment(string Text, bool IsHit, int Start);

/// <summary>How the whole result set divides by one field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Counts">By count descending, then value; at most <see cref="SearchQuery.FacetLimit"/>. A record with several values counts under each.</param>
public sealed record Facet(SearchField Field, IReadOnlyList<FacetCount> Counts);

/// <summary>How many records of the result set have a value; <see cref="SearchFields.None"/> counts those without one.</summary>
public sealed record FacetCount(string Value, long Count);
