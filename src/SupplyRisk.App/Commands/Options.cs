using System.CommandLine;
using System.Globalization;
using SupplyRisk.App.Setup;
using SupplyRisk.Screening;

namespace SupplyRisk.App.Commands;

/// <summary>Options that several verbs share, and how their values are read.</summary>
internal static class Options
{
    public static Option<string?> Data() => new("--data") { Description = "Folder of the installation's data. Default: SUPPLYRISK_DATA, else the user's application data." };

    public static Option<string?> Rulesets() => new("--rulesets") { Description = "Your own folder of rulesets, laid over the ones shipped; a copy of the shipped folder stands by itself. Default: SUPPLYRISK_RULESETS, else none." };

    public static Option<string?> Output() => new("--output") { Description = "File to write to. Default: stdout." };

    public static Option<string> Format(string fallback, params string[] allowed)
    {
        var option = new Option<string>("--format") { Description = $"One of {string.Join(", ", allowed)}.", DefaultValueFactory = _ => fallback };
        option.AcceptOnlyFromAmong(allowed);
        return option;
    }

    public static string DataFolder(string? given) =>
        given ?? Environment.GetEnvironmentVariable("SUPPLYRISK_DATA") ?? InstallationOptions.DefaultDataFolder;

    /// <summary>The shipped rulesets with the folder given, or else configured, laid over them.</summary>
    /// <exception cref="UnusableInputException">There is no such folder.</exception>
    public static RulesetFolders RulesetFolders(string? given)
    {
        var own = given ?? Environment.GetEnvironmentVariable("SUPPLYRISK_RULESETS");
        if (string.IsNullOrEmpty(own)) return new RulesetFolders(InstallationOptions.ShippedRulesets);
        if (!Directory.Exists(own)) throw new UnusableInputException($"There is no ruleset folder {own}.");
        return RulesetFolder.IsWhole(own) ? new RulesetFolders(own) : new RulesetFolders(InstallationOptions.ShippedRulesets, own);
    }

    /// <summary>An embedded installation in a folder of its own, by rules as they stand on disk.</summary>
    public static InstallationOptions Embedded(string folder, string? rulesets)
    {
        var folders = RulesetFolders(rulesets);
        return new InstallationOptions { DataFolder = folder, RulesetFolder = folders.Shipped, OwnRulesets = folders.Own, RulesetsAsTheyStand = true };
    }

    public static DateOnly? Date(string option, string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new UnusableInputException($"{option} '{text}' is not a date; write it as 2026-11-22.");

    public static DateTime? Instant(string option, string? text) =>
        text is null ? null
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw new UnusableInputException($"{option} '{text}' is not an instant; write it as 2026-11-22T08:00:00Z.");
}
