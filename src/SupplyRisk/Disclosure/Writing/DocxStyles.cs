using DocumentFormat.OpenXml.Wordprocessing;

namespace SupplyRisk.Disclosure.Writing;

/// <summary>The styles of a statement's Word document: whoever edits it further changes them in one place.</summary>
internal static class DocxStyles
{
    // Word has it everywhere, and LibreOffice brings one of the same widths: a page ends in both where it ends here.
    private const string Font = "Arial";

    private const string Grey = "4A5361", Line = "C6CCD5";

    public static Styles Make() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(new RunFonts { Ascii = Font, HighAnsi = Font, EastAsia = "Noto Sans CJK SC", ComplexScript = Font }, new FontSize { Val = "21" }, new Languages { Val = "en-GB" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "120", Line = "276", LineRule = LineSpacingRuleValues.Auto }))),
        Paragraph("Normal", "Normal", null, isDefault: true),
        Paragraph("Title", "Title", "Normal", size: "44", bold: true, after: "60"),
        Paragraph("Subtitle", "Subtitle", "Normal", size: "28", color: Grey, after: "40"),
        Paragraph("Period", "Period", "Normal", size: "22", color: Grey, after: "240", borders: new ParagraphBorders(new BottomBorder { Val = BorderValues.Single, Size = 12, Space = 8, Color = Line })),
        Paragraph("Heading1", "heading 1", "Normal", size: "30", bold: true, before: "360", after: "120", outline: 0),
        Paragraph("ContentsHeading", "TOC Heading", "Normal", size: "26", bold: true, before: "240"),
        Paragraph("TOC1", "toc 1", "Normal", after: "60", toTheRight: true),
        Paragraph("Mark", "Mark", "Normal", bold: true, color: "6B2E00", before: "120", borders: new ParagraphBorders(new LeftBorder { Val = BorderValues.Single, Size = 24, Space = 8, Color = "8A3B00" })),
        Paragraph("TableHead", "Table Head", "Normal", size: "17", bold: true, after: "40"),
        Paragraph("TableText", "Table Text", "Normal", size: "17", after: "40"),
        Paragraph("Note", "Note", "Normal", size: "17", color: Grey, before: "160"),
        Paragraph("Header", "header", "Normal", size: "16", color: Grey, after: "0"),
        Paragraph("Footer", "footer", "Normal", size: "16", color: Grey, after: "0", toTheRight: true),
        new Style(new StyleName { Val = "Figure" }, new StyleRunProperties(new Underline { Val = UnderlineValues.Dotted, Color = "8A94A3" })) { Type = StyleValues.Character, StyleId = "Figure", CustomStyle = true },
        new Style(
            new StyleName { Val = "Ruled" },
            new StyleTableProperties(
                new TableBorders(new TopBorder { Val = BorderValues.Single, Size = 4, Color = Line }, new BottomBorder { Val = BorderValues.Single, Size = 4, Color = Line }, new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4, Color = Line }),
                new TableCellMarginDefault(new TopMargin { Width = "40", Type = TableWidthUnitValues.Dxa }, new TableCellLeftMargin { Width = 80, Type = TableWidthValues.Dxa }, new BottomMargin { Width = "40", Type = TableWidthUnitValues.Dxa }, new TableCellRightMargin { Width = 80, Type = TableWidthValues.Dxa })))
        { Type = StyleValues.Table, StyleId = "Ruled", CustomStyle = true });

    private static Style Paragraph(string id, string name, string? basedOn, string? size = null, bool bold = false, string? color = null, string? before = null, string? after = null, int? outline = null, bool isDefault = false,
        ParagraphBorders? borders = null, bool toTheRight = false)
    {
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = id };
        if (isDefault) style.Default = true;
        if (basedOn is not null) style.AppendChild(new BasedOn { Val = basedOn });
        if (id is not ("Normal" or "Mark" or "TableHead" or "TableText" or "Header" or "Footer")) style.AppendChild(new NextParagraphStyle { Val = "Normal" });
        style.AppendChild(new PrimaryStyle());
        var paragraph = new StyleParagraphProperties();
        if (outline is not null) paragraph.AppendChild(new KeepNext());
        if (borders is not null) paragraph.AppendChild(borders);
        if (toTheRight) paragraph.AppendChild(new Tabs(new TabStop { Val = TabStopValues.Right, Position = DocxStatement.TextWidth }));
        if (before is not null || after is not null)
        {
            var spacing = paragraph.AppendChild(new SpacingBetweenLines());
            if (before is not null) spacing.Before = before; // set to null it would be written, empty
            if (after is not null) spacing.After = after;
        }

        if (outline is { } level) paragraph.AppendChild(new OutlineLevel { Val = level });
        if (paragraph.HasChildren) style.AppendChild(paragraph);
        var run = new StyleRunProperties();
        if (bold) run.AppendChild(new Bold());
        if (color is not null) run.AppendChild(new Color { Val = color });
        if (size is not null) run.AppendChild(new FontSize { Val = size });
        if (run.HasChildren) style.AppendChild(run);
        return style;
    }
}
