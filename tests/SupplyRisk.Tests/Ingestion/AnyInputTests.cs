using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SupplyRisk.Ingestion;

namespace SupplyRisk.Tests.Ingestion;

public sealed class AnyInputTests
{
    [Fact]
    public void Any_bytes_are_read_or_refused_and_never_a_crash() => Prop.ForAll<byte[]>(bytes =>
    {
        using var file = ListFile.Bytes(bytes);
        ReadThrough(file);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_under_a_header_is_read_or_refused_and_never_a_crash() => Prop.ForAll<string>(text =>
    {
        using var file = ListFile.Text("name,country,lei,spend,workers,tier,hs code,vat\n" + text);
        ReadThrough(file);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_workbook_with_any_byte_changed_is_read_or_refused_and_never_a_crash()
    {
        using var sound = ListFile.Workbook(("Sheet1", [["name", "country"], ["Fictional Weaving", "China"]], ["A1:A2"]));
        var bytes = File.ReadAllBytes(sound.Path);
        Prop.ForAll(Gen.Choose(0, bytes.Length - 1).ToArbitrary(), ArbMap.Default.ArbFor<byte>(), (at, value) =>
        {
            var changed = bytes.ToArray();
            changed[at] = value;
            using var file = ListFile.Bytes(changed);
            ReadThrough(file);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whatever_a_quoted_cell_holds_comes_back_clean_and_alone()
    {
        Prop.ForAll<NonNull<string>>(text =>
        {
            var name = "Fictional " + text.Get.Replace("\0", "", StringComparison.Ordinal);
            using var file = ListFile.Text($"id,name,country\nS1,\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",China\n" + string.Concat(Enumerable.Range(2, 499).Select(i => $"S{i},Imaginary Toys {i},India\n")));
            var rows = file.Rows();
            rows.Count.ShouldBe(500);
            rows[0].Record!.Country.ShouldBe("CN");
            rows[0].Record!.Name.ShouldNotContain(c => char.IsControl(c));
            rows[0].Record!.Name.IsNormalized(NormalizationForm.FormC).ShouldBeTrue();
        }).QuickCheckThrowOnFailure();
    }

    private static void ReadThrough(ListFile file)
    {
        if (SupplierListReader.Open(file.Path) is not SupplierListReading reading)
            return;
        try
        {
            foreach (var row in reading.Rows(CancellationToken.None))
                (row.Record is null && row.Issues.Count == 0).ShouldBeFalse();
        }
        catch (UnusableListException unusable)
        {
            unusable.Message.ShouldNotBeEmpty();
        }
    }
}
