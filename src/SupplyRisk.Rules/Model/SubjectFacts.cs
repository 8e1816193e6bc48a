namespace SupplyRisk.Rules.Model;

/// <summary>Everything a ruleset may know of one screened supplier on one day. Absent is null or empty and means "not known", never "no".</summary>
public sealed record SubjectFacts
{
    /// <summary>The day for which facts are true; ages of documents are counted to it.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The supplier's name as its list writes it.</summary>
    public string? Name { get; init; }

    /// <summary>Its name in its own script, where the list has one.</summary>
    public string? NativeName { get; init; }

    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public string? Country { get; init; }

    /// <summary>Province or state as the list gives it.</summary>
    public string? Region { get; init; }

    public string? City { get; init; }

    /// <summary>The address as one line, as the list gives it.</summary>
    public string? Address { get; init; }

    public string? Sector { get; init; }

    /// <summary>What is bought, as the list words it.</summary>
    public string? Goods { get; init; }

    /// <summary>HS codes, digits only, 2 to 10 of them each; ascending.</summary>
    public IReadOnlyList<string> HsCodes { get; init; } = [];

    /// <summary>1 sells to us, 2 sells to tier 1, and so on.</summary>
    public int? Tier { get; init; }

    public int? Workers { get; init; }

    /// <summary>Identifiers as <c>scheme:value</c>, e.g. <c>uscc:91650000…</c>; ordinal order.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>List entries that may be this supplier, best first, dismissed ones included.</summary>
    public IReadOnlyList<ListMatchFact> Matches { get; init; } = [];

    /// <summary>Findings in documents linked to this supplier, by document date, document and offset.</summary>
    public IReadOnlyList<FindingFact> Findings { get; init; } = [];

    /// <summary>Readable documents linked to this supplier, newest first.</summary>
    public IReadOnlyList<DocumentFact> Documents { get; init; } = [];

    /// <summary>Hard triggers and open questions up this supplier's own chain, nearest first.</summary>
    public IReadOnlyList<UpstreamFact> Upstream { get; init; } = [];

    /// <summary>Where documents say the goods come from, by document and goods.</summary>
    public IReadOnlyList<OriginFact> Origins { get; init; } = [];

    /// <summary>Addresses and owners it shares with listed entities, or with suppliers of which something grave stands.</summary>
    public IReadOnlyList<SharedFact> Shared { get; init; } = [];

    /// <summary>True once any enforcement list has been loaded. Without one, silence of the lists says nothing.</summary>
    public bool ListsLoaded { get; init; }
}

/// <summary>What a person has said of a match.</summary>
public enum MatchReview
{
    Unreviewed,
    Confirmed,
    Dismissed,
}

/// <summary>One list entry that may be the supplier.</summary>
/// <param name="List">Name of the list, e.g. <c>demo-list</c>.</param>
/// <param name="EntryId">The entry's id within the list.</param>
/// <param name="EntryName">The entry's own name.</param>
/// <param name="MatchedAlias">The name or alias that fitted best.</param>
/// <param name="MatchScore">0 to 1: is it the same entity?</param>
/// <param name="Outcome"><c>candidate</c>, <c>related</c> or <c>below</c>.</param>
/// <param name="IdentifierEqual">True if an identifier of the supplier equals one of the entry's.</param>
/// <param name="Review">What a person has decided of it.</param>
/// <param name="Programme">Why the entry is listed, as the list says; null if it does not.</param>
public sealed record ListMatchFact(
    string List, string EntryId, string EntryName, string MatchedAlias, double MatchScore, string Outcome,
    bool IdentifierEqual, MatchReview Review, string? Programme)
{
    /// <summary>True if the entry says that it covers subsidiaries.</summary>
    public bool IncludesSubsidiaries { get; init; }

    /// <summary>True if it is the supplier's parent company that fits the entry, not the supplier itself.</summary>
    public bool ViaParent { get; init; }
}

/// <summary>An origin of goods that a document states, e.g. a certificate of origin or a transport record.</summary>
/// <param name="Goods">The goods as the document words them.</param>
/// <param name="Country">ISO 3166-1 alpha-2, or null if not stated.</param>
/// <param name="Place">Province, city or producer's address as the document words it, or null.</param>
/// <param name="Document">The document that states it.</param>
public sealed record OriginFact(string Goods, string? Country, string? Place, DocumentFact Document);

/// <summary>A text finding together with the document it stands in.</summary>
/// <param name="Finding">What was found and where in the text.</param>
/// <param name="Document">The document.</param>
/// <param name="Page">1-based page, or null where the format has none.</param>
/// <param name="Dismissed">True if a person has dismissed it; kept and shown, scores nothing.</param>
public sealed record FindingFact(TextFinding Finding, DocumentFact Document, int? Page, bool Dismissed = false);

/// <summary>One readable document about the supplier.</summary>
/// <param name="Path">As the user knows it.</param>
/// <param name="Sha256">Content hash, lower-case hex.</param>
/// <param name="Kind">Kind of document or audit scheme, e.g. <c>smeta</c>, <c>sa8000</c>, <c>bsci</c>, <c>policy</c>, <c>other</c>.</param>
/// <param name="Date">Audit date, else report date; null if the document states neither.</param>
public sealed record DocumentFact(string Path, string Sha256, string Kind, DateOnly? Date)
{
    /// <summary><c>announced</c>, <c>semi_announced</c>, <c>unannounced</c>, or null if not stated.</summary>
    public string? Announcement { get; init; }

    /// <summary>Workers interviewed, or null if not stated.</summary>
    public int? WorkersInterviewed { get; init; }

    /// <summary>True for an audit by a third party, false for self-assessments and policies.</summary>
    public bool IsIndependentAudit { get; init; }

    /// <summary>How it was made, as it states itself.</summary>
    public AuditMethod Method { get; init; } = AuditMethod.NotStated;

    /// <summary>A passage that speaks of organised labour transfers together with Xinjiang, or null.</summary>
    public string? TransferWording { get; init; }
}

/// <summary>Something up the supply chain that reaches this supplier.</summary>
/// <param name="SupplierId">Own id of the supplier it stands at.</param>
/// <param name="Name">That supplier's name.</param>
/// <param name="Steps">Links between it and this supplier; 1 is a direct source.</param>
/// <param name="Path">Names from this supplier to that one, both included.</param>
/// <param name="HardTrigger">True for a hard trigger there, false for an unconfirmed candidate.</param>
/// <param name="Because">What stands there, in one sentence.</param>
public sealed record UpstreamFact(
    string SupplierId, string Name, int Steps, IReadOnlyList<string> Path, bool HardTrigger, string Because);

/// <summary>What may be shared that says two companies have to do with each other.</summary>
public enum SharedKind
{
    Address,
    Owner,
    Phone,
}

/// <summary>With whom something is shared.</summary>
public enum SharedWith
{
    /// <summary>An entry of an enforcement list that is not already a match of the supplier.</summary>
    Listed,

    /// <summary>A supplier that has a hard trigger or severe asserted evidence.</summary>
    Supplier,
}

/// <summary>An address, a phone number or an owner that the supplier shares with somebody.</summary>
/// <param name="Id">The entry's id, or the other supplier's own id.</param>
/// <param name="Name">The entry's or the other supplier's name.</param>
/// <param name="Value">What is shared, as this supplier's list writes it.</param>
/// <param name="SharedBy">How many share it, this supplier included; 2 or more.</param>
/// <param name="Because">What stands there, in one sentence or less.</param>
public sealed record SharedFact(SharedKind What, SharedWith With, string Id, string Name, string Value, int SharedBy, string Because);
