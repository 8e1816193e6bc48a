using SupplyRisk.Rules.Model;

namespace SupplyRisk.Review.Actions;

/// <summary>What is usually put right for which sign, and how one asks for it. Remediation for the people concerned comes first; nothing here asks for an exit.</summary>
public static class RemedyKinds
{
    public static RemedyKind For(Indicator indicator) => indicator switch
    {
        Indicator.DebtBondage => RemedyKind.FeesRepaid,
        Indicator.RetentionOfIdentityDocuments => RemedyKind.DocumentsReturned,
        Indicator.WithholdingOfWages or Indicator.ExcessiveOvertime => RemedyKind.BackPay,
        Indicator.Deception => RemedyKind.ContractsCorrected,
        Indicator.RestrictionOfMovement or Indicator.Isolation => RemedyKind.FreedomOfMovementRestored,
        Indicator.AbuseOfVulnerability or Indicator.PhysicalAndSexualViolence or Indicator.IntimidationAndThreats or Indicator.AbusiveWorkingAndLivingConditions => RemedyKind.Other,
    };

    /// <summary>Words for the supplier to begin with; a person reads and changes them before they go out.</summary>
    public static string Asking(RemedyKind kind) => kind switch
    {
        RemedyKind.FeesRepaid => "Please repay recruitment fees and related costs to everybody who paid them, in full, and send us proof of the payments. Please also tell us how workers are recruited without fees from now on.",
        RemedyKind.DocumentsReturned => "Please return passports and identity documents to everybody they belong to, offer lockers that people can open themselves, and send us your procedure and proof of the hand-over.",
        RemedyKind.BackPay => "Please pay the wages that are owed, with overtime at the legal rate, and send us the corrected payroll and proof of the payments.",
        RemedyKind.ContractsCorrected => "Please give everybody a written contract in a language they understand that says what was promised at recruitment, and send us the template and your list of the contracts signed.",
        RemedyKind.FreedomOfMovementRestored => "Please make sure that everybody can leave the workplace and the dormitory freely outside working hours, and send us the changed rules and photographs of the notice.",
        RemedyKind.Training => "Please train managers, supervisors and recruiters on fair recruitment and treatment at work, and send us the material and the list of sessions held.",
        RemedyKind.OriginShown => "Please send us documents that show, step by step, where the goods and what they are made of come from: purchase orders, invoices, production and transport records.",
        RemedyKind.Other => "",
    };

    /// <summary>Offered where labour is imposed by a state: nothing at the site.</summary>
    public static IReadOnlyList<RemedyKind> Offered(bool stateImposed) => stateImposed ? [RemedyKind.OriginShown, RemedyKind.Other] : [.. Enum.GetValues<RemedyKind>()];
}
