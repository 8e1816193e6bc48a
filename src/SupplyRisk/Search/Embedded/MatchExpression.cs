namespace SupplyRisk.Search.Embedded;

/// <summary>Terms as an FTS5 expression. Built from analysed tokens only, which hold letters and digits; nothing the user typed reaches it as syntax.</summary>
internal static class MatchExpression
{
    /// <summary>What must and must not be there; null if no term must be.</summary>
    public static string? Of(IReadOnlyList<TermTokens> terms)
    {
        var included = terms.Where(t => !t.Exclude).Select(Phrase).ToList();
        if (included.Count == 0)
            return null;
        var all = string.Join(" AND ", included);
        return OfExcluded(terms) is { } none ? $"({all}) NOT ({none})" : all;
    }

    /// <summary>Any of what must not be there; null if nothing must not.</summary>
    public static string? OfExcluded(IReadOnlyList<TermTokens> terms)
    {
        var excluded = terms.Where(t => t.Exclude && t.Tokens.Count > 0).Select(Phrase).ToList();
        return excluded.Count == 0 ? null : string.Join(" OR ", excluded);
    }

    private static string Phrase(TermTokens term) => term.AlsoFinds.Count > 0
        ? $"(\"{string.Join("\" OR \"", term.AlsoFinds.Prepend(term.Tokens[0]))}\")"
        : $"\"{string.Join(' ', term.Tokens)}\"{(term.IsPrefix ? " *" : "")}";
}
