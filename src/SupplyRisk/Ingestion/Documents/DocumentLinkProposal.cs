namespace SupplyRisk.Ingestion.Documents;

/// <summary>What tied a document to a supplier.</summary>
public enum LinkBasis
{
    FolderName,
    FileName,
    Identifier,
    OwnIdInText,
    NameInHeader,

    /// <summary>The supplier sent it through its own page. Never sure by itself: a person accepts it.</summary>
    ReceivedFromSupplier,
}

public static class LinkBases
{
    /// <summary>e.g. <c>own_id_in_text</c>.</summary>
    public static string Name(this LinkBasis basis) => basis switch
    {
        LinkBasis.FolderName => "folder_name",
        LinkBasis.FileName => "file_name",
        LinkBasis.Identifier => "identifier",
        LinkBasis.OwnIdInText => "own_id_in_text",
        LinkBasis.NameInHeader => "name_in_header",
        LinkBasis.ReceivedFromSupplier => "received_from_supplier",
    };
}

/// <summary>A supplier a document seems to be about.</summary>
/// <param name="SupplierKey"><see cref="LinkTarget.Key"/>.</param>
/// <param name="Basis">The strongest sign.</param>
/// <param name="Sure">True: link it. False: a person confirms.</param>
/// <param name="Because">One sentence for that person.</param>
public sealed record DocumentLinkProposal(string SupplierKey, LinkBasis Basis, bool Sure, string Because);
