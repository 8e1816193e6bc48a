using System.Globalization;
using System.Net;
using System.Text;

namespace SupplyRisk.Review.Notifications;

/// <summary>A message in words.</summary>
internal static class MailText
{
    private const int LongestName = 120;

    /// <summary>One line without anything a mail's head could be broken with.</summary>
    public static string Subject(Notice notice) => OneLine(notice switch
    {
        { Case: { } c } => $"{Headline(c)}: {c.SupplierName}",
        { Digest: { } d } => $"{Count(d.Total, "change")} in the review queue",
        _ => "A test message from SupplyRisk",
    });

    public static string Plain(Notice notice) => string.Join("\r\n", Lines(notice).Select(l => l.Link is null ? l.Text : $"{l.Text} {l.Link}")) + "\r\n";

    public static string Html(Notice notice)
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>SupplyRisk</title></head><body style=\"font-family:sans-serif;line-height:1.5\">");
        foreach (var (text, link) in Lines(notice))
        {
            if (text.Length == 0 && link is null) continue;
            html.Append("<p>").Append(WebUtility.HtmlEncode(text));
            if (link is not null && Uri.TryCreate(link, UriKind.Absolute, out var whole) && whole.Scheme is "https" or "http") html.Append(" <a href=\"").Append(WebUtility.HtmlEncode(link)).Append("\">Open</a>");
            else if (link is not null) html.Append(' ').Append(WebUtility.HtmlEncode(link));
            html.Append("</p>");
        }
        return html.Append("</body></html>").ToString();
    }

    private static IEnumerable<(string Text, string? Link)> Lines(Notice notice)
    {
        if (notice.Case is { } one)
        {
            foreach (var line in Of(one)) yield return line;
        }
        else if (notice.Digest is { } d)
        {
            yield return ($"{Count(d.Total, "change")} from {Instant(d.From)} to {Instant(d.Until)}.", d.Link);
            foreach (var c in d.Counts) yield return ($"{Count(c.Count, "case")} {News(c.Type)}: {Said(c.Lane)}, {Said(c.Band)}", null);
            foreach (var line in d.Cases.SelectMany(Of)) yield return line;
            if (d.Total > d.Cases.Count) yield return ($"And {(d.Total - d.Cases.Count).ToString("#,0", CultureInfo.InvariantCulture)} more.", d.Link);
        }
        else
        {
            yield return ("This is a test message. If you read it, notifications arrive here.", null);
        }
        yield return ("", null);
        yield return ("A flag is a reason to look, never a verdict. Evidence is shown in SupplyRisk only.", null);
    }

    private static IEnumerable<(string Text, string? Link)> Of(CaseNotice c)
    {
        yield return ("", null);
        var place = c.Country is null ? c.SupplierOwnId : $"{c.SupplierOwnId}, {c.Country}";
        var score = c.FormerRiskScore is { } was && was != c.RiskScore ? string.Create(CultureInfo.InvariantCulture, $"{was} → {c.RiskScore}") : c.RiskScore.ToString(CultureInfo.InvariantCulture);
        yield return ($"{Headline(c)}: {OneLine(c.SupplierName)} ({OneLine(place)}). Risk score {score}, {Said(c.Band)}.", c.Link);
        if (c.Outcome is { } outcome) yield return ($"Outcome: {Said(outcome)}", null);
        foreach (var line in Named("Added", c.Added)) yield return (line, null);
        foreach (var line in Named("Removed", c.Removed)) yield return (line, null);
    }

    private static IEnumerable<string> Named(string what, Facts facts)
    {
        if (facts.Band is { } band) yield return $"{what}, band: {Said(band)}";
        if (facts.Flags.Count > 0) yield return $"{what}, flags: {string.Join(", ", facts.Flags.Select(Said))}";
        if (facts.Indicators.Count > 0) yield return $"{what}, indicators: {string.Join(", ", facts.Indicators.Select(Said))}";
        foreach (var m in facts.MatchCandidates) yield return OneLine(string.Create(CultureInfo.InvariantCulture, $"{what}, match candidate: {m.EntryName} ({m.List} {m.EntryId}, match score {m.MatchScore:0.00})"));
    }

    private static string Headline(CaseNotice c) => $"Case {(c.Reopened ? "open again" : News(c.Type))} ({Said(c.Lane)})";

    private static string News(string type) => type["case.".Length..];

    private static string Said<T>(T value)
        where T : struct, Enum => Words.Snake(value).Replace('_', ' ');

    private static string Count(int count, string noun) => $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    private static string Instant(DateTime at) => at.ToString("d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    // Whatever ends a line, or turns the direction of what follows, is gone.
    private static string OneLine(string text)
    {
        var line = Words.WithoutHidden(text).Trim();
        return line.Length <= LongestName * 2 ? line : line[..(LongestName * 2)] + "…";
    }
}
