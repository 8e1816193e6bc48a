namespace SupplyRisk.App.Pages.Parts;

/// <summary>Numbers as svg attributes: culture free.</summary>
internal static class Svg
{
    public static string Percent(double part, double whole) =>
        FormattableString.Invariant($"{(whole > 0 ? Math.Clamp(100 * part / whole, 0, 100) : 0):0.##}%");
}
