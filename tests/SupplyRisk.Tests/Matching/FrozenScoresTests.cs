using System.Globalization;
using System.Reflection;
using System.Text;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Matching;

/// <summary>
/// The score of every pair of the case tables as it stood when last looked at. A change that is meant: run with
/// <c>SUPPLYRISK_ACCEPT_SCORES=1</c> and read the difference.
/// </summary>
public sealed class FrozenScoresTests
{
    [Fact]
    public void Scores_of_the_case_tables_are_those_last_reviewed()
    {
        var file = Path.Combine(TestInstallation.RepositoryRoot(), "tests", "SupplyRisk.Tests", "Matching", "scores.txt");
        var scores = Scores();
        if (Environment.GetEnvironmentVariable("SUPPLYRISK_ACCEPT_SCORES") == "1")
            File.WriteAllText(file, scores);
        var known = File.ReadAllLines(file);
        var now = scores.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        now.Length.ShouldBeGreaterThan(50, "the tables have been lost");
        string.Join('\n', now.Except(known).Select(line => $"now  {line}").Concat(known.Except(now).Select(line => $"then {line}")))
            .ShouldBeEmpty("a score has changed: SUPPLYRISK_ACCEPT_SCORES=1 writes them anew");
    }

    // The pairs stand once, beside what is expected of them: in the tables of NameCases.
    private static string Scores()
    {
        var pairs = typeof(NameCases).GetMethods()
            .Where(method => method.GetParameters() is [{ ParameterType.Name: "String" }, { ParameterType.Name: "String" }, ..])
            .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>())
            .Select(row => (Left: (string)row.Data[0]!, Right: (string)row.Data[1]!)) // both are strings, see above
            .Distinct();
        var text = new StringBuilder();
        foreach (var (left, right) in pairs.OrderBy(pair => pair.Left, StringComparer.Ordinal).ThenBy(pair => pair.Right, StringComparer.Ordinal))
        {
            var result = NameCases.Compare(left, right);
            text.Append(CultureInfo.InvariantCulture, $"{result.Score} {result.Outcome.ToString().ToLowerInvariant(),-9} {left} | {right}\n");
        }
        return text.ToString();
    }
}
