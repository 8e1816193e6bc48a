using SupplyRisk.Rules.Model;

namespace SupplyRisk.Benchmarks.Rules;

/// <summary>Facts of made-up suppliers: one in ten has an audit with findings, one in twenty a candidate on a list, one in fifty something up its chain. The same every time.</summary>
internal static class GeneratedFacts
{
    private static readonly DateOnly AsOf = new(2026, 11, 22);
    private static readonly string[] Countries = ["CN", "VN", "IN", "BD", "TR", "DE", "MY", "MX", "IT", "US", "PK", "TH"];
    private static readonly (string Goods, string Hs)[] Goods = [("cotton yarn", "520512"), ("men's shirts", "620520"), ("nitrile gloves", "401519"), ("frozen shrimp", "030617"), ("polysilicon", "280461"), ("toys", "950300"), ("office chairs", "940131")];
    private static readonly (string Rule, Indicator Indicator)[] Found =
    [
        ("ilo.identity-documents.held", Indicator.RetentionOfIdentityDocuments), ("ilo.debt-bondage.recruitment-fees", Indicator.DebtBondage),
        ("ilo.overtime.excessive-hours", Indicator.ExcessiveOvertime), ("ilo.wages.unpaid-or-late", Indicator.WithholdingOfWages),
    ];

    public static IReadOnlyList<SubjectFacts> Of(int suppliers)
    {
        var random = new Random(20261122);
        return [.. Enumerable.Range(0, suppliers).Select(i => Of(i, random))];
    }

    private static SubjectFacts Of(int number, Random random)
    {
        var goods = Goods[random.Next(Goods.Length)];
        var document = new DocumentFact($"audits/S-{number} audit.pdf", "", "smeta", AsOf.AddMonths(-random.Next(1, 40))) { Announcement = "semi_announced", WorkersInterviewed = 20, IsIndependentAudit = true };
        return new SubjectFacts
        {
            AsOf = AsOf,
            Name = $"Whistling Kettle {number} Co., Ltd.",
            Country = Countries[random.Next(Countries.Length)],
            City = "Suzhou",
            Address = $"{number} Industrial Road",
            Sector = "manufacturing",
            Goods = goods.Goods,
            HsCodes = [goods.Hs],
            Tier = 1,
            Workers = random.Next(20, 5_000),
            ListsLoaded = true,
            Documents = number % 10 == 0 ? [document] : [],
            Findings = number % 10 == 0 ? [.. Enumerable.Range(0, 20).Select(f => Finding(document, f))] : [],
            Matches = number % 20 == 0 ? [new ListMatchFact("demo-list", "D-1", "Whistling Kettle", "Whistling Kettle", 0.9, "candidate", false, MatchReview.Unreviewed, null)] : [],
            Upstream = number % 50 == 0 ? [new UpstreamFact("S-7", "Brass Heron", 2, ["a", "b", "c"], true, "An identifier equals a listed entity's.")] : [],
        };
    }

    private static FindingFact Finding(DocumentFact document, int number) => new(
        new TextFinding(Found[number % Found.Length].Rule, Found[number % Found.Length].Indicator, number % 5 == 0 ? EvidenceStatus.Asserted : EvidenceStatus.Negated, Speaker.Worker, number * 100, (number * 100) + 50, "a passage", "it says so", "en"),
        document, 1);
}
