namespace SupplyRisk.Rules.Model;

/// <summary>One place in a text where a text rule found a sign, with what the text says about it.</summary>
/// <param name="Rule">Id of the rule, e.g. <c>ilo.identity-documents.held</c>.</param>
/// <param name="Indicator">The ILO indicator the rule belongs to.</param>
/// <param name="Status">What the passage says about the sign.</param>
/// <param name="Speaker">Whose word it is.</param>
/// <param name="Start">First UTF-16 offset of the quote in the text as given.</param>
/// <param name="End">Offset after the quote's last UTF-16 unit.</param>
/// <param name="Quote">The text from <paramref name="Start"/> to <paramref name="End"/>, unchanged.</param>
/// <param name="Why">One sentence for a reviewer: what matched and which cue decided the status.</param>
/// <param name="Language">ISO 639-1 code of the language whose patterns matched.</param>
public sealed record TextFinding(
    string Rule, Indicator Indicator, EvidenceStatus Status, Speaker Speaker,
    int Start, int End, string Quote, string Why, string Language)
{
    /// <summary>How grave the auditor calls it, for a row of a table of findings that is graded; null for anything else.</summary>
    public AuditGrade? Grade { get; init; }

    /// <summary>True for a row of a table of findings whose clause is the one on forced labour.</summary>
    public bool ForcedLabourClause { get; init; }

    /// <summary>What the passage counts of it, in the order of the text; mostly empty.</summary>
    public IReadOnlyList<Quantity> Quantities { get; init; } = [];

    /// <summary>Quantities are compared one by one, not as a list.</summary>
    public bool Equals(TextFinding? other) =>
        other is not null
        && (Rule, Indicator, Status, Speaker, Start, End, Grade, ForcedLabourClause) == (other.Rule, other.Indicator, other.Status, other.Speaker, other.Start, other.End, other.Grade, other.ForcedLabourClause)
        && Quote == other.Quote && Why == other.Why && Language == other.Language && Quantities.SequenceEqual(other.Quantities);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rule, Status, Start, End, Quote);
}
