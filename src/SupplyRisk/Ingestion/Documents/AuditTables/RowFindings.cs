using System.Globalization;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Ingestion.Documents.AuditTables;

/// <summary>
/// What rows of a table of findings make of the text findings in them. The scanner reads the same words, so its findings take the row's
/// status and grade, one a rule and row; a row too terse for it stands for a rule where clause and words agree.
/// </summary>
internal static class RowFindings
{
    /// <param name="found">Of the whole text, in its order.</param>
    /// <param name="rows">In the order of the text.</param>
    /// <returns>In the order of the text.</returns>
    public static List<TextFinding> Of(string text, IReadOnlyList<TextFinding> found, IReadOnlyList<AuditRow> rows, AuditVocabulary words)
    {
        var findings = new List<TextFinding>(found.Count);
        var next = 0;
        foreach (var row in rows)
        {
            while (next < found.Count && found[next].Start < row.Start) findings.Add(found[next++]);
            var inRow = new List<TextFinding>();
            while (next < found.Count && found[next].Start < row.End) inRow.Add(found[next++]);
            if (!inRow.Exists(f => IsDescribed(f, row)) && Terse(text, row, words) is { } terse)
                inRow.Add(terse);
            findings.AddRange(inRow.GroupBy(f => f.Rule, StringComparer.Ordinal)
                .Select(g => g.OrderBy(f => IsDescribed(f, row) ? 0 : 1).ThenBy(f => f.Status == EvidenceStatus.Asserted ? 0 : 1).ThenBy(f => f.Start).First())
                .Select(f => With(row, f)).OrderBy(f => f.Start).ThenBy(f => f.End).ThenBy(f => f.Rule, StringComparer.Ordinal));
        }

        findings.AddRange(found.Skip(next));
        return findings;
    }

    private static bool IsDescribed(TextFinding finding, AuditRow row) => finding.Start < row.DescriptionEnd && finding.End > row.DescriptionStart;

    private static TextFinding With(AuditRow row, TextFinding finding)
    {
        var status = Status(row, finding);
        var grade = row.Grade is { } g ? $", graded {Words.Snake(g).Replace('_', ' ')}" : "";
        var said = row.StatusWords is { } written ? $", “{Short(written)}”" : row.Status is AuditRowStatus.Open ? ", no status given" : "";
        return finding with { Status = status, Grade = row.Grade, Why = $"{finding.Why} Table of findings, {row.Place}{Clause(row)}{grade}{said}: {Reason(row, status)}." };
    }

    private static EvidenceStatus Status(AuditRow row, TextFinding finding) => row.Status switch
    {
        AuditRowStatus.Closed when finding.Status is EvidenceStatus.Asserted => EvidenceStatus.Remediated,
        AuditRowStatus.Withdrawn when finding.Status is EvidenceStatus.Asserted or EvidenceStatus.Remediated => EvidenceStatus.Negated,
        AuditRowStatus.Open or AuditRowStatus.InProgress or AuditRowStatus.Planned or AuditRowStatus.Claimed or AuditRowStatus.Reopened
            when finding.Status is EvidenceStatus.Remediated && IsDescribed(finding, row) => EvidenceStatus.Asserted,
        _ => finding.Status,
    };

    private static string Reason(AuditRow row, EvidenceStatus status)
    {
        var due = row.Due is { } day ? $" by {Iso(day)}" : "";
        return row.Status switch
        {
            AuditRowStatus.Closed => row.Closed is { } closed ? $"closed {Iso(closed)}" : "closed",
            AuditRowStatus.InProgress or AuditRowStatus.Planned => $"promised{due}, not closed",
            AuditRowStatus.Claimed => "said to be done, not verified",
            AuditRowStatus.Withdrawn => "not upheld",
            AuditRowStatus.Reopened => "reopened",
            AuditRowStatus.Open => row.Due is null ? "open" : $"open, due{due}",
            null => Words.Snake(status),
        };
    }

    private static TextFinding? Terse(string text, AuditRow row, AuditVocabulary words)
    {
        if (row.Clause is null || row.Grade is AuditGrade.Observation || row.Status is AuditRowStatus.Withdrawn || row.Indicators.Count == 0)
            return null;
        var quote = text[row.DescriptionStart..row.DescriptionEnd];
        var folded = Cell.Fold(quote);
        if (words.OnPaper.IsMatch(folded))
            return null;
        foreach (var (rule, indicator, subject) in words.Subjects)
        {
            if (row.Indicators.Contains(indicator) && subject.Match(folded) is { Success: true } match)
            {
                return new TextFinding(
                    rule, indicator, EvidenceStatus.Asserted, Speaker.Document, row.DescriptionStart, row.DescriptionEnd, quote,
                    $"A non-compliance with clause {Short(row.Clause)} that names “{match.Value.Trim()}”.", LanguageOf(folded));
            }
        }

        return null;
    }

    private static string LanguageOf(string folded) => folded.Any(c => c is >= '\u4e00' and <= '\u9fff') ? "zh" : "en";

    private static string Clause(AuditRow row) => row.Clause is null ? "" : row.ClauseTitle is null ? $", clause {Short(row.Clause)}" : $", clause {Short(row.Clause)} ({row.ClauseTitle})";

    private static string Short(string words) => words.Length <= 60 ? words.Replace('\n', ' ') : words[..60].Replace('\n', ' ') + "…";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
