using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening.Reading.AuditTables;

/// <summary>What a column of a table of findings holds.</summary>
internal enum ColumnRole
{
    Number,
    Clause,
    Requirement,
    Description,
    Grade,
    Status,
    Action,
    Cause,
    Found,
    Due,
    Closed,
    Evidence,

    /// <summary>How it stood at a time, in a table that sets two audits side by side.</summary>
    Period,
    Other,

    /// <summary>Where it stands, the table explains words or asks questions; it holds no findings.</summary>
    Glossary,
}

/// <summary>A clause of an audit code.</summary>
internal sealed record AuditClause(string Title, IReadOnlyList<Indicator> Indicators, bool ForcedLabour);

/// <summary>The words by which tables of findings are read: the reference tables <c>audit-*</c> of a ruleset.</summary>
internal sealed partial class AuditVocabulary
{
    private static readonly ConditionalWeakTable<RulesetBundle, AuditVocabulary> _known = [];

    private readonly Dictionary<(string Scheme, string Clause), AuditClause> _clauses = [];

    private AuditVocabulary(RulesetBundle rules)
    {
        Headers = new CellWords<ColumnRole>(rules.Reference("audit-headers", "words", "role").Select(r => (r[0], Words.Parse<ColumnRole>(r[1]) ?? ColumnRole.Other)));
        Grades = new CellWords<AuditGrade?>(rules.Reference("audit-grades", "words", "grade").Select(r => (r[0], Words.Parse<AuditGrade>(r[1]))));
        Statuses = new CellWords<AuditTableStatus>(rules.Reference("audit-statuses", "words", "status").Select(r => (r[0], Words.Parse<AuditTableStatus>(r[1]) ?? AuditTableStatus.Open)));
        foreach (var r in rules.Reference("audit-clauses", "scheme", "clause", "title", "indicators", "forced_labour"))
            _clauses[(r[0], r[1])] = new AuditClause(r[2], [.. r[3].Split('|').Select(Words.Parse<Indicator>).OfType<Indicator>()], r[4] == "true");
        var subjects = rules.Reference("audit-subjects", "words", "rule").ToList();
        OnPaper = Pattern(string.Join('|', subjects.Where(s => s[1].Length == 0).Select(s => s[0])));
        Subjects = [.. subjects
            .Where(s => rules.Find(s[1]) is { Text: not null, Indicator: not null, Mode: not RuleMode.Off })
            .Select(s => (s[1], rules.Find(s[1])!.Indicator!.Value, Pattern(s[0])))]; // both just looked at
    }

    public CellWords<ColumnRole> Headers { get; }

    /// <summary>Null means that it is no finding, such as <c>conformance</c>.</summary>
    public CellWords<AuditGrade?> Grades { get; }

    public CellWords<AuditTableStatus> Statuses { get; }

    /// <summary>What a terse description may name, and the rule it stands for.</summary>
    public IReadOnlyList<(string Rule, Indicator Indicator, Regex Words)> Subjects { get; }

    /// <summary>What speaks of policies and papers, or of the contrary: then naming a subject states nothing.</summary>
    public Regex OnPaper { get; }

    public static AuditVocabulary Of(RulesetBundle rules) => _known.GetValue(rules, r => new AuditVocabulary(r));

    /// <summary>The code a clause is of is told by its own shape (PA11, A1), then by the document.</summary>
    public AuditClause? Clause(string written, string? scheme)
    {
        if (ClauseShape().Match(written) is not { Success: true } shape)
            return null;
        var (letters, number, letter) = (shape.Groups["letters"].Value.ToUpperInvariant(), shape.Groups["number"].Value, shape.Groups["letter"].Value.ToUpperInvariant());
        return letters switch
        {
            "PA" => Find("bsci", "PA" + number),
            "A" or "B" => Find("rba", letters + number),
            _ when scheme == "bsci" => Find("bsci", "PA" + number),
            _ when scheme is not null => Find(scheme, number + letter) ?? Find(scheme, number),
            _ => null,
        };
    }

    private AuditClause? Find(string scheme, string clause) => _clauses.GetValueOrDefault((scheme, clause));

    // Whole words; a star lifts the boundary, scripts without spaces need none.
    private static Regex Pattern(string words)
    {
        var any = words.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(word =>
        {
            var inner = string.Join(@"[\p{L}\p{N}]*", word.Split('*').Select((part, i) =>
            {
                var folded = Cell.Fold(part);
                return Regex.Escape(i == 0 ? folded.Trim() : folded.Trim().Length == 0 ? "" : part.StartsWith(' ') ? " " + folded.Trim() : folded.Trim());
            }));
            return inner[0] >= '\u2E80' ? inner : $" {inner} ";
        });
        return new Regex(string.Join('|', any.DefaultIfEmpty("^$")), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    [GeneratedRegex(@"^\s*(?:(?:ETI|SA8000|SA|BSCI|RBA|SMETA|clause|cl\.|第)\s*)?(?<letters>PA|A|B)?\s*(?<number>\d{1,2})(?<letter>[A-C](?![A-Za-z]))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClauseShape();
}
