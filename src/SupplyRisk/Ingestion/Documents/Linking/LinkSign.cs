namespace SupplyRisk.Ingestion.Documents.Linking;

/// <summary>One sign that a document is about a supplier.</summary>
/// <param name="Target">Index in the lookup.</param>
internal sealed record LinkSign(int Target, LinkBasis Basis, bool Sure, string Because)
{
    /// <summary>Where a person put the file says most, then the number they gave it, then what else stands in it. Lower is stronger.</summary>
    public int Strength => Basis switch
    {
        LinkBasis.FolderName or LinkBasis.FileName => 0,
        LinkBasis.OwnIdInText => 1,
        LinkBasis.Identifier => 2,
        LinkBasis.NameInHeader => 3,
        LinkBasis.ReceivedFromSupplier => 4, // no sign in the file: who sent it
    };

    /// <summary>A sign that names one supplier is sure; one that names several asks about each.</summary>
    public static IEnumerable<LinkSign> ForAll(IReadOnlyList<int> targets, LinkBasis basis, bool sure, string because) => targets.Select(t =>
        new LinkSign(t, basis, sure && targets.Count == 1, targets.Count == 1 ? because : $"{because} {targets.Count} suppliers fit."));
}
