using System.Text;
using SupplyRisk.Rules.Model;
using SupplyRisk.Rules.Text;

namespace SupplyRisk.Rules.Tests.Text;

public sealed class TextScannerTests
{
    private static readonly Lazy<TextScanner> Unshared = new(ShippedText.OwnScanner);

    private const string Mixed =
        "Passports are kept by the agent.\r\n\r\n工厂扣押了工人的护照。\n\nLos pasaportes están guardados en la oficina de la empresa.\n\nDie Pässe wurden von der Firma einbehalten und nicht zurückgegeben.";

    [Fact]
    public void The_language_is_found_passage_by_passage_and_offsets_refer_to_the_text_as_given()
    {
        var found = ShippedText.Scanner.Scan(Mixed);
        found.Select(f => f.Language).ShouldBe(["en", "zh", "es", "de"]);
        found.ShouldAllBe(f => Mixed.Substring(f.Start, f.End - f.Start) == f.Quote && f.Why.Length > 0);
    }

    [Fact]
    public void Findings_come_in_the_order_of_start_end_and_rule()
    {
        var text = string.Join('\n', ShippedText.Cases.Select(c => c.Text));
        var found = ShippedText.Scanner.Scan(text);
        found.ShouldBe(found.OrderBy(f => f.Start).ThenBy(f => f.End).ThenBy(f => f.Rule, StringComparer.Ordinal));
        found.Count.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Many_threads_get_the_same_findings_from_one_scanner()
    {
        var text = string.Join('\n', ShippedText.Cases.Select(c => c.Text));
        var expected = ShippedText.Scanner.Scan(text);
        var results = new IReadOnlyList<TextFinding>[8];
        Parallel.For(0, results.Length, i => results[i] = ShippedText.Scanner.Scan(text));
        results.ShouldAllBe(r => r.SequenceEqual(expected));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\t \r\n")]
    [InlineData("????!!!....\u0000\uFFFF\uD800")]
    [InlineData("4.1 ")]
    [InlineData("- \n- \n1.")]
    public void A_text_without_words_has_no_findings(string text) => ShippedText.Scanner.Scan(text).ShouldBeEmpty();

    [Theory]
    [InlineData("workers paid passports kept agent ")]
    [InlineData("不得扣押护照工人")]
    [InlineData("los trabajadores pagan cuotas ")]
    [InlineData("The following are prohibited:\n- retention of passports\n  - no passports kept:\n")]
    [InlineData("passports kept by the agent\tOpen\t20 March 2020\t")]
    public void A_text_that_only_repeats_the_words_of_patterns_allocates_its_findings_and_little_else(string words)
    {
        var text = new StringBuilder().Insert(0, words, 200_000 / words.Length).ToString();
        var scanner = Unshared.Value;
        scanner.Scan(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = scanner.Scan(text);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        found.ShouldAllBe(f => f.End <= text.Length && f.Quote.Length <= 500);
        allocated.ShouldBeLessThan(100_000 + found.Sum(f => 300L + 4 * (f.Quote.Length + f.Why.Length)));
    }

    // Anything that looked ahead or back over the whole run at each of its characters would take an hour here.
    [Theory]
    [InlineData("?")]
    [InlineData(".")]
    [InlineData(" . ")]
    [InlineData("a?")]
    [InlineData("a.)))")]
    [InlineData(" ")]
    [InlineData("\n ")]
    [InlineData("\r")]
    [InlineData("\t")]
    [InlineData("((")]
    [InlineData("a'")]
    [InlineData("20")]
    [InlineData("\n- ")]
    [InlineData("x")]
    [InlineData("word ")]
    [InlineData("\u3000")]
    public void A_long_run_of_anything_is_read_once(string run)
    {
        var text = new StringBuilder().Insert(0, run, 2_000_000 / run.Length).Append("\n\nPassports are kept by the agent.").ToString();
        ShippedText.Scanner.Scan(text).ShouldHaveSingleItem().Quote.ShouldBe("Passports are kept by the agent");
    }

    [Fact]
    public void Memory_beyond_the_findings_does_not_grow_with_the_text()
    {
        var page = string.Join('\n', ShippedText.Cases.Select(c => c.Text));
        Beyond(page); // makes what later scans use again
        Beyond(string.Concat(Enumerable.Repeat(page, 20))).ShouldBeLessThan(20_000);

        static long Beyond(string text)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var found = ShippedText.Scanner.Scan(text);
            return GC.GetAllocatedBytesForCurrentThread() - before - found.Sum(f => 300L + 4 * (f.Quote.Length + f.Why.Length));
        }
    }

    [Fact]
    public void A_wrapped_line_goes_on_and_a_blank_line_ends_the_sentence()
    {
        ShippedText.Scanner.Scan("The passports of all Nepali workers were\nkept by the agent.").ShouldHaveSingleItem().Status.ShouldBe(EvidenceStatus.Asserted);
        ShippedText.Scanner.Scan("The passports of all workers\n\nThe goods were kept by the agent.").ShouldBeEmpty();
    }

    [Fact]
    public void What_introduces_a_list_is_no_part_of_the_quote()
    {
        const string Text = "In our third and last visit to the whole of this site there were no non-compliances in the following areas:\n4.1 工人付了8000元中介费。";
        ShippedText.Scanner.Scan(Text).ShouldHaveSingleItem().Quote.ShouldBe("工人付了8000元中介费");
    }
}
