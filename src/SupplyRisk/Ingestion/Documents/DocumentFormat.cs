namespace SupplyRisk.Ingestion.Documents;

/// <summary>What a document is by its content; the file's name decides only where the content does not.</summary>
public enum DocumentFormat
{
    /// <summary>Nothing we read: empty, binary, another program's file.</summary>
    Unknown,
    Pdf,
    Docx,
    Xlsx,
    Html,
    Markdown,
    Text,
}
