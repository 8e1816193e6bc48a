using SupplyRisk.Rules.Model;

namespace SupplyRisk.Screening.Reading.AuditTables;

/// <summary>What the status column of a table of findings says of a row.</summary>
public enum AuditTableStatus
{
    Open,
    InProgress,
    Planned,

    /// <summary>Said to be done; nobody says that it was verified.</summary>
    Claimed,
    Closed,
    Reopened,

    /// <summary>Raised in error or not substantiated.</summary>
    Withdrawn,
}

/// <summary>One row of a corrective-action or non-compliance table.</summary>
/// <param name="Start">First UTF-16 offset of the row in the document's text.</param>
/// <param name="End">Offset after the row's last cell.</param>
/// <param name="DescriptionStart">First offset of what was found.</param>
/// <param name="DescriptionEnd">Offset after it.</param>
/// <param name="Page">1-based, or null where the format has none.</param>
/// <param name="Place">For a reader: <c>row 3</c>, in a workbook the cell, <c>CAP!D7</c>.</param>
/// <param name="Clause">As written, or null.</param>
/// <param name="ClauseTitle">What the clause is about where the code is known, or null.</param>
/// <param name="Grade">Null if the table does not grade it.</param>
/// <param name="Status">Null if the table has no such column or its words are not known.</param>
/// <param name="StatusWords">As written, or null.</param>
/// <param name="Found">When it was found, or null.</param>
/// <param name="Due">By when it is to be put right, or null if no day is named.</param>
/// <param name="Closed">When it was closed, or null.</param>
public sealed record AuditTableRow(
    int Start, int End, int DescriptionStart, int DescriptionEnd, int? Page, string Place, string? Clause, string? ClauseTitle,
    AuditGrade? Grade, AuditTableStatus? Status, string? StatusWords, DateOnly? Found, DateOnly? Due, DateOnly? Closed)
{
    /// <summary>True if the clause is the code's own on forced labour.</summary>
    public bool ForcedLabour { get; init; }

    /// <summary>What the clause may stand for, where the code is known; may be empty.</summary>
    public IReadOnlyList<Indicator> Indicators { get; init; } = [];
}
