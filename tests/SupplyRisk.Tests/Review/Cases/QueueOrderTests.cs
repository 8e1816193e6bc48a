using SupplyRisk.Review;
using SupplyRisk.Review.Cases;

namespace SupplyRisk.Tests.Review.Cases;

/// <summary>The order of the queue and the reason for it.</summary>
public sealed class QueueOrderTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(Lane.Risk, 19_000, 0, "hard trigger (100) and residual risk 90; opened today")]
    [InlineData(Lane.Risk, 10_000, 1, "residual risk 100; 1 day of waiting +0.1")]
    [InlineData(Lane.Risk, 7_250, 12, "residual risk 72.5; 12 days of waiting +1.2")]
    [InlineData(Lane.MatchToCheck, 8_100, 0, "90% alike, of the 90 a confirmed match would score: 81; opened today")]
    [InlineData(Lane.GatherEvidence, 2_000, 30, "inherent risk that nothing is known of 20; 30 days of waiting +3")]
    public void Each_row_says_why_it_stands_there(Lane lane, int harm, int days, string said) => QueueOrder.Reason(Row(lane, harm, days), Now).ShouldBe(said);

    [Fact]
    public void A_day_of_waiting_weighs_a_tenth_of_a_point_and_a_hard_trigger_more_than_two_years()
    {
        QueueOrder.KeyOf(Row(Lane.Risk, 5_000, 11)).ShouldBeGreaterThan(QueueOrder.KeyOf(Row(Lane.Risk, 5_100, 0)));
        QueueOrder.KeyOf(Row(Lane.Risk, 5_000, 9)).ShouldBeLessThan(QueueOrder.KeyOf(Row(Lane.Risk, 5_100, 0)));
        QueueOrder.KeyOf(Row(Lane.Risk, 19_000, 0)).ShouldBeGreaterThan(QueueOrder.KeyOf(Row(Lane.Risk, 10_000, 800)));
    }

    private static CaseRow Row(Lane lane, int harm, int days) => new(Guid.Empty, Guid.Empty, lane, CaseStatus.NotAssessed, null, true, harm, Now.AddDays(-days), Now);
}
