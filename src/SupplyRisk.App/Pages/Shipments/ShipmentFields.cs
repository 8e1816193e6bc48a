using System.Globalization;
using SupplyRisk.Disclosure.Packs;
using SupplyRisk.Suppliers;

namespace SupplyRisk.App.Pages.Shipments;

/// <summary>The fields of a shipment, its steps, parties and documents as forms send them. What cannot be read is said beside what else is wrong.</summary>
internal static class ShipmentFields
{
    private static readonly char[] Between = ['\n', '\r', ',', ';'];

    public static (ShipmentDetails Details, List<Refusal> Unreadable) Read(IFormCollection form)
    {
        var no = new List<Refusal>();
        return (new ShipmentDetails(
            Text(form, "entry_number") ?? "", Day(form, "detained_on", no), Text(form, "product") ?? "", Text(form, "hs_code"), Many(form, "purchase_orders"), Number(form, "quantity", no), Text(form, "unit"), Day(form, "shipped_on", no),
            Text(form, "material"), Words.Parse<UflpaRoute>(form["route"]) ?? UflpaRoute.NoXinjiangInput), no);
    }

    public static (ChainStep Step, List<Refusal> Unreadable) Step(IFormCollection form)
    {
        var no = new List<Refusal>();
        return (new ChainStep((int)(Number(form, "number", no) ?? 0), Text(form, "name") ?? "", Text(form, "party") ?? "", Text(form, "place") ?? "", Goods(form, "in", no), Goods(form, "out", no), Day(form, "from", no), Day(form, "to", no), Number(form, "kg_each", no)), no);
    }

    public static (ChainParty Party, List<Refusal> Unreadable) Party(IFormCollection form)
    {
        var no = new List<Refusal>();
        var country = Text(form, "country");
        if (country is not null && CountryNames.Find(country) is null) no.Add(new(RefusalKind.Invalid, "country_unknown", "That is no country we know; write its name or its two letters.", "country"));
        var identifiers = Many(form, "identifiers");
        no.AddRange(identifiers.Where(i => ExternalIdentifier.Parse(i) is null).Select(i => new Refusal(RefusalKind.Invalid, "identifier_unknown", $"{i} is none we know; write lei:…, uscc:…, duns:…, os_id:….", "identifiers")));
        return (new ChainParty(Text(form, "name") ?? "", Text(form, "native_name"), Text(form, "address"), country is null ? null : CountryNames.Find(country))
        {
            OtherNames = Text(form, "other_names")?.Split(['\n', '\r', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Identifiers = identifiers,
            Contact = Text(form, "contact"),
        }, no);
    }

    public static (FileDetails Details, List<Refusal> Unreadable) File(IFormCollection form)
    {
        var no = new List<Refusal>();
        if (Words.Parse<TradeDocumentKind>(form["kind"]) is not { } kind)
        {
            kind = TradeDocumentKind.Other;
            no.Add(new(RefusalKind.Invalid, "kind_missing", "Choose what it is.", "kind"));
        }
        var steps = Many(form, "steps").Select(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToList();
        return (new FileDetails(kind, Text(form, "number"), Day(form, "dated", no), steps, Text(form, "issuer"), Text(form, "language"), (int?)Number(form, "pages", no), (int)(Number(form, "redacted_pages", no) ?? 0),
            Guid.TryParse(form["translation_of"], out var of) ? of : null, form["looked"] == "yes"), no);
    }

    public static DateOnly? Day(IFormCollection form, string field, List<Refusal> no)
    {
        if (Text(form, field) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        no.Add(new(RefusalKind.Invalid, "day_unreadable", "Write the day as year-month-day, e.g. 2026-12-31.", field));
        return null;
    }

    public static int? Version(IFormCollection form) => int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private static GoodsQuantity? Goods(IFormCollection form, string side, List<Refusal> no)
    {
        var (goods, quantity) = (Text(form, $"{side}_goods"), Number(form, $"{side}_quantity", no));
        return goods is null && Text(form, $"{side}_quantity") is null ? null : new GoodsQuantity(goods ?? "", quantity ?? 0, Text(form, $"{side}_unit") ?? "");
    }

    private static decimal? Number(IFormCollection form, string field, List<Refusal> no)
    {
        if (Text(form, field) is not { } text) return null;
        // No thousands: 1,500 is one and a half to some and fifteen hundred to others.
        if (decimal.TryParse(text.Replace(" ", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000_000_000m) return number;
        no.Add(new(RefusalKind.Invalid, "number_unreadable", "Write digits, with a point for decimals and nothing between thousands, e.g. 12500.50.", field));
        return null;
    }

    private static List<string> Many(IFormCollection form, string field) =>
        [.. form[field].SelectMany(v => (v ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static string? Text(IFormCollection form, string field) => string.IsNullOrWhiteSpace(form[field]) ? null : form[field].ToString().Trim();
}
