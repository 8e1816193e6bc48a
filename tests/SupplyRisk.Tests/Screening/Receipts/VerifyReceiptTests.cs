using Newtonsoft.Json.Linq;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Screening.Receipts;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Screening.Receipts;

/// <summary>A receipt that was changed is found, whatever was changed; a file that is none is refused with the place.</summary>
public sealed class VerifyReceiptTests(VerifyReceiptTests.OneReceipt one) : IClassFixture<VerifyReceiptTests.OneReceipt>, IDisposable
{
    private readonly string file = one.Copy();

    /// <summary>The receipt of one screened supplier, made once; each test changes a copy.</summary>
    public sealed class OneReceipt : IAsyncLifetime
    {
        private string text = "";

        public RulesetBundle Rules { get; private set; } = null!; // set before any test

        public async ValueTask InitializeAsync()
        {
            await using var it = await TestInstallation.StartAsync(Store.Sqlite);
            text = (await WriteReceiptsTests.ScreenedAsync(it))["S-500.json"];
            Rules = it.Rulesets.Current;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal string Copy()
        {
            var path = Path.GetTempFileName();
            File.WriteAllText(path, text);
            return path;
        }
    }

    private RulesetBundle Rules => one.Rules;

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData("result.residual", "100", "result.residual: the receipt says 100")]
    [InlineData("result.risk_score", "1", "result.risk_score")]
    [InlineData("result.band", "\"low\"", "result.band")]
    [InlineData("result.contributions[0].hundredths", "1", "result.contributions[0].hundredths")]
    [InlineData("result.contributions[0].because", "\"All is well.\"", "result.contributions[0].because")]
    [InlineData("result.flags", "[]", "result.flags[0]")]
    [InlineData("facts.country", "\"DE\"", "facts.country: changed")]
    [InlineData("facts.city", "\"Elsewhere\"", "facts.city: changed")]
    [InlineData("facts.workers", "12", "facts.workers: changed")]
    [InlineData("facts.findings", "[]", "facts.findings: changed")]
    [InlineData("facts.findings[0].finding.status", "\"negated\"", "facts.findings: changed")]
    [InlineData("facts.findings[0].dismissed", "true", "facts.findings: changed")]
    [InlineData("facts.documents[0].sha256", "\"00\"", "facts.documents: changed")]
    [InlineData("facts.as_of", "\"2020-01-01\"", "facts.as_of")]
    [InlineData("rules[0].fired", "true", "rules.")]
    [InlineData("rules[0].rule", "\"no.such-rule\"", "rules.no.such-rule: the receipt says")]
    [InlineData("pinned.matcher", "\"other\"", "pinned: changed")]
    [InlineData("pinned.ruleset.hash", "\"0123\"", "Made with another ruleset: the receipt was scored by 0123")]
    [InlineData("supplier.name", "\"Somebody Else\"", "supplier: changed")]
    [InlineData("digests['facts.goods']", "\"00\"", "facts.goods: changed")]
    public void Finds_what_was_changed(string path, string value, string said)
    {
        Change(path, JToken.Parse(value));
        Differences().ShouldContain(d => d.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("result.residual", "100")]
    [InlineData("facts.findings", "[]")]
    [InlineData("facts.country", "\"KP\"")]
    [InlineData("rules[0].because", "\"Something else.\"")]
    public void Finds_it_even_where_the_digests_were_made_anew(string path, string value)
    {
        Change(path, JToken.Parse(value));
        var (receipt, _) = ReceiptFile.Read(file);
        File.WriteAllText(file, ReceiptFile.Text(receipt));
        Differences().ShouldNotBeEmpty();
        Differences().ShouldAllBe(d => !d.Contains("changed after", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fact_that_was_taken_out_is_missed()
    {
        var tree = JObject.Parse(File.ReadAllText(file));
        ((JObject)tree["digests"]!).Property("facts.goods", StringComparison.Ordinal)!.Remove(); // a receipt has it
        File.WriteAllText(file, tree.ToString());
        Differences().ShouldHaveSingleItem().ShouldStartWith("facts.goods: changed");
    }

    [Fact]
    public void Layout_and_key_order_do_not_count()
    {
        var tree = JObject.Parse(File.ReadAllText(file));
        File.WriteAllText(file, new JObject(tree.Properties().Reverse()).ToString(Newtonsoft.Json.Formatting.None));
        Differences().ShouldBeEmpty();
    }

    [Fact]
    public void Another_ruleset_is_said_plainly_with_what_it_would_give()
    {
        var other = TestInstallation.EditedRules(f => f.Path == "score.yaml" ? f with { Text = f.Text.Replace("severe: 60}", "severe: 61}", StringComparison.Ordinal) } : f);
        var (receipt, digests) = ReceiptFile.Read(file);
        var said = VerifyReceipt.Run(receipt, digests, other.Current).ShouldHaveSingleItem();
        said.ShouldStartWith("Made with another ruleset");
        said.ShouldContain($"the receipt says {receipt.Result.RiskScore}");
    }

    [Theory]
    [InlineData("", "line 0")]
    [InlineData("[]", "JSON object")]
    [InlineData("{", "line 1")]
    [InlineData("{\"format\":\"other\"}", "`format`")]
    [InlineData("{\"format\":\"supplyrisk-receipt\",\"version\":9}", "`version`")]
    [InlineData("{\"format\":\"supplyrisk-receipt\",\"version\":2}", "Required property")]
    [InlineData("{\"format\":\"supplyrisk-receipt\",\"format\":\"supplyrisk-receipt\",\"version\":2}", "line 1")]
    public void Refuses_what_is_no_receipt(string text, string said)
    {
        File.WriteAllText(file, text);
        Should.Throw<InvalidDataException>(() => ReceiptFile.Read(file)).Message.ShouldContain(said, Case.Insensitive);
    }

    [Theory]
    [InlineData("result.residual", "\"much\"", "residual")]
    [InlineData("result.residual", "99999999999999", "residual")]
    [InlineData("result.band", "\"splendid\"", "band")]
    [InlineData("result.band", "3", "band")]
    [InlineData("facts.as_of", "\"soon\"", "as_of")]
    [InlineData("facts.findings", "{}", "findings")]
    [InlineData("facts.findings", "null", "findings")]
    [InlineData("facts.findings[0].document", "null", "document")]
    [InlineData("facts.unheard_of", "1", "unheard_of")]
    public void Says_where_a_receipt_is_malformed(string path, string value, string said)
    {
        Change(path, JToken.Parse(value));
        Should.Throw<InvalidDataException>(() => ReceiptFile.Read(file)).Message.ShouldContain(said);
    }

    [Fact]
    public void A_million_brackets_end_in_an_error()
    {
        File.WriteAllText(file, new string('[', 1_000_000));
        Should.Throw<InvalidDataException>(() => ReceiptFile.Read(file)).Message.ShouldContain("depth", Case.Insensitive);
    }

    [Theory]
    [InlineData("V-1001", false, "V-1001.json")]
    [InlineData("V-1001", true, "V-1001~")]
    [InlineData("../../etc/passwd", false, "_.._etc_passwd~")]
    [InlineData("con", false, "con~")]
    [InlineData("a/b:c*d", false, "a_b_c_d~")]
    [InlineData("供应商", false, "___~")]
    [InlineData("", false, "~")]
    public void The_file_name_is_safe(string supplierId, bool shared, string begins)
    {
        var name = ReceiptFile.NameOf(supplierId, "erp", shared);
        name.ShouldStartWith(begins);
        name.ShouldEndWith(".json");
        Path.GetFileName(name).ShouldBe(name);
    }

    [Fact]
    public void Two_ids_never_share_a_file_name() =>
        new[] { "a/b", "a:b", "a_b", "A_B", new string('x', 300), new string('x', 301) }
            .Select(id => ReceiptFile.NameOf(id, "erp", shared: id is "a_b" or "A_B")).Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(6);

    private IReadOnlyList<string> Differences()
    {
        var (receipt, digests) = ReceiptFile.Read(file);
        return VerifyReceipt.Run(receipt, digests, Rules);
    }

    private void Change(string path, JToken value)
    {
        var tree = JObject.Parse(File.ReadAllText(file));
        if (tree.SelectToken(path) is { } found) found.Replace(value);
        else tree[path.Split('.')[0]]![path.Split('.')[1]] = value; // an object of the receipt
        File.WriteAllText(file, tree.ToString());
    }
}
