namespace SupplyRisk.Tests.Installed;

/// <summary>Tests that run while no other does: PostgreSQL holds outbox rows back while anybody on the server writes, in whatever database.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
