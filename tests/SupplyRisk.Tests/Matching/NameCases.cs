using SupplyRisk.Matching;

namespace SupplyRisk.Tests.Matching;

/// <summary>What a pair of names must come out as, and why. All companies are fictional; the places are not.</summary>
public sealed class NameCases
{
    [Theory]
    // spellings of one name
    [InlineData("Qorvane Textile Co., Ltd.", "QORVANE TEXTILES CO LTD", "case, plural and punctuation")]
    [InlineData("Qorvane Textile Co., Ltd.", "Qorvanne Textile", "a doubled letter")]
    [InlineData("Qorvane Intl Mfg Ltd", "Qorvane International Manufacturing Limited", "abbreviations")]
    [InlineData("Qorvane Imp & Exp Co", "Qorvane Import and Export Company", "Imp & Exp")]
    [InlineData("Ya Brenik Shipping", "Yabrenik Shipping", "one word or two")]
    [InlineData("Qorvane (HK) Limited", "Qorvane Ltd", "a city in brackets")]
    [InlineData("Three Brenik Mills", "3 Brenik Mills", "number words")]
    [InlineData("S.A. Brenik de C.V.", "Brenik SA de CV", "dotted legal forms")]
    // legal forms in front, behind, and without spaces
    [InlineData("PT Brenik Garmindo", "Brenik Garmindo", "PT in front")]
    [InlineData("ООО Бреник", "Brenik LLC", "Cyrillic, form in front")]
    [InlineData("Общество с ограниченной ответственностью «Бреник»", "OOO Brenik", "the form in full")]
    [InlineData("CÔNG TY TNHH Brenik Thavo", "Brenik Thavo Company Limited", "Vietnamese form in front")]
    [InlineData("Brenik Tekstil Sanayi ve Ticaret Limited Şirketi", "Brenik Tekstil San. ve Tic. Ltd. Şti.", "Turkish form and folding")]
    [InlineData("深圳市倍朗尼科技有限公司", "Shenzhen Beilangni Technology Co., Ltd.", "Chinese without spaces, words and place translated")]
    [InlineData("倍朗尼纺织股份有限公司", "Bei Lang Ni Textile Co Ltd", "Pinyin written apart")]
    [InlineData("Μπρενικόλ Α.Ε.", "Mprenikol AE", "Greek")]
    [InlineData("بارزنيك", "Barzanik", "Arabic consonants")]
    [InlineData("브레닉 주식회사", "Beurenik Co Ltd", "Hangul")]
    [InlineData("Вrenik Trade", "Brenik Trade", "a Cyrillic letter that looks Latin")]
    // places of this field
    [InlineData("Hetian Brenik Apparel Co., Ltd.", "HOTAN BRENIK GARMENT CO.", "Hetian = Hotan, apparel = garment")]
    [InlineData("Khotan Brenik Carpet", "和田 Brenik Carpet", "Khotan = 和田")]
    [InlineData("Kashgar Brenik Cotton", "Kashi Brenik Cotton Co Ltd", "Kashgar = Kashi")]
    [InlineData("Aksu Brenik Spinning", "Akesu Brenik Spinning", "Aksu = Akesu")]
    [InlineData("Urumqi Brenik Textile", "Wulumuqi Brenik Textile", "Urumqi = Wulumuqi")]
    [InlineData("Karamay Brenik Oil", "Kelamayi Brenik Oil", "Karamay = Kelamayi")]
    [InlineData("Korla Brenik Pear", "Kuerle Brenik Pear", "Korla = Kuerle")]
    [InlineData("Turpan Brenik Wine", "Tulufan Brenik Wine", "Turpan = Tulufan")]
    [InlineData("Hami Brenik Mining", "Kumul Brenik Mining", "Hami = Kumul")]
    [InlineData("Ili Brenik Wool", "Yili Brenik Wool", "Ili = Yili")]
    [InlineData("Yarkand Brenik Yarn", "Shache Brenik Yarn", "Yarkand = Shache")]
    [InlineData("Lop County Brenik Hair Products Co., Ltd.", "Luopu County Brenik Hair Products", "Lop = Luopu")]
    [InlineData("Karakax Brenik Gloves", "Moyu Brenik Gloves", "Karakax = Moyu")]
    [InlineData("Altay Brenik Dairy", "Aletai Brenik Dairy", "Altay = Aletai")]
    [InlineData("Xinjiang Production and Construction Corps", "XPCC", "the Corps by its initials")]
    [InlineData("Bingtuan", "新疆生产建设兵团", "the Corps in Chinese")]
    [InlineData("Xinjiang Production and Construction Corporation (XPCC) and its subordinates", "Xinjiang Production and Construction Corps", "list wording")]
    // packed names
    [InlineData("Qorvane Pharmaceutical Co. Ltd. (also known as Kervane Pharma Co. Ltd.; and Tolmir Health)", "Tolmir Health", "an alias packed in the name")]
    public void May_be_the_same(string left, string right, string why)
    {
        var result = Compare(left, right);
        result.Outcome.ShouldBe(MatchOutcome.Candidate, $"{why}: {result.Score}");
        Compare(right, left).Score.Value.ShouldBe(result.Score.Value, 0.05, $"{why}, the other way round");
    }

