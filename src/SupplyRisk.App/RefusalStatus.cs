namespace SupplyRisk.App;

/// <summary>The one place where a kind of "no" becomes a status code.</summary>
internal static class RefusalStatus
{
    public static int Of(IReadOnlyList<Refusal> refusals) => refusals.Max(r => r.Kind) switch
    {
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
    };
}
