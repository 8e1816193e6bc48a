using System.Collections.Concurrent;
using SupplyRisk.Rules.Model;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Text;

/// <summary>A mistake in a pattern that shows only once rules and lexicon meet, such as a list nobody defines.</summary>
public sealed record TextRuleProblem(string RuleId, YamlNode Source, string Message);

/// <summary>Finds signs in text and says what the text says about them. Immutable; may be used from many threads at once.</summary>
public sealed class TextScanner
{
    private readonly TextCompilation compilation;
    private readonly HashSet<string> abbreviations;
    private readonly ConcurrentBag<Workplace> workplaces = [];

    private TextScanner(TextCompilation compilation)
    {
        this.compilation = compilation;
        abbreviations = compilation.Languages
            .SelectMany(l => l.Lexicon.ClauseWords.GetValueOrDefault(ClauseWord.Abbreviation) ?? [])
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Everything that would make <see cref="Compile"/> fail; empty if nothing would.</summary>
    public static IReadOnlyList<TextRuleProblem> Check(IReadOnlyList<TextRule> rules, TextLexicon lexicon) =>
        new TextCompilation(rules, lexicon).Problems;

    /// <summary>Compiles rules against the word lists.</summary>
    /// <exception cref="ArgumentException">A pattern names a list or language that the lexicon does not have; <see cref="Check"/> lists all of them.</exception>
    public static TextScanner Compile(IReadOnlyList<TextRule> rules, TextLexicon lexicon)
    {
        var compiled = new TextCompilation(rules, lexicon);
        if (compiled.Problems.Count > 0)
            throw new ArgumentException(string.Join('\n', compiled.Problems.Select(p => $"{p.RuleId}: {p.Message}")), nameof(rules));
        return new TextScanner(compiled);
    }

    /// <summary>True if findings in the language are hints that count for nothing.</summary>
    /// <param name="language">ISO 639-1 code; one that is not known is not experimental.</param>
    public bool IsExperimental(string language) =>
        Array.Exists(compilation.Languages, l => l.Lexicon.IsExperimental && l.Lexicon.Language == language);

    /// <summary>Scans one text in time linear in its length.</summary>
    /// <param name="text">The text; offsets of findings refer to it as given.</param>
    /// <param name="language">ISO 639-1 code if known; otherwise, and for scripts that show it anyway, the language is found passage by passage.</param>
    /// <returns>Findings ordered by start, end, rule; may be empty.</returns>
    public IReadOnlyList<TextFinding> Scan(string text, string? language = null) => Scan(text, language, null);

    /// <summary>The word lists of a language, or null if it has none.</summary>
    internal LanguageLexicon? LexiconOf(string language) => Array.Find(compilation.Languages, l => l.Lexicon.Language == language)?.Lexicon;

    /// <summary>The same with a probe that sees which patterns matched and may leave one out.</summary>
    internal IReadOnlyList<TextFinding> Scan(string text, string? language, PatternProbe? probe)
    {
        ArgumentNullException.ThrowIfNull(text);
        var findings = new List<TextFinding>();
        if (compilation.Languages.Length == 0)
            return findings;
        var given = Array.Find(compilation.Languages, l => l.Lexicon.Language == language);
        if (!workplaces.TryTake(out var workplace))
            workplace = new Workplace(compilation, abbreviations.GetAlternateLookup<ReadOnlySpan<char>>());
        workplace.Read(text, given, findings, probe);

        // One that was left by an exception is not used again.
        workplaces.Add(workplace);
        findings.Sort(static (a, b) =>
            a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End != b.End ? a.End.CompareTo(b.End) : string.CompareOrdinal(a.Rule, b.Rule));
        return findings;
    }
}
