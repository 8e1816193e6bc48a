using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SupplyRisk.Disclosure.Writing;

/// <summary>A statement as a Word document: styles, a table of contents, tables with headings. Valid by OpenXml's own validator.</summary>
internal static class DocxStatement
{
    internal const int TextWidth = 9_638; // twentieths of a point: A4 between margins of 2 cm

    public static byte[] Write(StatementDocument d)
    {
        using var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            package.PackageProperties.Title = d.Title;
            package.PackageProperties.Creator = d.Entity;
            var main = package.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = DocxStyles.Make();
            main.AddNewPart<DocumentSettingsPart>("settings").Settings = new Settings(new Zoom { Percent = "100" }, new Compatibility(new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }));
            main.AddNewPart<HeaderPart>("header").Header = new Header(Paragraph("Header", $"{d.Entity}: {d.Title}"));
            main.AddNewPart<FooterPart>("footer").Footer = new Footer(Paragraph("Footer", [new Run(Text(d.Period)), new Run(new TabChar()), new Run(Text("Page ")), .. Field("PAGE", "1"), new Run(Text(" of ")), .. Field("NUMPAGES", "1")]));
            main.Document = new Document(new Body([.. Content(d), Page()]));
        }
        return file.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Content(StatementDocument d)
    {
        yield return Paragraph("Title", d.Title);
        yield return Paragraph("Subtitle", d.Entity);
        yield return Paragraph("Period", d.Period);
        foreach (var mark in d.Marks) yield return Paragraph("Mark", mark);
        yield return Paragraph("ContentsHeading", "Contents");
        foreach (var line in Contents(d)) yield return line;
        var bookmark = 1;
        foreach (var s in d.Sections)
        {
            yield return Heading(s.Title, s.Id, bookmark++);
            foreach (var p in s.Paragraphs) yield return Paragraph("Normal", [.. p.Select(r => r.Figure is null ? new Run(Text(r.Text)) : new Run(new RunProperties(new RunStyle { Val = "Figure" }), Text(r.Text)))]);
        }
        if (d.Approval.Count > 0)
        {
            yield return Heading("Approval", "approval", bookmark++);
            yield return Table([("", 2_400), ("", TextWidth - 2_400)], [.. d.Approval.Select(a => (string[])[a.Label, a.Value])], withHead: false);
        }
        if (d.Figures.Count > 0)
        {
            yield return Heading("How the figures were counted", "figures", bookmark++);
            yield return Table([("Figure", 2_000), ("Value", 2_200), ("How it was counted", 3_138), ("Rows", 700), ("Receipt", 1_600)],
                [.. d.Figures.Select(f => (string[])[StatementWords.Label(f), StatementWords.Said(f), f.Query, Figures.FigureValue.Digits(f.Rows.Count), f.Digest[..12]])]);
            yield return Paragraph("Note", StatementWords.Frozen(d));
        }
        yield return Heading("Where each item is answered", "items", bookmark);
        yield return Table([("Law", 2_800), ("Item", 4_300), ("Answered in", 2_538)],
            [.. d.Items.Select(i => (string[])[$"{i.Law}, {i.Source}", i.Text + (i.Level == Frameworks.ItemLevel.Required ? "" : " (recommended)"), StatementWords.Answered(i)])]);
        yield return Paragraph("Normal", ""); // a table may not stand last before the page's own properties in some readers
    }

    // Lines of our own and no TOC field: LibreOffice shows what such a field holds as it was written, but counts each PAGEREF itself.
    // Word shows what a field holds until somebody updates it (Ctrl+A, F9), so nothing is written there: no page number is better than a wrong one.
    private static IEnumerable<Paragraph> Contents(StatementDocument d)
    {
        var entries = d.Sections.Select(s => (s.Title, s.Id)).ToList();
        if (d.Approval.Count > 0) entries.Add(("Approval", "approval"));
        if (d.Figures.Count > 0) entries.Add(("How the figures were counted", "figures"));
        entries.Add(("Where each item is answered", "items"));
        foreach (var (title, id) in entries)
            yield return Paragraph("TOC1", [new Hyperlink(new Run(Text(title))) { Anchor = Anchor(id), History = true }, new Run(new TabChar()), .. Field($"PAGEREF {Anchor(id)} \\h", "")]);
    }

    private static Paragraph Heading(string title, string id, int number)
    {
        var mark = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Paragraph("Heading1", [new BookmarkStart { Id = mark, Name = Anchor(id) }, new Run(Text(title)), new BookmarkEnd { Id = mark }]);
    }

    private static Table Table((string Title, int Width)[] columns, IReadOnlyList<string[]> rows, bool withHead = true)
    {
        var table = new Table(
            new TableProperties(new TableStyle { Val = "Ruled" }, new TableWidth { Width = Wide(TextWidth), Type = TableWidthUnitValues.Dxa }, new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(columns.Select(c => new GridColumn { Width = Wide(c.Width) })));
        if (withHead) table.AppendChild(new TableRow([new TableRowProperties(new CantSplit(), new TableHeader()), .. columns.Select(c => Cell(c.Title, c.Width, "TableHead"))]));
        foreach (var row in rows) table.AppendChild(new TableRow([new TableRowProperties(new CantSplit()), .. row.Select((text, i) => Cell(text, columns[i].Width, i == 0 && !withHead ? "TableHead" : "TableText"))]));
        return table;
    }

    private static TableCell Cell(string text, int width, string style) => new(new TableCellProperties(new TableCellWidth { Width = Wide(width), Type = TableWidthUnitValues.Dxa }), Paragraph(style, text));

    private static SectionProperties Page() => new(
        new HeaderReference { Type = HeaderFooterValues.Default, Id = "header" }, new FooterReference { Type = HeaderFooterValues.First, Id = "footer" }, new FooterReference { Type = HeaderFooterValues.Default, Id = "footer" }, new PageSize { Width = 11_906, Height = 16_838 },
        new PageMargin { Top = 1_304, Right = 1_134, Bottom = 1_247, Left = 1_134, Header = 624, Footer = 567, Gutter = 0 }, new TitlePage()); // the first page has the title itself

    private static Paragraph Paragraph(string style, string text) => Paragraph(style, [new Run(Text(text))]);

    private static Paragraph Paragraph(string style, IEnumerable<OpenXmlElement> runs) => new([new ParagraphProperties(new ParagraphStyleId { Val = style }), .. runs]);

    private static Run[] Field(string code, string shown) =>
    [
        new Run(new FieldChar { FieldCharType = FieldCharValues.Begin }), new Run(new FieldCode($" {code} ") { Space = SpaceProcessingModeValues.Preserve }),
        new Run(new FieldChar { FieldCharType = FieldCharValues.Separate }), new Run(Text(shown)), new Run(new FieldChar { FieldCharType = FieldCharValues.End }),
    ];

    // XML holds no control characters, and a text from outside may.
    private static Text Text(string text) => new(new string([.. Suppliers.Spelling.WellFormed(text).Where(c => c is '\t' || !char.IsControl(c) && c is not ('\uFFFE' or '\uFFFF'))])) { Space = SpaceProcessingModeValues.Preserve };

    private static string Anchor(string id) => "_s_" + id.Replace('-', '_');

    private static string Wide(int width) => width.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
