using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Compilation;

/// <summary>Every fact a rule may ask for, with its type. What is not here does not exist for a rule.</summary>
internal static class FactCatalogue
{
    private static readonly string[] Outcomes = ["candidate", "related", "below"];
    private static readonly string[] Announcements = ["announced", "semi_announced", "unannounced"];

    private static FactSet MatchFacts { get; } = new("match",
    [
        Code<ListMatchFact>("list", "name of the list", m => m.List),
        Code<ListMatchFact>("entry_id", "id of the entry", m => m.EntryId),
        Text<ListMatchFact>("entry_name", "name of the entry", m => m.EntryName),
        Text<ListMatchFact>("matched_alias", "name or alias that fitted best", m => m.MatchedAlias),
        Number<ListMatchFact>("match_score", "0 to 1: is it the same entity", m => m.MatchScore),
        Choice<ListMatchFact>("outcome", "what the matcher says", Outcomes, m => m.Outcome),
        Flag<ListMatchFact>("identifier_equal", "an identifier equals the entry's", m => m.IdentifierEqual),
        Choice<ListMatchFact>("review", "what a person has said", Wording.All<MatchReview>(), m => m.Review.Snake()),
        Text<ListMatchFact>("programme", "why the entry is listed", m => m.Programme),
        Flag<ListMatchFact>("includes_subsidiaries", "the entry covers subsidiaries", m => m.IncludesSubsidiaries),
        Flag<ListMatchFact>("via_parent", "the parent company fits, not the supplier itself", m => m.ViaParent),
    ]);

    private static FactSet DocumentFacts { get; } = new("document", [.. OfDocument<DocumentFact>(d => d)]);

    private static FactSet FindingFacts { get; } = new("finding",
    [
        Code<FindingFact>("rule", "text rule that found it", f => f.Finding.Rule),
        Choice<FindingFact>("indicator", "ILO indicator", Wording.All<Indicator>(), f => f.Finding.Indicator.Snake()),
        Choice<FindingFact>("finding_status", "what the passage says", Wording.All<EvidenceStatus>(), f => f.Finding.Status.Snake()),
        Choice<FindingFact>("speaker", "whose word it is", Wording.All<Speaker>(), f => f.Finding.Speaker.Snake()),
        Choice<FindingFact>("grade", "how grave the auditor calls it, in a table of findings", Wording.All<AuditGrade>(), f => f.Finding.Grade?.Snake()),
        Flag<FindingFact>("forced_labour_clause", "a row of a table of findings in the clause on forced labour", f => f.Finding.ForcedLabourClause),
        Code<FindingFact>("language", "language of the passage", f => f.Finding.Language),
        Text<FindingFact>("quote", "the passage", f => f.Finding.Quote),
        Flag<FindingFact>("dismissed", "a person has dismissed it", f => f.Dismissed),
        .. OfDocument<FindingFact>(f => f.Document),
    ]);

    private static FactSet UpstreamFacts { get; } = new("upstream",
    [
        Code<UpstreamFact>("supplier_id", "id of the supplier it stands at", u => u.SupplierId),
        Text<UpstreamFact>("name", "that supplier's name", u => u.Name),
        Number<UpstreamFact>("steps", "links in between, 1 is a direct source", u => u.Steps),
        Flag<UpstreamFact>("hard_trigger", "a hard trigger stands there, not only a question", u => u.HardTrigger),
        Text<UpstreamFact>("path", "names from the supplier to that one", u => string.Join(" → ", u.Path)),
        Text<UpstreamFact>("reason", "what stands there", u => u.Because),
    ]);

    private static FactSet OriginFacts { get; } = new("origin",
    [
        Text<OriginFact>("goods", "goods as the document words them", o => o.Goods),
        Code<OriginFact>("country", "country of origin", o => o.Country),
        Text<OriginFact>("place", "place of origin", o => o.Place),
        .. OfDocument<OriginFact>(o => o.Document),
    ]);

    private static FactSet SharedFacts { get; } = new("shared",
    [
        Choice<SharedFact>("what", "what is shared", Wording.All<SharedKind>(), s => s.What.Snake()),
        Choice<SharedFact>("with", "with whom", Wording.All<SharedWith>(), s => s.With.Snake()),
        Code<SharedFact>("id", "id of the entry or the other supplier", s => s.Id),
        Text<SharedFact>("name", "its name", s => s.Name),
        Text<SharedFact>("value", "the shared address or owner as written", s => s.Value),
        Number<SharedFact>("shared_by", "how many share it, this supplier included", s => s.SharedBy),
        Text<SharedFact>("reason", "what stands there", s => s.Because),
    ]);

