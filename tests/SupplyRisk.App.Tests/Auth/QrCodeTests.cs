using SupplyRisk.App.Auth;

namespace SupplyRisk.App.Tests.Auth;

public sealed class QrCodeTests
{
    [Theory]
    [InlineData(10, 21)]
    [InlineData(17, 21)]
    [InlineData(18, 25)]
    [InlineData(100, 37)]
    [InlineData(134, 41)]
    [InlineData(271, 57)]
    public void Takes_the_smallest_version_that_holds_the_text(int bytes, int size)
    {
        var code = QrCode.Of(new string('x', bytes));
        (code.GetLength(0), code.GetLength(1)).ShouldBe((size, size));
        // a finder in each of three corners
        foreach (var (x, y) in new[] { (0, 0), (size - 7, 0), (0, size - 7) })
            (code[y, x], code[y + 1, x + 1], code[y + 3, x + 3], code[y, x + 6]).ShouldBe((true, false, true, true));
    }

    [Fact]
    public void Refuses_what_does_not_fit() => Should.Throw<ArgumentException>(() => QrCode.Of(new string('x', 272)));
}
