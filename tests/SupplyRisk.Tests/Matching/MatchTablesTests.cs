using SupplyRisk.Matching;

namespace SupplyRisk.Tests.Matching;

public sealed class MatchTablesTests
{
    [Fact]
    public void The_version_names_algorithm_and_tables() =>
        MatchSettings.Default.Version.ShouldMatch("^names-[0-9]+-[0-9a-f]{12}$");

    [Fact]
    public void All_faults_of_a_settings_file_are_told_at_once()
    {
        var problem = Should.Throw<FormatException>(() => MatchSettings.Parse("review_threshold: high\nrevue_threshold: 0.7\n"));
        problem.Message.ShouldContain("'review_threshold' has no number");
        problem.Message.ShouldContain("'revue_threshold' is not a setting");
        problem.Message.ShouldContain("'candidates' is missing");
    }

    [Theory]
    [InlineData("textile", true)]
    [InlineData("qorvane", false)]
    public void Common_words_are_counted_and_others_are_rare(string word, bool common) =>
        (TokenFrequencies.Shipped.Of(word) > 0).ShouldBe(common);

    [Fact]
    public void Counting_names_counts_each_word_once_a_name()
    {
        var counts = TokenFrequencies.Count(["Brenik Brenik Mills", "Qorvane Mills"]);
        counts["brenik"].ShouldBe(500_000);
        counts["mills"].ShouldBe(1_000_000);
    }

    [Fact]
    public void A_frequency_table_without_counts_names_its_line() =>
        Should.Throw<FormatException>(() => TokenFrequencies.Parse("# ok\n5: a\nwords only")).Message.ShouldContain("line 3");
}
