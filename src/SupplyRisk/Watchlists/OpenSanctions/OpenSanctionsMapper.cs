using SupplyRisk.Watchlists.Formats;

namespace SupplyRisk.Watchlists.OpenSanctions;

/// <summary>Entities as entries: organisations, and people where they were asked for.</summary>
internal static class OpenSanctionsMapper
{
    public const string OtherThings = "things that are no organisations, such as securities and crypto wallets";

    public static IEnumerable<ListEntry> Map(IEnumerable<OpenSanctionsRow> rows, ReadingNotes notes) =>
        rows.Where(row => IsWanted(row, notes)).Select(row => Entry(row, notes));

    private static bool IsWanted(OpenSanctionsRow row, ReadingNotes notes)
    {
        if (row.Schema is not ("Security" or "CryptoWallet" or "Address" or "Asset" or "RealEstate" or "Position" or "Vehicle")) return Kinds.IsWanted(row.Schema, row.Line, "schema", notes);
        notes.LeaveOut(OtherThings);
        return false;
    }

    private static ListEntry Entry(OpenSanctionsRow row, ReadingNotes notes)
    {
        var country = row.Countries.Where(c => c.Length == 2).Select(notes.Country).FirstOrDefault(c => c is not null);
        return new ListEntry
        {
            Id = row.Id,
            Name = row.Name,
            Aliases = row.Aliases,
            Country = country,
            Address = row.Address,
            Identifiers = [.. row.Numbers.Select(n => Of(n.Kind, n.Number, country)).OfType<string>()],
            Programme = row.Programme is null ? "OpenSanctions" : $"OpenSanctions: {row.Programme}",
            SourceUrl = row.Link ?? $"https://www.opensanctions.org/entities/{Uri.EscapeDataString(row.Id)}/",
        };
    }

    private static string? Of(string kind, string number, string? country) => kind switch
    {
        "leiCode" => Numbers.Of("lei", number, country),
        "uscCode" => Numbers.Of("uscc", number, country),
        "dunsCode" => Numbers.Of("duns", number, country),
        "vatCode" or "taxNumber" => Numbers.Of("vat", number, country),
        _ => Numbers.Guess(number),
    };
}
