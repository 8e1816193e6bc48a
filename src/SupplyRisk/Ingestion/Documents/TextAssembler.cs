using System.Text;

namespace SupplyRisk.Ingestion.Documents;

/// <summary>Puts a document's blocks into its one normalised text. Every reader goes through it, so the rule of <see cref="DocumentText.Text"/> holds by construction.</summary>
internal sealed class TextAssembler(ReaderLimits limits)
{
    private readonly StringBuilder _text = new();
    private readonly List<TextBlock> _blocks = [];
    private string? _section;
    private (int Table, int Row)? _lastRow;
    private int _tables;

    public int Count => _blocks.Count;

    public int NewTable() => _tables++;

    public void Add(BlockKind kind, string raw, int? page = null)
    {
        var text = PlainText.Clean(raw);
        if (text.Length == 0)
            return;
        Separate("\n\n");
        _lastRow = null;
        if (kind is BlockKind.Heading or BlockKind.Sheet)
            _section = text.Replace('\n', ' ');
        Append(text, (start, end) => new TextBlock(kind, start, end, page, kind is BlockKind.Title ? null : _section));
    }

    /// <summary>Adds a row of a table; empty cells hold their column with a tab. Rows of one table must come in order.</summary>
    public void AddRow(int table, int row, IReadOnlyList<string> cells, int? page = null)
    {
        var texts = cells.Select(PlainText.Clean).ToList();
        var last = texts.FindLastIndex(t => t.Length > 0);
        if (last < 0)
            return;
        Separate(_lastRow is { } before && before.Table == table ? "\n" : "\n\n");
        _lastRow = (table, row);
        for (var column = 0; column <= last; column++)
        {
            if (column > 0)
                _text.Append('\t');
            var number = column;
            if (texts[column].Length > 0)
                Append(texts[column], (start, end) => new TextBlock(BlockKind.Cell, start, end, page, _section, table, row, number));
        }
    }

    public DocumentText Finish(DocumentFormat format, string? title, int? pages = null, IReadOnlyList<UnreadablePart>? unreadable = null)
    {
        title = title is null ? null : PlainText.Clean(title).Replace('\n', ' ');
        return new DocumentText
        {
            Text = _text.ToString(),
            Blocks = _blocks,
            Title = string.IsNullOrEmpty(title) ? TitleBlock() : title,
            Pages = pages,
            Format = format,
            Unreadable = unreadable ?? [],
        };
    }

    private string? TitleBlock()
    {
        var block = _blocks.Take(12).FirstOrDefault(b => b.Kind is BlockKind.Title);
        return block is null ? null : _text.ToString(block.Start, block.End - block.Start).Replace('\n', ' ');
    }

    private void Append(string text, Func<int, int, TextBlock> block)
    {
        if (_text.Length + text.Length > limits.MaxTextLength || _blocks.Count >= limits.MaxBlocks)
        {
            throw new UnreadableException(
                UnreadableCause.OverLimit,
                $"The document holds more than {limits.MaxTextLength} characters or {limits.MaxBlocks} paragraphs and cells. Split it and add the parts.");
        }

        var start = _text.Length;
        _text.Append(text);
        _blocks.Add(block(start, _text.Length));
    }

    private void Separate(string with)
    {
        if (_text.Length > 0)
            _text.Append(with);
    }
}
