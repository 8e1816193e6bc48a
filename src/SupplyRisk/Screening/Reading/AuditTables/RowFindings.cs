using System.Globalization;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening.Reading.AuditTables;

/// <summary>
/// What rows of a table of findings make of the text findings in them. The scanner reads the same words, so its findings take the row's
/// status and grade, one a rule and row; a row too terse for it stands for a rule where clause and words agree.
/// </summary>
internal static class RowFindings
{
    /// <param name="found">Of the whole text, in its order.</param>
    /// <param name="rows">In the order of the text.</param>
    /// <returns>In the order of the text.</returns>
    public static List<TextFinding> Of(string text, IReadOnlyList<TextFinding> found, IReadOnlyList<AuditTableRow> rows, AuditVocabulary words)
    {
        var findings = new List<TextFinding>(found.Count);
        var next = 0;
        foreach (var row in rows)
        {
            while (next < found.Count && found[next].Start < row.Start) findings.Add(found[next++]);
            var inRow = new List<TextFinding>();
            while (next < found.Count && found[next].Start < row.End) inRow.Add(found[next++]);
            // The name of a sign alone reads as hypothetical; as a non-compliance with its clause it is one.
            if (inRow.TrueForAll(f => !IsDescribed(f, row) || f.Status is EvidenceStatus.Hypothetical) && Terse(text, row, words) is { } terse)
                inRow.Add(terse);
            findings.AddRange(inRow.GroupBy(f => f.Rule, StringComparer.Ordinal)
                .Select(g => g.OrderBy(f => IsDescribed(f, row) ? 0 : 1).ThenBy(f => f.Status == EvidenceStatus.Asserted ? 0 : 1).ThenBy(f => f.Start).First())
                .Select(f => With(row, f)).OrderBy(f => f.Start).ThenBy(f => f.End).ThenBy(f => f.Rule, StringComparer.Ordinal));
        }

        findings.AddRange(found.Skip(next));
        return findings;
    }

    private static bool IsDescribed(TextFinding finding, AuditTableRow row) => finding.Start < row.DescriptionEnd && finding.End > row.DescriptionStart;

    private static TextFinding With(AuditTableRow row, TextFinding finding)
    {
        var status = Status(row, finding);
        var grade = row.Grade is { } g ? $", graded {Words.Snake(g).Replace('_', ' ')}" : "";
        var said = row.StatusWords is { } written ? $", “{Short(written)}”" : row.Status is AuditTableStatus.Open ? ", no status given" : "";
        return finding with { Status = status, Grade = row.Grade, ForcedLabourClause = row.ForcedLabour, Why = $"{finding.Why.TrimEnd('.')}. Table of findings, {row.Place}{Clause(row)}{grade}{said}: {Reason(row, status)}." };
    }

    private static EvidenceStatus Status(AuditTableRow row, TextFinding finding) => row.Status switch
    {
        AuditTableStatus.Closed when finding.Status is EvidenceStatus.Asserted => EvidenceStatus.Remediated,
        AuditTableStatus.Withdrawn when finding.Status is EvidenceStatus.Asserted or EvidenceStatus.Remediated => EvidenceStatus.Negated,
        AuditTableStatus.Open or AuditTableStatus.InProgress or AuditTableStatus.Planned or AuditTableStatus.Claimed or AuditTableStatus.Reopened
            when finding.Status is EvidenceStatus.Remediated && IsDescribed(finding, row) => EvidenceStatus.Asserted,
        _ => finding.Status,
    };

    private static string Reason(AuditTableRow row, EvidenceStatus status)
    {
        var due = row.Due is { } day ? $" by {Iso(day)}" : "";
        return row.Status switch
        {
            AuditTableStatus.Closed => row.Closed is { } closed ? $"closed {Iso(closed)}" : "closed",
            AuditTableStatus.InProgress or AuditTableStatus.Planned => $"promised{due}, not closed",
            AuditTableStatus.Claimed => "said to be done, not verified",
            AuditTableStatus.Withdrawn => "not upheld",
            AuditTableStatus.Reopened => "reopened",
            AuditTableStatus.Open => row.Due is null ? "open" : $"open, due{due}",
            null => Words.Snake(status),
        };
    }

    private static TextFinding? Terse(string text, AuditTableRow row, AuditVocabulary words)
    {
        if (row.Clause is null || row.Grade is AuditGrade.Observation || row.Status is AuditTableStatus.Withdrawn || row.Indicators.Count == 0)
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

    private static string Clause(AuditTableRow row) => row.Clause is null ? "" : row.ClauseTitle is null ? $", clause {Short(row.Clause)}" : $", clause {Short(row.Clause)} ({row.ClauseTitle})";

    private static string Short(string words) => words.Length <= 60 ? words.Replace('\n', ' ') : words[..60].Replace('\n', ' ') + "…";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
