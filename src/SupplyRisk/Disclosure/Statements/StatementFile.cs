using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Wording;
using SupplyRisk.Review.Redacting;

namespace SupplyRisk.Disclosure.Statements;

/// <summary>A statement with everything that is told of it: what its laws ask, what is answered, what every figure came to, what stands in the way of approval.</summary>
/// <param name="Missing">Laws of the statement whose files are not there any more.</param>
public sealed record StatementFile(
    Statement Statement, string Entity, EntityFacts Facts, IReadOnlyList<Framework> Laws, IReadOnlyList<string> Missing, FrozenRecords Records,
    IReadOnlyDictionary<string, FigureValue> Figures, IReadOnlyList<SectionFile> Sections, IReadOnlyList<StatementNote> Notes, IReadOnlySet<string> Writers)
{
    /// <summary>The approved correction or the one that is under way, or null.</summary>
    public Guid? CorrectedBy { get; init; }

    /// <summary>The statement of the period before, made here, or null.</summary>
    public Guid? EarlierId { get; init; }

    /// <summary>Laws whose files have changed since it was approved.</summary>
    public IReadOnlyList<Framework> ChangedLaws => Statement.LawHashes is not { } hashes ? [] : [.. Laws.Where(l => !Packed.Split(hashes).Contains(l.Hash))];

    /// <summary>The text as a whole against the earlier one; null where there is none.</summary>
    public TextDifference? Difference { get; init; }

    public Boilerplate Boilerplate => Boilerplate.Of(Sections.SelectMany(s => s.Paragraphs).SelectMany(p => p));

    public IEnumerable<ItemFile> Items => Laws.SelectMany(l => l.Items.Select(i => new ItemFile(l, i, IsMet(i))));

    /// <summary>What stands in the way of handing it in, in sentences.</summary>
    public IReadOnlyList<string> Blocking =>
    [
        .. Missing.Select(m => $"The file of the law {m} is not there any more."),
        .. Items.Where(i => i.Item is { Level: ItemLevel.Required, By: MetBy.Text, Suspended: false } && Unwritten(i.Item).Count > 0).Select(i => $"{i.Law.Short} requires “{i.Item.Text}” ({i.Item.Source}), and nothing is written yet under {string.Join(" and ", Unwritten(i.Item).Select(s => $"“{s}”"))}."),
        .. from section in Sections
           let blocked = section.Paragraphs.SelectMany(p => p).Count(s => s.Blocks)
           where blocked > 0
           select $"{section.Section.Title}: {(blocked == 1 ? "a sentence claims" : $"{blocked} sentences claim")} what no record supports.",
        .. from section in Sections
           where section.HeldBack.Count > 0
           select $"{section.Section.Title}: a sentence repeats what a worker said or names fewer than ten people.",
    ];

    /// <summary>A law that asks for approval by a body, or a signature.</summary>
    public bool NeedsSignature => Laws.Any(l => l.Approval.Body.Length > 0 || l.Approval.Signatory.Length > 0);

    public bool IsMet(FrameworkItem item) => item.By switch
    {
        MetBy.Text => item.Sections.All(s => Sections.FirstOrDefault(x => x.Section.Id == s)?.IsAnswered ?? false),
        MetBy.Approval => Statement.State == StatementState.Approved,
        MetBy.Publication => Statement.PublishedOn is not null,
        MetBy.Conduct => false,
    };

    private List<string> Unwritten(FrameworkItem item) => [.. from id in item.Sections let section = Sections.FirstOrDefault(x => x.Section.Id == id) where section is null || section.Text.Length == 0 select section?.Section.Title ?? id];
}

/// <summary>A section of a statement.</summary>
/// <param name="Number">Of the newest text; 0 if none was written.</param>
/// <param name="HeldBack">Sentences that may not go out, as written.</param>
/// <param name="Suggested">Wording that could be taken over; empty if none.</param>
/// <param name="Earlier">Its text in the earlier statement; null where there is none.</param>
public sealed record SectionFile(
    StatementSection Section, IReadOnlyList<ItemFile> Items, string Text, int Number, string? WrittenBy, DateTime? WrittenAt, IReadOnlyList<IReadOnlyList<CheckedSentence>> Paragraphs,
    IReadOnlyList<string> HeldBack, string Suggested, string? Earlier)
{
    public bool IsAnswered => Text.Length > 0 && HeldBack.Count == 0 && !Paragraphs.SelectMany(p => p).Any(s => s.Blocks);
}

public sealed record ItemFile(Framework Law, FrameworkItem Item, bool Met);

/// <summary>Puts a statement together from its parts. Pure.</summary>
internal static class ComposeStatement
{
    /// <param name="earlier">Texts of the earlier statement by section, figures filled in; null where there is none.</param>
    public static IReadOnlyList<SectionFile> Sections(
        FrameworkShelf shelf, IReadOnlyList<Framework> laws, string entity, EntityFacts facts, FrozenRecords records, IReadOnlyDictionary<string, FigureValue> figures,
        IReadOnlyDictionary<string, StatementText> texts, IEnumerable<StatementNote> notes, IReadOnlyDictionary<string, string>? earlier, Redaction redaction)
    {
        var words = SuggestText.Facts(entity, facts, laws, records.PeriodFrom, records.PeriodTo, records.AsOf);
        var known = SuggestText.Known(words, laws);
        var attested = notes.Where(n => n.Kind == NoteKind.Attestation).ToLookup(n => n.Section, StringComparer.Ordinal);
        // What was written stays, whatever the files of the laws ask for later.
        var asked = shelf.SectionsOf(laws);
        return [.. asked.Concat(texts.Keys.Except(asked.Select(s => s.Id)).Order(StringComparer.Ordinal).Select(id => shelf.Section(id) ?? new StatementSection(id, id, "", []))).Select(Section)];

        SectionFile Section(StatementSection section)
        {
            var written = texts.GetValueOrDefault(section.Id);
            var text = written?.Text ?? "";
            var check = new CheckText(shelf.Claims, figures, known, attested[section.Id].GroupBy(n => Sentences.Key(n.Sentence), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Words, StringComparer.Ordinal));
            var items = laws.SelectMany(l => l.Items.Where(i => i.Sections.Contains(section.Id)).Select(i => new ItemFile(l, i, false))).ToList();
            var file = new SectionFile(
                section, items, text, written?.Number ?? 0, written?.ActorId, written?.At, check.ByParagraph(text), [.. Sentences.Of(text).Where(s => IsHeldBack(s, redaction))],
                SuggestText.For(section, laws, words, figures), earlier?.GetValueOrDefault(section.Id));
            return file with { Items = [.. items.Select(i => i with { Met = file.IsAnswered })] };
        }
    }

    /// <summary>A figure holds no small group of people, so "6 of 7 suppliers" is judged by the words around it.</summary>
    public static bool IsHeldBack(string sentence, Redaction redaction) => redaction.Text(BoundText.Said(sentence, _ => "many")) is null;

    public static string Said(string text, IReadOnlyDictionary<string, FigureValue> figures) => BoundText.Said(text, id => figures.TryGetValue(id, out var value) ? value.Said() : $"{{{id}}}");
}
