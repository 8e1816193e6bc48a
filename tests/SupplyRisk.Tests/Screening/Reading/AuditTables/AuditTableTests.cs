using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;
using SupplyRisk.Screening.Reading;
using SupplyRisk.Screening.Reading.AuditTables;
using SupplyRisk.Tests.Ingestion.Documents;
using static SupplyRisk.Tests.Ingestion.Documents.DocxFiles;

namespace SupplyRisk.Tests.Screening.Reading.AuditTables;

public sealed class AuditTableTests
{
    private static readonly Lazy<RulesetBundle> Rules = new(() => RulesetLoader.Load(RulesetFolder.Read(Folder())).Bundle!); // the shipped ones load

    public static TheoryData<string[]> Headers() => new()
    {
        new[] { "NC no.", "Grade", "Clause", "Details of non-compliance", "Corrective action", "Timescale", "Status" },
        new[] { "No.", "Severity", "Code area", "Finding in March 2026", "Root cause", "Due date", "Closure status" },
        new[] { "编号", "等级", "条款", "不符合项描述", "纠正措施", "期限", "状态" },
        new[] { "序号", "严重程度", "要素", "发现问题", "整改措施", "截止日期", "整改情况" },
        new[] { "N.º", "Grado", "Cláusula", "Incumplimiento", "Acción correctiva", "Plazo", "Estado" },
        new[] { "Núm.", "Gravedad", "Área de desempeño", "Hallazgo", "Causa raíz", "Fecha límite", "Estado actual" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Reads_a_table_under_headings_of_three_languages(string[] header)
    {
        var read = await Html("<p>SMETA</p>" + Table(header, ["1", "Critical", "1.2", "Passports of 40 workers are kept by the employer", "Returned", "2026-06-30", "Open"]));
        var row = read.Rows.ShouldHaveSingleItem();
        (row.Grade, row.Status, row.Clause).ShouldBe((AuditGrade.Critical, AuditTableStatus.Open, "1.2"));
        read.Findings.ShouldContain(f => f.Rule == "ilo.identity-documents.held" && f.Status == EvidenceStatus.Asserted && f.Grade == AuditGrade.Critical);
    }

    [Theory]
    [InlineData("Open", AuditTableStatus.Open, null)]
    [InlineData("Closed", AuditTableStatus.Closed, null)]
    [InlineData("Closed – verified on follow-up 12.03.2025", AuditTableStatus.Closed, "2025-03-12")]
    [InlineData("Closed during audit", AuditTableStatus.Closed, null)]
    [InlineData("Not yet closed", AuditTableStatus.Open, null)]
    [InlineData("To be closed", AuditTableStatus.InProgress, null)]
    [InlineData("In progress, due 30 June 2026", AuditTableStatus.InProgress, null)]
    [InlineData("Partially closed", AuditTableStatus.InProgress, null)]
    [InlineData("Closed by site, pending verification", AuditTableStatus.InProgress, null)]
    [InlineData("Closed 3 May 2025, reopened 4 June 2026", AuditTableStatus.Reopened, null)]
    [InlineData("Completed", AuditTableStatus.Claimed, null)]
    [InlineData("Completed and verified 2026-05-01", AuditTableStatus.Closed, "2026-05-01")]
    [InlineData("Withdrawn", AuditTableStatus.Withdrawn, null)]
    [InlineData("Overdue", AuditTableStatus.Open, null)]
    [InlineData("Pendiente", AuditTableStatus.InProgress, null)]
    [InlineData("Cerrado el 2 de marzo de 2026", AuditTableStatus.Closed, "2026-03-02")]
    [InlineData("Sin cerrar", AuditTableStatus.Open, null)]
    [InlineData("已关闭", AuditTableStatus.Closed, null)]
    [InlineData("未关闭", AuditTableStatus.Open, null)]
    [InlineData("尚未关闭", AuditTableStatus.Open, null)]
    [InlineData("整改中，计划2026年6月30日完成", AuditTableStatus.InProgress, null)]
    [InlineData("已关闭（2025年3月12日验证）", AuditTableStatus.Closed, "2025-03-12")]
    [InlineData("see annex", null, null)]
    public async Task Reads_free_words_in_the_status_column(string words, AuditTableStatus? status, string? closed)
    {
        var read = await Html(Table(["No.", "Grade", "Finding", "Status"], ["1", "Major", "Something", words]));
        var row = read.Rows.ShouldHaveSingleItem();
        (row.Status, row.Closed).ShouldBe((status, closed is null ? null : DateOnly.Parse(closed, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("Zero Tolerance", AuditGrade.ZeroTolerance)]
    [InlineData("Business-critical", AuditGrade.ZeroTolerance)]
    [InlineData("零容忍", AuditGrade.ZeroTolerance)]
    [InlineData("Critical", AuditGrade.Critical)]
    [InlineData("Priority", AuditGrade.Critical)]
    [InlineData("严重", AuditGrade.Critical)]
    [InlineData("Major (surveillance 2)", AuditGrade.Major)]
    [InlineData("主要（2023年）", AuditGrade.Major)]
    [InlineData("Mayor", AuditGrade.Major)]
    [InlineData("Collaborative Action Required", AuditGrade.Major)]
    [InlineData("Minor", AuditGrade.Minor)]
    [InlineData("轻微", AuditGrade.Minor)]
    [InlineData("Menor", AuditGrade.Minor)]
    [InlineData("Observation", AuditGrade.Observation)]
    [InlineData("Oportunidad de mejora", AuditGrade.Observation)]
    public async Task Knows_what_grades_are_called(string words, AuditGrade grade) =>
        (await Html(Table(["No.", "Grade", "Finding", "Status"], ["1", words, "Something", "Open"]))).Rows.ShouldHaveSingleItem().Grade.ShouldBe(grade);

    [Theory]
    [InlineData("Open", EvidenceStatus.Asserted, "open")]
    [InlineData("In progress, due 30 June 2026", EvidenceStatus.Asserted, "promised by 2026-06-30")]
    [InlineData("Planned", EvidenceStatus.Asserted, "promised")]
    [InlineData("Completed", EvidenceStatus.Asserted, "not verified")]
    [InlineData("Closed 3 May 2026", EvidenceStatus.Remediated, "closed 2026-05-03")]
    [InlineData("Withdrawn", EvidenceStatus.Negated, "not upheld")]
    public async Task The_status_of_the_row_is_the_status_of_its_finding_once(string words, EvidenceStatus status, string why)
    {
        var read = await Html(Table(
            ["No.", "Grade", "Finding", "Corrective action", "Status"],
            ["1", "Major", "Passports of 40 workers are kept by the employer", "Passports were returned to the workers", words]));
        var finding = read.Findings.Where(f => f.Rule == "ilo.identity-documents.held").ShouldHaveSingleItem();
        finding.Status.ShouldBe(status, finding.Why);
        finding.Why.ShouldContain(why);
        finding.Quote.ShouldContain("kept by the employer");
    }

    [Fact]
    public async Task A_table_without_a_status_column_closes_a_row_by_its_date()
    {
        var read = await Html(Table(
            ["No.", "Clause", "Finding", "Target date", "Date closed"],
            ["1", "1", "Passports are kept by the employer", "2026-01-31", "2026-02-03"], ["2", "1", "Recruitment fees were paid by all workers", "2026-01-31"]));
        read.Rows.Select(r => r.Status).ShouldBe([AuditTableStatus.Closed, AuditTableStatus.Open]);
        read.Rows[1].Due.ShouldBe(new DateOnly(2026, 1, 31));
    }

    [Theory]
    [InlineData("SMETA", "1.3", "Passports — 402 workers", "ilo.identity-documents.held")]
    [InlineData("amfori BSCI", "PA11", "Deposit of 500 RMB", "ilo.wages.deductions-and-deposits")]
    [InlineData("SA8000", "2.4", "Freedom of movement", "ilo.movement.leaving-needs-leave")]
    [InlineData("RBA VAP", "A1.2", "Agency fees", "ilo.debt-bondage.recruitment-fees")]
    [InlineData("SMETA", "1", "No policy on passports", null)]
    [InlineData("SMETA", "1", "Passport copies not in personnel files", null)]
    [InlineData("SMETA", "10B", "Passports — 402 workers", null)]
    [InlineData("SMETA", "3", "Passport lockers block the fire exit", null)]
    public async Task A_terse_row_stands_for_a_rule_where_clause_and_words_agree(string scheme, string clause, string description, string? rule)
    {
        var read = await Html($"<p>{scheme}</p>" + Table(["No.", "Clause", "Grade", "Finding", "Status"], ["1", clause, "Major", description, "Open"]));
        read.Findings.Where(f => f.Status == EvidenceStatus.Asserted).Select(f => f.Rule).ShouldBe(rule is null ? [] : [rule]);
    }

    [Fact]
    public async Task Cells_merged_over_rows_hold_for_each_of_them()
    {
        var read = await Html("""
            <table><tr><th colspan="4">Corrective action plan</th></tr><tr><th>Clause</th><th>Grade</th><th>Finding</th><th>Status</th></tr>
            <tr><td rowspan="2">1</td><td rowspan="2">Major</td><td>Passports are kept by the employer</td><td>Open</td></tr>
            <tr><td>Recruitment fees were paid by all workers</td><td>Closed</td></tr></table>
            """);
        read.Rows.Select(r => (r.Clause, r.Grade, r.Status)).ShouldBe([("1", AuditGrade.Major, AuditTableStatus.Open), ("1", AuditGrade.Major, AuditTableStatus.Closed)]);
    }

    [Fact]
    public async Task A_table_that_goes_on_over_a_page_keeps_its_columns()
    {
        var read = await Html(
            Table(["No.", "Grade", "Finding", "Status"], ["1", "Major", "Passports are kept by the employer", "Closed"])
            + "<p>Page 2 of 3</p>" + Table(null, ["2", "Minor", "Recruitment fees were paid by all workers", "Open"], ["No.", "Grade", "Finding", "Status"], ["3", "Minor", "Deposits are taken from all workers", "Closed"])
            + "<h2>Other</h2>" + Table(null, ["4", "Minor", "Something", "Open"]));
        read.Rows.Select(r => r.Status).ShouldBe([AuditTableStatus.Closed, AuditTableStatus.Open, AuditTableStatus.Closed]);
    }

    public static TheoryData<string, string> NoFindings() => new()
    {
        { "a glossary of grades", Table(["Grade", "Description", "Timescale"], ["Critical", "Passports are kept by the employer", "30 days"]) },
        { "a glossary with its word", Table(["Status", "Grade", "Finding", "Meaning"], ["Open", "Critical", "Passports are kept by the employer", "Act now"]) },
        { "a checklist", Table(["No.", "Question", "Yes", "No", "Comments"], ["1", "Are passports kept by the employer?", "", "x", ""]) },
        { "a checklist with a status", Table(["No.", "Requirement", "Finding", "Status"], ["1", "Passports", "Workers hold their passports", "Yes"]) },
        { "conformities", Table(["No.", "Grade", "Finding", "Status"], ["1", "Conformance", "Workers hold their passports", "Closed"]) },
        { "a list of people", Table(["Name", "Position", "Date"], ["A. Sample", "Auditor", "2026-01-01"]) },
    };

    [Theory]
    [MemberData(nameof(NoFindings))]
    public async Task What_only_looks_like_one_has_no_rows(string what, string html) =>
        (await Html(html)).Rows.ShouldBeEmpty(what);

    [Fact]
    public async Task Two_audits_side_by_side_stand_as_the_later_one_says()
    {
        var read = await Html(Table(
            ["Provision", "November 2025", "September 2026"],
            ["B7 Dormitory", "Minor: 14 persons in a room for 12", "Conformance; six to a room"], ["A3 Working hours", "Major: 80 hours a week", "Major: 75 hours a week"]));
        read.Rows.Select(r => (r.Grade, r.Status)).ShouldBe([(AuditGrade.Minor, AuditTableStatus.Closed), (AuditGrade.Major, (AuditTableStatus?)null)]);
        read.Findings.Where(f => f.Start < read.Rows[0].End).ShouldAllBe(f => f.Status != EvidenceStatus.Asserted);
    }

    [Fact]
    public async Task Reads_tables_of_word_documents()
    {
        var read = await Of("plan.docx", DocxFiles.Of(Rows(["No", "Grade", "Finding", "Status"], ["1", "Critical", "Passports are kept by the employer", "Closed 3 May 2026"])));
        read.Rows.ShouldHaveSingleItem().Closed.ShouldBe(new DateOnly(2026, 5, 3));
    }

    [Fact]
    public async Task Names_the_cell_of_a_workbook()
    {
        var read = await Of("plan.xlsx", XlsxFiles.Of(
            "CAP 2026", ["Corrective action plan"], [], ["NC no.", "Clause", "Grade", "Details", "Due", "Status"],
            ["1", "1", "Zero tolerance", "Passports are kept by the employer", "2026-06-30", "In progress"], [], ["2", "1", "Major", "Recruitment fees were paid by all workers", null, "Closed"]));
        read.Rows.Select(r => r.Place).ShouldBe(["CAP 2026!D4", "CAP 2026!D6"]);
        read.Findings.ShouldContain(f => f.Rule == "ilo.identity-documents.held" && f.Grade == AuditGrade.ZeroTolerance && f.Why.Contains("CAP 2026!D4", StringComparison.Ordinal));
        read.Rows[1].Status.ShouldBe(AuditTableStatus.Closed);
    }

    [Fact]
    public async Task Offsets_are_those_of_the_text()
    {
        var html = Table(["No.", "Grade", "Finding", "Status"], ["1", "Major", "Passports — 护照 are kept by the employer", "Open"]);
        var text = await Ingestion.Documents.Reading.ReadAsync("a.html", Page(html));
        var read = Read(text);
        var row = read.Rows.ShouldHaveSingleItem();
        text.Text[row.DescriptionStart..row.DescriptionEnd].ShouldBe("Passports — 护照 are kept by the employer");
        text.Text[row.Start..row.End].ShouldStartWith("1\tMajor");
        read.Findings.ShouldAllBe(f => text.Text.Substring(f.Start, f.End - f.Start) == f.Quote);
    }

    private static string Table(string[]? header, params string[][] rows) =>
        $"<table>{(header is null ? "" : $"<tr>{string.Concat(header.Select(h => $"<th>{h}</th>"))}</tr>")}{string.Concat(rows.Select(r => $"<tr>{string.Concat(r.Select(c => $"<td>{c}</td>"))}</tr>"))}</table>";

    private static string Page(string body) => $"<!doctype html><html><body>{body}</body></html>";

    private static async Task<ReadText> Html(string body) => Read(await Ingestion.Documents.Reading.ReadAsync("a.html", Page(body)));

    private static async Task<ReadText> Of(string name, byte[] content)
    {
        using var folder = new ScratchFolder();
        return Read(await Ingestion.Documents.Reading.ReadAsync(folder.Write(name, content)));
    }

    private static ReadText Read(DocumentText text) =>
        ReadText.Of(new DocumentContent { DocumentId = Guid.Empty, Text = text.Text, BlocksJson = StoredJson.Write(text.Blocks) }, Rules.Value);

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SupplyRisk.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? "", "rulesets");
    }
}
