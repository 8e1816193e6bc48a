namespace SupplyRisk.Search;

/// <summary>How a term is looked for.</summary>
public enum TermKind
{
    /// <summary>The word as a whole, in singular or plural; a word that analysis cuts up (<c>S-0012</c>, 护照) counts as a phrase.</summary>
    Word,

    /// <summary>The words one after the other.</summary>
    Phrase,

    /// <summary>As a phrase, where the last word may go on.</summary>
    Prefix,
}

/// <summary>Something to look for, in the user's own characters. All included terms must be there, none of the excluded.</summary>
public sealed record SearchTerm(TermKind Kind, string Text, bool Exclude = false);

/// <summary>Keeps the records that have any of the values (or, excluding, none of them). Case and accents do not matter.</summary>
public sealed record SearchFilter(SearchField Field, IReadOnlyList<string> Values, bool Exclude = false);

/// <summary>The order of hits. Ties are broken by id.</summary>
public enum SearchOrder
{
    /// <summary>Best fit first. The order may differ from one kind of index to the other; nothing may be built on it.</summary>
    Relevance,

    /// <summary>Highest risk score first, unscreened last. Suppliers only.</summary>
    RiskScore,

    /// <summary>Latest document date first, undated last. Documents only.</summary>
    Newest,
}

/// <summary>What is asked, in the words of the domain. Neither index sees any other query language.</summary>
public sealed record SearchQuery
{
    public const int MaxPageSize = 200;
    public const int MaxTerms = 32;

    /// <summary>Tokens of all terms together (<see cref="SearchAnalysis"/>): bounds the work that one search can cause.</summary>
    public const int MaxTokens = 256;
    public const int MaxFilterValues = 1000;

    /// <summary>Most values counted for one facet.</summary>
    public const int FacetLimit = 100;

    public required SearchKind Kind { get; init; }

    /// <summary>Empty finds everything the filters let through.</summary>
    public IReadOnlyList<SearchTerm> Terms { get; init; } = [];

    /// <summary>All must hold.</summary>
    public IReadOnlyList<SearchFilter> Filters { get; init; } = [];

    /// <summary>First document date to keep. Documents without a date are then left out.</summary>
    public DateOnly? DateFrom { get; init; }

    /// <summary>Last document date to keep.</summary>
    public DateOnly? DateTo { get; init; }

    /// <summary>Fields to count over the whole result set.</summary>
    public IReadOnlyList<SearchField> Facets { get; init; } = [];

    public SearchOrder Order { get; init; } = SearchOrder.Relevance;

    /// <summary>1 to <see cref="MaxPageSize"/>.</summary>
    public int PageSize { get; init; } = 20;

    /// <summary>From the page before; null for the first. Good only for the same query (the page size may change).</summary>
    public string? PageToken { get; init; }

    /// <summary>Whether hits carry a snippet and marks.</summary>
    public bool Highlight { get; init; } = true;

    /// <summary>Everything that is wrong with the query; empty if it can be asked. An index refuses a query with problems.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (PageSize is < 1 or > MaxPageSize)
            problems.Add($"The page size is {PageSize}; it may be 1 to {MaxPageSize}.");
        if (Terms.Count > MaxTerms)
            problems.Add($"The search has {Terms.Count} terms; it may have {MaxTerms}.");
        if (Terms.Any(t => t.Text.Length > SearchText.MaxLength))
            problems.Add($"A search term is longer than {SearchText.MaxLength} characters.");
        else if (Terms.Sum(t => SearchAnalysis.Tokens(t.Text).Count) is var tokens and > MaxTokens)
            problems.Add($"The search holds {tokens} words or characters; it may hold {MaxTokens}.");
        if (DateFrom > DateTo)
            problems.Add($"The first date, {DateFrom:yyyy-MM-dd}, is after the last, {DateTo:yyyy-MM-dd}.");
        if (Kind == SearchKind.Supplier && (DateFrom is not null || DateTo is not null))
            problems.Add("Suppliers have no date.");
        if (Order == SearchOrder.RiskScore && Kind != SearchKind.Supplier)
            problems.Add("Only suppliers are ordered by risk score.");
        if (Order == SearchOrder.Newest && Kind != SearchKind.Document)
            problems.Add("Only documents are ordered by date.");
        AddFieldProblems(problems);
        if (PageToken is not null && Search.PageToken.Read(PageToken, this) is null)
            problems.Add("The page token is not one of this search. Begin again at the first page.");
        return problems;
    }

    private void AddFieldProblems(List<string> problems)
    {
        var fields = SearchFields.Of(Kind);
        foreach (var field in Filters.Select(f => f.Field).Concat(Facets).Distinct().Where(f => !fields.Contains(f)))
            problems.Add($"A {(Kind == SearchKind.Supplier ? "supplier" : "document")} has no “{SearchFields.NameOf(field)}”.");
        if (Filters.Sum(f => f.Values.Count) > MaxFilterValues)
            problems.Add($"The filters name more than {MaxFilterValues} values.");
        else
            problems.AddRange(Filters.SelectMany(f => f.Values.Select(v => SearchFields.Fault(f.Field, v))).OfType<string>());
        if (Filters.FirstOrDefault(f => f.Values.Count == 0) is { } empty)
            problems.Add($"The filter on “{SearchFields.NameOf(empty.Field)}” names no value.");
    }
}
