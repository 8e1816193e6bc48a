using System.Globalization;

namespace SupplyRisk.App.Pages;

/// <summary>An instant in an address: UTC, to the second, e.g. <c>2026-11-12T09:10:00Z</c>.</summary>
internal static class Instants
{
    private const string Form = "yyyy-MM-ddTHH:mm:ssZ";

    public static string Write(DateTime at) => at.ToString(Form, CultureInfo.InvariantCulture);

    /// <returns>Null if it is none.</returns>
    public static DateTime? Read(string? text) =>
        DateTime.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