    [Theory]
    [InlineData("Ningbo Aksu Trading Co., Ltd.", "Aksu Brenik Textiles Co., Ltd.", "only a place is shared")]
    [InlineData("Xinjiang Brenik Wool Textile Co., Ltd.", "Xinjiang Qorvane Wool Textile Co., Ltd.", "place and trade are shared")]
    [InlineData("Dongguan Footwear Factory", "Dongguan Toys Factory", "a place and a trade word")]
    [InlineData("Brenik Corp", "Qorvane Corp", "the legal form is shared")]
    [InlineData("Brenik Garments Factory 2", "Brenik Garments Factory 3", "numbered sites")]
    [InlineData("Velsar Shipping", "Velmor Shipping", "rare words that only begin alike")]
    [InlineData("Textile Ltd", "Tolmir Textile Ltd", "a trade word alone")]
    public void Is_not_put_forward(string left, string right, string why) =>
        Compare(left, right).Outcome.ShouldNotBe(MatchOutcome.Candidate, $"{why}: {Compare(left, right).Score}");

    [Theory]
    [InlineData("N/A")]
    [InlineData("-")]
    [InlineData("unknown")]
    [InlineData("Co., Ltd.")]
    [InlineData("有限公司")]
    [InlineData("TBD")]
    [InlineData("")]
    [InlineData("  ...  ")]
    public void A_placeholder_or_a_bare_legal_form_matches_nothing(string placeholder)
    {
        Compare(placeholder, placeholder).Score.Value.ShouldBe(0);
        var entries = new[] { new MatchEntry { Id = "1", Name = "Brenik Ltd" }, new MatchEntry { Id = "2", Name = "Unknown Ocean Ltd" } };
        MatchIndex.Build(entries, TokenFrequencies.Shipped, MatchSettings.Default)
            .Match(new MatchQuery { Name = placeholder }, 5, 0).ShouldBeEmpty();
    }

    [Fact]
    public void A_subsidiary_of_a_listed_parent_is_related()
    {
        Compare("Brenik Silicon Industry Co. Ltd. and Subsidiaries", "BRENIK SILICON INDUSTRY (SHANSHAN) CO LTD")
            .Outcome.ShouldBe(MatchOutcome.Related);
    }

    [Theory]
    [InlineData("Brenik Holding Co., Ltd. and its subsidiaries", "Brenik Tolmir Real Estate Insurance Agency (Ningbo) Co., Ltd.", "a group with its subsidiaries, far as the names are")]
    [InlineData("Brenik Group Co., Ltd.", "Brenik Melange Yarn Spinning and Dyeing Co., Ltd.", "parent and subsidiary by the rare word they share")]
    public void May_belong_together(string listed, string supplier, string why) =>
        Compare(supplier, listed).Outcome.ShouldBe(MatchOutcome.Related, $"{why}: {Compare(supplier, listed).Score}");

    [Theory]
    [InlineData("Golden Shipping Ltd", "PT Golden Garment Industry", "a common word is no core")]
    [InlineData("Brenik Shipping Lines", "Brenikov Garment Factory", "nearly the same core")]
    [InlineData("Qorvane Chemical Holding Group", "Tolmir Chemical Holding Group", "all but the core")]
    public void Is_not_even_related(string left, string right, string why) =>
        Compare(left, right).Outcome.ShouldBe(MatchOutcome.Below, $"{why}: {Compare(left, right).Score}");

    [Theory]
    [InlineData("TVB", "TVB Co., Ltd.", true, "the same three letters")]
    [InlineData("TVB", "TVB Textile Trading Co., Ltd.", false, "three letters and more words")]
    [InlineData("Ocean", "OCEAN LTD", true, "one common word, literally")]
    [InlineData("Ocean", "Ocean Brenik Ltd", false, "a common word beside a rare one")]
    [InlineData("Ocean", "Oceana", false, "nearly a common word")]
    public void A_short_or_common_name_fits_only_literally(string alias, string name, bool candidate, string why) =>
        (Compare(name, alias).Outcome == MatchOutcome.Candidate).ShouldBe(candidate, $"{why}: {Compare(name, alias).Score}");

    [Theory]
    [InlineData("Brenik (UK) Solutions Ltd", "Brenik (Canada) Solutions Ltd", "places in brackets on both sides")]
    [InlineData("Brenik (UK) Solutions Ltd", "Brenik Solutions Canada Ltd", "a place in brackets and another without")]
    public void A_place_in_brackets_is_stated_all_the_same(string left, string right, string why) =>
        Compare(left, right).Score.Value.ShouldBeLessThan(Compare("Brenik Solutions Ltd", "Brenik Solutions Canada Ltd").Score.Value, why);

    [Fact]
    public void A_sister_company_is_related()
    {
        var sisters = Compare("Xinjiang Brenik Chemical Fibre Spinning Co., Ltd.", "Brenik Real Estate and Insurance Holding");
        sisters.Outcome.ShouldBe(MatchOutcome.Related, sisters.Score.ToString());
    }

    [Fact]
    public void Funds_number_their_issues() =>
        Compare("Brenik Capital Fund X L.P.", "Brenik Capital Fund XI L.P.").Outcome.ShouldBe(MatchOutcome.Candidate);

    [Fact]
    public void Two_words_of_one_stem_are_told_apart_where_no_word_is_rare()
    {
        Compare("International Railroad Engineering Corporation", "International Railway Engineering Corporation").Features.ShouldContain(feature => feature.Feature == "common_words" && feature.Points < 0);
        Compare("Brenik Railroad Engineering Corporation", "Brenik Railway Engineering Corporation").Features.ShouldNotContain(feature => feature.Feature == "common_words");
        Compare("International Railway Centre", "International Railway Center").Features.ShouldNotContain(feature => feature.Feature == "common_words");
    }

    internal static MatchResult Compare(string left, string right) =>
        MatchIndex.Compare(new MatchQuery { Name = left }, new MatchQuery { Name = right }, TokenFrequencies.Shipped, MatchSettings.Default);
}
