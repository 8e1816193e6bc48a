using System.Text.RegularExpressions;
using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.Cbp;

/// <summary>Rows as entries: orders and findings in force that name somebody.</summary>
internal static partial class CbpMapper
{
    public const string NotInForce = "no longer in force";
    public const string NamesNobody = "orders on goods of a country or region, which name no company";

    public static IEnumerable<ListEntry> Map(IEnumerable<CbpRow> rows, ReadingNotes notes)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.Entity is not { } entity || row.Status is not { } status)
            {
                notes.Problem(row.Line, row.Entity is null ? "Entity" : "Status", null, "The row does not say it.", "Compare it with the publisher's.");
                continue;
            }
            if (InForce(status) is not { } inForce)
                notes.Problem(row.Line, "Status", status, "The status is not known.", "Known are Active, Partially Active, Modified, Inactive and Revoked.");
            else if (!inForce)
                notes.LeaveOut(NotInForce);
            else if (NamesGoodsOnly(entity))
                notes.LeaveOut(NamesNobody);
            else
                foreach (var entry in Entries(row, entity, status, notes))
                    // Two orders may name one company; the second is told from the first by its number.
                    yield return seen.TryAdd(entry.Id, 1) ? entry : entry with { Id = $"{entry.Id}-{++seen[entry.Id]}" };
        }
    }

    private static IEnumerable<ListEntry> Entries(CbpRow row, string entity, string status, ReadingNotes notes)
    {
        var date = notes.Date(row.Line, "Effective Date", row.Date, "M/d/yyyy", "M/d/yy", "MMMM d, yyyy", "yyyy-MM-dd");
        return PackedEntries.Of(entity, new ListEntry
        {
            Id = "",
            Name = entity,
            Country = notes.Country(row.Country),
            ListedOn = date,
            Programme = $"{(row.Kind?.Contains("finding", StringComparison.OrdinalIgnoreCase) == true ? "CBP finding" : "CBP withhold release order")} ({status.ToLowerInvariant()})" + (row.Merchandise is { } goods ? $": {goods}" : ""),
            SourceUrl = row.Link is { } link && Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? row.Link : null,
        }, date?.Year.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");
    }

    private static bool? InForce(string status) => Plain(status) switch
    {
        "active" or "partially active" or "active (partially)" or "modified" or "active - modified" or "active, modified" => true,
        "inactive" or "revoked" or "rescinded" or "terminated" or "inactive (revoked)" => false,
        _ => null,
    };

    private static string Plain(string text) => string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool NamesGoodsOnly(string entity) =>
        AllOf().IsMatch(entity) || Plain(entity) is "n/a" or "none" or "various" or "-" or "all" || Suppliers.CountryNames.Find(entity) is not null;

    // "All Turkmenistan Cotton or Products Produced…", "Artisanal Small Scale Gold Mines", "Xinjiang cotton": goods and places, no names.
    [GeneratedRegex(@"^(all\b|any\b|artisanal\b|products?\b|goods\b|region-?wide\b|country-?wide\b|(cotton|tomato\w*|tobacco|gold|diamonds?|bricks?|carpets?)\b)|\b(cotton|tomato(es)?|tobacco|diamonds?|gold)( products?| or products.*| and (tomato|cotton).*| mines?.*)?$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AllOf();
}
