using System.Text.RegularExpressions;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Disclosure.Wording;

/// <summary>What suggested wording may hold: facts as <c>{{entity}}</c>, parts that hang on a fact as <c>{{#if registration}}…{{else}}…{{/if}}</c> and <c>{{#unless …}}</c>, figures as <c>{suppliers_screened}</c>.</summary>
internal static partial class DraftText
{
    /// <summary>Everything that would go wrong when it is filled in, or come out empty without a word.</summary>
    public static IEnumerable<(string Message, string? Suggestion)> Problems(string text)
    {
        var open = new Stack<string>();
        foreach (var inside in Tag().Matches(text).Select(t => t.Groups["inside"].Value.Trim()))
        {
            var words = inside.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["else"]:
                    if (open.Count == 0) yield return ("`{{else}}` stands in no {{#if}}.", null);
                    break;
                case ["/if" or "/unless"]:
                    if (!open.TryPop(out var opened) || words[0] != "/" + opened) yield return ($"`{{{{{words[0]}}}}}` closes nothing that is open there.", null);
                    break;
                case ["#if" or "#unless", var name]:
                    open.Push(words[0][1..]);
                    if (!SuggestText.FactNames.Contains(name)) yield return NoFact(name);
                    break;
                case [var name]:
                    if (!SuggestText.FactNames.Contains(name)) yield return NoFact(name);
                    break;
                default:
                    yield return ($"`{{{{{inside}}}}}` is not understood: there are {{{{fact}}}}, {{{{#if fact}}}}, {{{{#unless fact}}}}, {{{{else}}}} and their ends.", null);
                    break;
            }
        }

        if (open.Count > 0) yield return ($"`{{{{#{open.Peek()}}}}}` is not closed.", null);
        var rest = Tag().Replace(text, " ");
        foreach (var figure in BoundText.Figures(rest).Where(f => FigureCatalogue.Find(f) is null))
            yield return ($"There is no figure `{{{figure}}}`.", Nearest.To(figure, FigureCatalogue.All.Select(f => f.Id)));
        if (BoundText.Said(rest, _ => " ").AsSpan().ContainsAny('{', '}')) yield return ("A brace stands for itself nowhere: a fact is written {{entity}}, a figure {suppliers_screened}.", null);
    }

    private static (string, string?) NoFact(string name) => ($"There is no fact `{name}`: known are {string.Join(", ", SuggestText.FactNames)}.", Nearest.To(name, SuggestText.FactNames));

    [GeneratedRegex(@"\{\{(?<inside>[^{}]*)\}\}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();
}
