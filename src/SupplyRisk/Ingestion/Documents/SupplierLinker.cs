using SupplyRisk.Ingestion.Documents.Linking;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>
/// Proposes the suppliers a document is about. Evidence on the wrong supplier is worse than a question to a person, so a link is sure
/// only if one sign names exactly one supplier and no sign of the same strength names another.
/// </summary>
public static class SupplierLinker
{
    /// <summary>A document that names half the portfolio is about none of it.</summary>
    private const int MostProposals = 20;

    /// <param name="relativePath">The path below the documents folder, with <c>/</c>.</param>
    /// <returns>Sure ones first, then by strength of the sign and key; one per supplier; empty if nothing fits.</returns>
    public static IReadOnlyList<DocumentLinkProposal> Link(string relativePath, DocumentText text, AuditFacts facts, SupplierLookup lookup)
    {
        var signs = PathSigns.Of(relativePath, facts, lookup)
            .Concat(IdSigns.Of(text, facts, lookup))
            .Concat(NameSigns.Of(text, facts, lookup))
            .ToList();
        return Resolve(signs, lookup);
    }

    private static List<DocumentLinkProposal> Resolve(List<LinkSign> signs, SupplierLookup lookup)
    {
        // The strongest sure sign decides. Weaker ones for other suppliers, and equally strong ones at odds, become questions.
        var strongest = signs.Where(s => s.Sure).Select(s => s.Strength).DefaultIfEmpty(int.MaxValue).Min();
        var named = signs.Where(s => s.Sure && s.Strength == strongest).Select(s => s.Target).Distinct().ToList();
        return signs
            .Select(s => !s.Sure ? s
                : named.Count > 1 && s.Strength == strongest ? s with { Sure = false, Because = s.Because + " But equally strong signs name another supplier." }
                : named.Count == 1 && s.Target != named[0] ? s with { Sure = false, Because = s.Because + " But a stronger sign names another supplier." }
                : named.Count > 1 ? s with { Sure = false }
                : s)
            .GroupBy(s => s.Target)
            .Select(g => g.OrderByDescending(s => s.Sure).ThenBy(s => s.Strength).ThenBy(s => s.Basis).First())
            .OrderByDescending(s => s.Sure).ThenBy(s => s.Strength).ThenBy(s => s.Basis).ThenBy(s => lookup[s.Target].Key, StringComparer.Ordinal)
            .Take(MostProposals)
            .Select(s => new DocumentLinkProposal(lookup[s.Target].Key, s.Basis, s.Sure, s.Because))
            .ToList();
    }
}
