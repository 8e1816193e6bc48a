using System.Globalization;
using SupplyRisk.Ingestion;
using SupplyRisk.Rules.Loading;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>Reads who is covered.</summary>
internal static class CoverageReader
{
    public static Coverage? Read(MappingReader reader, Confidence usual)
    {
        var (text, confidence) = (reader.Text("text", required: true), reader.Choice<Confidence>("confidence"));
        var condition = reader.Mapping("when") is { } when ? Condition(when) : null;
        reader.RefuseOthers();
        return text is null ? null : new Coverage(text, confidence ?? usual, condition);
    }

    private static CoverageCondition? Condition(MappingReader reader)
    {
        var text = reader.Text("text") ?? "";
        string[] kinds = ["all", "any", "some", "seat_in", "business_in", "listed_in", "activity", "measure"];
        var kind = kinds.Where(reader.Has).ToList();
        if (kind is not [var only])
        {
            reader.Problem(reader.Node, $"A condition has exactly one of {string.Join(", ", kinds)}.");
            return null;
        }

        CoverageCondition? read = only switch
        {
            "all" or "any" or "some" => Some(reader, only, text),
            "measure" => Reaches(reader, text),
            "activity" => Does(reader, text),
            _ => Place(reader, only, text),
        };
        reader.RefuseOthers();
        return read;
    }

    private static SomeOf? Some(MappingReader reader, string kind, string text)
    {
        var least = kind == "some" ? reader.Whole("least", 1, 20, required: true) : null;
        var parts = reader.Mappings(kind, required: true).Select(Condition).ToList();
        if (parts.Count == 0 || parts.Contains(null)) return null;
        if (least > parts.Count) reader.Problem(reader.KeyOf("least"), $"At least {least} of {parts.Count} can never hold.");
        return new SomeOf(text, least ?? (kind == "all" ? parts.Count : 1), [.. parts.OfType<CoverageCondition>()]);
    }

    private static PlaceIs Place(MappingReader reader, string kind, string text)
    {
        var countries = reader.Texts(kind, required: true);
        foreach (var wrong in countries.Where(c => !IsPlace(c)).Take(3)) reader.Problem(reader.KeyOf(kind), $"`{wrong}` is no country: {Places}");
        return new PlaceIs(text, kind switch { "seat_in" => PlaceFact.Seat, "listed_in" => PlaceFact.Listed, _ => PlaceFact.Business }, countries);
    }

    private static ActivityIs Does(MappingReader reader, string text)
    {
        var known = Enum.GetValues<Activity>().Select(a => Words.Snake(a)).ToList();
        var said = reader.Texts("activity", required: true);
        foreach (var wrong in said.Where(s => Words.Parse<Activity>(s) is null)) reader.Problem(reader.KeyOf("activity"), $"`{wrong}` is no activity; known are {string.Join(", ", known)}.", Nearest.To(wrong, known));
        return new ActivityIs(text, [.. said.Select(Words.Parse<Activity>).OfType<Activity>()]);
    }

    private static MeasureReaches? Reaches(MappingReader reader, string text)
    {
        var (measure, within, currency) = (reader.Choice<Measure>("measure", required: true), reader.Text("within"), reader.Text("currency"));
        var (atLeast, moreThan) = (reader.Text("at_least"), reader.Text("more_than"));
        if ((atLeast is null) == (moreThan is null)) reader.Problem(reader.Node, "Say either `at_least` or `more_than`.");
        if (measure is Measure.Turnover or Measure.Assets && currency is null) reader.Problem(reader.Node, "A threshold of money needs its `currency` (ISO 4217).");
        if (measure is Measure.Employees && currency is not null) reader.Problem(reader.KeyOf("currency"), "People have no currency.");
        if (within is not null && !IsPlace(within)) reader.Problem(reader.KeyOf("within"), $"`{within}` is no country: {Places}");
        if (currency is not null && !Currencies.IsCode(currency)) reader.Problem(reader.KeyOf("currency"), $"`{currency}` is no currency: three letters (ISO 4217).");
        if (!decimal.TryParse(atLeast ?? moreThan, NumberStyles.None, CultureInfo.InvariantCulture, out var threshold))
        {
            if ((atLeast ?? moreThan) is not null) reader.Problem(reader.KeyOf(atLeast is null ? "more_than" : "at_least"), "A threshold is a whole number without separators.");
            return null;
        }

        return measure is { } m ? new MeasureReaches(text, m, within, currency, threshold, moreThan is not null) : null;
    }

    // As an entity can be said to be there: a law of a country that no entity can name would never apply.
    private static bool IsPlace(string code) => code == "EU" || CountryNames.English(code) is not null;

    private const string Places = "two capital letters (ISO 3166), or EU. Write 'NO' in quotes.";
}
