using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>What kind of document it is: by its title, then its file name, then its first page, then what it names most.</summary>
internal static partial class KindOf
{
    private const int FirstPage = 2_500;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly (AuditKind Kind, Regex Says)[] _schemes =
    [
        (AuditKind.Smeta, new(@"\bsmeta\b|sedex members ethical trade audit", Options)),
        (AuditKind.Sa8000, new(@"\bsa ?-?8000\b", Options)),
        (AuditKind.Bsci, new(@"\bbsci\b|\bamfori\b", Options)),
        (AuditKind.Rba, new(@"\brba\b|\bvap\b|responsible business alliance|\beicc\b", Options)),
        (AuditKind.Wrap, new(@"\bworldwide responsible accredited production\b|\bwrap (?:cert|audit|report|principle)", Options)),
        (AuditKind.Slcp, new(@"\bslcp\b|social (?:&|and) labor convergence|social labor convergence", Options)),
    ];

    public static Stated<AuditKind> Read(DocumentText text, Stated<string>? title, string path)
    {
        var folded = LetterFold.Of(text.Text[..Math.Min(text.Text.Length, 60_000)]);

        // The title as the page shows it, for properties often hold a template's.
        var shown = text.Blocks.Take(6).Where(b => b.Kind is BlockKind.Title or BlockKind.Heading && b.End <= folded.Length).ToList();
        var file = LetterFold.Of(Path.GetFileNameWithoutExtension(path).Replace('_', ' '));
        var named = title is null ? "" : LetterFold.Of(title.Value);
        foreach (var block in shown)
        {
            if (OfTitle(folded[block.Start..block.End]) is { } kind)
                return new(kind is AuditKind.OtherAudit ? SchemeOf(named, file, Running(text, folded)) ?? kind : kind, block.Start, block.End);
        }

        if (OfTitle(named) is { } byTitle)
            return new(byTitle is AuditKind.OtherAudit ? SchemeOf(file, Running(text, folded)) ?? byTitle : byTitle, title?.Start, title?.End);
        if (OfTitle(file) is { } byFile)
            return new(byFile, null, null);
        var (first, at) = OfFirstPage(folded[..Math.Min(folded.Length, FirstPage)]);
        return first is { } found ? new(found, at.Start, at.End) : new(AuditKind.Other, null, null);
    }

    /// <summary>The short lines a page begins with: running headers, a scheme's name above the title.</summary>
    private static string Running(DocumentText text, string folded) =>
        string.Join('\n', text.Blocks.Take(4).Where(b => b.Kind is not BlockKind.Cell && b.End - b.Start <= 120 && b.End <= folded.Length).Select(b => folded[b.Start..b.End]));

    private static AuditKind? SchemeOf(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            foreach (var (kind, says) in _schemes)
            {
                if (says.IsMatch(text))
                    return kind;
            }
        }

