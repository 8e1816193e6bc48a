using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;

namespace SupplyRisk.Rules.Testing;

/// <summary>A case for a line of patterns that no case needs yet: the line in its plainest wording. For a person to read and keep, mend or throw away.</summary>
/// <param name="Line">The line as written.</param>
public sealed record CaseProposal(string Rule, string Language, string Line, string Text, string Expect);

/// <summary>Proposes cases. A line that no wording needs says what other lines say already; it is harmless, and nothing is proposed for it. What is proposed comes out as it says, and comes out otherwise once its line is left out.</summary>
public static class CaseProposals
{
    private const int MostTries = 500;

    // Around the name of a sign: found, or not found. Around a statement: nothing.
    private static readonly Dictionary<string, string[]> Frames = new(StringComparer.Ordinal)
    {
        ["en"] = ["{0}.", "The auditors found that {0}.", "{0} was found.", "Evidence of {0} was found.", "{0} were reported by workers.", "No {0} was found."],
        ["es"] = ["{0}.", "Se encontró {0}.", "Los auditores constataron que {0}.", "Se encontró evidencia de {0}.", "No se encontró {0}."],
        ["zh"] = ["{0}。", "审核发现{0}。", "工人反映{0}。", "存在{0}的情况。", "未发现{0}。"],
    };

    private static readonly string[] PlainFrame = ["{0}."];

    // The plainest of a list of names, so that a case reads like a sentence and not like a riddle.
    private static readonly HashSet<string> Plainest = new(
        [
            "workers", "worker", "employees", "employer", "management", "the factory", "wages", "passports", "recruitment fees", "dormitory", "supervisors", "agents",
            "工人", "员工", "工厂", "公司", "工资", "护照", "中介费", "宿舍", "trabajadores", "trabajador", "los trabajadores", "empresa", "la empresa", "salarios", "pasaportes",
        ],
        StringComparer.Ordinal);

    /// <summary>For each line that no case of a stable text rule needs, in order of rule and file; lines that no wording was found for are left out.</summary>
    public static IReadOnlyList<CaseProposal> For(RulesetBundle bundle, Func<Rule, bool>? only = null) =>
    [
        .. bundle.Rules.Where(r => r is { Text: not null, Status: RuleStatus.Stable, Mode: not RuleMode.Off } && only?.Invoke(r) != false)
            .AsParallel().AsOrdered().SelectMany(r => Of(bundle, r)),
    ];

    /// <summary>For the lines of one text rule.</summary>
    internal static List<CaseProposal> Of(RulesetBundle bundle, Rule rule)
    {
        var proposals = new List<CaseProposal>();
        var fires = rule.Cases.Where(c => c is { Expect: "asserted", Language: not null, Text: not null }).Select(c => (Language: c.Language!, Text: c.Text!)).ToList(); // filtered
        foreach (var (language, line) in PatternMutations.Unneeded(bundle, rule).OrderBy(l => l.Line.Kind == PatternKind.Unless)) // signs first: exceptions need one
        {
            if (Propose(bundle, rule, language, line, fires) is not { } proposal) continue;
            proposals.Add(proposal);
            if (proposal.Expect == "asserted") fires.Add((language, proposal.Text));
        }

        return proposals;
    }

    private static CaseProposal? Propose(RulesetBundle bundle, Rule rule, string language, Pattern line, List<(string Language, string Text)> fires)
    {
        foreach (var text in Texts(bundle, rule, language, line, fires).Take(MostTries))
        {
            foreach (var expect in Wanted(line.Kind))
            {
                if (Passes(bundle, rule, language, text, expect, null) && !Passes(bundle, rule, language, text, expect, line))
                {
                    return new CaseProposal(rule.Id, language, line.Written, text, expect);
                }
            }
        }

        return null;
    }

    private static string[] Wanted(PatternKind kind) => kind switch
    {
        PatternKind.Sign => ["asserted"],
        PatternKind.Mention => ["asserted", "negated"],
        PatternKind.Opposite => ["negated", "asserted"],
        PatternKind.Unless => ["silent"],
    };

