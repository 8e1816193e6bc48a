using SupplyRisk.Review.Proposals;

namespace SupplyRisk.Tests.Review.Proposals;

/// <summary>Whose words a case repeats, and where words stand in a text.</summary>
public sealed class RuleCaseTextTests
{
    [Theory]
    [InlineData("They keep our passports in the office.", "Workers: they KEEP our passports, in the office.", true)]
    [InlineData("The employer holds identity papers.", "They keep our passports in the office.", false)]
    [InlineData("our passports in the safe", "They keep our passports in the office safe.", false)]
    [InlineData("老板把我们的护照锁在办公室的柜子里", "工人说:老板把我们的护照锁在办公室的柜子里。", true)]
    [InlineData("雇主保管工人的证件", "工人说:老板把我们的护照锁在办公室的柜子里。", false)]
    [InlineData("No pay.", "No pay.", true)]
    public void Tells_words_of_ones_own_from_repeated_ones(string text, string said, bool repeats) => RuleCaseText.Repeats(text, said).ShouldBe(repeats);

    [Theory]
    [InlineData("One  two\nthree four.", "two three", "two\nthree")]
    [InlineData("One two.", "  two. ", "two.")]
    [InlineData("One two.", "two one", null)]
    [InlineData("One two.", "   ", null)]
    public void Finds_words_whatever_white_space_is_between_them(string text, string words, string? found) =>
        (RuleCaseText.Find(text, words) is { } place ? text[place.Start..place.End] : null).ShouldBe(found);
}
