using SupplyRisk.Rules.Model;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads <c>cases/*.yaml</c>: more cases of rules that stand elsewhere, by id. Shipped ones leave a rule alone that a customer's own takes the place of.</summary>
internal sealed class CaseFiles(IssueList issues)
{
    private readonly List<(string Id, YamlNode At, bool IsOwn, string File, IReadOnlyList<MappingReader> Cases)> _read = [];

    public void Read(RulesetFile file, YamlNode root)
    {
        if (MappingReader.Of(file.Path, root, issues, "A file of cases") is not { } reader) return;
        reader.Text("about");
        var byRule = reader.Mapping("cases", required: true);
        reader.RefuseOthers();
        foreach (var id in byRule?.Keys.ToList() ?? []) _read.Add((id, byRule!.KeyOf(id), file.IsOwn, file.Path, byRule.Mappings(id, required: true))); // its own key
    }

    /// <summary>The rule with the cases that stand elsewhere, and what is hashed of them.</summary>
    public (Rule Rule, IReadOnlyList<YamlNode> Nodes) Of(Rule rule)
    {
        var nodes = new List<YamlNode>();
        var cases = rule.Cases.ToList();
        foreach (var more in _read.Where(r => r.Id == rule.Id && (r.IsOwn || !rule.IsOwn)))
        {
            cases.AddRange(CaseReader.Read(more.Cases, rule.Text is not null, cases.Count));
            nodes.AddRange(more.Cases.Select(c => c.Node));
        }

        return (rule with { Cases = cases }, nodes);
    }

    public void RefuseUnknown(IReadOnlyCollection<string> ids)
    {
        foreach (var (id, at, _, file, _) in _read.Where(r => !ids.Contains(r.Id)))
        {
            issues.Add(file, at, $"There is no rule `{id}`.", Nearest.To(id, ids));
        }
    }
}
