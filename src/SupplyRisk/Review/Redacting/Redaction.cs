using System.Text.RegularExpressions;
using SupplyRisk.Rules.Evaluation;
using SupplyRisk.Rules.Model;
using SupplyRisk.Screening;

namespace SupplyRisk.Review.Redacting;

/// <summary>
/// What of one supplier may go out by one output. Everything that leaves passes here; what is not known to be harmless stays.
/// Each method answers null, or leaves out, where something is held back: an output says nothing there, not that something was held back.
/// </summary>
public sealed partial class Redaction(Output output, WorkerWords workers)
{
    private readonly OutputPolicy policy = OutputPolicy.Of(output);

    public Output Output => output;

    /// <summary>A text of ours or of a person: words for the supplier, a reason, a title, a snippet.</summary>
    public string? Text(string? text) =>
        text is null || (!policy.WorkerWords && (workers.Repeated(text) || InterviewTalk().IsMatch(text))) || SmallGroups.In(text, policy.SmallestGroup) ? null : text;

    /// <summary>A passage of a document.</summary>
    /// <param name="speaker">Whose word it is; null where that is not known any more.</param>
    /// <param name="kindAndTitle">Kind, title and name of the document, for telling reports by workers.</param>
    public string? Quote(string quote, Speaker? speaker, IReadOnlyList<Quantity> counted, string kindAndTitle)
    {
        if (!policy.Quotes) return null;
        if (!policy.WorkerWords && (speaker is null or Speaker.Worker || IsWorkerReport(kindAndTitle))) return null;
        if (counted.Any(IsSmall)) return null;
        return Text(quote);
    }

    /// <summary>A finding's passage.</summary>
    public string? Quote(FindingToShow finding) =>
        Quote(finding.Finding.Quote, finding.Finding.Speaker, Finding.Read(finding.Finding.QuantitiesJson), $"{finding.Document.Kind} {finding.Document.Title} {finding.Document.Path}");

    /// <summary>A number of people; null where the group is too small to be named.</summary>
    public int? People(int? count, int? of = null) => SmallGroups.TooSmall(count, of, policy.SmallestGroup) ? null : count;

    /// <summary>A sum that goes to people; held back with their number, of which it would tell.</summary>
    public decimal? Amount(decimal? amount, int? people) => people is null || People(people) is not null ? amount : null;

    /// <summary>The name of a document.</summary>
    public string? FileName(string path, string kindAndTitle) =>
        !policy.FileNames || (!policy.WorkerReports && IsWorkerReport($"{kindAndTitle} {path}")) ? null : Text(path);

    /// <summary>
    /// One line of the account of a score. The points stay, so that the account adds up; a sentence that tells of few people becomes the rule's
    /// title, and of its passages stay those that may be quoted.
    /// </summary>
    /// <param name="title">The rule's title, or its id where it has none.</param>
    /// <param name="speaker">Whose word a passage is; null where that is not known.</param>
    public ContributionRow Row(ContributionRow row, string title, Func<EvidenceRow, Speaker?> speaker)
    {
        if (policy == OutputPolicy.Of(Output.ReviewPage)) return row;
        var kept = row.Evidence.Where(e => Quote(e.Quote, speaker(e), [], e.Document) is not null).Select(e => e with { Document = FileName(e.Document, "") ?? "a document" }).ToList();
        // A sentence made from passages that stay inside may tell what they say.
        var because = kept.Count < row.Evidence.Count ? null : Text(row.Because);
        return row with { Because = because ?? title, Evidence = kept };
    }

    /// <summary>What would lower a band, as things to ask for. Null where it cannot be said without telling what stays inside.</summary>
    public Change? Change(Change change) => Text(change.What) is { } what
        ? change with { What = what, AskFor = [.. change.AskFor.Select(Text).OfType<string>()], Provided = Text(change.Provided) ?? "" }
        : null;

    private bool IsSmall(Quantity q) => q.Kind switch
    {
        QuantityKind.People => SmallGroups.TooSmall((decimal)Math.Min(q.Value, 1e9), q.Of is { } of ? (decimal)Math.Min(of, 1e9) : null, policy.SmallestGroup),
        QuantityKind.Things => q.Of is { } all && SmallGroups.TooSmall((decimal)Math.Min(q.Value, 1e9), (decimal)Math.Min(all, 1e9), policy.SmallestGroup),
        QuantityKind.Money or QuantityKind.Share or QuantityKind.Hours or QuantityKind.Duration or QuantityKind.Age => false,
    };

    internal static bool IsWorkerReport(string kindAndTitle) => WorkerReport().IsMatch(kindAndTitle);

    [GeneratedRegex(@"grievance|complaint|hot-?line|help-?line|whistle|worker[\s_\-']{0,2}s?[\s_\-]{0,2}(?:voice|interview|survey|testimon|report|statement|letter)|interview[\s_\-]{0,2}(?:notes?|transcripts?|records?)|testimon", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex WorkerReport();

    /// <summary>What tells that somebody spoke, whoever wrote it down.</summary>
    [GeneratedRegex(@"\b(?:workers?|employees?|interviewees?|migrants?|women|complainants?|witness(?:es)?)\s+(?:\p{L}{1,16}\s+){0,2}(?:said|says|told|tells|stated|states|reported|reports|complained|complains|explained|claimed|alleged|confided|mentioned|confirmed)\b|\b(?:according\s+to|interviews?\s+with|testimon\w{1,4}\s+(?:of|from|by))\s+(?:\p{L}{1,16}\s+){0,2}(?:workers?|employees?|interviewees?|migrants?|women)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex InterviewTalk();
}
