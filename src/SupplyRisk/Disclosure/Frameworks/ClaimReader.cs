using System.Text.RegularExpressions;
using SupplyRisk.Rules.Loading;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>Reads <c>claims.yaml</c> and the files of further languages beside it; a customer's own file takes the place of the shipped one of its name.</summary>
internal sealed class ClaimReader
{
    public const string Number = "number";

    private const int MostTogether = 15, LongestPhrase = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly SortedDictionary<string, Words> files = new(StringComparer.Ordinal);

    private sealed record Signs(string Id, string? Says, IReadOnlyList<string> Phrases, IReadOnlyList<string> SupportedBy);

    private sealed record Words(
        IReadOnlyList<Signs> Claims, IReadOnlyList<string> Admissions, IReadOnlyList<string> Boilerplate, IReadOnlyList<string> Months, IReadOnlyList<string> Numbered, IReadOnlyList<ClaimCase> Cases);

    /// <param name="name">Of the file, without its folder.</param>
    public void Read(string name, RulesetFile file, YamlNode root, IssueList issues)
    {
        if (MappingReader.Of(file.Path, root, issues, name) is not { } reader) return;
        var language = name != "claims.yaml";
        foreach (var key in (string[])["admissions", "boilerplate", "months", "numbered"]) RefuseLong(reader, key);
        var claims = reader.Mappings("claims", required: true).Select(c => Claim(c, language)).OfType<Signs>().ToList();
        files[name] = new Words(
            claims, reader.Texts("admissions"), reader.Texts("boilerplate"), reader.Texts("months"), reader.Texts("numbered"),
            [.. reader.Mappings("cases").Select(c => Case(file, c)).OfType<ClaimCase>()]);
        reader.RefuseOthers();
    }

    /// <summary>All languages together.</summary>
    public ClaimSigns All()
    {
        var of = files.Values.ToList();
        var phrases = of.SelectMany(f => f.Claims).ToLookup(c => c.Id, c => c.Phrases, StringComparer.Ordinal);
        return new ClaimSigns(
            [.. of.SelectMany(f => f.Claims).Where(c => c.Says is not null).Select(c => new Claim(c.Id, c.Says!, Patterns(phrases[c.Id].SelectMany(p => p)), c.SupportedBy))], // those that say
            Patterns(of.SelectMany(f => f.Admissions)), Patterns(of.SelectMany(f => f.Boilerplate)), new Phrases([.. of.SelectMany(f => Named(f.Months, f.Numbered))]), [.. of.SelectMany(f => f.Cases)]);
    }

    /// <param name="language">A file of a further language adds phrases to what claims.yaml says.</param>
    private Signs? Claim(MappingReader reader, bool language)
    {
        var (id, signs) = (reader.Text("id", required: true), reader.Texts("signs", required: true));
        RefuseLong(reader, "signs");
        var (says, supported) = language ? (null, []) : (reader.Text("says", required: true), reader.Texts("supported_by"));
        foreach (var unknown in supported.Where(s => Figures.FigureCatalogue.Find(s) is null))
            reader.Problem(reader.KeyOf("supported_by"), $"There is no figure `{unknown}`.", Nearest.To(unknown, Figures.FigureCatalogue.All.Select(f => f.Id)));
        if (language && id is not null && Known() is var known && !known.Contains(id)) reader.Problem(reader.KeyOf("id"), $"claims.yaml has no claim `{id}`.", Nearest.To(id, known));
        reader.RefuseOthers();
        return id is not null && signs.Count > 0 && (language || says is not null) ? new Signs(id, says, signs, supported) : null;
    }

    private static void RefuseLong(MappingReader reader, string key)
    {
        if (reader.Texts(key).FirstOrDefault(p => p.Length > LongestPhrase) is { } longOne) reader.Problem(reader.KeyOf(key), $"A phrase is short, not {longOne.Length} characters.");
    }

    private ClaimCase? Case(RulesetFile file, MappingReader reader)
    {
        var (text, claims) = (reader.Text("text", required: true), reader.Texts("claims"));
        foreach (var unknown in claims.Where(c => c != Number && !Known().Contains(c))) reader.Problem(reader.KeyOf("claims"), $"There is no claim `{unknown}`.", Nearest.To(unknown, Known()));
        reader.RefuseOthers();
        return text is null ? null : new ClaimCase(file.Path, text, claims);
    }

    // claims.yaml is read before the files of languages.
    private HashSet<string> Known() => files.TryGetValue("claims.yaml", out var base_) ? base_.Claims.Select(c => c.Id).ToHashSet(StringComparer.Ordinal) : [];

    private static Phrases Patterns(IEnumerable<string> phrases) => new([.. phrases.Chunk(MostTogether).Select(some => Compile(string.Join('|', some.Select(Whole))))]);

    // 31 décembre 2025, 31. Dezember, 1er janvier; article 5, § 3(1).
    private static IEnumerable<Regex> Named(IReadOnlyList<string> months, IReadOnlyList<string> numbered)
    {
        foreach (var some in months.Chunk(MostTogether)) yield return Compile($@"\b(\d{{1,2}}(er|º|\.)?\s+(de\s+)?)?({string.Join('|', some.Select(Regex.Escape))})(\s+(de\s+|del\s+)?\d{{4}})?\b");
        foreach (var some in numbered.Chunk(MostTogether)) yield return Compile($@"(\b|(?-i:^|\s))({string.Join('|', some.Select(Regex.Escape))})\.?\s*\d+([-./]\d+)*(\(\w+\))*");
    }

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Longest);

    // A phrase may end in what is no letter (100 %), where no word ends.
    private static string Whole(string phrase)
    {
        var words = Regex.Escape(phrase).Replace(@"\*", @"\w*", StringComparison.Ordinal).Replace(@"\ ", @"\s+", StringComparison.Ordinal).Replace("'", "['’]", StringComparison.Ordinal);
        return $"{(char.IsLetterOrDigit(phrase[0]) ? @"\b" : "")}{words}{(char.IsLetterOrDigit(phrase[^1]) ? @"\b" : "")}";
    }
}
