namespace SupplyRisk.Search;

/// <summary>A term as tokens: they must follow one another, the last may go on if it is a prefix.</summary>
internal sealed record TermTokens(IReadOnlyList<string> Tokens, bool IsPrefix, bool Exclude)
{
    public static TermTokens Of(SearchTerm term) => new(SearchAnalysis.Tokens(term.Text), term.Kind == TermKind.Prefix, term.Exclude);

    /// <summary>True if a token of a text can stand at this place of the term.</summary>
    public bool Fits(int place, ReadOnlySpan<char> token) =>
        IsPrefix && place == Tokens.Count - 1
            ? token.StartsWith(Tokens[place], StringComparison.Ordinal)
            : token.SequenceEqual(Tokens[place]);
}