        return null;
    }

    private static AuditKind? OfTitle(string title)
    {
        if (Training().IsMatch(title))
            return AuditKind.Other;
        var scheme = _schemes.Where(s => s.Says.IsMatch(title)).Select(s => (AuditKind?)s.Kind).FirstOrDefault();
        var audit = Audit().IsMatch(title);
        if (ActionPlan().IsMatch(title) && !(audit && AndPlan().IsMatch(title)))
            return AuditKind.CorrectiveActionPlan;
        if (SelfAssessment().IsMatch(title))
            return AuditKind.SelfAssessment;
        if (Certificate().IsMatch(title) && !audit)
            return AuditKind.Certificate;
        if (audit)
            return scheme ?? AuditKind.OtherAudit;
        if (JobAdvertisement().IsMatch(title) && !Policy().IsMatch(title))
            return AuditKind.JobAdvertisement;
        return Policy().IsMatch(title) ? AuditKind.Policy : scheme;
    }

    private static (AuditKind? Kind, (int Start, int End) At) OfFirstPage(string page)
    {
        var schemes = _schemes
            .Select(s => (s.Kind, Hits: s.Says.Matches(page)))
            .Where(s => s.Hits.Count > 0)
            .OrderByDescending(s => s.Hits.Count).ThenBy(s => s.Hits[0].Index)
            .ToList();
        var audit = Audit().Match(page);
        if (schemes.Count > 0 && audit.Success)
            return (schemes[0].Kind, (schemes[0].Hits[0].Index, schemes[0].Hits[0].Index + schemes[0].Hits[0].Length));
        return AuditReport().Match(page) is { Success: true } report
            ? (AuditKind.OtherAudit, (report.Index, report.Index + report.Length))
            : (null, default);
    }

    [GeneratedRegex(@"audit|\bvisit report\b|\binforme de visita\b|\bbesuchsbericht\b|\bassessment\b|\bassessed\b|\binspection\b|\bverification\b|\bsurveillance\b|\bevaluation\b|审核|审计|验厂|评估|稽核|審核|\bevaluacion\b|\binspeccion\b|prufbericht|\bverificacion\b|denetim|danh gia|penilaian|การตรวจ", Options)]
    private static partial Regex Audit();

    [GeneratedRegex(@"\b(?:social|ethical|labou?r|compliance|site|factory|on-site|third[- ]party)\b.{0,30}\b(?:audit|assessment)\b|\baudit report\b|\bauditors?\b.{0,80}\binterview|审核报告|审计报告|验厂报告|评估报告|informe de (?:la )?auditoria|auditoria social|auditbericht|sozialaudit|rapport d'audit|audit social|relatorio de auditoria|denetim raporu|bao cao danh gia|laporan audit", Options)]
    private static partial Regex AuditReport();

    [GeneratedRegex(@"\bcorrective[ -]actions?\b|\bcapr?\b|\bremediation plan\b|\baction plan\b|纠正措施|整改计划|整改报告|纠正行动|plan de accion|acciones? correctivas?|massnahmenplan|korrekturmassnahmen|maßnahmenplan|actions? correctives?|plano de acao|acao corretiva|duzeltici faaliyet|khac phuc|tindakan perbaikan|แผนการแก้ไข", Options)]
    private static partial Regex ActionPlan();

    [GeneratedRegex(@"\band (?:capr?|corrective)|\bwith (?:capr?|corrective)|&|及|和|\by (?:plan|acc)", Options)]
    private static partial Regex AndPlan();

    [GeneratedRegex(@"self[- ]?(?:assessment|declaration|evaluation|audit)|\bsaq\b|\bquestionnaire\b|自评|自我评估|自查|调查问卷|问卷|autoevaluacion|autodiagnostico|cuestionario|selbstauskunft|selbstbewertung|auto-?evaluation|autoavaliacao|oz degerlendirme|tu danh gia|penilaian mandiri", Options)]
    private static partial Regex SelfAssessment();

    [GeneratedRegex(@"\bcertificate\b|\bcertification of\b|证书|認證證書|\bcertificado\b|\bzertifikat\b|\bcertificat\b|sertifika(?:si)?\b|chung nhan|sertifikat|ใบรับรอง", Options)]
    private static partial Regex Certificate();

    [GeneratedRegex(@"\bpolicy\b|\bpolicies\b|code of (?:conduct|ethics|practice)|\bstatement\b|\bhandbook\b|\bmanual\b|政策|行为准则|行为守则|员工手册|承诺书|声明|\bpolitica\b|codigo de (?:conducta|etica|conduta)|\bmanual\b|\brichtlinie\b|verhaltenskodex|\bpolitique\b|code de conduite|politikasi|chinh sach|kebijakan|นโยบาย", Options)]
    private static partial Regex Policy();

    [GeneratedRegex(@"\bjob (?:ad|advert|advertisement|vacanc\w+|offer|posting|opening)s?\b|\bvacanc(?:y|ies)\b|\bwe are hiring\b|\bnow hiring\b|\b(?:urgent|immediate) (?:hiring|requirement|recruitment)\b|\bhelp wanted\b|\bworkers wanted\b|\bwanted:|招聘(?:启事|广告|信息|简章|公告)|招工(?:启事|简章|信息)?|诚聘|急招|\boferta de (?:empleo|trabajo)\b|\bvacantes?\b|\bse (?:busca|solicita|necesita)n? (?:personal|operari|trabajador|ayudante|costurer|obrer|emplead|mujer|hombre|joven|senorita)|\bbolsa de trabajo\b|\baviso de empleo\b", Options)]
    private static partial Regex JobAdvertisement();

    [GeneratedRegex(@"\btraining (?:material|slides|course|handout|deck|manual)|\btraining$|培训教材|培训资料|培训材料|教材|material de (?:formacion|capacitacion)|schulungsunterlage|\bnewsletter\b|\bnews\b|新闻", Options)]
    private static partial Regex Training();
}
