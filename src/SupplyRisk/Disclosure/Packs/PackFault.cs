namespace SupplyRisk.Disclosure.Packs;

/// <summary>What keeps a pack from standing up.</summary>
public enum PackFaultKind
{
    /// <summary>There is no chain yet.</summary>
    EmptyChain,

    /// <summary>A document belongs to no step.</summary>
    OrphanDocument,

    /// <summary>A step of the chain is missing, or what one step gives is not what the next takes.</summary>
    MissingStep,

    /// <summary>A step has no document, or lacks a kind of document that its route asks for.</summary>
    MissingDocument,

    /// <summary>Pages in another language without a translation.</summary>
    UntranslatedPages,

    /// <summary>More is blacked out than can be believed.</summary>
    Redaction,

    /// <summary>A party that our own map of suppliers does not have.</summary>
    PartyNotOnMap,

    /// <summary>A document was issued by somebody who is not in the chain.</summary>
    PartyNotInChain,

    /// <summary>A party without address or country.</summary>
    PartyWithoutPlace,

    /// <summary>What went in cannot have given what came out, or what was shipped.</summary>
    Quantities,

    /// <summary>A quantity in a unit or goods that cannot be compared.</summary>
    NotComparable,

    /// <summary>Something happened before what it rests on.</summary>
    DatesOutOfOrder,

    /// <summary>The days to answer are nearly or all gone.</summary>
    Clock,

    /// <summary>No list was asked for a party, or not lately enough.</summary>
    NotSearched,

    /// <summary>A list has an entry that may be a party, and nobody has decided.</summary>
    OpenMatch,

    /// <summary>A person has confirmed that a party is listed.</summary>
    ListedParty,

    /// <summary>A place in Xinjiang, on the route that says there is none.</summary>
    XinjiangPlace,

    /// <summary>A document or words that would tell who spoke, or name few people.</summary>
    HeldBack,

    /// <summary>No program can read it, and nobody has said to have looked.</summary>
    NotLookedAt,
}

/// <summary>One thing that is wrong, where, and what to do.</summary>
/// <param name="Blocks">True if no final pack is made while it stands.</param>
/// <param name="Step">Number of the step, or null.</param>
/// <param name="FileId">The document, or null.</param>
public sealed record PackFault(PackFaultKind Kind, bool Blocks, string Message, string Advice, int? Step = null, Guid? FileId = null, string? Party = null);

/// <summary>A document as the linter sees it.</summary>
public sealed record PackDocument(
    Guid Id, string FileName, string MediaType, int Size, string Sha256, TradeDocumentKind Kind, string? Number, DateOnly? Dated, IReadOnlyList<int> Steps, string? Issuer, string? Language, int Pages, int RedactedPages,
    Guid? TranslationOf, bool Looked, bool HasText, bool HeldBack);

/// <summary>Everything the linter looks at; nothing else has a say.</summary>
/// <param name="OnMap">The party's own record among our suppliers, by name of the party; missing where there is none.</param>
/// <param name="Lists">The editions of the lists in force, by name: a search of another edition is old.</param>
/// <param name="WordsHeldBack">Words of the shipment that may not go out, by where they stand.</param>
public sealed record PackFacts(
    Shipment Shipment, Chain Chain, IReadOnlyList<PackDocument> Documents, IReadOnlyDictionary<string, Guid> OnMap, IReadOnlyList<ListSearch> Searches, IReadOnlyDictionary<string, string> Lists,
    IReadOnlyList<string> XinjiangWords, IReadOnlyList<string> WordsHeldBack, DateOnly Today)
{
    /// <summary>Days left to answer; negative once they are over. Null where nothing is to be answered any more.</summary>
    public int? DaysLeft(PackRules rules) =>
        Shipment.State == ShipmentState.Preparing ? Shipment.DetainedOn.AddDays((int)rules.Limit("answer_days")).DayNumber - Today.DayNumber : null;
}
