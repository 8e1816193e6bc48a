using SupplyRisk.Rules.Tests.Text;

namespace SupplyRisk.Benchmarks.Evidence;

/// <summary>Precision, recall and exact status of the shipped text rules over the labelled corpus, with intervals, for the tuned and the held-back part.</summary>
internal static class EvidenceReport
{
    private const string Columns = "labels | right | wrong | missed | precision (95 %) | recall (95 %) | exact status (95 %) |\n|---|---:|---:|---:|---:|---:|---:|---:|";

    public static int Run(IReadOnlyList<string> options)
    {
        var misses = options.Contains("--misses");
        foreach (var heldBack in new[] { false, true })
        {
            var byFile = new SortedDictionary<string, EvidenceQuality>(StringComparer.Ordinal);
            var all = new EvidenceQuality(ShippedText.Scanner);
            foreach (var passage in LabelledCorpus.Passages.Where(p => p.HeldBack == heldBack))
            {
                var file = $"{passage.Language} {passage.File}";
                if (!byFile.TryGetValue(file, out var quality))
                    byFile[file] = quality = new EvidenceQuality(ShippedText.Scanner);
                quality.Judge(passage);

                // Passages that are held back stay unread, also by way of their mistakes.
                var mistakes = all.Judge(passage);
                if (misses && !heldBack && mistakes.Count > 0)
                    Console.Error.WriteLine($"{file}: {string.Join("; ", mistakes)} :: {passage.Text}");
            }

            Console.WriteLine($"\n## {(heldBack ? "Held back" : "Tuned on")}\n\n| group | {Columns}");
            foreach (var (group, count) in all.Groups)
                Console.WriteLine($"| {group} | {count.Row()} |");
            Console.WriteLine($"\n| language and file | {Columns}");
            foreach (var (file, quality) in byFile)
                Console.WriteLine($"| {file} | {quality.Of(file[..2]).Row()} |");
        }

        return 0;
    }
}
