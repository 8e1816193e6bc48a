using SupplyRisk.Rules.Compilation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>A checked and compiled ruleset. Immutable and safe to use from many threads at once.</summary>
public sealed class RulesetBundle
{
    /// <summary>Changes whenever the engine would score the same rules and facts otherwise; part of the hashes.</summary>
    public const string EngineVersion = "4";

    private readonly Dictionary<string, Rule> _byId;
    private readonly WordIndex _words;
    private readonly IReadOnlyList<DerivedCodes> _derived;
    private readonly Rule[] _factRules;
    private readonly Dictionary<string, List<QuantityStep>> _steps = new(StringComparer.Ordinal);
    private readonly int[] _months;

    internal RulesetBundle(
        IReadOnlyList<Rule> rules, ScoreDeclaration declaration, WordIndex words, IReadOnlyList<DerivedCodes> derived,
        TextScanner scanner, IEnumerable<int> months)
    {
        Rules = rules;
        Declaration = declaration;
        Scanner = scanner;
        _words = words;
        _derived = derived;
        _byId = rules.ToDictionary(r => r.Id, StringComparer.Ordinal);
        _factRules = [.. rules.Where(r => r.Compiled is not null && r.Mode != RuleMode.Off)];
        _months =
        [
            .. months.Concat(new[] { declaration.EvidenceAge, declaration.ControlAge, declaration.Coverage.Age }
                .SelectMany(a => a.Steps).Select(s => s.Months)).Distinct().Order(),
        ];
    }

    /// <summary>Every rule, ordinal by id.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Every weight, as <c>score.yaml</c> declares it.</summary>
    public ScoreDeclaration Declaration { get; }

    /// <summary>SHA-256 in lower-case hex over rules with their cases, tables, text lexicon, score declaration and engine version; layout and comments do not count.</summary>
    public required string Hash { get; init; }

    /// <summary>SHA-256 in lower-case hex over what text findings depend on: patterns, lexicon and engine version.</summary>
    public required string TextHash { get; init; }

    /// <summary>How what findings count makes them weigh more or less, ordinal by id; may be empty.</summary>
    public IReadOnlyList<QuantityStep> QuantitySteps
    {
        get;
        init
        {
            field = value;
            foreach (var (rule, step) in value.SelectMany(s => s.Rules.Select(r => (r, s))))
            {
                if (!_steps.TryGetValue(rule, out var steps)) _steps[rule] = steps = [];
                steps.Add(step);
            }
        }
    } = [];

    /// <summary>The steps that weigh findings of a rule, ordinal by id; may be empty.</summary>
    public IReadOnlyList<QuantityStep> StepsOf(string rule) => _steps.TryGetValue(rule, out var steps) ? steps : [];

    /// <summary>All text rules compiled together.</summary>
    public TextScanner Scanner { get; }

    /// <summary>Reference tables by name.</summary>
    internal IReadOnlyDictionary<string, ReferenceTable> Tables { get; init; } = new Dictionary<string, ReferenceTable>();

    /// <summary>Rows of a reference table, in the order of its file, each with the asked columns; empty if there is no such table.</summary>
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    public IEnumerable<string[]> Reference(string table, params string[] columns)
    {
        if (!Tables.TryGetValue(table, out var found)) return [];
        var at = Array.ConvertAll(columns, found.ColumnOf);
        if (Array.IndexOf(at, -1) is >= 0 and var missing) throw new ArgumentException($"The table {table} has no column {columns[missing]}.", nameof(columns));
        return found.Rows.Select(row => Array.ConvertAll(at, i => row[i]));
    }

    /// <summary>The rule with this id, or null.</summary>
    public Rule? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>True if the finding is of a rule that is live, in a language that is not experimental.</summary>
    public bool Counts(TextFinding finding) =>
        Find(finding.Rule) is { Mode: RuleMode.Live } && !Scanner.IsExperimental(finding.Language);

    /// <summary>The four numbers, the account behind them and the flags. Pure and total: the same facts give the same card on any machine.</summary>
    public ScoreCard Score(SubjectFacts facts)
    {
        var scope = ScopeOf(facts);
        var fired = new List<FiredRule>();
        foreach (var rule in _factRules)
        {
            if (rule.Compiled!.Fires(scope)) fired.Add(FiredRule.Of(rule, scope)); // only rules with conditions are listed
        }

        return new Scoring(this, scope, fired).Card();
    }

    /// <summary>What every fact rule says of the facts, in rule order, with the reasons: for receipts and explanations.</summary>
    public IReadOnlyList<RuleResult> Evaluate(SubjectFacts facts) => [.. _factRules.Select(r => Evaluate(r, facts))];

    /// <summary>What one fact rule says of the facts.</summary>
    public RuleResult Evaluate(Rule rule, SubjectFacts facts)
    {
        if (rule.Compiled is not { } compiled) throw new ArgumentException($"{rule.Id} is a text rule", nameof(rule));
        var scope = ScopeOf(facts);
        var fired = compiled.Fires(scope);
        var because = fired ? compiled.Because.Fill(scope) : "";
        return new RuleResult(rule, fired, because, Trace(compiled.When, scope));
    }

    /// <summary>The next day on which a document of this date counts otherwise than on <paramref name="asOf"/>, or null if its age no longer matters.</summary>
    public DateOnly? NextFreshnessStep(DateOnly documentDate, DateOnly asOf)
    {
        if (documentDate.Year > 9000) return null; // a typing mistake; the steps would leave the calendar
        foreach (var months in _months)
        {
            var after = documentDate.AddMonths(months).AddDays(1);
            if (after > asOf) return after;
        }

        return null;
    }

    /// <summary>The facts of a supplier that its rules may ask for.</summary>
    internal IReadOnlyList<Fact> SupplierFacts { get; init; } = FactCatalogue.Supplier;

    internal bool Fires(Rule rule, SubjectFacts facts) => rule.Compiled?.Fires(ScopeOf(facts)) == true;

    internal FactScope ScopeOf(SubjectFacts facts) => new(facts, _words, _derived);

    private static ConditionTrace Trace(Condition condition, FactScope scope) => condition is SomeItem
        ? new ConditionTrace(condition.Words + ": " + condition.Parts[0].Words, condition.Compile()(scope, null), [])
        : new ConditionTrace(condition.Words, condition.Compile()(scope, null), [.. condition.Parts.Select(p => Trace(p, scope))]);
}
