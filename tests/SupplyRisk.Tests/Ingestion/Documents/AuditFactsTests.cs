using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Tests.Ingestion.Documents;

public sealed class AuditFactsTests
{
    [Fact]
    public async Task Reads_an_English_report_with_the_offsets_of_every_fact()
    {
        var (text, facts) = await Read("report.html", """
            <h1>SMETA 4-Pillar Audit Report</h1><table>
            <tr><th>Site name</th><td>Paper Moon Toys Ltd</td></tr><tr><th>Site address</th><td>12 Lantern Road, Rayong</td></tr><tr><th>Country</th><td>Thailand</td></tr>
            <tr><th>Date(s) of audit</th><td>12-14 March 2025</td></tr><tr><th>Report date</th><td>April 2, 2025</td></tr><tr><th>Audit type</th><td>Full initial, semi-announced</td></tr>
            <tr><th>Audit company</th><td>Bright Harbour Assurance, lead auditor R. Doe</td></tr><tr><th>Workers interviewed</th><td>1,036 (16 individually)</td></tr>
            <tr><th>Vendor No.</th><td>MT-77</td></tr></table><p>The auditors and the workers of the site met in the hall, and the report was written after that in the office.</p>
            """);
        facts.Kind.Value.ShouldBe(AuditKind.Smeta);
        facts.Language.ShouldBe("en");
        Quote(text, facts.Title).ShouldBe("SMETA 4-Pillar Audit Report");
        (facts.AuditFrom?.Value, facts.AuditTo?.Value).ShouldBe((new DateOnly(2025, 3, 12), new DateOnly(2025, 3, 14)));
        Quote(text, facts.AuditFrom).ShouldBe("12-14 March 2025");
        (facts.ReportDate?.Value).ShouldBe(new DateOnly(2025, 4, 2));
        (facts.Announcement?.Value).ShouldBe(AuditAnnouncement.SemiAnnounced);
        Quote(text, facts.Announcement).ShouldBe("semi-announced");
        (facts.AuditBody?.Value).ShouldBe("Bright Harbour Assurance");
        (facts.WorkersInterviewed?.Value).ShouldBe(1036);
        Quote(text, facts.WorkersInterviewed).ShouldBe("1,036");
        (facts.SiteName?.Value, facts.SiteAddress?.Value, facts.SiteCountry?.Value).ShouldBe(("Paper Moon Toys Ltd", "12 Lantern Road, Rayong", "TH"));
        Quote(text, facts.SiteCountry).ShouldBe("Thailand");
        facts.SupplierNumbers.ShouldHaveSingleItem().Value.ShouldBe("MT-77");
        facts.Unsettled.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reads_a_Chinese_report()
    {
        var (text, facts) = await Read("report.txt", """
            社会责任审核报告

            供应商：纸月亮玩具有限公司 国家：中国 供应商编号：MT-1056
            审核日期：2025年12月30日至2026年1月2日 报告日期：二〇二六年一月十五日
            审核类型：定期审核，半通知
            审核机构：云雀认证（虚构） 审核员：王小明

            审核员共访谈了二十八名工人，没有发现强迫劳动。工厂地址在广东省东莞市。
            """);
        facts.Kind.Value.ShouldBe(AuditKind.OtherAudit);
        facts.Language.ShouldBe("zh");
        (facts.AuditFrom?.Value, facts.AuditTo?.Value).ShouldBe((new DateOnly(2025, 12, 30), new DateOnly(2026, 1, 2)));
        (facts.ReportDate?.Value).ShouldBe(new DateOnly(2026, 1, 15));
        (facts.Announcement?.Value).ShouldBe(AuditAnnouncement.SemiAnnounced);
        (facts.WorkersInterviewed?.Value).ShouldBe(28);
        Quote(text, facts.WorkersInterviewed).ShouldBe("二十八");
        (facts.SiteName?.Value).ShouldBe("纸月亮玩具有限公司");
        (facts.SiteCountry?.Value).ShouldBe("CN");
        (facts.AuditBody?.Value).ShouldBe("云雀认证（虚构）");
        facts.SupplierNumbers.ShouldHaveSingleItem().Value.ShouldBe("MT-1056");
    }

    [Fact]
    public async Task Reads_a_Spanish_report()
    {
        var (text, facts) = await Read("informe.txt", """
            Informe de auditoría social no anunciada

            Nombre de la fábrica: Confecciones Luna de Papel S.A.
            Dirección: Calle Farol 7, Lima, Perú
            Fechas de la auditoría: del 12 al 14 de marzo de 2025
            Fecha del informe: 2 de abril de 2025
            Empresa auditora: Puerto Claro Auditores (ficticia)

            El equipo entrevistó a 25 trabajadores y trabajadoras de la planta, que no tuvieron que pagar por el puesto ni por los documentos.
            """);
        facts.Kind.Value.ShouldBe(AuditKind.OtherAudit);
        facts.Language.ShouldBe("es");
        (facts.AuditFrom?.Value, facts.AuditTo?.Value).ShouldBe((new DateOnly(2025, 3, 12), new DateOnly(2025, 3, 14)));
        (facts.ReportDate?.Value).ShouldBe(new DateOnly(2025, 4, 2));
        (facts.Announcement?.Value).ShouldBe(AuditAnnouncement.Unannounced);
        (facts.WorkersInterviewed?.Value).ShouldBe(25);
        (facts.SiteName?.Value).ShouldBe("Confecciones Luna de Papel S.A.");
        (facts.SiteCountry?.Value).ShouldBe("PE");
        Quote(text, facts.SiteCountry).ShouldBe("Perú");
        (facts.AuditBody?.Value).ShouldBe("Puerto Claro Auditores (ficticia)");
    }

    [Theory]
    [InlineData("SMETA Corrective Action Plan Report", "a.pdf", AuditKind.CorrectiveActionPlan)]
    [InlineData("SMETA Audit Report and CAPR", "a.pdf", AuditKind.Smeta)]
    [InlineData("We are hiring: sewing operators", "a.pdf", AuditKind.JobAdvertisement)]
    [InlineData("铜鹭电子厂招聘启事", "a.pdf", AuditKind.JobAdvertisement)]
    [InlineData("Se solicita personal para maquila", "a.pdf", AuditKind.JobAdvertisement)]
    [InlineData("Policy on job advertisements", "a.pdf", AuditKind.Policy)]
    [InlineData("Assessment of job advertisements", "a.pdf", AuditKind.OtherAudit)]
    [InlineData("SA8000:2014 surveillance audit", "a.pdf", AuditKind.Sa8000)]
    [InlineData("SA8000 certificate", "a.pdf", AuditKind.Certificate)]
    [InlineData("amfori BSCI 审核报告", "a.pdf", AuditKind.Bsci)]
    [InlineData("RBA VAP audit report", "a.pdf", AuditKind.Rba)]
    [InlineData("WRAP audit report", "a.pdf", AuditKind.Wrap)]
    [InlineData("SLCP verified assessment", "a.pdf", AuditKind.Slcp)]
    [InlineData("Supplier self-assessment questionnaire", "a.pdf", AuditKind.SelfAssessment)]
    [InlineData("Autoevaluación del proveedor", "a.pdf", AuditKind.SelfAssessment)]
    [InlineData("Human rights policy", "a.pdf", AuditKind.Policy)]
    [InlineData("供应商行为准则", "a.pdf", AuditKind.Policy)]
    [InlineData("纠正措施计划", "a.pdf", AuditKind.CorrectiveActionPlan)]
    [InlineData("Plan de acción correctiva", "a.pdf", AuditKind.CorrectiveActionPlan)]
    [InlineData("Code of conduct audit report", "a.pdf", AuditKind.OtherAudit)]
    [InlineData("Kundenaudit", "a.pdf", AuditKind.OtherAudit)]
    [InlineData("Closure audit", "RBA-VAP-closure.pdf", AuditKind.Rba)]
    [InlineData("识别强迫劳动 培训教材", "a.pdf", AuditKind.Other)]
    [InlineData("Minutes of a meeting", "a.pdf", AuditKind.Other)]
    [InlineData("Report", "2025_SMETA_Lantern.pdf", AuditKind.Smeta)]
    public async Task Tells_the_kind_by_title_then_file_name(string title, string file, AuditKind expected)
    {
        var text = await Reading.ReadAsync("a.md", $"# {title}\n\nSome words follow here.");
        AuditFacts.Read(text, "folder/" + file).Kind.Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Audit announcement: Announced", AuditAnnouncement.Announced)]
    [InlineData("Announced: No", AuditAnnouncement.Unannounced)]
    [InlineData("Audit type: ☐ Announced ☒ Semi-announced ☐ Unannounced", AuditAnnouncement.SemiAnnounced)]
    [InlineData("Audit type: [ ] Announced [x] Unannounced", AuditAnnouncement.Unannounced)]
    [InlineData("Audit type: Announced / Semi-announced / Unannounced", null)]
    [InlineData("审核方式：飞行检查", AuditAnnouncement.Unannounced)]
    [InlineData("审核方式：提前两周通知", AuditAnnouncement.Announced)]
    [InlineData("Tipo de anuncio: Semianunciada", AuditAnnouncement.SemiAnnounced)]
    [InlineData("Auditart: unangekündigt", AuditAnnouncement.Unannounced)]
    [InlineData("Fechas de la visita: 2 a 4 de diciembre de 2025, sin anuncio", AuditAnnouncement.Unannounced)]
    [InlineData("The wage rise that the company had announced in the spring of the year before was paid out to all of the workers whom the auditors met, as the wage records and the interviews show.", null)]
    public async Task Tells_whether_the_site_knew(string line, AuditAnnouncement? expected)
    {
        var (_, facts) = await Read("a.txt", "Report\n\n" + line);
        (facts.Announcement?.Value).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Workers interviewed: 12 individual, 20 in 4 groups", 32)]
    [InlineData("访谈人数：单独12人，小组16人", 28)]
    [InlineData("访谈人数：28人（单独12人，小组16人）", 28)]
    [InlineData("The auditors interviewed twenty-two workers in the canteen.", 22)]
    [InlineData("In all, 64 migrant workers were interviewed off site.", 64)]
    [InlineData("Se realizaron entrevistas a 18 trabajadores.", 18)]
    [InlineData("本次审核与30名员工进行了访谈。", 30)]
    [InlineData("The site has 340 workers.", null)]
    public async Task Counts_the_interviews(string line, int? expected)
    {
        var (_, facts) = await Read("a.txt", "Report\n\n" + line);
        (facts.WorkersInterviewed?.Value).ShouldBe(expected);
    }

    [Theory]
    [InlineData("en", "The workers of the site were paid on time and have not been asked for a deposit by the agency.")]
    [InlineData("zh", "工人的工资按时发放，SMETA审核未发现扣押护照的情况。")]
    [InlineData("es", "Los trabajadores de la planta no pagaron por el puesto y se quedaron con sus documentos.")]
    [InlineData("de", "Die Löhne wurden pünktlich gezahlt und die Pässe sind nicht bei der Leitung des Betriebs, das ist gut.")]
    [InlineData("fr", "Les salaires des travailleurs sont payés et la direction ne garde pas les passeports dans un coffre.")]
    [InlineData("pt", "Os trabalhadores não pagaram para o emprego e os documentos são guardados por eles na empresa.")]
    [InlineData("tr", "İşçiler için bir ödeme yapılmadı ve bu belge çok açık olarak kayıt altına alındı, değil mi.")]
    [InlineData("vi", "Người lao động không phải trả phí và được giữ hộ chiếu của các cá nhân trong nhà máy.")]
    [InlineData("id", "Para pekerja tidak membayar biaya dan paspor tidak disimpan oleh perusahaan untuk alasan yang jelas.")]
    [InlineData("th", "คนงานไม่ต้องจ่ายค่าธรรมเนียมและเก็บหนังสือเดินทางไว้เอง")]
    [InlineData(null, "12 / 34 / 56")]
    public async Task Tells_the_language(string? expected, string sentence) =>
        (await Read("a.txt", sentence)).Facts.Language.ShouldBe(expected);

    private static async Task<(DocumentText Text, AuditFacts Facts)> Read(string name, string content)
    {
        var text = await Reading.ReadAsync(name, content);
        return (text, AuditFacts.Read(text, name));
    }

    private static string? Quote<T>(DocumentText text, Stated<T>? stated) => stated is { Start: { } start, End: { } end } ? text.Text[start..end] : null;
}
