using System.Text.RegularExpressions;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>By which words a sentence claims something, as <c>statements/claims.yaml</c> says for English and <c>claims.fr.yaml</c> and the like for other languages. All hold at once: one statement may stand in two languages.</summary>
/// <param name="Admissions">What says that something was not done or is not known: no claim of having done it.</param>
/// <param name="Boilerplate">Phrases of every other statement.</param>
/// <param name="Named">Digits that count nothing: dates, articles, norms.</param>
/// <param name="Cases">What has to come out, by file.</param>
public sealed record ClaimSigns(IReadOnlyList<Claim> Claims, Phrases Admissions, Phrases Boilerplate, Phrases Named, IReadOnlyList<ClaimCase> Cases)
{
    public static readonly ClaimSigns None = new([], Phrases.None, Phrases.None, Phrases.None, []);
}

/// <summary>Phrases that are looked for together.</summary>
/// <param name="patterns">Several: one that cannot backtrack may only be so large.</param>
public sealed class Phrases(IReadOnlyList<Regex> patterns)
{
    public static readonly Phrases None = new([]);

    public bool StandIn(string text) => patterns.Any(p => p.IsMatch(text));

    public string TakenOut(string text) => patterns.Aggregate(text, (rest, p) => p.Replace(rest, " "));
}

/// <summary>One kind of claim.</summary>
/// <param name="Says">What is wrong where nothing supports it.</param>
/// <param name="SupportedBy">Figures of which one must be there and not zero; empty is never supported.</param>
public sealed record Claim(string Id, string Says, Phrases Signs, IReadOnlyList<string> SupportedBy);

/// <summary>A sentence and what it claims.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="Claims">Ids of claims, or <c>number</c> for a number that is bound to no figure; empty where it claims nothing.</param>
public sealed record ClaimCase(string File, string Text, IReadOnlyList<string> Claims);
