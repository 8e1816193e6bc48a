using SupplyRisk.Rules.Model;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Text;

/// <summary>What a pattern stands for when it is found.</summary>
public enum PatternKind
{
    /// <summary>A statement that the sign is there: <c>@documents .. @held by @employer</c>.</summary>
    Sign,

    /// <summary>Only the name of the sign: <c>debt bondage</c>. Counts as asserted where the clause also says that it was found.</summary>
    Mention,

    /// <summary>A statement of the contrary: <c>workers keep their own passports</c>. Negated, it asserts the sign.</summary>
    Opposite,

    /// <summary>An exception: where it stands in the same clause, the rule's other patterns are silent.</summary>
    Unless,
}

/// <summary>The text part of a rule: what to look for, by language.</summary>
/// <param name="Id">The rule's id, e.g. <c>ilo.identity-documents.held</c>.</param>
/// <param name="Indicator">The indicator its findings belong to.</param>
/// <param name="Languages">By language, in the order of the file.</param>
public sealed record TextRule(string Id, Indicator Indicator, IReadOnlyList<LanguagePatterns> Languages);

/// <summary>The patterns of one rule in one language.</summary>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Patterns">In the order of the file.</param>
/// <param name="Lists">Named lists that only this rule uses, with their members.</param>
/// <param name="Conditional">True if a condition is part of the sign, as in threats and penalties: "fired if they complain".</param>
public sealed record LanguagePatterns(
    string Language, IReadOnlyList<Pattern> Patterns, IReadOnlyDictionary<string, NamedList> Lists, bool Conditional = false);

/// <summary>A named list of words and phrases, used in patterns as <c>@name</c>.</summary>
public sealed record NamedList(IReadOnlyList<string> Members, YamlNode Source);

/// <summary>One pattern as written, in parts.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Written">As it stands in the file.</param>
/// <param name="Legs">Sequences that must all stand in one clause, in any order; usually one.</param>
/// <param name="Source">Where it stands, for messages.</param>
/// <param name="AtStart">True if the first part must begin the sentence, cell or line: written <c>^</c>.</param>
/// <param name="Before">A sequence that must stand in one of the two sentences before: what stands in front of <c>&gt;&gt;</c>; usually empty.</param>
public sealed record Pattern(
    PatternKind Kind, string Written, IReadOnlyList<IReadOnlyList<PatternPart>> Legs, YamlNode Source, bool AtStart = false, IReadOnlyList<PatternPart>? Before = null);

/// <summary>One place of a pattern.</summary>
/// <param name="Alternatives">Words, phrases and <c>@lists</c>, any of which may stand here.</param>
/// <param name="Numbers">Ranges; a number in one of them may stand here too.</param>
/// <param name="Optional">True if it may be missing.</param>
/// <param name="Gap">Words that may stand before it: 0 for next to each other (small words are skipped), else at most this many.</param>
public sealed record PatternPart(IReadOnlyList<string> Alternatives, IReadOnlyList<NumberRange> Numbers, bool Optional, int Gap);

/// <summary>An inclusive range of numbers.</summary>
public sealed record NumberRange(double Least, double Most);
