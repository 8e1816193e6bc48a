namespace SupplyRisk.Rules.Model;

/// <summary>How grave an auditor calls a finding, the schemes' own words on one scale; ascending.</summary>
/// <remarks>Sources: SMETA 7, SA8000, amfori BSCI, RBA VAP; the mapping is ours (<c>reference/audit_grades.csv</c>).</remarks>
public enum AuditGrade
{
    Observation,
    Minor,
    Major,
    Critical,

    /// <summary>Also what SMETA calls business critical.</summary>
    ZeroTolerance,
}
