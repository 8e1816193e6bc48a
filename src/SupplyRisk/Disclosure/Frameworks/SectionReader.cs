using SupplyRisk.Rules.Loading;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>Reads sections and joint statements.</summary>
internal static class SectionReader
{
    public static void Read(RulesetFile file, YamlNode root, IssueList issues, List<StatementSection> sections, List<(JointStatement Joint, RuleIssue Place)> joint)
    {
        if (MappingReader.Of(file.Path, root, issues, "sections.yaml") is not { } reader) return;
        ReadSections(reader, sections);
        foreach (var one in reader.Mappings("joint"))
        {
            var (id, name, laws, note) = (one.Text("id", required: true), one.Text("name", required: true), one.Texts("laws", required: true), one.Text("note"));
            one.RefuseOthers();
            if (id is not null && name is not null)
                joint.Add((new JointStatement(id, name, laws, note ?? ""), new RuleIssue(file.Path, (int)one.Node.Start.Line, (int)one.Node.Start.Column, "", null)));
        }

        reader.RefuseOthers();
    }

    /// <summary>Those under the key <c>sections</c>; one with a known id takes its place, a new one is added at the end.</summary>
    public static void ReadSections(MappingReader reader, List<StatementSection> sections)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in reader.Mappings("sections"))
        {
            var (id, title, asks) = (one.Text("id", required: true), one.Text("title", required: true), one.Text("asks", required: true));
            var drafts = one.Mappings("drafts").Select(Draft).OfType<SectionDraft>().ToList();
            one.RefuseOthers();
            if (id is null || title is null || asks is null) continue;
            if (!seen.Add(id)) one.Problem(one.Node, $"The section `{id}` is said twice.");
            var section = new StatementSection(id, title, asks, drafts);
            var at = sections.FindIndex(s => s.Id == id);
            if (at < 0) sections.Add(section);
            else sections[at] = section;
        }
    }

    private static SectionDraft? Draft(MappingReader one)
    {
        var (text, needs, without, laws) = (one.Text("text", required: true), one.Texts("needs"), one.Texts("without"), one.Texts("laws"));
        one.RefuseOthers();
        return text is null ? null : new SectionDraft(text, needs, without, laws);
    }
}
