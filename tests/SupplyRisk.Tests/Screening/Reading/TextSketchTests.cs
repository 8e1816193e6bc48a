using SupplyRisk.Screening.Reading;

namespace SupplyRisk.Tests.Screening.Reading;

/// <summary>Nearly the same text has nearly the same sketch, whatever its dates and numbers; another text has another one.</summary>
public sealed class TextSketchTests
{
    [Fact]
    public void Changed_dates_numbers_and_a_name_are_still_the_same_text()
    {
        var report = Report(1);
        var later = report.Replace("2025", "2026", StringComparison.Ordinal).Replace("Kettle", "Umbrella", StringComparison.Ordinal);
        TextSketch.Likeness(TextSketch.Of(report), TextSketch.Of(later)).ShouldBeGreaterThanOrEqualTo(TextSketch.SameFrom);
        TextSketch.BandsOf(TextSketch.Of(report)).Intersect(TextSketch.BandsOf(TextSketch.Of(later))).ShouldNotBeEmpty();
    }

    [Fact]
    public void Other_texts_are_told_apart() =>
        TextSketch.Likeness(TextSketch.Of(Report(1)), TextSketch.Of(Report(2))).ShouldBeLessThan(0.3);

    [Fact]
    public void Half_of_a_text_is_not_the_same() =>
        TextSketch.Likeness(TextSketch.Of(Report(1)), TextSketch.Of(Report(1)[..(Report(1).Length / 2)] + Report(3))).ShouldBeLessThan(TextSketch.SameFrom);

    [Fact]
    public void A_short_text_tells_nothing()
    {
        TextSketch.Of("A short letter of twelve words that says nothing of any factory.").ShouldBe("");
        TextSketch.BandsOf("").ShouldBeEmpty();
        TextSketch.Likeness("", "").ShouldBe(0);
    }

    [Fact]
    public void Chinese_is_read_sign_by_sign()
    {
        var report = string.Concat(Enumerable.Range(0, 900).Select(i => (char)('一' + (i * 37 % 3000))));
        TextSketch.Likeness(TextSketch.Of(report), TextSketch.Of(report.Replace(report[5], '改'))).ShouldBeGreaterThanOrEqualTo(TextSketch.SameFrom);
    }

    internal static string Report(int seed)
    {
        var random = new Random(seed);
        string[] words = ["worker", "hour", "record", "canteen", "visit", "wage", "month", "line", "shift", "sample", "paper", "gate", "room", "office", "notice", "team", "report", "stair", "machine", "glove", "mask", "exit", "alarm", "water"];
        return "Kettle Works, audit of 3 March 2025. " + string.Join(' ', Enumerable.Range(0, 1500).Select(_ => words[random.Next(words.Length)]));
    }
}
