using System.Security.Cryptography;
using System.Text;
using SupplyRisk.Rules.Loading;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>Reads and checks the files of laws. Pure: the same files give the same shelf.</summary>
public static class FrameworkLoader
{
    /// <param name="files">Paths below the folder of rulesets; those that begin with <see cref="RulesetFile.Own"/> come after the others and win.</param>
    public static FrameworkShelf Load(IReadOnlyList<RulesetFile> files)
    {
        var issues = new List<RuleIssue>();
        var sections = new List<StatementSection>();
        var joint = new List<(JointStatement Joint, RuleIssue Place)>();
        var laws = new List<(Framework Law, FrameworkReader Reader)>();
        var claims = ClaimSigns.None;
        var read = new List<(FrameworkReader Reader, IssueList Issues)>();
        foreach (var file in files.OrderBy(f => f.IsOwn).ThenBy(f => f.Path, StringComparer.Ordinal))
        {
            var found = new IssueList();
            var path = file.Path[(file.IsOwn ? RulesetFile.Own.Length : 0)..];
            if (YamlText.Parse(file, found) is { } root)
            {
                if (path.StartsWith("frameworks/", StringComparison.Ordinal)) ReadLaw(file, root, found, laws, sections, read);
                else if (Path.GetFileNameWithoutExtension(path) == "sections") SectionReader.Read(file, root, found, sections, joint);
                else if (Path.GetFileNameWithoutExtension(path) == "claims") claims = ClaimReader.Read(file, root, found) ?? claims;
            }

            if (read.Count == 0 || read[^1].Issues != found) issues.AddRange(found.Ordered());
        }

        // A section may stand in a file that is read later.
        var known = sections.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (reader, found) in read)
        {
            reader.RefuseUnknown(known);
            issues.AddRange(found.Ordered());
        }

        issues.AddRange(RepeatedItems(laws));
        var broken = issues.Select(i => i.File).ToHashSet(StringComparer.Ordinal);
        var good = laws.Select(l => l.Law).Where(l => !broken.Contains(l.File)).OrderBy(l => l.Kind).ThenBy(l => l.Name, StringComparer.Ordinal).ToList();
        issues.AddRange(joint.Where(j => j.Joint.Laws.Any(l => laws.All(x => x.Law.Id != l)))
            .Select(j => j.Place with { Message = $"The joint statement `{j.Joint.Id}` names a law that is not there: {string.Join(", ", j.Joint.Laws.Where(l => laws.All(x => x.Law.Id != l)))}." }));
        return new FrameworkShelf(
            good, sections, [.. joint.Select(j => j.Joint).Where(j => j.Laws.All(l => good.Any(g => g.Id == l && g.IsStatement)))],
            [.. issues.Distinct().OrderBy(i => i.File, StringComparer.Ordinal).ThenBy(i => i.Line).ThenBy(i => i.Column)])
        { Claims = claims };
    }

    private static void ReadLaw(RulesetFile file, YamlNode root, IssueList issues, List<(Framework Law, FrameworkReader Reader)> laws, List<StatementSection> sections, List<(FrameworkReader Reader, IssueList Issues)> read)
    {
        var reader = new FrameworkReader(file.Path, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Text))), issues);
        read.Add((reader, issues));
        if (reader.Read(root, sections) is not { } law) return;
        if (laws.FirstOrDefault(l => l.Law.Id == law.Id && l.Law.File.StartsWith(RulesetFile.Own, StringComparison.Ordinal) == file.IsOwn).Law is { } taken)
        {
            issues.Add(file.Path, root, $"The id `{law.Id}` is taken by {taken.File}.");
            return;
        }

        laws.RemoveAll(l => l.Law.Id == law.Id);
        laws.Add((law, reader));
    }

    // An answer is kept under the id of its item, so no two laws may share one.
    private static IEnumerable<RuleIssue> RepeatedItems(List<(Framework Law, FrameworkReader Reader)> laws) =>
        from same in laws.SelectMany(l => l.Law.Items.Select(i => (l.Law, l.Reader, Item: i))).GroupBy(x => x.Item.Id, StringComparer.Ordinal)
        from again in same.Skip(1)
        let at = again.Reader.PlaceOf(again.Item.Id)
        select new RuleIssue(again.Law.File, at.Line, at.Column, $"The item id `{again.Item.Id}` is taken by {same.First().Law.File}.", null);
}
