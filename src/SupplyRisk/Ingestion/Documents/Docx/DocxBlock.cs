namespace SupplyRisk.Ingestion.Documents.Docx;

/// <summary>A paragraph or a table of a part, before it has its place in the text.</summary>
internal abstract record DocxBlock;

internal sealed record DocxParagraph(BlockKind Kind, string Text) : DocxBlock;

/// <param name="Rows">Cells by grid column; null is a place another cell spans.</param>
internal sealed record DocxTable(IReadOnlyList<IReadOnlyList<IReadOnlyList<DocxBlock>?>> Rows) : DocxBlock;
