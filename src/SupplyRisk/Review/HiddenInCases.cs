using SupplyRisk.Screening;

namespace SupplyRisk.Review;

/// <summary>Takes names that the reader may not see out of what happened to a case.</summary>
internal static class HiddenInCases
{
    public static CaseEvent Without(this CaseEvent e, HiddenNames hidden) => hidden.MaskJson(e.ChangesJson) is var masked && masked == e.ChangesJson ? e : new CaseEvent
    {
        Id = e.Id,
        CaseId = e.CaseId,
        At = e.At,
        ActorId = e.ActorId,
        Kind = e.Kind,
        RunId = e.RunId,
        ChangesJson = masked,
    };
}
