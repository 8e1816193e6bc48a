using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Wording;
using SupplyRisk.Rules.Loading;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>Reads sections and joint statements.</summary>
internal static class SectionReader
{
    // It becomes a bookmark of a Word document, which has at most 40 letters.
    private const int LongestId = 36;

    /// <summary>Reads <c>sections.yaml</c>: a section or joint statement with a known id takes its place, a new one is added at the end.</summary>
    public static void Read(RulesetFile file, YamlNode root, IssueList issues, List<StatementSection> sections, List<JointStatement> joint, List<NamedLaw> named)
    {
        if (MappingReader.Of(file.Path, root, issues, "sections.yaml") is not { } reader) return;
        foreach (var (section, _) in ReadSections(reader, named)) Put(sections, section, s => s.Id == section.Id);
        foreach (var one in reader.Mappings("joint"))
        {
            var (id, name, laws, note) = (one.Text("id", required: true), one.Text("name", required: true), one.Texts("laws", required: true), one.Text("note"));
            one.RefuseOthers();
            if (id is null || name is null) continue;
            Put(joint, new JointStatement(id, name, laws, note ?? ""), j => j.Id == id);
            named.AddRange(laws.Select(l => Named(one, one.Node, l, $"The joint statement `{id}` names a law that is not there: `{l}`.")));
        }

        reader.RefuseOthers();
    }

    /// <summary>Those under the key <c>sections</c>.</summary>
    public static List<(StatementSection Section, YamlNode At)> ReadSections(MappingReader reader, List<NamedLaw> named)
    {
        var sections = new List<(StatementSection Section, YamlNode At)>();
        foreach (var one in reader.Mappings("sections"))
        {
            var (id, title, asks) = (one.Text("id", required: true), one.Text("title", required: true), one.Text("asks", required: true));
            var drafts = one.Mappings("drafts").Select(d => Draft(d, named)).OfType<SectionDraft>().ToList();
            one.RefuseOthers();
            if (id is null || title is null || asks is null) continue;
            if (!FrameworkReader.IsLasting(id) || id.Length > LongestId) one.Problem(one.KeyOf("id"), $"An id is made of small letters, digits and hyphens, at most {LongestId} of them.");
            if (sections.Exists(s => s.Section.Id == id)) one.Problem(one.Node, $"The section `{id}` is said twice.");
            else sections.Add((new StatementSection(id, title, asks, drafts), one.Node));
        }
        return sections;
    }

    private static SectionDraft? Draft(MappingReader one, List<NamedLaw> named)
    {
        var (text, needs, without, laws) = (one.Text("text", required: true), one.Texts("needs"), one.Texts("without"), one.Texts("laws"));
        one.RefuseOthers();
        foreach (var (key, names) in new[] { ("needs", needs), ("without", without) })
            foreach (var name in names.Where(n => FigureCatalogue.Find(n) is null && !SuggestText.FactNames.Contains(n)))
                one.Problem(one.KeyOf(key), $"There is no figure or fact `{name}`.", Nearest.To(name, FigureCatalogue.All.Select(f => f.Id).Concat(SuggestText.FactNames)));
        named.AddRange(laws.Select(l => Named(one, one.KeyOf("laws"), l, $"There is no law `{l}`.")));
        if (text is null) return null;
        foreach (var (message, suggestion) in DraftText.Problems(text)) one.Problem(one.KeyOf("text"), message, suggestion);
        return new SectionDraft(text, needs, without, laws);
    }

    private static NamedLaw Named(MappingReader reader, YamlNode at, string law, string message) => new(law, new RuleIssue(reader.File, (int)at.Start.Line, (int)at.Start.Column, message, null));

    private static void Put<T>(List<T> list, T item, Predicate<T> same)
    {
        var at = list.FindIndex(same);
        if (at < 0) list.Add(item);
        else list[at] = item;
    }
}
