using System.Globalization;
using HandlebarsDotNet;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Disclosure.Wording;

/// <summary>Suggests wording from templates over facts. What is not known is left out, never made up.</summary>
public static class SuggestText
{
    private static readonly IHandlebars Templates = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });

    /// <summary>What templates may name, in the order they are best explained.</summary>
    public static readonly IReadOnlyList<string> FactNames = [.. Facts("", EntityFacts.None, [], default, default, default).Keys];

    /// <returns>Empty where nothing can be said.</returns>
    public static string For(StatementSection section, IReadOnlyList<Framework> laws, IReadOnlyDictionary<string, string> facts, IReadOnlyDictionary<string, FigureValue> figures)
    {
        var paragraphs = from draft in section.Drafts
                         where draft.Laws.Count == 0 || laws.Any(l => draft.Laws.Contains(l.Id))
                         where draft.Needs.All(Is) && !draft.Without.Any(Is)
                         let text = string.Join(' ', Sentences.Of(OneStop(Templates.Compile(draft.Text)(facts))).Where(s => BoundText.Figures(s).All(f => figures.TryGetValue(f, out var value) && value.IsKnown)))
                         where text.Length > 0
                         select text;
        return string.Join("\n\n", paragraphs);

        bool Is(string name) => figures.TryGetValue(name, out var value) ? value.IsSome : facts.GetValueOrDefault(name) is { Length: > 0 };
    }

    /// <summary>Facts by the name that templates give them.</summary>
    public static IReadOnlyDictionary<string, string> Facts(string entity, EntityFacts facts, IReadOnlyList<Framework> laws, DateOnly from, DateOnly to, DateOnly asOf) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["entity"] = entity,
        ["legal_form"] = facts.LegalForm,
        ["registration"] = facts.Registration,
        ["address"] = facts.Address,
        ["sectors"] = And(facts.Sectors),
        ["countries"] = And([.. facts.Business.Select(c => CountryNames.English(c) ?? c)]),
        ["subsidiaries"] = And(facts.Subsidiaries),
        ["employees"] = facts.Measures.FirstOrDefault(m => m is { Measure: Measure.Employees, Within: null }) is { } people ? FigureValue.Digits(people.Value) : "",
        ["laws"] = And([.. laws.Select(l => $"the {l.Short}")]),
        ["period_start"] = Day(from),
        ["period_end"] = Day(to),
        ["as_of"] = Day(asOf),
    };

    /// <summary>Words of the facts that may stand in a text with their digits.</summary>
    public static IReadOnlyList<string> Known(IReadOnlyDictionary<string, string> facts, IReadOnlyList<Framework> laws) =>
        [.. facts.Values.Where(v => v.Length > 1), .. laws.SelectMany(l => new[] { l.Short, l.Name }), .. facts.TryGetValue("subsidiaries", out var subsidiaries) ? subsidiaries.Split(", ") : []];

    internal static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    // A name may end in a stop (Inc.), and the sentence after it, too.
    private static string OneStop(string text) => text.EndsWith("..", StringComparison.Ordinal) && !text.EndsWith("...", StringComparison.Ordinal) ? text[..^1] : text;

    private static string And(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
    };
}
