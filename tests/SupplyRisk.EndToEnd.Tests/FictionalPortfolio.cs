using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SupplyRisk.Data;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Suppliers;
using SupplyRisk.Watchlists;

namespace SupplyRisk.EndToEnd;

/// <summary>A made-up portfolio, already screened, of any size: for looking at pages and timing them. Every name is invented.</summary>
internal sealed class FictionalPortfolio(SupplyRiskDb db, int size)
{
    private static readonly string[] Countries = ["CN", "BD", "VN", "IN", "TR", "MY", "TH", "PK", "MX", "BR", "DE", "IT", "PT", "ID", "KH", "TW", "JP", "PL", "EG", "MA"];
    private static readonly string[] Sectors = ["Apparel", "Cotton", "Electronics", "Footwear", "Seafood", "Solar", "Metals", "Packaging", "Agriculture", "Logistics"];
    private static readonly string[] First = ["Heron", "Quillmoor", "Larkspur", "Zephyria", "Ostrava Blue", "Marigold Bay", "Tamarisk", "Violet Ridge", "Paper Kite", "Cedar Lantern", "Nine Rivers", "Amber Gate", "Old Lighthouse", "Silver Thimble", "Wandering Star"];
    private static readonly string[] Second = ["Textiles", "Garments", "Electronics", "Foods", "Mills", "Components", "Trading", "Footwear", "Fisheries", "Metals"];
    private static readonly string[] Native = ["虚构鹭纺织有限公司", "想象星电子有限公司", "假设河服装厂", "บริษัท โคมกระดาษสมมติ จำกัด", "架空ランタン株式会社", "가상종이연주식회사"];

    private static readonly (string Text, Indicator Indicator, EvidenceStatus Status, Speaker Speaker)[] Passages =
    [
        ("the labour agency keeps the workers' passports until their contract ends", Indicator.RetentionOfIdentityDocuments, EvidenceStatus.Asserted, Speaker.Worker),
        ("recruitment fees of 4,200 were taken from the first five wages", Indicator.DebtBondage, EvidenceStatus.Asserted, Speaker.Worker),
        ("overtime of 92 hours in the peak month was not paid at the premium rate", Indicator.ExcessiveOvertime, EvidenceStatus.Asserted, Speaker.Auditor),
        ("no evidence of withheld wages was found in the records of the last 12 months", Indicator.WithholdingOfWages, EvidenceStatus.Negated, Speaker.Auditor),
        ("the company shall not retain identity documents of any employee", Indicator.RetentionOfIdentityDocuments, EvidenceStatus.Prohibited, Speaker.Document),
        ("the locked dormitory gate reported in 2023 has been removed", Indicator.RestrictionOfMovement, EvidenceStatus.Remediated, Speaker.Auditor),
        ("员工的身份证件由劳务公司代为保管", Indicator.RetentionOfIdentityDocuments, EvidenceStatus.Asserted, Speaker.Worker),
        ("a subcontractor in another town was said to hold back wages", Indicator.WithholdingOfWages, EvidenceStatus.ThirdParty, Speaker.Management),
        ("workers were trained on the signs of debt bondage", Indicator.DebtBondage, EvidenceStatus.Hypothetical, Speaker.Document),
    ];

    private readonly Random random = new(20_261_122);
    private readonly DateTime now = new(2026, 11, 21, 22, 15, 0, DateTimeKind.Utc);

    private Guid NewId() => Guid.CreateVersion7(new DateTimeOffset(now).AddMilliseconds(random.Next(1_000_000)));

