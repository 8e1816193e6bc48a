using SupplyRisk.Rules.Model;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Rules.Loading;

/// <summary>Reads <c>modes.yaml</c>: rules switched off, to shadow or live by id, without copying them.</summary>
internal sealed class ModesReader(IssueList issues)
{
    private readonly Dictionary<string, (RuleMode Mode, string File, YamlNode At)> _modes = new(StringComparer.Ordinal);

    /// <summary>Own files are read last and win.</summary>
    public void Read(RulesetFile file, YamlNode root)
    {
        if (MappingReader.Of(file.Path, root, issues, "modes.yaml") is not { } reader) return;
        var modes = reader.Mapping("modes", required: true);
        reader.RefuseOthers();
        foreach (var id in modes?.Keys.ToList() ?? [])
        {
            if (modes!.Choice<RuleMode>(id) is { } mode) _modes[id] = (mode, file.Path, modes.KeyOf(id)); // its own key
        }
    }

    public Rule Apply(Rule rule)
    {
        if (!_modes.TryGetValue(rule.Id, out var set)) return rule;
        if (RuleReader.WhyNot(rule.Status, set.Mode) is { } why) issues.Add(set.File, set.At, why);
        return rule with { Mode = set.Mode, ModeSetBy = set.File };
    }

    public void RefuseUnknown(IReadOnlyCollection<string> ids)
    {
        foreach (var (id, set) in _modes.Where(m => !ids.Contains(m.Key)))
        {
            issues.Add(set.File, set.At, $"There is no rule `{id}`.", Nearest.To(id, ids));
        }
    }
}
