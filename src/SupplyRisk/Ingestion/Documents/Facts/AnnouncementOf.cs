using System.Text.RegularExpressions;

namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>Whether the audit was announced: from its label, a ticked box, the first page, or a sentence on the audit itself.</summary>
internal static partial class AnnouncementOf
{
    private const int FirstPage = 3_500;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    public static Stated<AuditAnnouncement>? Read(DocumentText text, LabelledValues labels)
    {
        foreach (var value in labels.Of(AuditLabel.Announcement).Concat(labels.Of(AuditLabel.AuditDate)).Where(v => v.End - v.Start < 300))
        {
            if (In(labels.Folded, value.Start, value.End) is { } stated)
                return stated;
            if (IsYesNo(labels, value) is { } answer)
                return new(answer, value.Start, value.End);
        }

        return FirstPages(text, labels) ?? Sentence(labels.Folded);
    }

    /// <summary>"Announced: yes" in a row or on a line of its own.</summary>
    private static AuditAnnouncement? IsYesNo(LabelledValues labels, LabelledValue value)
    {
        var before = labels.Folded[Math.Max(0, value.Start - 30)..value.Start].TrimEnd(':', ' ', '\t', '\n');
        if (!before.EndsWith("announced", StringComparison.Ordinal) || before.EndsWith("unannounced", StringComparison.Ordinal) || before.EndsWith("semi-announced", StringComparison.Ordinal))
            return null;
        var said = labels.Folded[value.Start..value.End].Trim();
        return said is "yes" or "y" or "☒" ? AuditAnnouncement.Announced : said is "no" or "n" ? AuditAnnouncement.Unannounced : null;
    }

    private static Stated<AuditAnnouncement>? FirstPages(DocumentText text, LabelledValues labels)
    {
        // Short lines of the first page only: in running text "announced" is said of many things.
        foreach (var block in text.Blocks.TakeWhile(b => b.Start < FirstPage).Where(b => b.End - b.Start <= 140))
        {
            if (In(labels.Folded, block.Start, block.End) is { } stated)
                return stated;
        }

        return null;
    }

    private static Stated<AuditAnnouncement>? Sentence(string folded)
    {
        var match = OfTheAudit().Match(folded[..Math.Min(folded.Length, 20_000)]);
        return match.Success ? In(folded, match.Index, match.Index + match.Length) : null;
    }

    /// <summary>What a stretch says, or null if it names none, or several with none ticked.</summary>
    private static Stated<AuditAnnouncement>? In(string folded, int start, int end)
    {
        var found = new List<(AuditAnnouncement Kind, int Start, int End)>();
        var rest = folded[start..end];
        foreach (var (kind, says) in new[] { (AuditAnnouncement.Unannounced, Unannounced()), (AuditAnnouncement.SemiAnnounced, SemiAnnounced()), (AuditAnnouncement.Announced, Announced()) })
        {
            foreach (Match match in says.Matches(rest))
            {
                // "Announced" stands inside "semi-announced".
                if (!found.Exists(f => f.Start < start + match.Index + match.Length && start + match.Index < f.End))
                    found.Add((kind, start + match.Index, start + match.Index + match.Length));
            }
        }

        if (found.Select(f => f.Kind).Distinct().Count() > 1)
            found = found.FindAll(f => IsTicked(folded, start, f.Start));
        return found.Select(f => f.Kind).Distinct().Count() == 1 ? new(found[0].Kind, found[0].Start, found[0].End) : null;
    }

    private static bool IsTicked(string folded, int from, int at)
    {
        while (at > from && folded[at - 1] is ' ' or ']' or ')')
            at--;
        return at > from && folded[at - 1] is '☒' or '☑' or '✓' or '✔' or '■' or 'x' && (folded[at - 1] != 'x' || (at > from + 1 && folded[at - 2] is '[' or '('));
    }

    [GeneratedRegex(@"\bun-?announced\b|\bnot announced\b|\bwithout (?:prior |advance )?(?:notice|announcement)\b|\bno (?:prior|advance) notice\b|飞行检查|不通知|未通知|非通知|未事先通知|不事先通知|无通知|不预先通知|突击|飛行檢查|\bsin anuncio\b|\bno anunciad[ao]\b|\bsin (?:previo )?aviso\b|\bsin anunciar\b|\bunangekundigt\w*|\bnon[- ]annonc\w+|\binopine\w*|\bsans preavis\b|\bnao anunciad[ao]\b|\bsem aviso\b|\bhabersiz\b|\bkhong bao truoc\b|\btanpa pemberitahuan\b|ไม่แจ้งล่วงหน้า", Options)]
    private static partial Regex Unannounced();

    [GeneratedRegex(@"\bsemi[- ]?announced\b|\bpartially announced\b|半通知|半公开|半突击|半公告|\bsemi[- ]?anunciad[ao]\b|\bparcialmente anunciad[ao]\b|\b(?:halb|teil)-?angekundigt\w*|\bsemi[- ]?annonc\w+|\byari haberli\b|\bbao truoc mot phan\b|\bban bao truoc\b|\bsemi[- ]?diumumkan\b|แจ้งล่วงหน้าบางส่วน", Options)]
    private static partial Regex SemiAnnounced();

    [GeneratedRegex(@"\b(?:fully |pre-?)?announced\b|事先通知|预先通知|提前通知|已通知|通知审核|通知验厂|预约审核|提前[^，。；]{0,8}通知|通知期|\banunciad[ao]\b|\bcon (?:previo )?aviso\b|\bangekundigt\w*|\bannonce[es]*\b|\bhaberli\b|\bco bao truoc\b|\bbao truoc\b|\bdiumumkan\b|\bdengan pemberitahuan\b|แจ้งล่วงหน้า", Options)]
    private static partial Regex Announced();

    [GeneratedRegex(@"\b(?:un|semi)?-?announced\s+(?:[\w-]+\s+){0,4}(?:audit|assessment|visit|inspection)\b|\b(?:audit|assessment|visit)\s+(?:was|is|were)\s+(?:\w+\s+)?(?:un|semi)?-?announced\b|(?:审核|验厂|评估)(?:为|系|属于|属)?(?:半通知|不通知|飞行检查|突击|事先通知)|\b(?:auditoria|visita|evaluacion)\s+(?:[\w-]+\s+){0,4}(?:no |semi-?)?anunciada\b|\b(?:auditoria|visita)\s+(?:se realizo|fue realizada)\s+(?:sin|con) (?:previo )?aviso\b", Options)]
    private static partial Regex OfTheAudit();
}
