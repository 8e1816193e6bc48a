using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using SupplyRisk.Review.Record;

namespace SupplyRisk.App.Commands;

/// <summary>Kinds of file that the audit record goes out as.</summary>
internal enum RecordFormat
{
    Csv,
    Xlsx,

    /// <summary>One self-contained page to print.</summary>
    Html,
}

/// <summary>Who decided what, when and why, as a file; the same from page, API and command.</summary>
internal static class RecordOutput
{
    private static readonly string[] Header =
        ["line", "at", "who_id", "who", "from", "action", "subject_kind", "subject_id", "subject", "what", "ids", "reason_code", "words", "digest", "hash"];

    private const string Style = """
        body{font:13px/1.45 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;color:#1b2430;margin:1.5rem}h1{font-size:1.3rem;margin:0 0 .25rem}p{margin:0 0 1rem;color:#57606f}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-top:1px solid #d9dee5;overflow-wrap:anywhere}thead{display:table-header-group}tr{break-inside:avoid}
        td:first-child,td:nth-child(2){white-space:nowrap;font-variant-numeric:tabular-nums}small{color:#57606f;display:block}@page{size:landscape;margin:12mm}
        """;

    public static RecordFormat? Format(string? text) => Words.Parse<RecordFormat>(text);

    public static string ContentType(RecordFormat format) => format switch
    {
        RecordFormat.Csv => TableFile.ContentType(TableFormat.Csv),
        RecordFormat.Xlsx => TableFile.ContentType(TableFormat.Xlsx),
        RecordFormat.Html => "text/html; charset=utf-8",
    };

    public static Task WriteAsync(Stream to, RecordFormat format, IAsyncEnumerable<RecordEntry> entries, CancellationToken ct) => format switch
    {
        RecordFormat.Csv => TableFile.WriteAsync(to, TableFormat.Csv, "Audit record", Header, entries.Select(Row), ct),
        RecordFormat.Xlsx => TableFile.WriteAsync(to, TableFormat.Xlsx, "Audit record", Header, entries.Select(Row), ct),
        RecordFormat.Html => WriteHtmlAsync(to, entries, ct),
    };

    private static IReadOnlyList<object?> Row(RecordEntry e) =>
    [
        e.Seq, e.At, e.ActorId, e.Name, e.From, e.Action, e.SubjectKind, e.SubjectId, e.SubjectName,
        e.IsErased ? "(erased)" : What(e), RecordWords.Ids(e), Fact(e, "reason_code"), Fact(e, "words") ?? Fact(e, "because"), e.Digest, e.Hash,
    ];

    /// <summary>What was done, without the reason that stands beside it.</summary>
    internal static string What(RecordEntry e) => string.Join("; ", e.Facts.Where(f => f.Name is not ("reason_code" or "words" or "because") && !RecordWords.IsBareId(e, f.After)).Select(f => Said(e, f)));

    private static string? Fact(RecordEntry e, string name) => e.Facts.FirstOrDefault(f => f.Name == name)?.After;

    private static string Said(RecordEntry e, RecordFact f)
    {
        var (before, after) = (f.Before is { } was ? RecordWords.Of(e, f.Name, was) : null, RecordWords.Of(e, f.Name, f.After));
        var value = before is null ? after : $"{(before.Length == 0 ? "–" : before)} → {(after.Length == 0 ? "–" : after)}";
        return f.Name.Length == 0 ? value : $"{RecordWords.Of(f.Name)}: {value}";
    }

    private static async Task WriteHtmlAsync(Stream to, IAsyncEnumerable<RecordEntry> entries, CancellationToken ct)
    {
        await using var page = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await page.WriteLineAsync($"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Audit record</title><style>{Style}</style></head><body><h1>Audit record: who did what, when and why</h1>");
        await page.WriteLineAsync("<p>Every line's hash covers the line before it; <code>supplyrisk audit verify</code> proves the chain.</p><table><thead><tr><th>Line</th><th>When (UTC)</th><th>Who</th><th>What</th><th>To what</th><th>Why</th></tr></thead><tbody>");
        await foreach (var e in entries.WithCancellation(ct))
            await page.WriteLineAsync(
                $"<tr><td>{e.Seq.ToString(CultureInfo.InvariantCulture)}</td><td>{e.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}</td><td>{Html(e.Name ?? e.ActorId)}<small>{Html(e.From)}</small></td>"
                + $"<td>{Html(Doing(e.Action))}<small>{Html(e.IsErased ? "(erased)" : What(e))}</small></td><td>{Html(e.SubjectName ?? e.Subject)}</td><td>{Html(Fact(e, "words") ?? Fact(e, "because"))}<small>{Html(Fact(e, "reason_code") is { } code ? RecordWords.Of(e, "reason_code", code) : null)}</small></td></tr>");
        await page.WriteLineAsync("</tbody></table></body></html>");
    }

    /// <summary><c>case.decided</c> → <c>Case decided</c>.</summary>
    internal static string Doing(string action) => action.Replace('.', ' ').Replace('_', ' ') is { Length: > 0 } words ? char.ToUpperInvariant(words[0]) + words[1..] : action;

    private static string Html(string? text) => HtmlEncoder.Default.Encode(Words.Visible(text?.ReplaceLineEndings(" ") ?? ""));
}
