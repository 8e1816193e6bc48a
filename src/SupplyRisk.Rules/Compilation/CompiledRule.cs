namespace SupplyRisk.Rules.Compilation;

/// <summary>A fact rule ready to run.</summary>
internal sealed class CompiledRule(Condition when, BecauseTemplate because)
{
    private readonly Test _test = when.Compile();

    public Condition When { get; } = when;

    public BecauseTemplate Because { get; } = because;

    /// <summary>True if the rule fires; what it found is then in <see cref="FactScope.Found"/>.</summary>
    public bool Fires(FactScope scope)
    {
        scope.Found.Clear();
        return _test(scope, null);
    }
}
