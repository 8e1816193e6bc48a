using System.Security.Cryptography;
using System.Text.RegularExpressions;
using SupplyRisk.Audit;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Ingestion.Documents;

namespace SupplyRisk.Disclosure.Checking;

/// <summary>Holds a finished statement, ours or another's, against what a law asks for. Says where the text speaks to an item and where it does not; whether what it says is true or enough, a person decides. Nothing of it is kept.</summary>
public sealed partial class CheckStatement(FrameworkFiles frameworks)
{
    public const long MostBytes = 32L << 20;

    /// <summary>Below this a text is a cover page or a scan, and "missing" would be said of what nobody could read.</summary>
    public const int FewestWords = 60;

    private const int MostPassages = 3, LongestQuote = 400;

    /// <param name="actor">Who asks. The text is the asker's own; nothing of the portfolio is read.</param>
    /// <param name="path">The file on disk.</param>
    /// <param name="name">The sender's name for it.</param>
    /// <param name="framework">Id of a law.</param>
    public async Task<Result<CheckedStatement>> HandleAsync(Actor actor, string path, string name, string framework, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var shelf = frameworks.Current;
        if (shelf.Find(framework) is not { } law) return shelf.IssuesOf(framework) is [var problem, ..] ? CheckErrors.FrameworkLeftOut(framework, problem.ToString()) : CheckErrors.NoSuchFramework(framework, shelf.Frameworks.Select(f => f.Id));
        var length = new FileInfo(path).Length;
        if (length == 0) return CheckErrors.FileMissing();
        if (length > MostBytes) return CheckErrors.TooLarge(MostBytes);
        var read = await DocumentReader.ReadAsync(path, ReaderLimits.Default, ct);
        if (read.Text.Length == 0) return CheckErrors.Unreadable(read.Unreadable.Count > 0 ? read.Unreadable[0].Reason : "There is no text in it.");
        await using var file = File.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
        return Check(law, shelf.SignWords, read, name, sha256);
    }

    /// <summary>Pure: the same text and law give the same answer.</summary>
    internal static CheckedStatement Check(Framework law, SignWords words, DocumentText document, string name, string sha256)
    {
        var sentences = Sentences.Of(document);
        var (approval, signature) = (SignedBy.Approval(sentences), SignedBy.Signature(sentences));
        return new CheckedStatement(
            law.Id, law.Name, name, sha256, document.Pages, document.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length,
            [.. document.Unreadable.Select(u => u.Page is { } page ? $"page {page}: {u.Reason}" : u.Reason)],
            [.. law.Items.Select(i => CheckItem(i, words, sentences, approval, signature))], PeriodOf.In(sentences), approval, signature);
    }

    private static ItemCheck CheckItem(FrameworkItem item, SignWords words, List<Sentence> sentences, Passage? approval, Passage? signature)
    {
        if (item.By == MetBy.Approval)
        {
            var asks = item.Text;
            List<Passage?> shown = [asks.Contains("approv", StringComparison.OrdinalIgnoreCase) || asks.Contains("attest", StringComparison.OrdinalIgnoreCase) ? approval : null, asks.Contains("sign", StringComparison.OrdinalIgnoreCase) ? signature : null];
            var needed = (asks.Contains("approv", StringComparison.OrdinalIgnoreCase) || asks.Contains("attest", StringComparison.OrdinalIgnoreCase) ? 1 : 0) + (asks.Contains("sign", StringComparison.OrdinalIgnoreCase) ? 1 : 0);
            var found = shown.OfType<Passage>().ToList();
            return new ItemCheck(item, found.Count == 0 ? Support.Missing : found.Count < needed ? Support.Weak : Support.Found, found);
        }
        var signs = item.Signs.Select(s => words.Spelt(s) is { } spelt ? Sign.Parse(spelt, s) : null).OfType<Sign>().ToList();
        if (signs.Count == 0 || item.By == MetBy.Publication) return new ItemCheck(item, Support.NotInText, []);
        // Signs stand in the order of their weight: the first that speaks in a sentence is what it is known by.
        var hits = new List<(int Rank, Sentence Sentence, string Sign)>();
        foreach (var s in sentences.Where(s => !s.IsHeading))
            if (signs.FindIndex(sign => sign.In(s.Text) is not null) is >= 0 and var rank) hits.Add((rank, s, signs[rank].Text));
        var passages = hits.OrderBy(h => Denies().IsMatch(h.Sentence.Text)).ThenBy(h => h.Rank).ThenBy(h => h.Sentence.Start).Take(MostPassages)
            .Select(h => new Passage(h.Sentence.Page, h.Sentence.Start, h.Sentence.End, Shown(h.Sentence.Text), h.Sign)).ToList();
        return new ItemCheck(item, hits.Count == 0 ? Support.Missing : hits.All(h => Denies().IsMatch(h.Sentence.Text)) ? Support.Weak : Support.Found, passages);
    }

    /// <summary>A sentence that may say that something is not done: it speaks to the item, and a person reads how.</summary>
    [GeneratedRegex(@"\b(?:do|does|did|have|has|is|are)\s+not\s+(?:yet\s+|currently\s+)?(?:provide|use|adopt\w*|conduct\w*|require|offer|have|train\w*|verif\w*|audit\w*|engage|carry|assess\w*|measur\w*|undertak\w*|currently)\b|\bnot\s+yet\b|\bunable\s+to\b|\bno\s+(?:formal|specific)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Denies();

    internal static string Shown(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestQuote ? line : line[..(char.IsHighSurrogate(line[LongestQuote - 2]) ? LongestQuote - 2 : LongestQuote - 1)] + "…";
    }
}
