using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Disclosure.Wording;
using SupplyRisk.Review.Redacting;

namespace SupplyRisk.Disclosure.Writing;

/// <summary>A statement as it goes out, the same for every format. Sentences that may not go out are not in it.</summary>
/// <param name="Marks">What a reader must know first, such as that it is a draft. May be empty.</param>
/// <param name="Figures">The figures that its text names, in the order of the text.</param>
public sealed record StatementDocument(
    string Title, string Entity, string Period, IReadOnlyList<string> Marks, IReadOnlyList<DocumentSection> Sections, IReadOnlyList<(string Label, string Value)> Approval,
    IReadOnlyList<FigureReceipt> Figures, IReadOnlyList<AnsweredItem> Items, string RecordsDigest)
{
    public static StatementDocument Of(StatementFile file, Redaction redaction)
    {
        var s = file.Statement;
        var sections = file.Sections.Select(x => Section(x, file.Figures, redaction)).Where(x => x.Paragraphs.Count > 0).ToList();
        var named = sections.SelectMany(x => x.Paragraphs).SelectMany(p => p).Select(r => r.Figure).OfType<string>().Distinct(StringComparer.Ordinal);
        return new StatementDocument(
            TitleOf(file.Laws), Words.WithoutHidden(file.Entity), $"{SuggestText.Day(s.PeriodFrom)} to {SuggestText.Day(s.PeriodTo)}", Marked(file), sections, Approved(s),
            [.. named.Select(FigureCatalogue.Find).OfType<Figure>().Select(f => FigureReceipt.Of(f, file.Records, s.RecordsDigest))],
            [.. file.Items.Where(i => i.Item.By == MetBy.Text).Select(i => new AnsweredItem(i.Law.Short, i.Item.Source, i.Item.Text, i.Item.Level, [.. i.Item.Sections.Select(x => file.Sections.FirstOrDefault(f => f.Section.Id == x)?.Section.Title ?? x)], i.Met))],
            s.RecordsDigest);
    }

    private static string TitleOf(IReadOnlyList<Framework> laws) => laws switch
    {
        [var one] => $"Statement under the {one.Short}",
        _ => "Joint statement on forced labour and modern slavery",
    };

    private static List<string> Marked(StatementFile file)
    {
        var marks = new List<string>();
        if (file.Statement.State != StatementState.Approved) marks.Add("Draft. Nobody has approved it; it is no statement yet.");
        if (file.Statement.Edition > 1) marks.Add($"Edition {file.Statement.Edition}: it corrects an earlier edition.");
        if (file.Blocking.Count > 0) marks.Add($"Not complete: {file.Blocking.Count} things stand in the way of approval.");
        return marks;
    }

    private static List<(string, string)> Approved(Statement s) => s.State != StatementState.Approved ? [] :
    [
        .. new (string Label, string? Value)[]
        {
            ("Approved by", s.ApprovalBody), ("on", s.BodyApprovedOn is { } on ? SuggestText.Day(on) : null), ("Signed by", s.Signatory), ("as", s.SignatoryTitle),
            ("Published", s.PublishedOn is { } day ? $"{SuggestText.Day(day)}, {s.PublishedAt}" : null),
        }.Where(x => x.Value is not null).Select(x => (x.Label, Words.WithoutHidden(x.Value!))), // only those with a value
    ];

    private static DocumentSection Section(SectionFile section, IReadOnlyDictionary<string, FigureValue> figures, Redaction redaction) => new(
        section.Section.Id, section.Section.Title,
        [.. section.Paragraphs
            .Select(p => string.Join(' ', p.Where(s => !ComposeStatement.IsHeldBack(s.Text, redaction)).Select(s => s.Text)))
            .Where(p => p.Length > 0)
            .Select(p => (IReadOnlyList<DocumentRun>)[.. BoundText.Runs(p).Select(r => r.Figure is { } id && figures.TryGetValue(id, out var value) ? new DocumentRun(Words.WithoutHidden(value.Said()), id) : new DocumentRun(Words.WithoutHidden(r.Text), null))])]);
}

public sealed record DocumentSection(string Id, string Title, IReadOnlyList<IReadOnlyList<DocumentRun>> Paragraphs);

/// <param name="Figure">The figure it says, or null.</param>
public sealed record DocumentRun(string Text, string? Figure);

/// <summary>Where an item of a law is answered.</summary>
public sealed record AnsweredItem(string Law, string Source, string Text, ItemLevel Level, IReadOnlyList<string> Sections, bool Met);
