namespace SupplyRisk.Ingestion;

/// <summary>What a list's file is, found by its content.</summary>
public enum ListFormat
{
    Csv,
    Tsv,
    Semicolon,
    Pipe,

    /// <summary>Office Open XML workbook.</summary>
    Xlsx,

    /// <summary>Binary workbook of Excel 2003 and before.</summary>
    Xls,
}
