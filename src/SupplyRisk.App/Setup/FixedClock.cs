namespace SupplyRisk.App.Setup;

/// <summary>A clock that stands still: a run over files is as of the instant its user names, and comes out the same each time.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
