using System.Text.RegularExpressions;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;

namespace SupplyRisk.Disclosure.Wording;

/// <summary>What stands behind a sentence.</summary>
public enum Support
{
    /// <summary>It claims nothing that a record could show.</summary>
    Plain,

    /// <summary>Figures or records stand behind it.</summary>
    Supported,

    /// <summary>It claims what no record supports.</summary>
    Unsupported,

    /// <summary>The same, and a person has vouched for it with a reason.</summary>
    Attested,

    /// <summary>It names a figure that is not there; nobody can vouch for that.</summary>
    Broken,
}

/// <param name="Text">As written, figures as <c>{id}</c>.</param>
/// <param name="Why">What is wrong with it, in sentences; empty where nothing is.</param>
/// <param name="Attestation">The reason of whoever vouched for it, or null.</param>
public sealed record CheckedSentence(string Text, Support Support, IReadOnlyList<string> Why, bool Boilerplate, string? Attestation)
{
    /// <summary>True where it stands in the way of approval.</summary>
    public bool Blocks => Support is Support.Unsupported or Support.Broken;
}

/// <summary>Tells which sentences claim what no record supports. Careful rather than clever: a person can vouch for what it gets wrong, with a reason that stays on record.</summary>
/// <param name="known">Words of the entity and the laws that may hold digits, such as names and registration numbers.</param>
/// <param name="attested">Reasons by <see cref="Sentences.Key"/>.</param>
public sealed partial class CheckText(ClaimSigns signs, IReadOnlyDictionary<string, FigureValue> figures, IReadOnlyList<string> known, IReadOnlyDictionary<string, string> attested)
{
    public IReadOnlyList<IReadOnlyList<CheckedSentence>> ByParagraph(string text) => [.. Sentences.ByParagraph(text).Select(p => (IReadOnlyList<CheckedSentence>)[.. p.Select(Check)])];

    public CheckedSentence Check(string sentence)
    {
        var bound = BoundText.Figures(sentence);
        var boilerplate = signs.Boilerplate.StandIn(sentence);
        var broken = bound.Select(Broken).OfType<string>().ToList();
        if (broken.Count > 0) return new(sentence, Support.Broken, broken, boilerplate, null);
        var claims = signs.Claims.Where(c => c.Signs.StandIn(sentence)).ToList();
        if (signs.Admissions.StandIn(sentence)) claims = [.. claims.Where(c => c.SupportedBy.Count == 0)];
        var why = claims.Where(c => !c.SupportedBy.Any(IsSome)).Select(c => c.Says).ToList();
        if (HasBareNumber(sentence)) why.Add("It states a number that is bound to no figure, so that no rows stand behind it.");
        if (why.Count == 0) return new(sentence, bound.Count > 0 || claims.Count > 0 ? Support.Supported : Support.Plain, [], boilerplate, null);
        return attested.TryGetValue(Sentences.Key(sentence), out var reason)
            ? new(sentence, Support.Attested, why, boilerplate, reason)
            : new(sentence, Support.Unsupported, why, boilerplate, null);
    }

    private bool IsSome(string figure) => figures.TryGetValue(figure, out var value) && value.IsSome;

    private string? Broken(string id) => !figures.TryGetValue(id, out var value) ? $"There is no figure {{{id}}}."
        : value.IsKnown ? null : $"Nothing is on record for {{{id}}} ({FigureCatalogue.Find(id)?.Label}).";

    private bool HasBareNumber(string sentence)
    {
        var rest = BoundText.Said(sentence, _ => " ");
        foreach (var words in known.Where(w => w.Any(char.IsDigit)).OrderByDescending(w => w.Length)) rest = rest.Replace(words, " ", StringComparison.OrdinalIgnoreCase);
        return signs.Named.TakenOut(NamedNumber().Replace(rest, " ")).Any(char.IsDigit);
    }

    /// <summary>Digits that count nothing: dates, years, sections, standards, tiers.</summary>
    [GeneratedRegex(@"\b(\d{1,2}\s+)?(January|February|March|April|May|June|July|August|September|October|November|December)(\s+\d{1,2},)?\s+\d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\b(FY\s?)?(19|20)\d\d([-/–]\d{2,4})?\b|\b(sections?|ss?|articles?|art|acts?|bill|conventions?|recommendation|iso|sa|iec|level|tiers?|sdg|goal|c|p|no|version|annex|appendix|part|step)\.?\s?\d+(\(\w+\))*", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedNumber();
}
