using System.Text;
using SupplyRisk.Ingestion;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Rules.Text;
using SupplyRisk.Search;
using SupplyRisk.Search.Embedded;
using SupplyRisk.Watchlists;
using SupplyRisk.Watchlists.Custom;

namespace SupplyRisk.Fuzz;

/// <summary>Gives an input to a reader and looks at what comes out: a result that holds, or a reason. Null is all well.</summary>
internal static class Reading
{
    private static readonly ReaderLimits Limits = ReaderLimits.Default with { MaxTime = TimeSpan.FromSeconds(20) };

    public static string? List(byte[] bytes, WorkFolder work, string name)
    {
        var path = work.Path(name);
        File.WriteAllBytes(path, bytes);
        switch (SupplierListReader.Open(path))
        {
            case UnusableList unusable:
                return string.IsNullOrWhiteSpace(unusable.Reason) ? "refused without a reason" : null;
            case SupplierListReading reading:
                try
                {
                    foreach (var row in reading.Rows(CancellationToken.None))
                    {
                        if (row.Record is null && row.Issues.Count == 0) return $"row {row.Row} has neither a record nor an issue";
                        if (row.Record is { } record && new[] { record.Name, record.NativeName, record.Address, record.City }.Any(IsHidden)) return $"row {row.Row} keeps characters nobody sees";
                    }
                    return null;
                }
                catch (UnusableListException e)
                {
                    return string.IsNullOrWhiteSpace(e.Message) ? "stopped without a reason" : null;
                }
            case var other:
                return $"an outcome nobody declared: {other}";
        }
    }

    public static string? Document(byte[] bytes, WorkFolder work, string name) => Document(bytes, work, name, Limits);

    /// <summary>As if <c>pdftotext</c> had written the input.</summary>
    public static string? PdfBoxes(byte[] bytes, WorkFolder work)
    {
        var tool = work.Path("pdftotext-that-lies");
        if (!File.Exists(tool))
        {
            File.WriteAllText(tool, $"#!/bin/sh\ncat '{work.Path("boxes")}'\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        File.WriteAllBytes(work.Path("boxes"), bytes);
        return Document("%PDF-1.4\n"u8.ToArray(), work, "boxes.pdf", Limits with { PdfToText = tool });
    }

    public static string? Watchlist(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var reading = CustomListReader.Read(stream, "list");
        if (reading.Entries.Count == 0 && reading.Issues.Count == 0) return "neither entries nor issues";
        foreach (var entry in reading.Entries.Take(50)) entry.ToMatchEntry();
        return reading.Entries.Any(e => IsHidden(e.Name) || IsHidden(e.Id)) ? "keeps characters nobody sees" : null;
    }

    public static string? ListName(byte[] bytes)
    {
        var parsed = ListNameParser.Parse(Encoding.UTF8.GetString(bytes));
        return parsed.Name is null ? "no name" : null;
    }

    public static string? Mapping(byte[] bytes)
    {
        var (overrides, errors) = MappingOverrides.Parse(Encoding.UTF8.GetString(bytes));
        return overrides is null == (errors.Count == 0) ? "neither a mapping nor errors" : null;
    }

    public static string? Search(byte[] bytes, EmbeddedSearchIndex index)
    {
        var text = Encoding.UTF8.GetString(bytes);
        if (text.Length % 3 != 0 && text.Length > 200) text = text[..200]; // most people type less
        foreach (var kind in Enum.GetValues<SearchKind>())
        {
            var parsed = SearchText.Parse(text, kind);
            if (parsed.Problems.Any(p => p.Position < 0 || p.Position > text.Length || p.Message.Length == 0)) return "a problem without its place";
            var query = parsed.ToQuery(kind);
            if (parsed.Problems.Count > 0 || query.Problems().Count > 0) continue;
            index.SearchAsync(query, SearchScope.All, CancellationToken.None).GetAwaiter().GetResult();
        }
        return null;
    }

    public static string? Ruleset(byte[] bytes, string score)
    {
        var load = RulesetLoader.Load([new("score.yaml", score), new("tiny/rules.yaml", Encoding.UTF8.GetString(bytes))]);
        if (load.Bundle is null == (load.Issues.Count == 0)) return "neither a bundle nor issues";
        return load.Issues.Any(i => i.Line < 1 || i.Column < 1 || i.Message.Length == 0) ? "an issue without its place" : null;
    }

    public static string? Scan(byte[] bytes, TextScanner scanner)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return scanner.Scan(text).Any(f => f.Start < 0 || f.End > text.Length || f.Start >= f.End) ? "a finding outside of its text" : null;
    }

    public static async Task FillAsync(EmbeddedSearchIndex index)
    {
        var rebuild = await index.BeginRebuildAsync(OutboxPosition.Start, CancellationToken.None) ?? throw new InvalidOperationException("The index is in use.");
        await using (rebuild)
            await rebuild.CompleteAsync(CancellationToken.None);
    }

    private static string? Document(byte[] bytes, WorkFolder work, string name, ReaderLimits limits)
    {
        var path = work.Path(name);
        File.WriteAllBytes(path, bytes);
        var text = DocumentReader.ReadAsync(path, limits, CancellationToken.None).GetAwaiter().GetResult();
        if (text.Unreadable.Any(u => string.IsNullOrWhiteSpace(u.Reason))) return "unreadable without a reason";
        if (text.Text.Length == 0 && text.Blocks.Count > 0) return "blocks without a text";
        if (text.Blocks.Any(b => b.Start < 0 || b.End > text.Text.Length || b.Start >= b.End)) return "a block outside of its text";
        if (IsHidden(text.Text.Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal))) return "keeps characters nobody sees";
        AuditFacts.Read(text, name);
        return null;
    }

    private static bool IsHidden(string? text) => text is not null && text.Any(c => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f');
}
