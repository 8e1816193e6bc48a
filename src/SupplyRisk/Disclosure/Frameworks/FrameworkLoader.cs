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
        var ordered = files.OrderBy(f => f.IsOwn).ThenBy(f => f.Path, StringComparer.Ordinal).ToList();
        var words = SignWords.Of(ordered.Where(f => Below(f) == "statements/sign_words.csv"));
        var (issues, named) = (new List<RuleIssue>(), new List<NamedLaw>());
        var (shared, joint, claims) = (new List<StatementSection>(), new List<JointStatement>(), ClaimSigns.None);
        var read = new List<FrameworkReader>();
        foreach (var file in ordered.Where(f => !f.Path.EndsWith(".csv", StringComparison.Ordinal)))
        {
            var found = new IssueList();
            var root = YamlText.Parse(file, found);
            if (Below(file).StartsWith("frameworks/", StringComparison.Ordinal))
            {
                var law = new FrameworkReader(file, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Text))), words, found);
                if (root is not null) law.Read(root, named);
                read.Add(law); // its problems are said at the end: what it names may stand in a file that is read later
            }
            else
            {
                if (root is not null) ReadShared(file, root, found);
                issues.AddRange(found.Ordered());
            }
        }

        var sections = shared.Select(s => s.Id).Concat(read.SelectMany(r => r.Sections).Select(s => s.Section.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (var law in read)
        {
            law.RefuseUnknown(sections);
            law.RefuseTaken(shared);
        }

        foreach (var (again, first) in read.GroupBy(r => (r.Id, r.IsOwn)).SelectMany(g => g.Skip(1).Select(r => (r, g.First())))) again.Issues.Add(again.File, 1, 1, $"The id `{again.Id}` is taken by {first.File}.");
        var ids = read.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        issues.AddRange(named.Where(n => !ids.Contains(n.Id)).Select(n => n.Place with { Suggestion = Nearest.To(n.Id, ids) }));
        issues.AddRange(read.SelectMany(r => r.Issues.Ordered()));
        issues.AddRange(Repeated(InForce()));
        var good = InForce();
        return new FrameworkShelf(
            [.. good.Select(r => r.Law!).OrderBy(l => l.Kind).ThenBy(l => l.Name, StringComparer.Ordinal)], // those in force were read
            [.. shared, .. good.SelectMany(r => r.Sections).Select(s => s.Section)],
            [.. joint.Where(j => j.Laws.All(l => good.Any(g => g.Id == l && g.Law is { IsStatement: true })))],
            [.. issues.Distinct().OrderBy(i => i.File, StringComparer.Ordinal).ThenBy(i => i.Line).ThenBy(i => i.Column)])
        { Claims = claims, SignWords = words };

        void ReadShared(RulesetFile file, YamlNode root, IssueList found)
        {
            if (Path.GetFileNameWithoutExtension(file.Path) == "sections") SectionReader.Read(file, root, found, shared, joint, named);
            else if (Path.GetFileNameWithoutExtension(file.Path) == "claims") claims = ClaimReader.Read(file, root, found) ?? claims;
        }

        // Of one id the customer's own file; while that has a problem, the shipped one goes on to hold.
        List<FrameworkReader> InForce()
        {
            var broken = issues.Select(i => i.File).ToHashSet(StringComparer.Ordinal);
            return [.. read.Where(r => r.Law is not null && !broken.Contains(r.File)).GroupBy(r => r.Id, StringComparer.Ordinal).Select(g => g.Last())];
        }
    }

    private static string Below(RulesetFile file) => file.Path[(file.IsOwn ? RulesetFile.Own.Length : 0)..];

    // An answer is kept under the id of its item, and a text under that of its section, so no two laws may share one.
    private static IEnumerable<RuleIssue> Repeated(List<FrameworkReader> laws)
    {
        var items = laws.SelectMany(r => r.Law!.Items.Select(i => (What: "item", i.Id, Law: r, Place: r.PlaceOf(i.Id)))); // those in force were read
        var sections = laws.SelectMany(r => r.Sections.Select(s => (What: "section", s.Section.Id, Law: r, Place: ((int)s.At.Start.Line, (int)s.At.Start.Column))));
        return from same in items.Concat(sections).GroupBy(x => (x.What, x.Id))
               from again in same.Skip(1)
               select new RuleIssue(again.Law.File, again.Place.Item1, again.Place.Item2, $"The {again.What} id `{again.Id}` is taken by {same.First().Law.File}.", null);
    }
}

/// <summary>A law that a file names, to be looked for when all are read.</summary>
/// <param name="Place">What to say if it is not there.</param>
internal sealed record NamedLaw(string Id, RuleIssue Place);
