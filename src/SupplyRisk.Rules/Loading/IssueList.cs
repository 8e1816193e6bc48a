using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Collects what is wrong, with its place. Bounded: a hostile file cannot fill the memory with complaints.</summary>
internal sealed class IssueList
{
    private const int Most = 1000;
    private readonly List<RuleIssue> _issues = [];

    public bool IsEmpty => _issues.Count == 0;

    public void Add(string file, int line, int column, string message, string? suggestion = null)
    {
        if (_issues.Count < Most) _issues.Add(new RuleIssue(file, line, column, message, suggestion));
    }

    public void Add(string file, YamlNode at, string message, string? suggestion = null) =>
        Add(file, (int)at.Start.Line, (int)at.Start.Column, message, suggestion);

    public void AddAll(IssueList others) => _issues.AddRange(others._issues.Take(Most - _issues.Count));

    public IReadOnlyList<RuleIssue> Ordered() =>
    [
        .. _issues.Distinct()
            .OrderBy(i => i.File, StringComparer.Ordinal).ThenBy(i => i.Line).ThenBy(i => i.Column)
            .ThenBy(i => i.Message, StringComparer.Ordinal),
    ];
}
