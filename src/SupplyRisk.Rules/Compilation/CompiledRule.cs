namespace SupplyRisk.Rules.Compilation;

internal sealed class CompiledRule;