    public async Task WriteAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sources = new[] { "erp-vendors", "apparel-factories", "sap-de" }.Select(n => new ListSource { Id = NewId(), Name = n, CreatedAt = now.AddDays(-30) }).ToArray();
        await db.BulkInsertAsync(sources, ct);
        var imports = sources.Select(s => Import(s)).ToArray();
        await db.BulkInsertAsync(imports, ct);
        await db.BulkInsertAsync(Issues(imports[0]), ct);
        var ours = new BuyingEntity { Id = NewId(), Name = "Larkfield Retail Ltd" };
        await db.BulkInsertAsync([ours], ct);
        var list = new Watchlist { Id = NewId(), Name = "demo-list", Source = "custom", CurrentSnapshotId = NewId() };
        await db.BulkInsertAsync([list], ct);
        await db.BulkInsertAsync([new Snapshot { Id = list.CurrentSnapshotId!.Value, WatchlistId = list.Id, Sha256 = Hash("list"), FileName = "demo-list.csv", PublishedOn = new(2026, 10, 1), RetrievedAt = now.AddDays(-3), Rows = 42, Added = 42 }], ct);
        var runs = Runs();
        await db.BulkInsertAsync(runs, ct);

        var suppliers = new List<Supplier>();
        var versions = new List<SupplierVersion>();
        var entities = new List<LegalEntity>();
        var screenings = new List<SupplierScreening>();
        var changes = new List<ScreeningChange>();
        var cases = new List<Case>();
        var events = new List<CaseEvent>();
        var matches = new List<SupplierMatch>();
        var flags = new List<SupplierFlag>();
        var documents = new List<Document>();
        var contents = new List<DocumentContent>();
        var links = new List<DocumentLink>();
        var findings = new List<Finding>();
        var chain = new List<SupplyLink>();
        for (var i = 0; i < size; i++)
        {
            var source = i % 3;
            var name = $"{First[random.Next(First.Length)]} {Second[random.Next(Second.Length)]} {(i % 4) switch { 0 => "Co., Ltd.", 1 => "GmbH", 2 => "Pvt. Ltd.", _ => "S.A." }} {i + 1}";
            var country = Countries[(int)(Countries.Length * Math.Pow(random.NextDouble(), 1.6))];
            var entity = new LegalEntity { Id = NewId(), Name = name, Country = country };
            var supplier = new Supplier { Id = NewId(), ListSourceId = sources[source].Id, OwnId = $"V-{i + 1:00000}", LegalEntityId = entity.Id, FirstListedAt = now.AddDays(-30), NotListedSince = i % 97 == 96 ? now.AddDays(-2) : null };
            var version = Version(supplier, name, country, imports[source], i, ours);
            entities.Add(entity);
            suppliers.Add(supplier);
            versions.Add(version);
            chain.Add(new SupplyLink { Id = NewId(), SupplierId = supplier.Id, BuyingEntityId = i % 5 == 0 ? null : ours.Id, BuyerSupplierId = i % 5 == 0 && i > 0 ? suppliers[random.Next(i)].Id : null, Tier = version.Tier, ValidFrom = TwoTimes.OpenStart, ValidTo = TwoTimes.OpenEnd, KnownFrom = now.AddDays(-30), KnownTo = TwoTimes.StillKnown, ImportId = imports[source].Id });
            var evidence = new List<(Finding, Document)>();
            if (i % 10 < (size < 1000 ? 4 : 1))
            {
                var document = Write(i, name, supplier, documents, contents, links, findings);
                evidence.AddRange(findings.TakeLast(Passages.Length).Where(f => f.DocumentId == document.Id).Select(f => (f, document)));
            }
            if (i % 41 == 7) matches.Add(Match(supplier, version, list));
            Screen(i, supplier, version, evidence, matches, runs[0], screenings, changes, flags, cases, events);
            if (i % 25 == 3) links.AddRange(documents.Count > 2 && i % 50 == 3 ? [Link(documents[^2].Id, supplier.Id, ProposalState.Proposed, "name", "The name stands in the document's header, the country fits; the address does not.")] : []);
        }
        Unreadable(documents);
        await db.BulkInsertAsync(entities, ct);
        await db.BulkInsertAsync(suppliers, ct);
        await db.BulkInsertAsync(versions, ct);
        await db.BulkInsertAsync(chain, ct);
        await db.BulkInsertAsync(documents, ct);
        await db.BulkInsertAsync(contents, ct);
        await db.BulkInsertAsync(links.DistinctBy(l => (l.DocumentId, l.SupplierId)), ct);
        await db.BulkInsertAsync(findings, ct);
        await db.BulkInsertAsync(screenings, ct);
        await db.BulkInsertAsync(changes, ct);
        await db.BulkInsertAsync(matches, ct);
        await db.BulkInsertAsync(flags, ct);
        db.Cases.AddRange(cases); // "case" is a word of SQL, which the bulk writer does not quote
        await db.SaveChangesAsync(ct);
        await db.BulkInsertAsync(events, ct);
        await transaction.CommitAsync(ct);
    }

    private Import Import(ListSource source) => new()
    {
        Id = NewId(), ListSourceId = source.Id, FileName = source.Name + ".csv", FileSha256 = Hash(source.Name), Format = "csv", ActorId = "local-administrator",
        ColumnsJson = StoredJson.Write(new object[]
        {
            new { Header = "Vendor No.", Field = "OwnId", Confidence = 0.97, Why = "synonym", Samples = new[] { "V-00001", "V-00004" } },
            new { Header = "Company", Field = "Name", Confidence = 0.92, Why = "synonym", Samples = new[] { "Heron Textiles Co., Ltd.", "Larkspur Mills GmbH" } },
            new { Header = "Land", Field = "Country", Confidence = 0.88, Why = "synonym and values", Samples = new[] { "CN", "Vietnam" } },
            new { Header = "Mat. Group", Field = (string?)null, Confidence = 0.2, Why = "nothing fits", Samples = new[] { "A17" } },
        }),
        State = ImportState.Applied, CreatedAt = now.AddDays(-2), AppliedAt = now.AddDays(-2).AddMinutes(3), RowsRead = size / 3 + 3, RowsTaken = size / 3, RowsRejected = 3, Warnings = 2, New = size / 3,
    };

    private IEnumerable<ImportIssue> Issues(Import import) =>
    [
        new() { Id = NewId(), ImportId = import.Id, Row = 12, Column = "Company", Value = "", Severity = "error", Message = "The name is empty.", Advice = "Give every supplier a name, or take the row out." },
        new() { Id = NewId(), ImportId = import.Id, Row = 40, Column = "LEI", Value = "549300DTUYXVMJXZNY7X", Severity = "warning", Message = "The check digits of this LEI are wrong.", Advice = "Look it up at gleif.org; the row was taken without it." },
        new() { Id = NewId(), ImportId = import.Id, Row = 41, Column = "Land", Value = "Atlantia", Severity = "warning", Message = "No country is called this.", Advice = "Use an ISO code or the usual name; the row was taken without a country." },
    ];

    private Run[] Runs()
    {
        Run One(int hours, RunState state, int changed) => new()
        {
            Id = NewId(), Trigger = hours == 0 ? "schedule" : "event", ActorId = "schedule", State = state, StartedAt = now.AddHours(-hours), FinishedAt = now.AddHours(-hours).AddSeconds(38),
            AsOf = new(2026, 11, 21), KnownAt = now.AddHours(-hours), RulesetHash = Hash("ruleset"), TextRulesHash = Hash("text"), ListsHash = Hash("lists"), MatcherVersion = "1",
            Total = size * 2, Done = state == RunState.Cancelled ? size : size * 2, Changed = changed, FlagsOpened = changed / 3, FlagsClosed = changed / 9, Stage = "done", Owner = "", LeaseUntil = now, Message = state == RunState.Failed ? "The database was locked for over 30 seconds." : null,
        };
        return [One(0, RunState.Completed, Math.Min(size / 8, 400)), One(24, RunState.Completed, 3), One(30, RunState.Cancelled, 0), One(48, RunState.Failed, 0), One(72, RunState.Completed, size)];
    }

    private SupplierVersion Version(Supplier s, string name, string country, Import import, int i, BuyingEntity ours) => new()
    {
        Id = NewId(), SupplierId = s.Id, ValidFrom = TwoTimes.OpenStart, ValidTo = TwoTimes.OpenEnd, KnownFrom = now.AddDays(-2), KnownTo = TwoTimes.StillKnown, ImportId = import.Id, FactsHash = Hash(name)[..32],
        Name = name, NativeName = country is "CN" or "TW" ? Native[i % 3] : country == "TH" ? Native[3] : country == "JP" ? Native[4] : null, Country = country, City = "Port " + First[i % First.Length].Split(' ')[0],
        Region = country == "CN" ? "Guangdong" : null, Address = $"{i % 300 + 1} Lantern Road", PostalCode = (10_000 + i).ToString(CultureInfo.InvariantCulture), Sector = i % 11 == 0 ? null : Sectors[i % Sectors.Length], Goods = i % 3 == 0 ? "Cotton shirts, woven" : null,
        HsCodes = i % 3 == 0 ? "5208|6105" : "", Identifiers = i % 6 == 0 ? "duns:123456789" : "", ParentCompany = i % 9 == 0 ? "Tamarisk Holding (fictional)" : null, Tier = i % 5 == 0 ? 2 : 1, Supplies = "", BuyingEntityId = ours.Id, Workers = 40 + i % 900, Spend = 1000m * (i % 700), SpendCurrency = "EUR",
    };

    private Document Write(int i, string name, Supplier supplier, List<Document> documents, List<DocumentContent> contents, List<DocumentLink> links, List<Finding> findings)
    {
        var text = new StringBuilder($"Social compliance audit report\n\nSite: {name}\n\n1. Management interview\n\n");
        var blocks = new List<TextBlock> { new(BlockKind.Title, 0, 30, 1, null) };
        var id = NewId();
        var picked = Passages.Where((_, p) => (i + p * 7) % 5 < 2).ToArray();
        foreach (var p in picked)
        {
            var start = text.Length;
            text.Append("During the visit the team went through the files of the last twelve months and spoke with workers away from the line. It was noted that ");
            var at = text.Length;
            text.Append(p.Text).Append(". The matter was raised in the closing meeting and entered in the action plan.\n\n");
            blocks.Add(new TextBlock(BlockKind.Paragraph, start, text.Length - 2, 1 + blocks.Count / 3, "1. Management interview"));
            findings.Add(new Finding
            {
                Id = NewId(), DocumentId = id, Rule = $"ilo.{p.Indicator.ToString().ToLowerInvariant()}.stated", Indicator = p.Indicator, Status = p.Status, Speaker = p.Speaker, Start = at, End = at + p.Text.Length,
                Page = 1 + blocks.Count / 3, Section = "1. Management interview", Quote = p.Text, Why = $"The phrase matches, and \"it was noted that\" reads as {p.Status.ToString().ToLowerInvariant()}.", Language = p.Text[0] > '\u4e00' ? "zh" : "en",
            });
        }
        var document = new Document
        {
            Id = id, Sha256 = Hash("doc" + i), Path = $"audits/V-{i + 1:00000}/smeta-2026.pdf", Format = "pdf", Bytes = 81_234, Title = "Social compliance audit report", Kind = i % 2 == 0 ? "smeta" : "sa8000", AuditDate = new(2026, 3, 1 + i % 28), ReportDate = new(2026, 4, 2),
            ReceivedAt = now.AddDays(-1), Announcement = "semi_announced", WorkersInterviewed = 24, AuditBody = "Lanternfield Assurance (fictional)", Language = "en", State = DocumentState.Read, UnreadableJson = "[]", Pages = 1 + blocks.Count / 3, Characters = text.Length, ScannedWith = Hash("text"),
        };
        documents.Add(document);
        contents.Add(new DocumentContent { DocumentId = id, Text = text.ToString(), BlocksJson = StoredJson.Write(blocks) });
        links.Add(Link(id, supplier.Id, ProposalState.Sure, "folder_name", "It lies in the folder named after the supplier's own id."));
        return document;
    }

    private DocumentLink Link(Guid document, Guid supplier, ProposalState state, string basis, string why) =>
        new() { Id = NewId(), DocumentId = document, SupplierId = supplier, Basis = basis, Why = why, State = state, KnownFrom = now.AddDays(-1) };

    private SupplierMatch Match(Supplier s, SupplierVersion v, Watchlist list) => new()
    {
        Id = NewId(), SupplierId = s.Id, WatchlistId = list.Id, List = list.Name, EntryId = "DL-0017", EntryName = "Herron Textile Company Limited (fictional)", MatchedAlias = "Heron Textiles Company", Score = 0.873, Outcome = "candidate", IdentifierEqual = false, Programme = "Demonstration programme",
        FeaturesJson = StoredJson.Write(new[]
        {
            new SupplyRisk.Matching.MatchFeature("name_tokens", v.Name, "Heron Textiles Company", 0.7, 0.64, "The rare word heron and the word textiles agree; company is common."),
            new SupplyRisk.Matching.MatchFeature("country", v.Country, "CN", 0.2, v.Country == "CN" ? 0.2 : -0.1, v.Country == "CN" ? "Both are in China." : "The countries differ."),
            new SupplyRisk.Matching.MatchFeature("identifier", null, null, 0.1, 0, "Neither side gives a number that could settle it."),
        }),
        FactsKey = "k1",
    };

    private void Screen(int i, Supplier supplier, SupplierVersion version, List<(Finding Finding, Document Document)> evidence, List<SupplierMatch> matches, Run run,
        List<SupplierScreening> screenings, List<ScreeningChange> changes, List<SupplierFlag> flags, List<Case> cases, List<CaseEvent> events)
    {
        var inherent = version.Country switch { "CN" or "TH" or "MY" => 3200, "BD" or "PK" or "IN" => 2600, "DE" or "PT" or "JP" => 600, _ => 1500 };
        var rows = new List<ContributionRow> { new("inherent.country", null, ScorePart.Inherent, inherent, $"Sites in {version.Country} carry this inherent risk in table country-risk 2026.", []) };
        if (version.Goods is not null) rows.Add(new("inherent.goods", null, ScorePart.Inherent, 700, "Cotton goods, HS 5208 and 6105, are a priority sector.", []));
        foreach (var group in evidence.Where(e => e.Finding.Status == EvidenceStatus.Asserted).GroupBy(e => e.Finding.Indicator))
            rows.Add(new($"ilo.{group.Key.ToString().ToLowerInvariant()}", group.Key, ScorePart.Evidence, 1450, $"{group.Count()} passage(s) state it in an independent audit.", [.. group.Select(e => new EvidenceRow(e.Document.Path, e.Document.Sha256, e.Finding.Page, e.Finding.Start, e.Finding.End, e.Finding.Quote, e.Finding.Status))]));
        if (evidence.Count > 0) rows.Add(new("controls.audit", null, ScorePart.Control, -450, "A semi-announced third-party audit within 12 months.", []));
        var hard = i % 53 == 5;
        var sum = rows.Sum(r => r.Points);
        if (hard) rows.Add(new("floor.hard-trigger", null, ScorePart.Floor, 9000 - sum, "An identifier equals a listed entity's: the score stands at 90 at least.", []));
        var residual = rows.Sum(r => r.Points);
        var score = (residual + 50) / 100;
        var coverage = evidence.Count > 0 ? 55 + i % 30 : i % 22;
        var candidate = matches.Count > 0 && matches[^1].SupplierId == supplier.Id;
        var band = hard ? Band.Critical : evidence.Count == 0 && coverage < 15 ? Band.CannotRate : score switch { >= 75 => Band.Critical, >= 50 => Band.High, >= 25 => Band.Medium, _ => Band.Low };
        List<Flag> raised = [];
        if (hard) raised.Add(new(FlagKind.HardTrigger, "floor.hard-trigger", "The DUNS number equals that of entry DL-0017 of demo-list."));
        if (!hard && band is Band.High or Band.Critical) raised.Add(new(FlagKind.Risk, "risk.high", $"The residual risk is {score}, at or above 50."));
        if (candidate) raised.Add(new(FlagKind.MatchToCheck, "match.candidate", "Entry DL-0017 of demo-list may be this supplier; a person has to say."));
        if (band == Band.CannotRate) raised.Add(new(FlagKind.GatherEvidence, "coverage.low", "Too little is known to rate: no document, no identifier."));
        List<UpstreamFact> upstream = i % 20 == 0 ? [new("V-00006", "Tamarisk Mills S.A. 6", 2, [version.Name, "Cedar Lantern Trading GmbH 10", "Tamarisk Mills S.A. 6"], true, "An identifier of Tamarisk Mills S.A. 6 equals a listed entity's.")] : [];
        screenings.Add(new SupplierScreening
        {
            SupplierId = supplier.Id, RunId = run.Id, SupplierVersionId = version.Id, ScreenedAt = now, AsOf = run.AsOf, InputHash = Hash("in" + i)[..32], RiskScore = score, Band = band, Coverage = coverage, Inherent = rows.Where(r => r.Part == ScorePart.Inherent).Sum(r => r.Points), Evidence = rows.Where(r => r.Part == ScorePart.Evidence).Sum(r => r.Points),
            Controls = -rows.Where(r => r.Part == ScorePart.Control).Sum(r => r.Points), Residual = residual, Flags = string.Join('|', raised.Select(f => Code(f.Kind))), ResultJson = StoredJson.Write(new ScreeningResult(rows, raised, upstream)), UpstreamSignal = "", NextFreshnessStep = null,
        });
        if (i % 8 == 1 && changes.Count < 400)
        {
            var from = Math.Max(0, score - 14 + i % 20);
            changes.Add(new ScreeningChange { Id = NewId(), SupplierId = supplier.Id, RunId = run.Id, At = now, FromScore = i % 3 == 0 ? null : from, ToScore = score, FromBand = i % 3 == 0 ? null : Band.Medium, ToBand = band, FromFlags = "", ToFlags = string.Join('|', raised.Select(f => Code(f.Kind))), ChangeJson = StoredJson.Write(new WhatChanged(raised.Count > 0 ? [raised[0].Because] : [], i % 4 == 1 ? ["The audit of March 2024 is older than 24 months."] : [], i % 7 == 1 ? ["Inherent risk of the country: 24 to 32 points."] : [])) });
        }
        foreach (var flag in raised)
        {
            flags.Add(new SupplierFlag { Id = NewId(), SupplierId = supplier.Id, Kind = flag.Kind, Because = flag.Because, OpenedRunId = run.Id, OpenedAt = now.AddDays(-i % 20) });
            var lane = flag.Kind switch { FlagKind.MatchToCheck => Lane.MatchToCheck, FlagKind.GatherEvidence => Lane.GatherEvidence, _ => Lane.Risk };
            if (cases.Count > 0 && cases[^1].SupplierId == supplier.Id && cases[^1].Lane == lane) continue;
            var one = new Case { Id = NewId(), SupplierId = supplier.Id, Lane = lane, Status = i % 13 == 0 ? CaseStatus.InReview : CaseStatus.NotAssessed, OpenedAt = now.AddDays(-(i % 20)), UpdatedAt = now, Flagged = true, FactsKey = Hash("f" + i)[..32], Priority = score, Version = 1 };
            cases.Add(one);
            events.Add(new CaseEvent { Id = NewId(), CaseId = one.Id, At = one.OpenedAt, ActorId = "schedule", Kind = "opened", RunId = run.Id, ChangesJson = StoredJson.Write(new[] { flag.Because }) });
        }
    }

    private void Unreadable(List<Document> documents)
    {
        foreach (var (name, cause, reason) in new[]
        {
            ("audits/scan-2019.pdf", UnreadableCause.NoTextLayer, "The pages are pictures of text. Ask for the original, or run text recognition over it."),
            ("audits/locked.docx", UnreadableCause.Password, "It is protected by a password. Save it without one and add it again."),
        })
            documents.Add(new Document { Id = NewId(), Sha256 = Hash(name), Path = name, Format = Path.GetExtension(name)[1..], Bytes = 9_000_000, Kind = "other", ReceivedAt = now, State = DocumentState.Unreadable, UnreadableJson = StoredJson.Write(new[] { new UnreadablePart(null, cause, reason) }) });
    }

    private static string Code(FlagKind kind) => kind switch { FlagKind.HardTrigger => "hard_trigger", FlagKind.Risk => "risk", FlagKind.MatchToCheck => "match_to_check", FlagKind.GatherEvidence => "gather_evidence" };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
