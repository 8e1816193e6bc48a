using Microsoft.EntityFrameworkCore;
using Newtonsoft.Json;
using SupplyRisk.Data;
using SupplyRisk.Ingestion.Documents;
using SupplyRisk.Review.Profile;
using SupplyRisk.Rules.Evaluation;

namespace SupplyRisk.Review.Proposals;

/// <summary>The text of a proposed case: the smallest passage that shows it, and whether it repeats a worker's words.</summary>
public static class RuleCaseText
{
    /// <summary>UTF-16 units.</summary>
    public const int Longest = 2_000;

    private const int WordsInARow = 5;
    private const int LettersInARow = 12;

    /// <summary>
    /// The quote alone, the sentences it stands in, or its whole block: the first of them of which the rule makes what it made of the
    /// document, for a passage torn out of its sentence may read otherwise. The block if none does.
    /// </summary>
    public static (int Start, int End) Passage(RulesetBundle rules, string text, IReadOnlyList<TextBlock> blocks, string rule, string got, int start, int end, string? language)
    {
        var block = blocks.Where(b => b.Start <= start && b.End >= end).OrderBy(b => b.End - b.Start).FirstOrDefault() is { } found ? (found.Start, found.End) : (Start: start, End: end);
        var widest = block.End - block.Start <= Longest ? block : (Start: start, End: Math.Min(end, start + Longest));
        (int Start, int End)[] candidates = [(start, end), Sentences(text, start, end, widest), widest];
        return candidates.FirstOrDefault(c => c.End - c.Start <= Longest && Made(rules, rule, text[c.Start..c.End], language).Contains(got), widest);
    }

    /// <summary>What the rule makes of a text now: statuses in snake case, or <c>silent</c> alone.</summary>
    public static IReadOnlyList<string> Made(RulesetBundle rules, string rule, string text, string? language)
    {
        var statuses = rules.Scanner.Scan(text, language).Where(f => f.Rule == rule).Select(f => Words.Snake(f.Status)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return statuses.Count == 0 ? [RuleCaseProposal.Silent] : statuses;
    }

    /// <summary>True where a passage may not leave its document as it is: a worker says it, or it speaks of fewer than ten people.</summary>
    public static async Task<bool> HoldsBackAsync(SupplyRiskDb db, Guid document, int start, int end, CancellationToken ct)
    {
        var findings = await db.Findings.AsNoTracking().Where(f => f.DocumentId == document && f.Start < end && f.End > start).Select(f => new { f.Speaker, f.QuantitiesJson }).ToListAsync(ct);
        return findings.Exists(f => HeldBack.Is(f.Speaker, f.QuantitiesJson));
    }

    /// <summary>True if <paramref name="text"/> holds five words in a row of <paramref name="said"/> (in scripts without spaces, twelve characters).</summary>
    public static bool Repeats(string text, string said)
    {
        var (mine, theirs) = (WordsOf(text), WordsOf(said));
        for (var i = 0; i + WordsInARow <= theirs.Count; i++)
        {
            for (var j = 0; j + WordsInARow <= mine.Count; j++)
            {
                if (theirs.GetRange(i, WordsInARow).SequenceEqual(mine.GetRange(j, WordsInARow), StringComparer.Ordinal)) return true;
            }
        }

        var (letters, spoken) = (string.Concat(mine), string.Concat(theirs));
        if (!spoken.Any(c => c >= '\u0e00')) return theirs.Count < WordsInARow && letters.Contains(spoken, StringComparison.Ordinal) && spoken.Length > 0;
        for (var i = 0; i + LettersInARow <= spoken.Length; i++)
            if (letters.Contains(spoken.AsSpan(i, LettersInARow), StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>Where words stand in a text, whatever white space is between them; null if they do not.</summary>
    public static (int Start, int End)? Find(string text, string words)
    {
        var sought = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (sought.Length == 0) return null;
        var flat = new System.Text.StringBuilder(text.Length);
        var places = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var blank = char.IsWhiteSpace(text[i]);
            if (blank && (flat.Length == 0 || flat[^1] == ' ')) continue;
            flat.Append(blank ? ' ' : text[i]);
            places.Add(i);
        }

        var at = flat.ToString().IndexOf(sought, StringComparison.Ordinal);
        return at < 0 ? null : (places[at], places[at + sought.Length - 1] + 1);
    }

    /// <summary>One line of a case file, as rule files write cases.</summary>
    public static string Line(RuleCaseProposal proposal)
    {
        var parts = new List<string>();
        if (proposal.Language is { } language) parts.Add($"lang: {language}");
        parts.Add($"expect: {proposal.Expect}");
        parts.Add($"text: {Quoted(proposal.Text)}");
        if (proposal.Note.Length > 0) parts.Add($"note: {Quoted(proposal.Note)}");
        return $"{{{string.Join(", ", parts)}}}";
    }

    /// <summary>A whole case file. Proposals that have no text yet are left out.</summary>
    public static string File(IEnumerable<RuleCaseProposal> proposals)
    {
        var file = new System.Text.StringBuilder(Head);
        foreach (var rule in proposals.Where(p => p.Text.Length > 0).GroupBy(p => p.Rule, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            file.Append("  ").Append(rule.Key).Append(":\n");
            foreach (var one in rule) file.Append("    - ").Append(Line(one)).Append('\n');
        }

        return file.ToString();
    }

    internal const string Head = "about: Passages that a rule got wrong, as reviewers said.\ncases:\n";

    // What JSON writes between quotes, YAML reads the same.
    private static string Quoted(string text) => JsonConvert.ToString(text);

    private static List<string> WordsOf(string text) =>
        [.. string.Concat(text.Select(c => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static (int Start, int End) Sentences(string text, int start, int end, (int Start, int End) within)
    {
        var from = start;
        while (from > within.Start && !EndsSentence(text, from - 1)) from--;
        while (from < start && char.IsWhiteSpace(text[from])) from++;
        var to = end;
        while (to < within.End && (to == 0 || !EndsSentence(text, to - 1))) to++;
        return (from, to);
    }

    private static bool EndsSentence(string text, int at) =>
        text[at] is '。' or '！' or '？' or '\n' || (text[at] is '.' or '!' or '?' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])));
}
