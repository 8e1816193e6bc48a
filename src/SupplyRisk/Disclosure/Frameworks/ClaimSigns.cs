using System.Text.RegularExpressions;
using SupplyRisk.Rules.Loading;
using YamlDotNet.RepresentationModel;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>By which words a sentence claims something, as <c>statements/claims.yaml</c> says.</summary>
/// <param name="Admissions">What says that something was not done or is not known: no claim of having done it. Null matches nothing.</param>
/// <param name="Boilerplate">Phrases of every other statement. Null matches nothing.</param>
public sealed record ClaimSigns(IReadOnlyList<Claim> Claims, Regex? Admissions, Regex? Boilerplate)
{
    public static readonly ClaimSigns None = new([], null, null);
}

/// <summary>One kind of claim.</summary>
/// <param name="Says">What is wrong where nothing supports it.</param>
/// <param name="SupportedBy">Figures of which one must be there and not zero; empty is never supported.</param>
public sealed record Claim(string Id, string Says, Regex Signs, IReadOnlyList<string> SupportedBy);

/// <summary>Reads <c>claims.yaml</c>.</summary>
internal static class ClaimReader
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public static ClaimSigns? Read(RulesetFile file, YamlNode root, IssueList issues)
    {
        if (MappingReader.Of(file.Path, root, issues, "claims.yaml") is not { } reader) return null;
        var claims = reader.Mappings("claims", required: true).Select(Claim).OfType<Claim>().ToList();
        var (admissions, boilerplate) = (reader.Texts("admissions"), reader.Texts("boilerplate"));
        reader.RefuseOthers();
        return new ClaimSigns(claims, Pattern(admissions), Pattern(boilerplate));
    }

    private static Claim? Claim(MappingReader reader)
    {
        var (id, says, signs, supported) = (reader.Text("id", required: true), reader.Text("says", required: true), reader.Texts("signs", required: true), reader.Texts("supported_by"));
        foreach (var unknown in supported.Where(s => Figures.FigureCatalogue.Find(s) is null))
            reader.Problem(reader.KeyOf("supported_by"), $"There is no figure `{unknown}`.", Nearest.To(unknown, Figures.FigureCatalogue.All.Select(f => f.Id)));
        reader.RefuseOthers();
        return id is not null && says is not null && Pattern(signs) is { } pattern ? new Claim(id, says, pattern, supported) : null;
    }

    private static Regex? Pattern(IReadOnlyList<string> phrases) => phrases.Count == 0 ? null
        : new Regex(string.Join('|', phrases.Select(Whole)), RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Longest);

    // A phrase may end in what is no letter (100 %), where no word ends.
    private static string Whole(string phrase)
    {
        var words = Regex.Escape(phrase).Replace(@"\*", @"\w*", StringComparison.Ordinal).Replace(@"\ ", @"\s+", StringComparison.Ordinal);
        return $"{(char.IsLetterOrDigit(phrase[0]) ? @"\b" : "")}{words}{(char.IsLetterOrDigit(phrase[^1]) ? @"\b" : "")}";
    }
}