    private static bool Passes(RulesetBundle bundle, Rule rule, string language, string text, string expect, Pattern? without) => RulesetTester.Passes(
        expect, [.. bundle.Scanner.Scan(text, language, new PatternProbe(without)).Where(f => f.Rule == rule.Id).Select(f => f.Status.Snake()).Distinct(StringComparer.Ordinal)]);

    private static IEnumerable<string> Texts(RulesetBundle bundle, Rule rule, string language, Pattern line, List<(string Language, string Text)> fires)
    {
        var spaces = bundle.Scanner.LexiconOf(language)?.HasSpaces != false;
        foreach (var wording in Wordings(bundle, rule, language, line, spaces))
        {
            if (line.Kind == PatternKind.Unless)
            {
                foreach (var (_, fired) in fires.Where(f => f.Language == language))
                {
                    var clause = fired.TrimEnd('.', '。');
                    yield return spaces ? $"{clause} {wording}." : $"{clause}{wording}。";
                    yield return spaces ? $"{Sentence(wording)} {clause}." : $"{wording}{clause}。";
                }
            }
            else
            {
                var before = line.Before is null ? "" : $"{Sentence(Joined(line.Before.Where(p => !p.Optional).Select(p => Choices(bundle, rule, language, p)[0]), spaces))}{(spaces ? ". " : "。")}";
                foreach (var frame in Frames.GetValueOrDefault(language, PlainFrame)) yield return before + Sentence(frame.Replace("{0}", wording, StringComparison.Ordinal));
            }
        }
    }

    private static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>The first choice of every part, then every other choice of each part in turn.</summary>
    private static IEnumerable<string> Wordings(RulesetBundle bundle, Rule rule, string language, Pattern line, bool spaces)
    {
        var parts = line.Legs.SelectMany(l => l).Where(p => !p.Optional).Select(p => Choices(bundle, rule, language, p)).ToList();
        if (parts.Any(p => p.Count == 0)) yield break;
        yield return Joined(parts.Select(p => p[0]), spaces);
        for (var varied = 0; varied < parts.Count; varied++)
        {
            for (var choice = 1; choice < parts[varied].Count; choice++)
            {
                var at = (Part: varied, Choice: choice);
                yield return Joined(parts.Select((p, i) => p[i == at.Part ? at.Choice : 0]), spaces);
            }
        }

        // Then many mixtures: some other line may say the same with the first words of its lists.
        for (var mixed = 1; mixed < MostTries; mixed++)
        {
            var seed = mixed;
            yield return Joined(parts.Select((p, i) => p[(seed * (31 + (2 * i)) / (i + 1)) % p.Count]), spaces);
        }
    }

    private static string Joined(IEnumerable<string> words, bool spaces) => string.Join(spaces ? " " : "", words);

    // Whole words before stems: a stem alone reads badly.
    private static List<string> Choices(RulesetBundle bundle, Rule rule, string language, PatternPart part) =>
    [
        .. part.Alternatives.SelectMany(a => Expanded(bundle, rule, language, a, 0)).OrderBy(a => !Plainest.Contains(a.TrimEnd('*'))).ThenBy(a => a.EndsWith('*')).Select(a => a.Replace("*", "", StringComparison.Ordinal)),
        .. part.Numbers.Select(n => Math.Max(Math.Ceiling(n.Least), Math.Min(n.Most, 3)).ToString("0", System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static IEnumerable<string> Expanded(RulesetBundle bundle, Rule rule, string language, string alternative, int depth)
    {
        if (!alternative.StartsWith('@')) return [alternative];
        var name = alternative[1..];
        var own = rule.Text!.Languages.First(l => l.Language == language).Lists; // a line of this rule in this language
        var list = own.GetValueOrDefault(name) ?? bundle.Scanner.LexiconOf(language)?.Lists.GetValueOrDefault(name);
        return list is null || depth > 4 ? [] : list.Members.SelectMany(m => Expanded(bundle, rule, language, m, depth + 1));
    }
}
