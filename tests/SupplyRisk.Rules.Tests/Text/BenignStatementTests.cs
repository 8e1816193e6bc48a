using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Tests.Text;

/// <summary>Real modern slavery statements: nearly nothing in them may come out as asserted.</summary>
public sealed class BenignStatementTests
{
    // File and rule of assertions that a careful reader accepts, why, and until when that judgement holds. Nothing of the text is kept here.
    private static readonly (string File, string Rule, string Reason, DateOnly Until)[] Ledger =
    [
        ("Google_Inc__2019.txt", "ilo.overtime.forced", "lists what its own audits found at suppliers that year", new(2027, 11, 1)),
        ("Google_Inc__2019.txt", "ilo.identity-documents.held", "lists what its own audits found at suppliers that year", new(2027, 11, 1)),
    ];

    [Fact]
    public void At_most_one_statement_in_twenty_has_an_assertion_that_a_careful_reader_rejects()
    {
        var folder = new[] { Path.Combine(ShippedText.Root, "..", "shared") }
            .Select(s => Path.Combine(s, "real", "statements")).FirstOrDefault(Directory.Exists);
        if (folder is null)
            Assert.Skip("the real statements (shared/real/statements) are not here");
        var files = Directory.GetFiles(folder, "*.txt");
        var rejected = files.SelectMany(f => ShippedText.Scanner.Scan(File.ReadAllText(f))
                .Where(x => x.Status == EvidenceStatus.Asserted && !IsAccepted(Path.GetFileName(f), x.Rule))
                .Select(x => $"{Path.GetFileName(f)} {x.Rule} at {x.Start}: {x.Why}"))
            .ToList();
        var documents = rejected.Select(r => r.Split(' ')[0]).Distinct().Count();
        (documents * 20).ShouldBeLessThanOrEqualTo(files.Length, string.Join('\n', rejected));
    }

    private static bool IsAccepted(string file, string rule) =>
        Ledger.Any(l => l.File == file && l.Rule == rule && l.Until >= DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
}
