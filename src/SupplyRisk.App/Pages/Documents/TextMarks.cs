using SupplyRisk.Review;
using SupplyRisk.Rules.Model;
using SupplyRisk.Search;

namespace SupplyRisk.App.Pages.Documents;

/// <summary>A stretch of a document's text and the findings that cover it.</summary>
/// <param name="Findings">Empty for plain text; strongest status first.</param>
/// <param name="Starts">The findings that begin here; they give it its place.</param>
/// <param name="Ends">The findings that end here; they are named after it.</param>
/// <param name="IsSought">Whether it is what the reader searched for.</param>
/// <param name="SoughtFrom">Where in the text such a place begins, if it does here.</param>
internal sealed record MarkedText(
    string Text, IReadOnlyList<FindingToShow> Findings, IReadOnlyList<FindingToShow> Starts, IReadOnlyList<FindingToShow> Ends, bool IsSought, int? SoughtFrom);

/// <summary>Cuts text at the edges of findings and of what is sought, which may overlap.</summary>
internal static class TextMarks
{
    /// <param name="text">The whole text.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="end">Where to end.</param>
    /// <param name="findings">Of the whole document, in the order of the text.</param>
    /// <param name="sought">Places of what the reader searched for, in the order of the text.</param>
    public static IEnumerable<MarkedText> Cut(string text, int start, int end, IReadOnlyList<FindingToShow> findings, IReadOnlyList<SoughtPlace> sought)
    {
        var here = findings.Where(f => f.Finding.Start < end && f.Finding.End > start).ToList();
        var places = sought.Where(p => p.Start < end && p.End > start).ToList();
        var edges = here.SelectMany(f => new[] { f.Finding.Start, f.Finding.End }).Concat(places.SelectMany(p => new[] { p.Start, p.End })).Where(e => e > start && e < end).Append(start).Append(end).Distinct().Order().ToList();
        for (var i = 0; i + 1 < edges.Count; i++)
        {
            var (from, to) = (edges[i], edges[i + 1]);
            var covering = here.Where(f => f.Finding.Start <= from && f.Finding.End >= to).OrderBy(f => f.Dismissed).ThenBy(f => Rank(f.Finding.Status)).ToList();
            yield return new MarkedText(
                text[from..to], covering,
                [.. covering.Where(f => f.Finding.Start == from || (from == start && f.Finding.Start < start))],
                [.. covering.Where(f => f.Finding.End == to)],
                places.Exists(p => p.Start <= from && p.End >= to),
                places.Where(p => p.Start == from || (from == start && p.Start < start && p.End > start)).Select(p => (int?)p.Start).FirstOrDefault());
        }
    }

    private static int Rank(EvidenceStatus status) => status == EvidenceStatus.Asserted ? 0 : 1 + (int)status;
}
