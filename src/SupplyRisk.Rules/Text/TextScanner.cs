using SupplyRisk.Rules.Model;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Text;

/// <summary>A mistake in a pattern that shows only once rules and lexicon meet, such as a list nobody defines.</summary>
public sealed record TextRuleProblem(string RuleId, YamlNode Source, string Message);

/// <summary>Finds signs in text and says what the text says about them. Immutable; may be used from many threads at once.</summary>
public sealed class TextScanner
{
    private TextScanner() { }

    /// <summary>Everything that would make <see cref="Compile"/> fail; empty if nothing would.</summary>
    public static IReadOnlyList<TextRuleProblem> Check(IReadOnlyList<TextRule> rules, TextLexicon lexicon) => throw new NotSupportedException();

    /// <summary>Compiles rules against the word lists.</summary>
    /// <exception cref="ArgumentException">A pattern names a list or language that the lexicon does not have; <see cref="Check"/> lists all of them.</exception>
    public static TextScanner Compile(IReadOnlyList<TextRule> rules, TextLexicon lexicon) => throw new NotSupportedException();

    /// <summary>Scans one text in time linear in its length.</summary>
    /// <param name="text">The text; offsets of findings refer to it as given.</param>
    /// <param name="language">ISO 639-1 code if known; otherwise, and for scripts that show it anyway, the language is found passage by passage.</param>
    /// <returns>Findings ordered by start, end, rule; may be empty.</returns>
    public IReadOnlyList<TextFinding> Scan(string text, string? language = null) => throw new NotSupportedException();
}
