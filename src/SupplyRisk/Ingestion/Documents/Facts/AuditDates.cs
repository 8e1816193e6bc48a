using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>When the audit was and when its report: from labels first, then from sentences that say so.</summary>
internal sealed partial class AuditDates
{
    private const int HeaderLength = 6_000;
    private readonly LabelledValues _labels;
    private readonly DateOrder _order;
    private readonly List<UnsettledFact> _unsettled = [];

    public AuditDates(DocumentText text, LabelledValues labels)
    {
        _labels = labels;
        var all = DateScanner.Find(labels.Folded, 0, Math.Min(labels.Folded.Length, 100_000));
        _order = new DateOrder(labels.Folded, all);

        var audit = Labelled(AuditLabel.AuditDate, "audit_date") ?? (_unsettled.Count == 0 ? InSentence(text, all, AuditSentence(), "audit_date") : null);
        if (audit is { } found)
            (From, To) = (new(found.From, found.Start, found.End), new(found.To, found.Start, found.End));
        var before = _unsettled.Count;
        var report = Labelled(AuditLabel.ReportDate, "report_date") ?? (_unsettled.Count == before ? InSentence(text, all, ReportSentence(), "report_date") : null);
        if (report is { } issued)
            Report = new(issued.To, issued.Start, issued.End);
    }

    public Stated<DateOnly>? From { get; }

    public Stated<DateOnly>? To { get; }

    public Stated<DateOnly>? Report { get; }

    public List<UnsettledFact> Unsettled => _unsettled.OrderBy(u => u.Start).ToList();

    private DateMention? Labelled(AuditLabel label, string fact)
    {
        foreach (var value in _labels.Of(label))
        {
            if (value.End - value.Start > 300)
                continue;
            var mentions = DateScanner.Find(_labels.Folded, value.Start, value.End);
            if (mentions.Count > 0)
                return Settled(mentions, fact);
            if (MonthOnly().Match(_labels.Folded[value.Start..value.End]) is { Success: true })
            {
                _unsettled.Add(new(fact, _labels.ValueOf(value), value.Start, value.End, "Only the month is stated, not the day."));
                return null;
            }
        }

        return null;
    }

    /// <summary>All dates of one value: two days of one audit, or a range.</summary>
    private DateMention? Settled(List<DateMention> mentions, string fact)
    {
        var settled = new List<DateMention>();
        foreach (var mention in mentions)
        {
            if (_order.Settle(mention) is not { } day)
            {
                _unsettled.Add(new(fact, _labels.Text[mention.Start..mention.End], mention.Start, mention.End, _order.Reason(mention)));
                return null;
            }

            settled.Add(day);
        }

        // Far apart they are not days of one audit: the first is what the label is about.
        var (first, last) = (settled.Min(d => d.From), settled.Max(d => d.To));
        return last.DayNumber - first.DayNumber > 60
            ? settled[0]
            : new DateMention(settled[0].Start, settled[^1].End, first, last);
    }

    private DateMention? InSentence(DocumentText text, List<DateMention> all, Regex says, string fact)
    {
        foreach (var mention in all.Where(m => m.Start < HeaderLength))
        {
            var block = text.Blocks.FirstOrDefault(b => b.Start <= mention.Start && mention.End <= b.End);
            if (block is null || block.Kind is BlockKind.Cell)
                continue;
            var (start, end) = Sentence(block, mention);
            if (says.IsMatch(_labels.Folded[start..end]) && !OtherAudit().IsMatch(_labels.Folded[start..end]))
                return Settled([mention], fact);
        }

        return null;
    }

    private (int Start, int End) Sentence(TextBlock block, DateMention mention)
    {
        var start = mention.Start;
        while (start > block.Start && !(_labels.Text[start - 1] is '。' or '\n' or '！' or '？' || (_labels.Text[start - 1] is ' ' && start > block.Start + 1 && _labels.Text[start - 2] is '.' or '!' or '?' && mention.Start - start > 3)))
            start--;
        var end = mention.End;
        while (end < block.End && _labels.Text[end] is not ('。' or '\n' or '！' or '？' or '.' or '!' or '?'))
            end++;
        return (start, end);
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"\b(?:audit|assessment|inspection|visit|verification)\w*\b.{0,120}\b(?:conducted|carried out|performed|took place|held|made|visited|undertaken|was on|dated)\b|\b(?:conducted|carried out|performed|visited|audited|inspected)\b.{0,120}\b(?:audit|assessment|site|factory|facility|on)\b|(?:审核|审计|验厂|评估|稽核).{0,40}(?:进行|实施|开展|执行|完成)|(?:进行|实施|开展|执行)了?.{0,40}(?:审核|审计|验厂|评估|稽核)|(?:auditoria|evaluacion|visita|inspeccion)\b.{0,120}\b(?:realiz|llev|efectu|tuvo lugar|ejecut)|\b(?:realiz|llevo a cabo|efectu)\w*.{0,120}(?:auditoria|evaluacion|visita)|\baudit\b.{0,120}(?:durchgefuhrt|realise|effectue|realizad)|denetim.{0,80}gerceklestiril|danh gia.{0,60}(?:thuc hien|tien hanh)|audit.{0,80}dilaksanakan|dilakukan.{0,40}audit", Options)]
    private static partial Regex AuditSentence();

    [GeneratedRegex(@"\breport\b.{0,60}\b(?:issued|dated|published|completed)\b|(?:报告|本报告).{0,30}(?:签发|出具|发布)|informe\b.{0,60}\b(?:emitid|fechad|publicad|emitio)|bericht\b.{0,60}(?:ausgestellt|datiert)|rapport\b.{0,60}(?:emis|date du)", Options)]
    private static partial Regex ReportSentence();

    [GeneratedRegex(@"\b(?:previous|last|prior|former|next|upcoming|planned|scheduled|follow-up (?:is|will)|valid until|expir\w*|anterior|previa|proxim\w+|pasada|vorherig\w*|letzte\w*|nachste\w*|precedent\w*|prochain\w*|will be)\b|上次|上一次|前次|下次|下一次|此前|有效期", Options)]
    private static partial Regex OtherAudit();

    [GeneratedRegex(@"^\s*(?:[\p{L}.]{3,12}\.?\s*(?:de\s+|del\s+)?(?:19|20)\d\d|(?:19|20)\d\d\s*年\s*\d{1,2}\s*月|(?:19|20)\d\d-\d\d|\d{1,2}/(?:19|20)\d\d)\s*$", Options)]
    private static partial Regex MonthOnly();
}
