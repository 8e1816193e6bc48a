namespace SupplyRisk.Ingestion;

/// <summary>How much a problem costs.</summary>
public enum IssueSeverity
{
    /// <summary>Nothing to correct: a repeated header or a total was passed over, or a value was read in a stated way.</summary>
    Note,

    /// <summary>The row was taken without that value, or is the same as an earlier one.</summary>
    Warning,

    /// <summary>The row was not taken.</summary>
    Error,
}

/// <summary>One problem of one row.</summary>
/// <param name="Row">1-based row in the file, as a spreadsheet program counts.</param>
/// <param name="Column">The header of the column, or empty where the whole row is meant.</param>
/// <param name="Value">The value as the list has it, or null.</param>
/// <param name="Severity">How much it costs.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do; empty for a note.</param>
public sealed record RowIssue(int Row, string Column, string? Value, IssueSeverity Severity, string Message, string Advice);
