using System.Globalization;
using System.Reflection;
using SupplyRisk.Matching.Tables;

namespace SupplyRisk.Matching;

/// <summary>Every weight and threshold of the matcher, as declared (and explained) in <c>Settings/matching.yaml</c>.</summary>
public sealed class MatchSettings
{
    /// <summary>Raised whenever the same settings and tables would give other scores.</summary>
    public const string Algorithm = "names-4";

    private MatchSettings()
    {
    }

    /// <summary>The shipped settings.</summary>
    public static MatchSettings Default { get; } = Parse(EmbeddedTable.Read("matching.yaml", "Settings"));

    /// <summary>Algorithm version, and a hash of settings and tables: equal versions give equal scores.</summary>
    public string Version { get; private init; } = "";

    /// <summary>Candidate at or above this score.</summary>
    public double ReviewThreshold { get; private init; }

    /// <summary>Nothing below this score is called related.</summary>
    public double RelatedThreshold { get; private init; }

    internal double RelatedToGroup { get; private init; }
    internal double RarityExponent { get; private init; }
    internal double RareCount { get; private init; }
    internal double UnlistedGenericCount { get; private init; }
    internal double GenericCount { get; private init; }
    internal double PlaceWeight { get; private init; }
    internal double NumberWeight { get; private init; }
    internal double SeriesNumberWeight { get; private init; }
    internal double LetterWeight { get; private init; }
    internal double TwoLetterWeight { get; private init; }
    internal double SlipWeight { get; private init; }
    internal int LongestForm { get; private init; }
    internal double SameSense { get; private init; }
    internal double SamePlace { get; private init; }
    internal double SameKey { get; private init; }
    internal double NearSense { get; private init; }
    internal double SameSkeleton { get; private init; }
    internal double JoinedWords { get; private init; }
    internal double Initials { get; private init; }
    internal double EditCost { get; private init; }
    internal double FurtherEdit { get; private init; }
    internal double ShortWordFactor { get; private init; }
    internal double FirstLetter { get; private init; }
    internal double WeakCore { get; private init; }
    internal double LeastSimilarity { get; private init; }
    internal double StrongSimilarity { get; private init; }
    internal double WorseSide { get; private init; }
    internal double MostlyAll { get; private init; }
    internal double NearlyAll { get; private init; }
    internal double LeastShare { get; private init; }
    internal double EnoughAgreed { get; private init; }
    internal double InitialsWeight { get; private init; }
    internal double TradeConflict { get; private init; }
    internal double TradeConflictWeight { get; private init; }
    internal double ShortSkeleton { get; private init; }
    internal double CommonConflict { get; private init; }
    internal double CoreGate { get; private init; }
    internal double NumberConflict { get; private init; }
    internal double SeriesConflict { get; private init; }
    internal double DroppedQualifier { get; private init; }
    internal double PlaceConflict { get; private init; }
    internal double LegalConflict { get; private init; }
    internal double CountryConflict { get; private init; }
    internal double CountryEqual { get; private init; }
    internal double ReducedForm { get; private init; }
    internal double BracketForm { get; private init; }
    internal double Acronym { get; private init; }
    internal double AcronymCountry { get; private init; }
    internal double AcronymLetter { get; private init; }
    internal double WeakName { get; private init; }
    internal double WeakLength { get; private init; }
    internal double SameSpelling { get; private init; }
    internal double TightFrom { get; private init; }
    internal double AddressEqual { get; private init; }
    internal double IdentifierConflict { get; private init; }
    internal int Candidates { get; private init; }
    internal int Postings { get; private init; }
    internal double SharedTrigrams { get; private init; }
    internal double SharedOtherwise { get; private init; }
    internal double SubsidiaryPlace { get; private init; }
    internal int FuzzyWords { get; private init; }

    private readonly int[] slips = new int[64];

    /// <summary>How far apart, in half edits, two words of up to this length may be and still be called alike.</summary>
    internal int SlipsAllowed(int length) => slips[Math.Min(length, slips.Length - 1)];

    private void WorkOutSlips()
    {
        for (var length = 1; length < slips.Length; length++)
        {
            var cost = EditCost / length * (length <= ShortWord ? ShortWordFactor : 1);
            while (slips[length] < 6 && 1 - cost * (slips[length] + 1) / 2 - FurtherEdit * Math.Max(0, (slips[length] - 1) / 2.0) >= LeastSimilarity)
                slips[length]++;
        }
    }

    /// <summary>Words of so many letters count as short.</summary>
    internal const int ShortWord = 5;

    /// <summary>Reads settings of the shipped file's form; every one must be there.</summary>
    /// <exception cref="FormatException">All unknown, missing and unreadable settings, one a line.</exception>
    public static MatchSettings Parse(string yaml)
    {
        yaml = yaml.ReplaceLineEndings("\n");
        var properties = typeof(MatchSettings)
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.Name != nameof(Version))
            .ToDictionary(property => SnakeCase(property.Name));
        var settings = new MatchSettings { Version = VersionOf(yaml) };
        var problems = new List<string>();
        foreach (var line in yaml.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0))
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (!properties.Remove(parts[0], out var property))
                problems.Add($"'{parts[0]}' is not a setting, or stands twice.");
            else if (parts.Length < 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                problems.Add($"'{parts[0]}' has no number.");
            else
                property.SetValue(settings, Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
        }
        problems.AddRange(properties.Keys.Order(StringComparer.Ordinal).Select(name => $"'{name}' is missing."));
        settings.WorkOutSlips();
        return problems.Count == 0
            ? settings
            : throw new FormatException("Matching settings:\n" + string.Join('\n', problems));
    }

    // Of what counts: the reasons and measurements behind the numbers change no score.
    private static string VersionOf(string yaml)
    {
        yaml = string.Join('\n', yaml.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0));
        var tables = EmbeddedTable.Names.Select(name => EmbeddedTable.Read(name));
        return $"{Algorithm}-{EmbeddedTable.Sha256(string.Join('\0', tables.Prepend(yaml)))[..12]}";
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
