using SupplyRisk.App.Auth;

namespace SupplyRisk.App.Tests.Auth;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("short", false, "too short")]
    [InlineData("eleven char", false, "one too few")]
    [InlineData("twelve chars", true, "length is enough; nothing else is asked for")]
    [InlineData("correct horse battery staple", true, "words in a row")]
    [InlineData("aaaaaaaaaaaaaa", false, "one character")]
    [InlineData("abababababab", false, "two characters")]
    [InlineData("Password1234", false, "the first guess")]
    [InlineData("qwerty123456", false, "a row of keys")]
    [InlineData("password of the purple kettle", true, "the word alone does not spoil it")]
    [InlineData("ada.example1", false, "the own name")]
    [InlineData("纸灯笼纺织厂的十二个茶壶们", true, "any script")]
    public void Length_counts_and_composition_does_not(string password, bool good, string why) =>
        (PasswordRules.Problem("ada.example@example.com", "Ada Example", password) is null).ShouldBe(good, why);
}
