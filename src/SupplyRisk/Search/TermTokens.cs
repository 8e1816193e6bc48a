namespace SupplyRisk.Search;

/// <summary>A term as tokens: they must follow one another, the last may go on if it is a prefix.</summary>
/// <param name="AlsoFinds">Other forms of a word that stands by itself; each will do as well.</param>
internal sealed record TermTokens(IReadOnlyList<string> Tokens, bool IsPrefix, bool Exclude, IReadOnlyList<string> AlsoFinds)
{
    public static TermTokens Of(SearchTerm term)
    {
        var tokens = SearchAnalysis.Tokens(term.Text);
        return new(tokens, term.Kind == TermKind.Prefix, term.Exclude, term.Kind == TermKind.Word && tokens.Count == 1 ? WordForms.Of(tokens[0]) : []);
    }

    /// <summary>True if a token of a text can stand at this place of the term.</summary>
    public bool Fits(int place, ReadOnlySpan<char> token)
    {
        if (IsPrefix && place == Tokens.Count - 1) return token.StartsWith(Tokens[place], StringComparison.Ordinal);
        if (token.SequenceEqual(Tokens[place])) return true;
        foreach (var form in AlsoFinds)
            if (token.SequenceEqual(form)) return true;
        return false;
    }
}
