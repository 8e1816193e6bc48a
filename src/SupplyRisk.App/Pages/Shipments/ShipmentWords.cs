using SupplyRisk.Disclosure.Packs;

namespace SupplyRisk.App.Pages.Shipments;

/// <summary>The product's words for shipments.</summary>
internal static class ShipmentWords
{
    public static string Of(ShipmentState state) => state switch
    {
        ShipmentState.Preparing => "Preparing",
        ShipmentState.Submitted => "Handed in",
        ShipmentState.Cleared => "Let in",
        ShipmentState.Excluded => "Excluded",
        ShipmentState.Withdrawn => "Withdrawn",
    };

    public static string Css(ShipmentState state) => state switch
    {
        ShipmentState.Preparing => "state-busy",
        ShipmentState.Submitted => "state-warn",
        ShipmentState.Cleared => "state-good",
        ShipmentState.Excluded => "state-bad",
        ShipmentState.Withdrawn => "",
    };

    public static string Of(UflpaRoute route) => route switch
    {
        UflpaRoute.NoXinjiangInput => "No input from Xinjiang",
        UflpaRoute.Exception => "Exception to the presumption",
    };

    public static string About(UflpaRoute route) => route switch
    {
        UflpaRoute.NoXinjiangInput => "Nothing in the goods comes from Xinjiang or a listed entity, so the law does not apply to them.",
        UflpaRoute.Exception => "The law applies; clear and convincing evidence shows that no forced labour was used at any step.",
    };

    public static string Of(ChainSource source) => source switch
    {
        ChainSource.Table => "Table of steps (CSV, XLSX): takes the place of the steps there are",
        ChainSource.Questionnaire => "Questionnaire like STRT (XLSX): adds the company and its answers",
        ChainSource.SupplyHub => "Open Supply Hub export (CSV, XLSX): adds its facilities to the parties",
    };

    public static string Of(TradeDocumentKind kind) => kind == TradeDocumentKind.AnswerToCbp ? "Answer to CBP" : Parts.Said.Sentence(kind.ToString());

    public static string Left(int? days) => days switch
    {
        null => "–",
        < 0 => $"{Parts.Said.Count(-days.Value, "day")} over",
        0 => "today",
        _ => $"{Parts.Said.Count(days.Value, "day")} left",
    };
}
