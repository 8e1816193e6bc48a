namespace SupplyRisk.Rules.Tests.Text;

/// <summary>How good the shipped rules are over the labelled corpus; the same figures in full: <c>SupplyRisk.Benchmarks evidence</c>.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void The_corpus_covers_every_indicator_and_language_with_asserted_and_other_passages()
    {
        LabelledCorpus.Passages.Select(p => p.Text).Distinct().Count().ShouldBeGreaterThanOrEqualTo(800);
        var labels = LabelledCorpus.Passages.Where(p => p.Language is "en" or "zh" or "es")
            .SelectMany(p => p.Labels.Select(l => (p.Language, l.Indicator, IsAsserted: l.Status == "asserted"))).ToList();
        foreach (var group in labels.GroupBy(l => (l.Language, l.Indicator)))
            group.Select(l => l.IsAsserted).Distinct().Count().ShouldBe(2, group.Key.ToString());
        labels.Select(l => (l.Language, l.Indicator)).Distinct().Count().ShouldBe(33);
    }

    // The floors stand a little below what was last measured (see README.md beside this file): a change that loses quality turns red.
    [Theory]
    [InlineData(false, "en", 0.95, 0.94, 0.87)]
    [InlineData(false, "zh", 0.94, 0.94, 0.87)]
    [InlineData(false, "es", 0.94, 0.93, 0.84)]
    [InlineData(true, "en", 0.77, 0.62, 0.56)]
    [InlineData(true, "zh", 0.70, 0.53, 0.52)]
    [InlineData(true, "es", 0.80, 0.59, 0.52)]
    public void Precision_recall_and_exact_status_stay_above_their_floors(bool heldBack, string language, double precision, double recall, double exact)
    {
        var quality = new EvidenceQuality(ShippedText.Scanner);
        foreach (var passage in LabelledCorpus.Passages.Where(p => p.HeldBack == heldBack && p.Language == language))
            quality.Judge(passage);
        foreach (var (group, count) in quality.Groups)
            output.WriteLine($"{group,-50} {count.Row()}");
        var all = quality.Of(language);
        all.Precision.ShouldBeGreaterThanOrEqualTo(precision);
        all.Recall.ShouldBeGreaterThanOrEqualTo(recall);
        all.Exact.ShouldBeGreaterThanOrEqualTo(exact);
    }

    // Rounds 7 and 9 speak in idioms and are harder; what was held before they were tuned on is held still.
    [Fact]
    public void English_in_an_auditors_plain_words_keeps_its_exact_status()
    {
        var quality = new EvidenceQuality(ShippedText.Scanner);
        foreach (var passage in LabelledCorpus.Passages.Where(p => p is { HeldBack: false, Language: "en", File: not ("round-7.yaml" or "round-9.yaml") }))
            quality.Judge(passage);
        quality.Of("en").Exact.ShouldBeGreaterThanOrEqualTo(0.90);
    }
}
