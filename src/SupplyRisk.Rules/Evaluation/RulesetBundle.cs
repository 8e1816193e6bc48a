using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>A checked and compiled ruleset. Immutable and safe to use from many threads at once.</summary>
public sealed class RulesetBundle
{
    internal RulesetBundle(IReadOnlyList<Rule> rules, string hash, string textHash, TextScanner scanner)
    {
        Rules = rules;
        Hash = hash;
        TextHash = textHash;
        Scanner = scanner;
    }

    /// <summary>Every rule, ordinal by id.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>SHA-256 in lower-case hex over rules with their cases, tables, text lexicon and score declaration; layout and comments do not count.</summary>
    public string Hash { get; }

    /// <summary>SHA-256 in lower-case hex over what text findings depend on: the patterns and the lexicon.</summary>
    public string TextHash { get; }

    /// <summary>All text rules compiled together.</summary>
    public TextScanner Scanner { get; }

    /// <summary>The rule with this id, or null.</summary>
    public Rule? Find(string id) => Rules.FirstOrDefault(r => r.Id == id);

    /// <summary>The four numbers, the account behind them and the flags. Pure and total: the same facts give the same card on any machine.</summary>
    public ScoreCard Score(SubjectFacts facts) => throw new NotSupportedException($"{facts.AsOf}");

    /// <summary>What every fact rule says of the facts, in rule order, with the reasons: for receipts and explanations.</summary>
    public IReadOnlyList<RuleResult> Evaluate(SubjectFacts facts) => throw new NotSupportedException($"{facts.AsOf}");
}
