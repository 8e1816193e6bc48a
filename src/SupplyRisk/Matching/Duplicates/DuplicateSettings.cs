using System.Globalization;
using System.Reflection;
using SupplyRisk.Matching.Tables;

namespace SupplyRisk.Matching.Duplicates;

/// <summary>Every weight and threshold by which suppliers are compared with each other, as declared (and explained) in <c>Settings/duplicates.yaml</c>.</summary>
public sealed class DuplicateSettings
{
    /// <summary>Raised whenever the same settings would put a pair elsewhere.</summary>
    private const string Algorithm = "twins-1";

    private DuplicateSettings()
    {
    }

    /// <summary>The shipped settings.</summary>
    public static DuplicateSettings Default { get; } = Parse(EmbeddedTable.Read("duplicates.yaml", "Settings"));

    /// <summary>Algorithm, a hash of the settings, and the version of the names' matcher: equal versions find equal pairs.</summary>
    public string Version { get; private init; } = "";

    /// <summary>Band "same" at or above this score, where the place agrees.</summary>
    public double Same { get; private init; }

    /// <summary>Band "maybe" at or above this score.</summary>
    public double Maybe { get; private init; }

    internal double OtherSite { get; private init; }
    internal double LeastName { get; private init; }
    internal double AddressEqual { get; private init; }
    internal double PostalCodeEqual { get; private init; }
    internal double CityEqual { get; private init; }
    internal double PhoneEqual { get; private init; }
    internal double LegalIdentifierEqual { get; private init; }
    internal double AddressAndNumber { get; private init; }
    internal double Most { get; private init; }
    internal double PlaceUnknown { get; private init; }
    internal double AddressDiffers { get; private init; }
    internal double CountryDiffers { get; private init; }
    internal double LegalIdentifierDiffers { get; private init; }
    internal double SiteIdentifierDiffers { get; private init; }
    internal double SameAddress { get; private init; }
    internal double OtherAddress { get; private init; }
    internal int Candidates { get; private init; }
    internal int Crowded { get; private init; }

    /// <summary>Reads settings of the shipped file's form; every one must be there.</summary>
    /// <exception cref="FormatException">All unknown, missing and unreadable settings, one a line.</exception>
    public static DuplicateSettings Parse(string yaml)
    {
        yaml = yaml.ReplaceLineEndings("\n");
        var properties = typeof(DuplicateSettings).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(p => p.Name != nameof(Version)).ToDictionary(p => SnakeCase(p.Name), StringComparer.Ordinal);
        var settings = new DuplicateSettings { Version = $"{Algorithm}-{EmbeddedTable.Sha256(yaml)[..12]}+{MatchSettings.Default.Version}" };
        var problems = new List<string>();
        foreach (var line in yaml.Split('\n').Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0))
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (!properties.Remove(parts[0], out var property)) problems.Add($"'{parts[0]}' is not a setting, or stands twice.");
            else if (parts.Length < 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) problems.Add($"'{parts[0]}' has no number.");
            else property.SetValue(settings, Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
        }
        problems.AddRange(properties.Keys.Order(StringComparer.Ordinal).Select(name => $"'{name}' is missing."));
        return problems.Count == 0 ? settings : throw new FormatException("Settings for duplicates:\n" + string.Join('\n', problems));
    }

    private static string SnakeCase(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
