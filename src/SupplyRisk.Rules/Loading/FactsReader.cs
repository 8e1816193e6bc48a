using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads the facts of a case. The names are those of the fact catalogue; what is left out is not known.</summary>
internal static class FactsReader
{
    private static readonly DateOnly DefaultDay = new(2026, 1, 1);

    public static SubjectFacts Read(MappingReader facts)
    {
        var asOf = facts.Date("as_of") ?? DefaultDay;
        if (asOf.Year is < 2000 or > 2200)
        {
            facts.Problem(facts.Value("as_of") ?? facts.Node, "`as_of` must lie between 2000 and 2200.");
            asOf = DefaultDay;
        }

        var read = new SubjectFacts
        {
            AsOf = asOf,
            Name = facts.Text("name"),
            NativeName = facts.Text("native_name"),
            Country = facts.Text("country"),
            Region = facts.Text("region"),
            City = facts.Text("city"),
            Address = facts.Text("address"),
            Sector = facts.Text("sector"),
            Goods = facts.Text("goods"),
            HsCodes = facts.Texts("hs_codes"),
            Tier = facts.Whole("tier", 1, 100),
            Workers = facts.Whole("workers", 0, int.MaxValue),
            Identifiers = facts.Texts("identifiers"),
            ListsLoaded = facts.Flag("lists_loaded") ?? false,
            Matches = [.. facts.Mappings("matches").Select(Match)],
            Findings = [.. facts.Mappings("findings").Select(f => Finding(f, asOf))],
            Documents = [.. facts.Mappings("documents").Select(d => Refuse(d, Document(d, asOf)))],
            Upstream = [.. facts.Mappings("upstream").Select(Upstream)],
            Origins = [.. facts.Mappings("origins").Select(o => Origin(o, asOf))],
            Shared = [.. facts.Mappings("shared").Select(Shared)],
        };
        facts.RefuseOthers();
        return read;
    }

    private static ListMatchFact Match(MappingReader m)
    {
        var name = m.Text("entry_name") ?? "Case Entry";
        var match = new ListMatchFact(
            m.Text("list") ?? "case-list", m.Text("entry_id") ?? "1", name, m.Text("matched_alias") ?? name,
            m.Number("match_score") ?? 0.9, m.Text("outcome") ?? "candidate", m.Flag("identifier_equal") ?? false,
            m.Choice<MatchReview>("review") ?? MatchReview.Unreviewed, m.Text("programme"))
        {
            IncludesSubsidiaries = m.Flag("includes_subsidiaries") ?? false,
            ViaParent = m.Flag("via_parent") ?? false,
        };
        return Refuse(m, match);
    }

    private static FindingFact Finding(MappingReader f, DateOnly asOf)
    {
        var quote = f.Text("quote") ?? "quoted passage";
        var finding = new TextFinding(
            f.Text("rule") ?? "case.rule", f.Choice<Indicator>("indicator") ?? Indicator.DebtBondage,
            f.Choice<EvidenceStatus>("finding_status") ?? EvidenceStatus.Asserted, f.Choice<Speaker>("speaker") ?? Speaker.Document,
            0, quote.Length, quote, "stated in the case", f.Text("language") ?? "en")
        {
            Grade = f.Choice<AuditGrade>("grade"),
            ForcedLabourClause = f.Flag("forced_labour_clause") ?? false,
        };
        return Refuse(f, new FindingFact(finding, Document(f, asOf), null, f.Flag("dismissed") ?? false));
    }

    private static DocumentFact Document(MappingReader d, DateOnly asOf)
    {
        var age = d.Whole("age_months", 0, 1200);
        var path = d.Text("document") ?? "case.pdf";
        return new DocumentFact(path, $"sha-of-{path}", d.Text("kind") ?? "other", d.Date("date") ?? (age is { } m ? asOf.AddMonths(-m) : null))
        {
            Announcement = d.Text("announcement"),
            WorkersInterviewed = d.Whole("workers_interviewed", 0, int.MaxValue),
            IsIndependentAudit = d.Flag("independent_audit") ?? false,
            TransferWording = d.Text("transfer_wording"),
            Method = new AuditMethod
            {
                AuditorDays = d.Number("auditor_days"),
                Headcount = d.Whole("headcount", 0, int.MaxValue),
                OffSiteInterviews = d.Flag("off_site_interviews"),
                OwnLanguage = d.Flag("own_language"),
                DormitoriesInScope = d.Flag("dormitories_in_scope"),
                AgentsInScope = d.Flag("agents_in_scope"),
                DoubleBooks = d.Flag("double_books") ?? false,
                CoachedAnswers = d.Flag("coached_answers") ?? false,
                AccessRefused = d.Flag("access_refused") ?? false,
                Contradictions = d.Whole("contradictions", 0, int.MaxValue) ?? 0,
                CopiedFrom = d.Text("copied_from"),
            },
        };
    }

    private static UpstreamFact Upstream(MappingReader u)
    {
        var name = u.Text("name") ?? "Case Source";
        var path = u.Texts("path");
        return Refuse(u, new UpstreamFact(
            u.Text("supplier_id") ?? "1", name, u.Whole("steps", 1, 100) ?? 1, path.Count > 0 ? path : ["Case Supplier", name],
            u.Flag("hard_trigger") ?? true, u.Text("reason") ?? "a hard trigger stands there"));
    }

    private static OriginFact Origin(MappingReader o, DateOnly asOf) =>
        Refuse(o, new OriginFact(o.Text("goods") ?? "goods", o.Text("country"), o.Text("place"), Document(o, asOf)));

    private static SharedFact Shared(MappingReader s) => Refuse(s, new SharedFact(
        s.Choice<SharedKind>("what") ?? SharedKind.Address, s.Choice<SharedWith>("with") ?? SharedWith.Listed, s.Text("id") ?? "1", s.Text("name") ?? "Case Neighbour",
        s.Text("value") ?? "12 Case Lane, Case Town", s.Whole("shared_by", 2, int.MaxValue) ?? 2, s.Text("reason") ?? "listed"));

    private static T Refuse<T>(MappingReader reader, T read)
    {
        reader.RefuseOthers();
        return read;
    }
}
