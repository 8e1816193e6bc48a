using SupplyRisk.Search;

namespace SupplyRisk.Tests.Search;

public sealed class SearchAnalysisTests
{
    [Theory]
    [InlineData("The Workers' passports, 2026!", "the|workers|passports|2026")]
    [InlineData("S-0012/A", "s|0012|a")]
    [InlineData("Müller ÅÉÎÕÜ", "muller|aeiou")]
    [InlineData("ß ẞ Æ œ Ø ł Đ ð þ ı İ ə ŋ ſ", "ss|ss|ae|oe|o|l|d|d|th|i|i|a|n|s")]
    [InlineData("Ａｂｃ１２３", "abc123")]
    [InlineData("ﬁnance №5 m² ½", "finance|5|m2")]
    [InlineData("٣٤ ۷ २०", "34|7|20")]
    [InlineData("Σίσυφος ΣΊΣΥΦΟΣ", "σισυφοσ|σισυφοσ")]
    [InlineData("护照3M公司", "护|照|3m|公|司")]
    [InlineData("𠮷野家", "𠮷|野|家")]
    [InlineData("トヨタ・自動車", "ト|ヨ|タ|自|動|車")]
    [InlineData("ຳ ທີ່", "ຳ|ທີ່")]
    [InlineData("a\u00ADb c\u200Dd e\u200Bf", "ab|cd|e|f")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("👩‍🏭 ™ ¦ ※", "")]
    [InlineData("\uD800x\uDC00", "x")]
    [InlineData("\u0301a", "a")]
    [InlineData("", "")]
    public void Cuts_text_into_folded_tokens(string text, string expected) =>
        string.Join('|', SearchAnalysis.Tokens(text)).ShouldBe(expected);

    [Theory]
    [InlineData("が", "か\u3099")]
    [InlineData("ｶﾞ", "ガ")]
    [InlineData("한국", "\u1112\u1161\u11AB\u1100\u116E\u11A8")]
    [InlineData("é", "e\u0301")]
    [InlineData("ё", "е")]
    [InlineData("کیفی", "كيفي")]
    public void Different_spellings_of_one_text_give_the_same_tokens(string left, string right) =>
        SearchAnalysis.Tokens(left).ShouldBe(SearchAnalysis.Tokens(right));

    [Fact]
    public void Cuts_words_without_end_alike_wherever_they_stand()
    {
        var token = SearchAnalysis.Tokens(new string('x', 100_000)).ShouldHaveSingleItem();
        token.Length.ShouldBe(SearchAnalysis.MaxTokenLength);
        SearchAnalysis.Tokens(new string('x', 500)).ShouldBe([token]);
        SearchAnalysis.Tokens("か" + new string('\u3099', 100_000)).ShouldHaveSingleItem().Length.ShouldBe(SearchAnalysis.MaxTokenLength);
    }

    [Fact]
    public void Tokens_hold_nothing_an_index_could_take_for_syntax()
    {
        for (var c = 0; c <= 0x10FFFF; c++)
        {
            if (c is >= 0xD800 and <= 0xDFFF)
                continue;
            foreach (var token in SearchAnalysis.Tokens(char.ConvertFromUtf32(c)))
            {
                token.Any(t => t < 0x80 && !char.IsAsciiLetterLower(t) && !char.IsAsciiDigit(t)).ShouldBeFalse($"U+{c:X4} gives {token}");
                token.ShouldNotContain(SearchAnalysis.ValueBreak);
            }
        }
    }

    [Fact]
    public void A_token_folded_again_is_itself()
    {
        for (var c = 0; c <= 0xFFFF; c++)
        {
            if (char.IsSurrogate((char)c))
                continue;
            var tokens = SearchAnalysis.Tokens(((char)c).ToString());
            SearchAnalysis.Tokens(string.Join(' ', tokens)).ShouldBe(tokens, $"U+{c:X4}");
        }
    }
}
