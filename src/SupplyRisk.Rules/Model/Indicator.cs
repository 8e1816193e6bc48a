namespace SupplyRisk.Rules.Model;

/// <summary>The ILO's eleven indicators of forced labour, in the order of the ILO booklet.</summary>
/// <remarks>Source: ILO, <i>Indicators of Forced Labour</i>, SAP-FL 2012, revised 2025. An indicator is a sign for review, never a verdict.</remarks>
public enum Indicator
{
    AbuseOfVulnerability,
    Deception,
    RestrictionOfMovement,
    Isolation,
    PhysicalAndSexualViolence,
    IntimidationAndThreats,
    RetentionOfIdentityDocuments,
    WithholdingOfWages,
    DebtBondage,
    AbusiveWorkingAndLivingConditions,
    ExcessiveOvertime,
}
