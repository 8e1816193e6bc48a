using SupplyRisk.Review.Actions;

namespace SupplyRisk.App.Pages.Actions;

/// <summary>What is said of actions, for our people and for suppliers.</summary>
internal static class ActionWords
{
    public static string Of(RemedyKind kind) => kind switch
    {
        RemedyKind.FeesRepaid => "Fees repaid",
        RemedyKind.DocumentsReturned => "Documents returned",
        RemedyKind.BackPay => "Back pay",
        RemedyKind.ContractsCorrected => "Contracts corrected",
        RemedyKind.FreedomOfMovementRestored => "Freedom of movement restored",
        RemedyKind.Training => "Training",
        RemedyKind.OriginShown => "Origin of the goods shown",
        RemedyKind.Other => "Something else",
    };

    public static string Of(ActionState state) => state switch
    {
        ActionState.Proposed => "Proposed",
        ActionState.Agreed => "Agreed",
        ActionState.Disputed => "Disputed",
        ActionState.InProgress => "In progress",
        ActionState.Done => "Done, not verified",
        ActionState.Verified => "Verified",
        ActionState.NotEffective => "Not effective",
        ActionState.Reopened => "Reopened",
        ActionState.Cancelled => "Cancelled",
    };

    /// <summary>A step as a choice, with what it means.</summary>
    public static (string Text, string Hint) Step(ActionState to) => to switch
    {
        ActionState.Proposed => ("Proposed", ""),
        ActionState.Agreed => ("Agreed", "the supplier says yes; its words below"),
        ActionState.Disputed => ("Disputed", "the supplier sees it otherwise; its words below"),
        ActionState.InProgress => ("In progress", "the supplier is at it"),
        ActionState.Done => ("Done", "the supplier says so; somebody else then verifies it"),
        ActionState.Verified => ("Verified", "somebody made sure; say how and when"),
        ActionState.NotEffective => ("Not effective", "done, but it did not help; say how you know"),
        ActionState.Reopened => ("Reopened", "it is needed again; say why"),
        ActionState.Cancelled => ("Cancelled", "it falls away for good; say why"),
    };

    public static string Of(VerificationMethod how) => how switch
    {
        VerificationMethod.Document => "By document",
        VerificationMethod.OnSite => "On site",
        VerificationMethod.WorkerInterviews => "By interviews with workers",
        VerificationMethod.ThirdParty => "By a third party",
    };

    public static string Css(ActionState state) => state switch
    {
        ActionState.Verified => "state-good",
        ActionState.Disputed or ActionState.NotEffective => "state-bad",
        ActionState.InProgress or ActionState.Agreed => "state-busy",
        ActionState.Done or ActionState.Reopened => "state-warn",
        ActionState.Proposed or ActionState.Cancelled => "",
    };
}
