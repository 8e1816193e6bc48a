using SupplyRisk.Rules.Evaluation;

namespace SupplyRisk.Screening;

/// <summary>The rules an installation screens by. Loaded and checked at start; a broken folder stops the start with every problem named.</summary>
public sealed class ActiveRulesets(RulesetBundle bundle, string folder)
{
    public RulesetBundle Current { get; } = bundle;

    /// <summary>Where they were read from.</summary>
    public string Folder { get; } = folder;
}
