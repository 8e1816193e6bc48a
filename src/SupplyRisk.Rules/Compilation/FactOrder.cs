using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Compilation;

/// <summary>The fixed order of each list of facts: what matters most first, and no tie left to chance.</summary>
internal static class FactOrder
{
    public static int Compare(ListMatchFact a, ListMatchFact b) => First(
        b.MatchScore.CompareTo(a.MatchScore), Text(a.List, b.List), Text(a.EntryId, b.EntryId),
        Text(a.MatchedAlias, b.MatchedAlias), a.ViaParent.CompareTo(b.ViaParent), a.Review.CompareTo(b.Review),
        b.IdentifierEqual.CompareTo(a.IdentifierEqual), Text(a.Outcome, b.Outcome), Text(a.EntryName, b.EntryName),
        Text(a.Programme, b.Programme));

    /// <summary>Newest first, undated last.</summary>
    public static int Compare(DocumentFact a, DocumentFact b) => First(
        (b.Date ?? DateOnly.MinValue).CompareTo(a.Date ?? DateOnly.MinValue), Text(a.Path, b.Path), Text(a.Sha256, b.Sha256),
        Text(a.Kind, b.Kind), b.IsIndependentAudit.CompareTo(a.IsIndependentAudit), Text(a.Announcement, b.Announcement),
        Nullable.Compare(b.WorkersInterviewed, a.WorkersInterviewed), ReferenceEquals(a.Method, b.Method) ? 0 : Text(a.Method.ToString(), b.Method.ToString()),
        Text(a.TransferWording, b.TransferWording));

    public static int Compare(FindingFact a, FindingFact b)
    {
        // Documents have hundreds of findings and mostly differ in the first places, so the others are compared only when these are equal.
        var first = ReferenceEquals(a.Document, b.Document) ? 0 : Compare(a.Document, b.Document);
        if (first != 0) return first;
        first = First(a.Finding.Start.CompareTo(b.Finding.Start), a.Finding.End.CompareTo(b.Finding.End));
        return first != 0 ? first : First(
            Text(a.Finding.Rule, b.Finding.Rule), a.Finding.Status.CompareTo(b.Finding.Status),
            a.Finding.Speaker.CompareTo(b.Finding.Speaker), Text(a.Finding.Quote, b.Finding.Quote),
            Text(a.Finding.Why, b.Finding.Why), a.Finding.Indicator.CompareTo(b.Finding.Indicator),
            a.Dismissed.CompareTo(b.Dismissed), Nullable.Compare(a.Page, b.Page), Text(a.Finding.Language, b.Finding.Language),
            a.Finding.Quantities.Count + b.Finding.Quantities.Count == 0 ? 0 : Text(string.Join('\n', a.Finding.Quantities), string.Join('\n', b.Finding.Quantities)));
    }

    /// <summary>Nearest first.</summary>
    public static int Compare(UpstreamFact a, UpstreamFact b) => First(
        a.Steps.CompareTo(b.Steps), b.HardTrigger.CompareTo(a.HardTrigger), Text(a.SupplierId, b.SupplierId),
        Text(string.Join('\n', a.Path), string.Join('\n', b.Path)), Text(a.Because, b.Because), Text(a.Name, b.Name));

    public static int Compare(OriginFact a, OriginFact b) => First(
        Compare(a.Document, b.Document), Text(a.Goods, b.Goods), Text(a.Country, b.Country), Text(a.Place, b.Place));

    /// <summary>What fewest share first.</summary>
    public static int Compare(SharedFact a, SharedFact b) => First(
        a.What.CompareTo(b.What), a.With.CompareTo(b.With), a.SharedBy.CompareTo(b.SharedBy), Text(a.Id, b.Id),
        Text(a.Name, b.Name), Text(a.Because, b.Because), Text(a.Value, b.Value));

    private static int Text(string? a, string? b) => string.CompareOrdinal(a, b);

    private static int First(params ReadOnlySpan<int> comparisons)
    {
        foreach (var comparison in comparisons)
        {
            if (comparison != 0) return comparison;
        }

        return 0;
    }
}
