using System.Globalization;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;

namespace SupplyRisk.Rules.Testing;

/// <summary>What a text rule looks for, in words.</summary>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Kind">What the lines stand for, in a sentence part.</param>
/// <param name="Lines">Patterns in the order of the file, written for readers: <c>‹workers› … pay/paid … ‹fees›</c>.</param>
public sealed record LooksFor(string Language, string Kind, IReadOnlyList<string> Lines)
{
    internal static IReadOnlyList<LooksFor> Of(Rule rule) => rule.Text is null ? [] :
    [
        .. from language in rule.Text.Languages
           from kind in Enum.GetValues<PatternKind>()
           let lines = language.Patterns.Where(p => p.Kind == kind).Select(InWords).ToList()
           where lines.Count > 0
           select new LooksFor(language.Language, Words(kind), lines),
    ];

    private static string Words(PatternKind kind) => kind switch
    {
        PatternKind.Sign => "statements that the sign is there",
        PatternKind.Mention => "its name, which counts where the clause says that it was found",
        PatternKind.Opposite => "statements of the contrary, which count as a denial",
        PatternKind.Unless => "exceptions: where one stands in the clause, the rule is silent",
    };

    private static string InWords(Pattern pattern) => string.Join(" and, in the same clause, ", pattern.Legs.Select(Leg));

    private static string Leg(IReadOnlyList<PatternPart> parts) =>
        string.Concat(parts.Select((p, i) => (i == 0 ? "" : p.Gap > 0 ? string.Create(CultureInfo.InvariantCulture, $" …{(p.Gap == PatternReader.UsualGap ? "" : $"{p.Gap}…")} ") : " ") + Part(p)));

    private static string Part(PatternPart part)
    {
        var said = string.Join(" / ", part.Alternatives.Select(a => a.StartsWith('@') ? $"‹{a[1..].Replace('_', ' ')}›" : a).Concat(part.Numbers.Select(Number)));
        var several = part.Alternatives.Count + part.Numbers.Count > 1;
        return part.Optional ? $"[{said}]" : several ? $"({said})" : said;
    }

    private static string Number(NumberRange range) => range switch
    {
        { Least: <= 1, Most: >= 1e12 } => "a number",
        { Most: >= 1e12 } => string.Create(CultureInfo.InvariantCulture, $"{range.Least:0.##} or more"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{range.Least:0.##} to {range.Most:0.##}"),
    };
}
