using SupplyRisk.Ingestion;

namespace SupplyRisk.Tests.Ingestion;

/// <summary>Disclosed lists as brands publish them; they are not ours to ship.</summary>
public sealed class RealListsTests
{
    // What the lists call countries, beside names and codes that the table has as they stand.
    private static readonly Dictionary<string, string> Spellings = new()
    {
        ["CHINA"] = "CN",
        ["US"] = "US",
        ["Slovak Republic"] = "SK",
        ["Viet Nam"] = "VN",
        ["Korea, Republic of"] = "KR",
        ["United States"] = "US",
    };

    [Fact]
    public void Every_real_list_comes_in_with_its_countries()
    {
        var (taken, rows) = (0, 0);
        foreach (var path in Lists())
        {
            var reading = SupplierListReader.Open(path).ShouldBeOfType<SupplierListReading>(path);
            var country = reading.Columns.Single(c => c.Field is SupplierField.Country).Index;
            foreach (var row in reading.Rows(TestContext.Current.CancellationToken))
            {
                rows++;
                // A row that says again what an earlier one said is in.
                if (row.Record is not null || row.Issues.All(i => i.Severity is IssueSeverity.Warning))
                    taken++;
                row.Record?.Country.ShouldNotBeNull($"{path} row {row.Row}: {row.Raw[country]}");
                if (row.Record is not null && Spellings.TryGetValue(row.Raw[country]!, out var alpha2)) // a country was read from it
                    row.Record.Country.ShouldBe(alpha2);
            }
        }
        rows.ShouldBeGreaterThan(300);
        ((double)taken / rows).ShouldBeGreaterThanOrEqualTo(0.995);
    }

    [Fact]
    public void The_same_real_list_reads_the_same_from_csv_xls_and_xlsx()
    {
        var same = Lists().Where(p => Path.GetFileNameWithoutExtension(p) == "list_12").Order(StringComparer.Ordinal)
            .Select(p => SupplierListReader.Open(p).ShouldBeOfType<SupplierListReading>().Rows(TestContext.Current.CancellationToken).Select(r => (r.Row, r.Record!.Name, r.Record.Country)).ToList()).ToList();
        same.Count.ShouldBe(3);
        same[1].ShouldBe(same[0]);
        same[2].ShouldBe(same[0]);
    }

    private static List<string> Lists()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "SupplyRisk.sln")))
            root = root.Parent;
        var folder = new[] { Path.Combine(root?.Parent?.FullName ?? "/", "shared", "real", "supplier-lists") }.FirstOrDefault(Directory.Exists);
        if (folder is null)
            Assert.Skip("The real supplier lists (../shared/real/supplier-lists) are not on this machine.");
        return [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];
    }
}
