namespace SupplyRisk.Ingestion.Documents.Facts;

/// <summary>A value that stands beside, below or behind a label.</summary>
/// <param name="Rank">How sure the label's wording is; lower is surer.</param>
/// <param name="Start">Where the value begins.</param>
/// <param name="End">Where it ends.</param>
internal sealed record LabelledValue(AuditLabel Label, int Rank, int Start, int End);

/// <summary>The labelled facts of a document: table cells, "label: value" lines, and labels with the value in the next paragraph.</summary>
internal sealed class LabelledValues
{
    private const int LongestLabel = 90;

    /// <summary>Reports label their facts in front; a huge document must not cost in its length.</summary>
    private const int Reach = 200_000;
    private readonly List<LabelledValue> _values = [];

    private LabelledValues(string text, string folded) => (Text, Folded) = (text, folded);

    public string Text { get; }

    /// <summary>The text folded letter by letter: the same offsets.</summary>
    public string Folded { get; }

    /// <summary>Surest label first, then in the order of the text.</summary>
    public IEnumerable<LabelledValue> Of(AuditLabel label) =>
        _values.Where(v => v.Label == label).OrderBy(v => v.Rank / 12).ThenBy(v => v.Start);

    public string ValueOf(LabelledValue value) => Text[value.Start..value.End];

    public static LabelledValues Read(DocumentText text)
    {
        var values = new LabelledValues(text.Text, LetterFold.Of(text.Text));
        var blocks = text.Blocks;
        for (var i = 0; i < blocks.Count && blocks[i].Start < Reach; i++)
        {
            if (blocks[i].Kind is BlockKind.Cell && blocks[i].End - blocks[i].Start <= LongestLabel)
                values.OfCell(blocks, i);
            else if (blocks[i].End - blocks[i].Start <= LongestLabel && blocks[i].Kind is BlockKind.Paragraph or BlockKind.Heading)
                values.OfNextBlock(blocks, i);
            values.OfLines(blocks[i]);
        }

        return values;
    }

    private void OfCell(IReadOnlyList<TextBlock> blocks, int i)
    {
        var labels = Labels(blocks[i].Start, blocks[i].End);
        if (labels.Count == 0)
            return;
        var beside = i + 1 < blocks.Count && blocks[i + 1].Table == blocks[i].Table && blocks[i + 1].Row == blocks[i].Row ? blocks[i + 1] : null;
        if (beside is not null && IsValue(labels, beside))
        {
            Add(labels, beside.Start, beside.End);
            return;
        }

        // A row of labels: the values stand below.
        if (beside is null && blocks[i].Column == 0)
            return;
        for (var j = i + 1; j < blocks.Count && blocks[j].Table == blocks[i].Table && blocks[j].Row <= blocks[i].Row + 1; j++)
        {
            if (blocks[j].Row == blocks[i].Row + 1 && blocks[j].Column == blocks[i].Column)
                Add(labels, blocks[j].Start, blocks[j].End);
        }
    }

    private void OfNextBlock(IReadOnlyList<TextBlock> blocks, int i)
    {
        if (i + 1 < blocks.Count && blocks[i + 1] is { Kind: BlockKind.Paragraph or BlockKind.ListItem } next && next.End - next.Start <= 200
            && Labels(blocks[i].Start, TrimColon(blocks[i].Start, blocks[i].End)) is { Count: > 0 } labels && IsValue(labels, next))
        {
            Add(labels, next.Start, next.End);
        }
    }

    /// <summary>"Announced" labels a yes or no, but is itself the answer to "Announcement".</summary>
    private bool IsValue(IReadOnlyList<(AuditLabel Label, int Rank)> labels, TextBlock block) =>
        Labels(block.Start, block.End) is var own && (own.Count == 0 || own.Any(o => labels.Any(l => l.Label == o.Label)));

    private int TrimColon(int start, int end)
    {
        while (end > start && Folded[end - 1] is ':' or ' ')
            end--;
        return end;
    }

    /// <summary>"Label: value", several on a line apart by bars, dots or nothing but the next label.</summary>
    private void OfLines(TextBlock block)
    {
        for (var start = block.Start; start < block.End;)
        {
            var end = Text.IndexOf('\n', start, block.End - start) is var at and >= 0 ? at : block.End;
            OfLine(start, end);
            start = end + 1;
        }
    }

    private void OfLine(int start, int end)
    {
        var marks = new List<(int Label, int Colon, IReadOnlyList<(AuditLabel, int)> Labels)>();
        var from = start;
        for (var colon = Next(start, end); colon >= 0; colon = Next(colon + 1, end))
        {
            if (LabelBefore(from, colon, from == start) is { } mark)
                marks.Add((mark.Start, colon, mark.Labels));
            from = colon + 1;
        }

        for (var i = 0; i < marks.Count; i++)
        {
            var value = marks[i].Colon + 1;
            var stop = i + 1 < marks.Count ? marks[i + 1].Label : end;
            if (Text.AsSpan(value, stop - value).IndexOfAny("|·•;；") is var bar and >= 0)
                stop = value + bar;
            while (value < stop && char.IsWhiteSpace(Text[value]))
                value++;
            while (stop > value && (char.IsWhiteSpace(Text[stop - 1]) || Text[stop - 1] is ',' or '，' or '。'))
                stop--;
            if (stop > value)
                Add(marks[i].Labels, value, stop);
        }
    }

    private int Next(int from, int end) => from < end ? Folded.IndexOf(':', from, end - from) : -1;

    /// <summary>The longest label that ends at a colon, beginning at a word.</summary>
    private (int Start, IReadOnlyList<(AuditLabel, int)> Labels)? LabelBefore(int from, int colon, bool inParts)
    {
        from = Math.Max(from, colon - LongestLabel);
        for (var start = from; start < colon; start++)
        {
            var atWord = start == from || Text[start - 1] is ' ' or '|' or '·' or '•' or ';' or '；' or ',' or '，' or '。' or '.';
            if (atWord && Text[start] != ' ' && Labels(start, colon, inParts) is { Count: > 0 } labels)
                return (start, labels);
        }

        return null;
    }

    private IReadOnlyList<(AuditLabel Label, int Rank)> Labels(int start, int end, bool inParts = true) =>
        end - start is <= 0 or > LongestLabel ? [] : AuditLabels.Of(Folded[start..end].TrimEnd(':', ' '), inParts);

    private void Add(IReadOnlyList<(AuditLabel Label, int Rank)> labels, int start, int end)
    {
        foreach (var (label, rank) in labels)
            _values.Add(new LabelledValue(label, rank, start, end));
    }
}
