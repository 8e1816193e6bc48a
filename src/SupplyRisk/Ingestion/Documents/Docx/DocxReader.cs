using System.Xml;

namespace SupplyRisk.Ingestion.Documents.Docx;

/// <summary>DOCX: headings, paragraphs, lists, tables, text boxes, foot- and endnotes; page headers and footers, comments and deleted text left out.</summary>
internal sealed class DocxReader
{
    private readonly ReaderLimits _limits;
    private readonly CancellationToken _ct;
    private readonly OfficePackage _package;
    private readonly DocxParagraphs _paragraphs;
    private readonly Dictionary<string, string> _notes = new(StringComparer.Ordinal);

    private DocxReader(OfficePackage package, string main, ReaderLimits limits, CancellationToken ct)
    {
        (_package, _limits, _ct) = (package, limits, ct);
        using var styles = package.Open(package.Related(main, "styles"));
        _paragraphs = new DocxParagraphs(DocxStyles.Read(styles), limits, _notes.GetValueOrDefault, Blocks);
    }

    public static DocumentText Read(string path, ReaderLimits limits, CancellationToken ct)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var package = new OfficePackage(file, limits, "DOCX");
            var main = package.Related("", "officeDocument") ?? "word/document.xml";
            return new DocxReader(package, main, limits, ct).Document(main);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or NotSupportedException)
        {
            throw new UnreadableException(UnreadableCause.Malformed, $"The DOCX is damaged ({e.Message.TrimEnd('.')}). Open it in a word processor, save it again and add that.");
        }
    }

    private DocumentText Document(string main)
    {
        ReadNotes(_package.Related(main, "footnotes"), "footnote", "f");
        ReadNotes(_package.Related(main, "endnotes"), "endnote", "e");

        var assembler = new TextAssembler(_limits);
        using var reader = _package.Open(main)
            ?? throw new UnreadableException(UnreadableCause.Malformed, "The DOCX holds no main document. Ask for it again.");
        while (reader.Read() && !(reader.NodeType is XmlNodeType.Element && reader.LocalName == "body"))
        {
        }

        // Block by block, so that memory holds one table, not the document.
        DocxXml.Children(reader, _limits, r =>
        {
            var blocks = new List<DocxBlock>();
            Block(r, blocks);
            foreach (var block in blocks)
                Emit(block, assembler);
        });
        return assembler.Finish(DocumentFormat.Docx, Title());
    }

    private void Blocks(XmlReader reader, List<DocxBlock> into) => DocxXml.Children(reader, _limits, r => Block(r, into));

    private void Block(XmlReader reader, List<DocxBlock> into)
    {
        _ct.ThrowIfCancellationRequested();
        switch (reader.LocalName)
        {
            case "p":
                _paragraphs.Read(reader, into);
                break;
            case "tbl":
                into.Add(Table(reader));
                break;
            case "sdt" or "sdtContent" or "customXml" or "ins" or "moveTo" or "smartTag":
                Blocks(reader, into);
                break;
            case "AlternateContent":
                var taken = false;
                DocxXml.Children(reader, _limits, r =>
                {
                    if (taken)
                        DocxXml.Skip(r);
                    else
                        Blocks(r, into);
                    taken = true;
                });
                break;
            default:
                DocxXml.Skip(reader);
                break;
        }
    }

    private DocxTable Table(XmlReader reader)
    {
        var rows = new List<IReadOnlyList<IReadOnlyList<DocxBlock>?>>();
        Rows(reader, rows);
        return new DocxTable(rows);
    }

    private void Rows(XmlReader reader, List<IReadOnlyList<IReadOnlyList<DocxBlock>?>> rows) => DocxXml.Children(reader, _limits, r =>
    {
        if (r.LocalName == "tr")
        {
            var cells = new List<IReadOnlyList<DocxBlock>?>();
            Cells(r, cells);
            rows.Add(cells);
        }
        else if (r.LocalName is "sdt" or "sdtContent" or "customXml" or "ins")
        {
            Rows(r, rows);
        }
        else
        {
            DocxXml.Skip(r);
        }
    });

    private void Cells(XmlReader reader, List<IReadOnlyList<DocxBlock>?> cells) => DocxXml.Children(reader, _limits, r =>
    {
        if (r.LocalName == "tc")
            Cell(r, cells);
        else if (r.LocalName is "sdt" or "sdtContent" or "customXml" or "ins")
            Cells(r, cells);
        else
            DocxXml.Skip(r);
    });

    private void Cell(XmlReader reader, List<IReadOnlyList<DocxBlock>?> cells)
    {
        var blocks = new List<DocxBlock>();
        var span = 1;
        DocxXml.Children(reader, _limits, r =>
        {
            if (r.LocalName == "tcPr")
            {
                DocxXml.Children(r, _limits, property =>
                {
                    if (property.LocalName == "gridSpan" && int.TryParse(DocxXml.Attribute(property, "val"), out var width))
                        span = Math.Clamp(width, 1, 100);
                    DocxXml.Skip(property);
                });
            }
            else
            {
                Block(r, blocks);
            }
        });
        cells.Add(blocks);
        for (var i = 1; i < span; i++)
            cells.Add(null);
    }

    private static void Emit(DocxBlock block, TextAssembler assembler)
    {
        if (block is DocxParagraph paragraph)
        {
            assembler.Add(paragraph.Kind, paragraph.Text);
        }
        else if (block is DocxTable table && table.Rows.All(r => r.Count <= 1))
        {
            // A frame around text, not a table.
            foreach (var inner in table.Rows.SelectMany(r => r).SelectMany(c => c ?? []))
                Emit(inner, assembler);
        }
        else if (block is DocxTable grid)
        {
            Emit(grid, assembler);
        }
    }

    private static void Emit(DocxTable table, TextAssembler assembler)
    {
        var number = assembler.NewTable();
        for (var row = 0; row < table.Rows.Count; row++)
        {
            assembler.AddRow(number, row, table.Rows[row].Select(CellText).ToList());

            // A table within a cell follows the row it stands in: cells of two tables must not interleave.
            foreach (var inner in table.Rows[row].SelectMany(c => c ?? []).OfType<DocxTable>())
                Emit((DocxBlock)inner, assembler);
        }
    }

    private static string CellText(IReadOnlyList<DocxBlock>? cell) =>
        cell is null ? "" : string.Join('\n', cell.OfType<DocxParagraph>().Select(p => p.Text));

    private void ReadNotes(string? part, string element, string prefix)
    {
        using var reader = _package.Open(part);
        while (reader?.Read() == true)
        {
            if (reader.NodeType is not XmlNodeType.Element || reader.LocalName != element)
                continue;
            var id = DocxXml.Attribute(reader, "id");
            var blocks = new List<DocxBlock>();
            Blocks(reader, blocks);
            if (id is not null)
                _notes[prefix + id] = string.Join('\n', blocks.OfType<DocxParagraph>().Select(p => p.Text.Trim()));
        }
    }

    private string? Title()
    {
        using var reader = _package.Open(_package.Related("", "core-properties"));
        while (reader?.Read() == true)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "title" })
            {
                var title = new System.Text.StringBuilder();
                DocxXml.AppendText(reader, title);
                return title.ToString();
            }
        }

        return null;
    }
}
