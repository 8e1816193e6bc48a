namespace SupplyRisk.Disclosure.Packs;

/// <summary>Where a detained shipment stands with the authority.</summary>
public enum ShipmentState
{
    Preparing,

    /// <summary>The pack was handed in.</summary>
    Submitted,

    /// <summary>The authority let the goods in.</summary>
    Cleared,
    Excluded,

    /// <summary>Exported again or given up.</summary>
    Withdrawn,
}

/// <summary>The two ways out of a detention under the UFLPA.</summary>
public enum UflpaRoute
{
    /// <summary>The goods hold nothing from Xinjiang or from a listed entity: the law does not apply.</summary>
    NoXinjiangInput,

    /// <summary>The law applies, and clear and convincing evidence shows that no forced labour was used.</summary>
    Exception,
}

/// <summary>A shipment that was detained, with the chain its goods came by.</summary>
public sealed class Shipment
{
    public required Guid Id { get; init; }

    /// <summary>The supplier we bought from; who may see it may see the shipment.</summary>
    public required Guid SupplierId { get; init; }

    /// <summary>Number of the customs entry.</summary>
    public required string EntryNumber { get; set; }

    /// <summary>Day of the detention notice; the clock runs from it.</summary>
    public required DateOnly DetainedOn { get; set; }

    public required string Product { get; set; }

    /// <summary>Digits only, or null.</summary>
    public string? HsCode { get; set; }

    /// <summary><c>|</c> between; empty if none.</summary>
    public required string PurchaseOrders { get; set; }

    public required decimal Quantity { get; set; }

    /// <summary>A unit of <c>packs/units.csv</c>.</summary>
    public required string Unit { get; set; }

    public DateOnly? ShippedOn { get; set; }

    /// <summary>The material whose steps the chain must have, as <c>packs/chains.csv</c> names it; null if it is none of them.</summary>
    public string? Material { get; set; }

    public required UflpaRoute Route { get; set; }

    public required ShipmentState State { get; set; }

    /// <summary>When the state was said; null while it is prepared.</summary>
    public DateOnly? StateOn { get; set; }

    /// <summary><see cref="Chain"/> as JSON.</summary>
    public required string ChainJson { get; set; }

    /// <summary>Digest of who did what where, without quantities, days and documents; null while the chain is empty.</summary>
    public string? ChainKey { get; set; }

    /// <summary>What the lists were asked for: a list of <see cref="ListSearch"/> as JSON.</summary>
    public required string SearchesJson { get; set; }

    public required string MadeBy { get; init; }

    public required DateTime MadeAt { get; init; }

    public required DateTime UpdatedAt { get; set; }

    /// <summary>Counts changes: two people on one shipment must not overwrite each other.</summary>
    public required int Version { get; set; }
}

/// <summary>What a document of the trade is.</summary>
public enum TradeDocumentKind
{
    PurchaseOrder,
    Invoice,
    PackingList,
    BillOfLading,
    TransportRecord,
    ProductionRecord,
    InventoryRecord,
    ProofOfPayment,
    CustomsRecord,
    CertificateOfOrigin,
    OriginTest,
    DueDiligenceRecord,
    InternalControl,
    AuditReport,
    WorkerList,
    WageRecord,
    RecruitmentRecord,
    AnswerToCbp,
    Translation,
    Other,
}

/// <summary>A document of a shipment's chain, kept as it came.</summary>
public sealed class ShipmentFile
{
    public required Guid Id { get; init; }

    public required Guid ShipmentId { get; init; }

    public required string FileName { get; init; }

    public required string MediaType { get; init; }

    public required int Size { get; init; }

    public required string Sha256 { get; init; }

    public required byte[] Content { get; init; }

    /// <summary>What could be read of it; empty for pictures and scans.</summary>
    public required string Text { get; init; }

    public required TradeDocumentKind Kind { get; set; }

    /// <summary>Its own number, e.g. of the invoice; null if none.</summary>
    public string? Number { get; set; }

    public DateOnly? Dated { get; set; }

    /// <summary>Numbers of the steps it belongs to, <c>|</c> between; empty if none yet.</summary>
    public required string Steps { get; set; }

    /// <summary>Who issued it, as the document writes it; null if not said.</summary>
    public string? Issuer { get; set; }

    /// <summary>ISO 639-1, or null if not known.</summary>
    public string? Language { get; set; }

    public required int Pages { get; set; }

    /// <summary>Pages with something blacked out.</summary>
    public required int RedactedPages { get; set; }

    /// <summary>The document it translates, or null.</summary>
    public Guid? TranslationOf { get; set; }

    /// <summary>True once a person has said that nothing in it tells who spoke, for what no program can read.</summary>
    public required bool Looked { get; set; }

    public required string ActorId { get; init; }

    public required DateTime At { get; init; }
}
