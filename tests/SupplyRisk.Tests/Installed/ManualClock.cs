namespace SupplyRisk.Tests.Installed;

/// <summary>A clock that moves when a test says so.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;

    public void NextDay() => Advance(TimeSpan.FromDays(1));
}
