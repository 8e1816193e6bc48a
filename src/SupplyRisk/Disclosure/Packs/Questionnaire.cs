using System.Text.RegularExpressions;
using SupplyRisk.Ingestion;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Disclosure.Packs;

/// <summary>
/// Reads a supplier's questionnaire in the manner of the Slavery and Trafficking Risk Template: labels with their value to the right, then questions with answer and comment.
/// Labels are found wherever they stand, because every edition moves them. What is answered is what the party says of itself: it lowers no score.
/// </summary>
internal static partial class Questionnaire
{
    private const int MostAnswers = 500;

    private static readonly (string Field, string[] Labels)[] Labels =
    [
        ("name", ["company name", "legal entity name", "organization name", "organisation name", "supplier name", "name of company"]),
        ("address", ["company address", "address", "headquarters address", "address of site", "site address"]),
        ("country", ["country", "country of headquarters", "company country", "site country"]),
        ("id", ["company unique id", "company unique identifier", "company id"]),
        ("authority", ["company unique id authority", "company id authority", "id authority"]),
        ("contact", ["contact email", "email contact", "email - contact", "contact e-mail", "contact name", "authorizer email", "email - authorizer"]),
    ];

    public static (Chain Chain, List<Refusal> Problems) Read(IReadOnlyList<IRowSource> sheets, CancellationToken ct)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var answers = new List<(string Question, string Answer, string? Comment)>();
        foreach (var row in sheets.SelectMany(s => s.Rows(ct)))
        {
            var filled = row.Cells.Where(c => !c.Spilled).Select(c => CellText.Value(c.Text)).OfType<string>().ToList();
            for (var i = 0; i < filled.Count; i++)
                if (Field(filled[i]) is { } field && i + 1 < filled.Count && Field(filled[i + 1]) is null) values.TryAdd(field, filled[i + 1]);
            var at = filled.FindIndex(IsQuestion);
            if (at >= 0 && at + 1 < filled.Count && answers.Count < MostAnswers) answers.Add((filled[at], filled[at + 1], filled.ElementAtOrDefault(at + 2)));
        }
        if (!values.TryGetValue("name", out var name))
            return (Chain.Empty, [PackErrors.Unusable("No company name was found beside a label such as \"Company name\". Is it a filled-in questionnaire?")]);
        var country = values.TryGetValue("country", out var written) ? CountryNames.Find(written) : values.TryGetValue("address", out var address) ? CountryNames.Find(address[(address.LastIndexOf(',') + 1)..].Trim()) : null;
        var party = new ChainParty(name, null, values.GetValueOrDefault("address"), country) { Contact = values.GetValueOrDefault("contact"), Identifiers = Identifiers(values) };
        return (new Chain([party], []) { Answers = [.. answers.Select(a => new PartyAnswer(name, a.Question, a.Answer, a.Comment))] }, []);
    }

    private static IReadOnlyList<string> Identifiers(Dictionary<string, string> values)
    {
        if (!values.TryGetValue("id", out var id) || !values.TryGetValue("authority", out var authority)) return [];
        var scheme = authority.ToUpperInvariant() switch
        {
            var a when a.Contains("DUNS", StringComparison.Ordinal) || a.Contains("D-U-N-S", StringComparison.Ordinal) || a.Contains("BRADSTREET", StringComparison.Ordinal) => IdentifierScheme.Duns,
            var a when a.Contains("LEI", StringComparison.Ordinal) => IdentifierScheme.Lei,
            var a when a.Contains("VAT", StringComparison.Ordinal) => IdentifierScheme.Vat,
            var a when a.Contains("OS ID", StringComparison.Ordinal) || a.Contains("SUPPLY HUB", StringComparison.Ordinal) => IdentifierScheme.OsId,
            _ => (IdentifierScheme?)null,
        };
        return scheme is { } known && IdentifierCheck.Of(known, id).Identifier is { } identifier ? [identifier.ToString()] : [];
    }

    private static string? Field(string text)
    {
        var label = text.Trim().TrimEnd(':', '*', ' ').TrimStart('*', ' ').ToLowerInvariant();
        if (label.EndsWith("(*)", StringComparison.Ordinal)) label = label[..^3].TrimEnd(' ', ':');
        return Labels.FirstOrDefault(l => l.Labels.Contains(label)).Field;
    }

    private static bool IsQuestion(string text) => text.Length >= 15 && (text.TrimEnd(' ', '*', ')').EndsWith('?') || Numbered().IsMatch(text));

    [GeneratedRegex(@"^\s*(?:Q\s*)?\d{1,2}(?:\.\d{1,2}|[a-z])?\s*[.):]\s+\p{L}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Numbered();
}
