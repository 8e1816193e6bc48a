using System.Globalization;
using SupplyRisk.Suppliers;
using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.Custom;

/// <summary>One row while it is read; what is wrong with it goes to the common list of issues.</summary>
internal sealed class CustomListRow(TableRow row, Dictionary<string, int> columns, bool mapped, ReadingNotes notes)
{
    private static readonly string[] Dates = ["yyyy-MM-dd"], MappedDates = ["yyyy-MM-dd", "d.M.yyyy", "d MMMM yyyy", "MMMM d, yyyy"];

    private readonly string[] fields = row.Cells;

    /// <summary>The entry, or null where id or name are missing. Other faults leave their field empty, and are told.</summary>
    internal ListEntry? Entry()
    {
        if (!mapped && fields.Length > columns.Values.Max() + 1 && fields.Skip(columns.Values.Max() + 1).Any(field => field.Length > 0))
            Issue(null, fields[^1], "The row has more fields than the header has columns.", "Put quotes around fields that contain commas.");
        if (!mapped && Text("id") is null)
            return Missing("id");
        if (Text("name") is not { } raw)
            return Missing("name");
        var parsed = ListNameParser.Parse(raw);
        return new ListEntry
        {
            Id = Text("id") ?? EntryId.Of(parsed.Name, Text("country")),
            Name = parsed.Name,
            Aliases = [.. Parts("aliases").Concat(parsed.Aliases).Distinct(StringComparer.Ordinal)],
            Country = Country(),
            Identifiers = Identifiers(),
            Address = Text("address"),
            ListedOn = Date("listed_on"),
            DelistedOn = Date("delisted_on"),
            IncludesSubsidiaries = YesOrNo("includes_subsidiaries") || parsed.IncludesSubsidiaries,
            Programme = Text("programme"),
            SourceUrl = Text("source_url"),
        };
    }

    internal void Issue(string? column, string? value, string message, string advice) =>
        notes.Problem(row.Number, column, value, message, advice);

    private ListEntry? Missing(string column)
    {
        Issue(column, null, $"The row has no {column}.", $"Fill in the {column}.");
        return null;
    }

    private string? Text(string column) =>
        columns.TryGetValue(column, out var at) && at < fields.Length && Words.WithoutHidden(fields[at]).Trim() is { Length: > 0 } text ? text : null;

    private string[] Parts(string column) =>
        Text(column)?.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private string? Country()
    {
        if (Text("country") is not { } country)
            return null;
        if (country.Length == 2 && country.All(char.IsAsciiLetter))
            return country.ToUpperInvariant();
        if (mapped && CountryNames.Find(country) is { } named)
            return named;
        Issue("country", country, "The country is not a two-letter ISO 3166-1 code.", "Write CN for China, MY for Malaysia; leave it empty if unknown.");
        return null;
    }

    private List<string> Identifiers()
    {
        var identifiers = new List<string>();
        foreach (var part in Parts("identifiers"))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && colon < part.Length - 1)
                identifiers.Add($"{part[..colon].Trim().ToLowerInvariant()}:{part[(colon + 1)..].Trim()}");
            else
                Issue("identifiers", part, "The identifier does not say of which kind it is.", "Write scheme:value, as in lei:… or uscc:…, separated by |.");
        }
        return identifiers;
    }

    private DateOnly? Date(string column)
    {
        if (Text(column) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, mapped ? MappedDates : Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Issue(column, text, "The date cannot be read.", "Write dates as 2024-11-25.");
        return null;
    }

    private bool YesOrNo(string column)
    {
        switch (Text(column)?.ToLowerInvariant())
        {
            case null or "false" or "no" or "0":
                return false;
            case "true" or "yes" or "1":
                return true;
            default:
                Issue(column, Text(column), "Neither true nor false.", "Write true or false.");
                return false;
        }
    }
}
