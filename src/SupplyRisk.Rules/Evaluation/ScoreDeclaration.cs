using SupplyRisk.Rules.Model;

namespace SupplyRisk.Rules.Evaluation;

/// <summary>Every weight of the score, as <c>score.yaml</c> declares it. Shares are whole percent, points whole points.</summary>
/// <param name="InherentShares">Percent of what is left to 100 that an inherent rule takes, by severity.</param>
/// <param name="InherentCap">Most points of the inherent part.</param>
/// <param name="EvidenceShares">As for inherent, of evidence.</param>
/// <param name="TriggerShare">The same for a hard trigger.</param>
/// <param name="StatusShares">Percent of a finding's weight that counts, by status.</param>
/// <param name="EvidenceAge">Percent that counts by the age of the document.</param>
/// <param name="RepeatShare">Percent added for each further finding of the same rule.</param>
/// <param name="RepeatsCounted">Most further findings that add.</param>
/// <param name="StepShares">Share of something up the chain by steps; the last holds for all beyond.</param>
/// <param name="ControlPoints">Points a control takes away, by strength.</param>
/// <param name="ControlAge">Percent that counts by the age of its document.</param>
/// <param name="ControlCap">Most points all controls take away.</param>
/// <param name="TriggerFloor">Least residual with a hard trigger.</param>
/// <param name="SevereFloor">Least residual with severe asserted evidence, weighed by its age.</param>
public sealed record ScoreDeclaration(
    IReadOnlyDictionary<Severity, int> InherentShares, int InherentCap,
    IReadOnlyDictionary<Severity, int> EvidenceShares, int TriggerShare,
    IReadOnlyDictionary<EvidenceStatus, int> StatusShares, AgeSteps EvidenceAge, int RepeatShare, int RepeatsCounted,
    IReadOnlyList<int> StepShares,
    IReadOnlyDictionary<ControlStrength, int> ControlPoints, AgeSteps ControlAge, int ControlCap,
    int TriggerFloor, int SevereFloor, CoverageDeclaration Coverage, BandDeclaration Bands)
{
    /// <summary>Most points that what was put right or lies long past adds together.</summary>
    public int TraceCap { get; init; } = 100;

    /// <summary>Strengths up or down for an auditor's grade and clause.</summary>
    public GradeSteps Grades { get; init; } = GradeSteps.None;
}

/// <summary>Strengths up or down for asserted findings in tables of findings.</summary>
/// <param name="Steps">By grade; a graver one never has less.</param>
/// <param name="ForcedLabourClause">For a breach of the code's clause on forced labour, on top of the grade.</param>
public sealed record GradeSteps(IReadOnlyDictionary<AuditGrade, int> Steps, int ForcedLabourClause)
{
    public static readonly GradeSteps None = new(new Dictionary<AuditGrade, int>(), 0);

    /// <summary>0 without a grade.</summary>
    public int Of(AuditGrade? grade) => grade is { } g ? Steps.GetValueOrDefault(g) : 0;
}

/// <summary>Percent that counts by the age of a document in months begun.</summary>
/// <param name="Steps">Ascending: up to that many months, that percent.</param>
/// <param name="Older">Percent beyond the last step.</param>
/// <param name="Undated">Percent for a document without a date.</param>
public sealed record AgeSteps(IReadOnlyList<(int Months, int Percent)> Steps, int Older, int Undated)
{
    /// <summary>The percent for a document of this date on that day.</summary>
    public int Percent(DateOnly? date, DateOnly asOf)
    {
        if (date is not { } dated) return Undated;
        var age = Age.InMonths(dated, asOf);
        foreach (var (months, percent) in Steps)
        {
            if (age <= months) return percent;
        }

        return Older;
    }
}

/// <summary>What counts as known. Master data, lists and indicators add up to 100.</summary>
/// <param name="Denial">Percent that a denial counts, by announcement (<c>not_stated</c> included).</param>
/// <param name="Interviews">Percent with and without workers interviewed.</param>
/// <param name="Speakers">Percent by whose word the denial is.</param>
/// <param name="Losses">Percent that rules on audits leave of the denials in a document, each of them once.</param>
/// <param name="Age">Percent by age of the audit.</param>
/// <param name="Required">Ascending: below that many inherent points, that coverage is required; the last holds for all beyond.</param>
public sealed record CoverageDeclaration(
    int Country, int Goods, int Sector, int Lists, int Indicators,
    IReadOnlyDictionary<string, int> Denial, (int Stated, int NotStated) Interviews, IReadOnlyDictionary<Speaker, int> Speakers,
    IReadOnlyDictionary<DenialLoss, int> Losses,
    AgeSteps Age, IReadOnlyList<(int InherentBelow, int Coverage)> Required);

/// <summary>The least risk score of each band; below <paramref name="Medium"/> it is low.</summary>
public sealed record BandDeclaration(int Medium, int High, int Critical);
