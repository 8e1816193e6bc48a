using SupplyRisk.Suppliers;

namespace SupplyRisk.Tests.Suppliers;

public sealed class IdentifierCheckTests
{
    [Theory]
    [InlineData(IdentifierScheme.Lei, "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12")]
    [InlineData(IdentifierScheme.Lei, "5493-001k jtii gc8y 1r12", "5493001KJTIIGC8Y1R12")]
    [InlineData(IdentifierScheme.Duns, "15-048-3782", "150483782")]
    [InlineData(IdentifierScheme.Gln, "4012345000009", "4012345000009")]
    [InlineData(IdentifierScheme.OsId, "cn2021250d1dtn7", "CN2021250D1DTN7")]
    [InlineData(IdentifierScheme.Vat, "DE 136 695 976", "DE136695976")]
    [InlineData(IdentifierScheme.Vat, "FR40303265045", "FR40303265045")]
    [InlineData(IdentifierScheme.Vat, "GB 980 7806 84", "GB980780684")]
    [InlineData(IdentifierScheme.Vat, "ESA58818501", "ESA58818501")]
    [InlineData(IdentifierScheme.Vat, "IT00743110157", "IT00743110157")]
    [InlineData(IdentifierScheme.Vat, "NL004495445B01", "NL004495445B01")]
    [InlineData(IdentifierScheme.Vat, "NL123456789B13", "NL123456789B13")]
    [InlineData(IdentifierScheme.Vat, "BE 0428.759.497", "BE0428759497")]
    [InlineData(IdentifierScheme.Vat, "PT501964843", "PT501964843")]
    [InlineData(IdentifierScheme.Vat, "PL8567346215", "PL8567346215")]
    [InlineData(IdentifierScheme.Vat, "12.345.678/0001-95", "12345678000195")]
    public void Takes_a_valid_identifier_in_its_canonical_form(IdentifierScheme scheme, string written, string canonical) =>
        IdentifierCheck.Of(scheme, written).ShouldBe(new IdentifierCheck(new ExternalIdentifier(scheme, canonical), null));

    [Theory]
    [InlineData(IdentifierScheme.Lei, "5493001KJTIIGC8Y1R13", "check digits")]
    [InlineData(IdentifierScheme.Lei, "5493001KJTIIGC8Y1R", "20 characters, this has 18")]
    [InlineData(IdentifierScheme.Duns, "1504837", "leading zeros")]
    [InlineData(IdentifierScheme.Duns, "15048378X", "other characters")]
    [InlineData(IdentifierScheme.Gln, "4012345000008", "check digit")]
    [InlineData(IdentifierScheme.OsId, "QQ2021250D1DTN7", "country code")]
    [InlineData(IdentifierScheme.OsId, "CN2021400D1DTN7", "day of the year")]
    [InlineData(IdentifierScheme.Uscc, "91440300MA5EYH2X0", "18 characters")]
    [InlineData(IdentifierScheme.Uscc, "91440300MA5EYH2XOK", "'O' does not occur")]
    [InlineData(IdentifierScheme.Uscc, "919903000000000000", "region code")]
    [InlineData(IdentifierScheme.Vat, "DE136695977", "check digits")]
    [InlineData(IdentifierScheme.Vat, "IT00743110158", "check digits")]
    [InlineData(IdentifierScheme.Vat, "NL123456789B14", "check digits")]
    [InlineData(IdentifierScheme.Vat, "FR4030326504", "FR, two characters and 9 digits")]
    [InlineData(IdentifierScheme.Vat, "none", "digits")]
    [InlineData(IdentifierScheme.Lei, "-", "no letters or digits")]
    public void Says_what_is_wrong_with_an_identifier(IdentifierScheme scheme, string written, string problem)
    {
        var check = IdentifierCheck.Of(scheme, written);
        check.Identifier.ShouldBeNull();
        check.Problem.ShouldNotBeNull().ShouldContain(problem);
    }

    [Fact]
    public void A_credit_code_is_checked_by_its_last_character_and_knows_its_region()
    {
        const string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        const string body = "91650100MA0000001";
        alphabet.Count(check => UnifiedSocialCreditCode.Problem(body + check) is null).ShouldBe(1);
        UnifiedSocialCreditCode.Region(body + "X").ShouldBe("650100");
    }

    [Fact]
    public void A_credit_code_found_under_tax_number_is_taken_as_what_it_is()
    {
        const string body = "91650100MA0000001";
        var code = "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(c => body + c).Single(c => UnifiedSocialCreditCode.Problem(c) is null);
        IdentifierCheck.Of(IdentifierScheme.Vat, code).Identifier.ShouldBe(new ExternalIdentifier(IdentifierScheme.Uscc, code));
    }

    [Fact]
    public void A_tax_number_from_outside_the_union_is_no_vat_number_because_of_its_first_letters() =>
        IdentifierCheck.Of(IdentifierScheme.Vat, "DEL851010AB1", "MX").Identifier.ShouldBe(new ExternalIdentifier(IdentifierScheme.Vat, "DEL851010AB1"));
}
