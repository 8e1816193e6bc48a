using FsCheck;
using FsCheck.Fluent;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Tests.Evaluation;

/// <summary>Draws facts of suppliers as they come: much of it missing, dates old and new, lists long and empty.</summary>
internal static class Arbitrary
{
    public static readonly DateOnly Day = new(2026, 11, 22);

    private static readonly string[] TextRules = [.. ShippedRulesets.Bundle.Rules.Where(r => r.Text is not null).Select(r => r.Id), "no.such-rule"];

    public static Gen<AuditMethod> Method { get; } =
        from days in Gen.Elements<double?>(null, 1, 3)
        from headcount in Gen.Elements<int?>(null, 80, 700)
        from offSite in Gen.Elements<bool?>(null, true, false)
        from language in Gen.Elements<bool?>(null, true, false)
        from dormitories in Gen.Elements<bool?>(null, true, false)
        from contradictions in Gen.Elements(0, 0, 0, 2)
        from copied in Gen.Elements(null, null, null, "audits/old.pdf")
        select new AuditMethod
        {
            AuditorDays = days,
            Headcount = headcount,
            OffSiteInterviews = offSite,
            OwnLanguage = language,
            DormitoriesInScope = dormitories,
            Contradictions = contradictions,
            CopiedFrom = copied,
        };

    public static Gen<DocumentFact> Document { get; } =
        from name in Gen.Choose(1, 9)
        from kind in Gen.Elements("smeta", "sa8000", "bsci", "policy", "certificate", "other")
        from months in Gen.Choose(-2, 40)
        from dated in Gen.Elements(true, true, true, false)
        from announcement in Gen.Elements("announced", "semi_announced", "unannounced", null)
        from interviews in Gen.Elements<int?>(null, 0, 8, 30)
        from independent in Gen.Elements(true, false)
        from method in Method
        select new DocumentFact($"audits/wrap {name}.pdf", $"sha{name}", kind, dated ? Day.AddMonths(-months) : null)
        {
            Announcement = announcement,
            WorkersInterviewed = interviews,
            IsIndependentAudit = independent,
            Method = method,
        };

    public static Gen<Quantity> Quantity { get; } =
        from kind in Gen.Elements(Enum.GetValues<QuantityKind>())
        from value in Gen.Elements<double>(1, 2, 11, 40, 61, 138, 120_000)
        from money in Gen.Elements("NPR", "rupees", "XXX", null)
        from period in Gen.Elements("day", "week", "month", "year", null)
        from of in Gen.Elements<double?>(null, null, 200_000, 1_000_000)
        let unit = kind switch
        {
            QuantityKind.Money => money,
            QuantityKind.Share => period is null ? null : "workers",
            QuantityKind.Hours or QuantityKind.Duration => period,
            QuantityKind.Things => "documents",
            QuantityKind.People or QuantityKind.Age => null,
        }
        select new Quantity(kind, value, unit, kind is QuantityKind.People or QuantityKind.Things ? of : null, "so many", 0, 7);

    public static Gen<FindingFact> Finding { get; } =
        from rule in Gen.Elements(TextRules)
        from status in Gen.Elements(Enum.GetValues<EvidenceStatus>())
        from speaker in Gen.Elements(Enum.GetValues<Speaker>())
        from indicator in Gen.Elements(Enum.GetValues<Indicator>())
        from start in Gen.Choose(0, 5)
        from document in Document
        from dismissed in Gen.Elements(false, false, false, true)
        from counted in Gen.Choose(0, 2)
        from quantities in Gen.ListOf(Quantity, counted)
        let own = ShippedRulesets.Bundle.Find(rule)?.Indicator ?? indicator
        select new FindingFact(new TextFinding(rule, own, status, speaker, start, start + 4, "text", "why", "en") { Quantities = [.. quantities] }, document, 1, dismissed);

    public static Gen<ListMatchFact> Match { get; } =
        from id in Gen.Choose(1, 5)
        from score in Gen.Choose(0, 100)
        from outcome in Gen.Elements("candidate", "related", "below")
        from equal in Gen.Elements(false, false, false, true)
        from review in Gen.Elements(Enum.GetValues<MatchReview>())
        from subsidiaries in Gen.Elements(true, false)
        from parent in Gen.Elements(false, false, true)
        select new ListMatchFact("demo", $"{id}", $"Entry {id}", $"Alias {id}", score / 100.0, outcome, equal, review, null)
        {
            IncludesSubsidiaries = subsidiaries,
            ViaParent = parent,
        };

    public static Gen<UpstreamFact> Upstream { get; } =
        from steps in Gen.Choose(1, 7)
        from trigger in Gen.Elements(true, false)
        select new UpstreamFact($"u{steps}", $"Source {steps}", steps, ["Buyer", $"Source {steps}"], trigger, "it is listed");

    public static Gen<OriginFact> Origin { get; } =
        from place in Gen.Elements("Xinjiang", "Texas", "新疆阿克苏", null)
        from country in Gen.Elements("CN", "US", null)
        from document in Document
        select new OriginFact("cotton", country, place, document);

    public static Gen<SubjectFacts> Facts { get; } =
        from country in Gen.Elements("CN", "DE", "AF", "MY", "IN", "BD", "TR", null)
        from place in Gen.Elements("Urumqi", "Suzhou", "Aksu", "新疆石河子", null)
        from goods in Gen.Elements("cotton shirts", "nitrile gloves", "machine parts", "棉纱", "cleaning service", null)
        from sector in Gen.Elements("Apparel", "Solar", null)
        from hs in Gen.Elements<IReadOnlyList<string>>([], ["520100"], ["854143", "870899"])
        from identifiers in Gen.Elements<IReadOnlyList<string>>([], ["uscc:91650100MA77000000"])
        from matches in Few(Match)
        from findings in Few(Finding)
        from documents in Few(Document)
        from upstream in Few(Upstream)
        from origins in Few(Origin)
        from loaded in Gen.Elements(true, false)
        select new SubjectFacts
        {
            AsOf = Day,
            Country = country,
            City = place,
            Address = place is null ? null : $"8 North Road, {place}",
            Goods = goods,
            Sector = sector,
            HsCodes = hs,
            Identifiers = identifiers,
            Matches = matches,
            Findings = findings,
            Documents = documents,
            Upstream = upstream,
            Origins = origins,
            ListsLoaded = loaded,
        };

    private static Gen<IReadOnlyList<T>> Few<T>(Gen<T> of) =>
        from count in Gen.Elements(0, 0, 1, 2, 5)
        from items in Gen.ArrayOf(of, count)
        select (IReadOnlyList<T>)items;
}
