using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SupplyRisk.Ingestion.Documents.Plain;

/// <summary>Markdown with pipe tables. HTML inside it is left out.</summary>
internal static class MarkdownReader
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseGridTables().Build();

    public static DocumentText Read(string content, ReaderLimits limits, CancellationToken ct)
    {
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(content, _pipeline);
        }
        catch (ArgumentException)
        {
            throw new UnreadableException(UnreadableCause.OverLimit, "Lists or quotations are nested too deeply. Flatten them and add the document again.");
        }

        var assembler = new TextAssembler(limits);
        Walk(document, assembler, BlockKind.Paragraph, ct);
        return assembler.Finish(DocumentFormat.Markdown, null);
    }

    private static void Walk(ContainerBlock container, TextAssembler assembler, BlockKind kind, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        foreach (var block in container)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    assembler.Add(heading.Level == 1 && assembler.Count == 0 ? BlockKind.Title : BlockKind.Heading, TextOf(heading));
                    break;
                case Table table:
                    AddTable(table, assembler);
                    break;
                case CodeBlock code:
                    assembler.Add(kind, code.Lines.ToString());
                    break;
                case HtmlBlock or LinkReferenceDefinitionGroup:
                    break;
                case LeafBlock leaf:
                    assembler.Add(kind, TextOf(leaf));
                    break;
                case ListItemBlock item:
                    Walk(item, assembler, BlockKind.ListItem, ct);
                    break;
                case ContainerBlock inner:
                    Walk(inner, assembler, kind, ct);
                    break;
            }
        }
    }

    private static void AddTable(Table table, TextAssembler assembler)
    {
        var number = assembler.NewTable();
        var row = 0;
        foreach (var line in table.OfType<TableRow>())
        {
            var cells = line.OfType<TableCell>().Select(cell => string.Join('\n', cell.Descendants<LeafBlock>().Select(TextOf))).ToList();
            assembler.AddRow(number, row++, cells);
        }
    }

    private static string TextOf(LeafBlock block)
    {
        var text = new StringBuilder();
        if (block.Inline is not null)
        {
            foreach (var inline in block.Inline.Descendants<Inline>())
            {
                _ = inline switch
                {
                    LiteralInline literal => text.Append(literal.Content.AsSpan()),
                    CodeInline code => text.Append(code.Content),
                    HtmlEntityInline entity => text.Append(entity.Transcoded.AsSpan()),
                    AutolinkInline link => text.Append(link.Url),
                    LineBreakInline { IsHard: true } => text.Append('\n'),
                    LineBreakInline => SoftBreak(text, inline),
                    _ => text,
                };
            }
        }

        return text.ToString();
    }

    private static StringBuilder SoftBreak(StringBuilder text, Inline inline)
    {
        var next = inline.NextSibling is LiteralInline literal ? literal.Content.AsSpan().TrimStart() : default;
        return text.Length > 0 && next.Length > 0 && LineJoin.IsUnspaced(text[^1]) && LineJoin.IsUnspaced(next[0]) ? text : text.Append(' ');
    }
}
