using SupplyRisk.Rules.Loading;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>Every law that is known, and what is wrong with the files of those that are not.</summary>
/// <param name="Frameworks">Statements first, then checklists and evidence; by name.</param>
/// <param name="Sections">In the order of a statement.</param>
/// <param name="Issues">By file and line. A file with an issue is left out, the others hold.</param>
public sealed record FrameworkShelf(
    IReadOnlyList<Framework> Frameworks, IReadOnlyList<StatementSection> Sections, IReadOnlyList<JointStatement> Joint, IReadOnlyList<RuleIssue> Issues)
{
    /// <summary>Which sentences of a statement claim something, and what supports it.</summary>
    public ClaimSigns Claims { get; init; } = ClaimSigns.None;

    /// <summary>Words that the signs of items name as groups.</summary>
    internal SignWords SignWords { get; init; } = SignWords.None;

    /// <summary>What keeps the law with this id from being known; empty if no file of that name has a problem.</summary>
    public IReadOnlyList<RuleIssue> IssuesOf(string id) => [.. Issues.Where(i => Path.GetFileNameWithoutExtension(i.File) == id)];

    public Framework? Find(string id) => Frameworks.FirstOrDefault(f => f.Id == id);

    public StatementSection? Section(string id) => Sections.FirstOrDefault(s => s.Id == id);

    /// <summary>What a joint statement, a law, or several joined by <c>+</c> name; null if one of them is not known.</summary>
    public IReadOnlyList<Framework>? Named(string ids)
    {
        var laws = Joint.FirstOrDefault(j => j.Id == ids)?.Laws ?? ids.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var found = laws.Distinct(StringComparer.Ordinal).Select(Find).ToList();
        return found.Count == 0 || found.Contains(null) ? null : [.. found.OfType<Framework>()];
    }

    /// <summary>The sections that some of the laws ask for, in the order of a statement.</summary>
    public IReadOnlyList<StatementSection> SectionsOf(IEnumerable<Framework> laws)
    {
        var asked = laws.SelectMany(l => l.Items).SelectMany(i => i.Sections).ToHashSet(StringComparer.Ordinal);
        return [.. Sections.Where(s => asked.Contains(s.Id))];
    }
}