    /// <summary>The facts of a supplier; codes derived from tables are added at load.</summary>
    public static IReadOnlyList<Fact> Supplier { get; } =
    [
        new("name", FactKind.Text, "name of the supplier") { Text = (s, _) => s.Facts.Name },
        new("native_name", FactKind.Text, "name in its own script") { Text = (s, _) => s.Facts.NativeName },
        new("country", FactKind.Code, "country, ISO alpha-2") { Text = (s, _) => s.Facts.Country },
        new("region", FactKind.Text, "province or state") { Text = (s, _) => s.Facts.Region },
        new("city", FactKind.Text, "city") { Text = (s, _) => s.Facts.City },
        new("address", FactKind.Text, "address line") { Text = (s, _) => s.Facts.Address },
        new("sector", FactKind.Text, "sector") { Text = (s, _) => s.Facts.Sector },
        new("goods", FactKind.Text, "what is bought") { Text = (s, _) => s.Facts.Goods },
        new("hs_codes", FactKind.Codes, "HS codes of the goods") { Codes = (s, _) => s.Facts.HsCodes },
        new("tier", FactKind.Number, "1 sells to us") { Number = (s, _) => s.Facts.Tier },
        new("workers", FactKind.Number, "number of workers") { Number = (s, _) => s.Facts.Workers },
        new("identifiers", FactKind.Codes, "identifiers as scheme:value") { Codes = (s, _) => s.Facts.Identifiers },
        new("lists_loaded", FactKind.Flag, "an enforcement list is loaded") { Flag = (s, _) => s.Facts.ListsLoaded },
        new("matches", FactKind.Items, "list entries that may be the supplier") { Items = s => s.Matches, ItemFacts = MatchFacts },
        new("findings", FactKind.Items, "findings in documents") { Items = s => s.Findings, ItemFacts = FindingFacts },
        new("documents", FactKind.Items, "readable documents") { Items = s => s.Documents, ItemFacts = DocumentFacts },
        new("upstream", FactKind.Items, "what stands up the chain") { Items = s => s.Upstream, ItemFacts = UpstreamFacts },
        new("origins", FactKind.Items, "documented origins of goods") { Items = s => s.Origins, ItemFacts = OriginFacts },
        new("shared", FactKind.Items, "addresses and owners shared with somebody grave") { Items = s => s.Shared, ItemFacts = SharedFacts },
    ];

    private static IEnumerable<Fact> OfDocument<T>(Func<T, DocumentFact> document)
    {
        yield return Text<T>("document", "path of the document", x => document(x).Path);
        yield return Code<T>("kind", "kind of document or audit scheme", x => document(x).Kind);
        yield return new("date", FactKind.Date, "audit date, else report date") { Date = (_, x) => document((T)x!).Date };
        yield return new("age_months", FactKind.Number, "months begun since the document's date")
        {
            Number = (s, x) => document((T)x!).Date is { } date ? Age.InMonths(date, s.Facts.AsOf) : null,
        };
        yield return Choice<T>("announcement", "announced or not", Announcements, x => document(x).Announcement);
        yield return Number<T>("workers_interviewed", "workers interviewed", x => document(x).WorkersInterviewed);
        yield return Flag<T>("independent_audit", "an audit by a third party", x => document(x).IsIndependentAudit);
        foreach (var fact in OfMethod<T>(x => document(x).Method)) yield return fact;
        yield return Text<T>("transfer_wording", "a passage on organised labour transfers together with Xinjiang", x => document(x).TransferWording);
    }

    private static IEnumerable<Fact> OfMethod<T>(Func<T, AuditMethod> method)
    {
        yield return Number<T>("auditor_days", "days on site times auditors", x => method(x).AuditorDays);
        yield return Number<T>("headcount", "workers on the site as the report counts them", x => method(x).Headcount);
        yield return Flag<T>("off_site_interviews", "workers were interviewed away from the site", x => method(x).OffSiteInterviews);
        yield return Flag<T>("own_language", "workers spoke their own language or through the auditors' interpreter", x => method(x).OwnLanguage);
        yield return Flag<T>("dormitories_in_scope", "dormitories were looked at", x => method(x).DormitoriesInScope);
        yield return Flag<T>("agents_in_scope", "labour agents were looked at", x => method(x).AgentsInScope);
        yield return Flag<T>("double_books", "the report states two sets of books or falsified records", x => method(x).DoubleBooks);
        yield return Flag<T>("coached_answers", "the report states that workers were told what to answer", x => method(x).CoachedAnswers);
        yield return Flag<T>("access_refused", "the report states that auditors were refused access or records", x => method(x).AccessRefused);
        yield return Number<T>("contradictions", "rules of which one section states what another one denies", x => method(x).Contradictions);
        yield return Text<T>("copied_from", "an older document of another year or site whose text it repeats", x => method(x).CopiedFrom);
    }

    // Items are handed over as objects of the list's own type, so the casts below cannot fail.
    private static Fact Code<T>(string name, string meaning, Func<T, string?> of) =>
        new(name, FactKind.Code, meaning) { Text = (_, x) => of((T)x!) };

    private static Fact Text<T>(string name, string meaning, Func<T, string?> of) =>
        new(name, FactKind.Text, meaning) { Text = (_, x) => of((T)x!) };

    private static Fact Choice<T>(string name, string meaning, IReadOnlyList<string> choices, Func<T, string?> of) =>
        new(name, FactKind.Choice, meaning) { Text = (_, x) => of((T)x!), Choices = choices };

    private static Fact Number<T>(string name, string meaning, Func<T, double?> of) =>
        new(name, FactKind.Number, meaning) { Number = (_, x) => of((T)x!) };

    private static Fact Flag<T>(string name, string meaning, Func<T, bool?> of) =>
        new(name, FactKind.Flag, meaning) { Flag = (_, x) => of((T)x!) };
}
