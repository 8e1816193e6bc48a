using System.Text.RegularExpressions;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Tests.Suppliers;

public sealed class SupplierKeyTests
{
    private static readonly SupplierRecord Weaver = new() { Name = "Fictional Weaving Co., Ltd.", Country = "CN", Address = "1 Example Road" };

    [Fact]
    public void The_lists_own_id_is_the_key() => SupplierKey.Of(Weaver with { OwnId = "V-17" }).ShouldBe(new SupplierKey("V-17"));

    [Fact]
    public void Without_an_id_the_key_is_a_hash_of_sixteen_digits()
    {
        var key = SupplierKey.Of(Weaver);
        key.IsContentHash.ShouldBeTrue();
        Regex.IsMatch(key.Value, "^h-[0-9a-f]{16}$", RegexOptions.NonBacktracking).ShouldBeTrue(key.Value);
    }

    [Theory]
    [InlineData("FICTIONAL WEAVING CO., LTD.", "1, Example Road;")]
    [InlineData("Fictional  Weaving Co. Ltd", "1 EXAMPLE ROAD")]
    public void Letter_case_and_punctuation_do_not_change_it(string name, string address) =>
        SupplierKey.Of(Weaver with { Name = name, Address = address }).ShouldBe(SupplierKey.Of(Weaver));

    [Theory]
    [InlineData("Fictional Weaving Co., Ltd.", "CN", "2 Example Road")]
    [InlineData("Fictional Weaving Co., Ltd.", "VN", "1 Example Road")]
    [InlineData("Fictional Waving Co., Ltd.", "CN", "1 Example Road")]
    public void Another_name_country_or_address_is_another_supplier(string name, string country, string address) =>
        SupplierKey.Of(new SupplierRecord { Name = name, Country = country, Address = address }).ShouldNotBe(SupplierKey.Of(Weaver));

    [Fact]
    public void Details_do_not_change_it() => SupplierKey.Of(Weaver with { Sector = "Textiles", Workers = 12 }).ShouldBe(SupplierKey.Of(Weaver));
}
