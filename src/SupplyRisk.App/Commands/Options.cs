using System.CommandLine;
using System.Globalization;
using SupplyRisk.App.Setup;

namespace SupplyRisk.App.Commands;

/// <summary>Options that several verbs share, and how their values are read.</summary>
internal static class Options
{
    public static Option<string?> Data() => new("--data") { Description = "Folder of the installation's data. Default: SUPPLYRISK_DATA, else the user's application data." };

    public static Option<string?> Rulesets() => new("--rulesets") { Description = "Folder of rulesets. Default: the ones shipped." };

    public static Option<string?> Output() => new("--output") { Description = "File to write to. Default: stdout." };

    public static Option<string> Format(string fallback, params string[] allowed)
    {
        var option = new Option<string>("--format") { Description = $"One of {string.Join(", ", allowed)}.", DefaultValueFactory = _ => fallback };
        option.AcceptOnlyFromAmong(allowed);
        return option;
    }

    public static string DataFolder(string? given) =>
        given ?? Environment.GetEnvironmentVariable("SUPPLYRISK_DATA") ?? InstallationOptions.DefaultDataFolder;

    public static string RulesetFolder(string? given) =>
        given ?? Environment.GetEnvironmentVariable("SUPPLYRISK_RULESETS") ?? InstallationOptions.ShippedRulesets;

    public static DateOnly? Date(string option, string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new UnusableInputException($"{option} '{text}' is not a date; write it as 2026-11-22.");

    public static DateTime? Instant(string option, string? text) =>
        text is null ? null
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw new UnusableInputException($"{option} '{text}' is not an instant; write it as 2026-11-22T08:00:00Z.");
}
