using System.Globalization;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Statements;

namespace SupplyRisk.App.Pages.Statements;

/// <summary>Reads the form of a reporting entity, and writes it as text fields: lists stand one a line.</summary>
internal static class EntityFields
{
    public static (EntityFacts Facts, List<Refusal> No) Read(IFormCollection form)
    {
        var no = new List<Refusal>();
        var measures = ReadLines(form["measures"]).Select(l => Measure(l, no)).OfType<EntityMeasure>().ToList();
        var activities = form["activity"].Select(a => Words.Parse<Activity>(a)).OfType<Activity>().Distinct().ToList();
        return (new EntityFacts(
            form["legal_form"].ToString().Trim(), form["registration"].ToString().Trim(), form["address"].ToString().Trim(), form["website"].ToString().Trim(),
            ReadCodes(form["seat"]), ReadCodes(form["business"]), ReadCodes(form["listed"]), activities, ReadLines(form["sectors"]), ReadLines(form["subsidiaries"]), measures, ReadLines(form["buys_as"])), no);
    }

    public static string Codes(IReadOnlyList<string> codes) => string.Join(", ", codes);

    public static string Lines(IReadOnlyList<string> lines) => string.Join('\n', lines);

    public static string Measures(IReadOnlyList<EntityMeasure> measures) => string.Join('\n', measures.Select(m =>
        string.Join(' ', new[] { Words.Snake(m.Measure), m.Value.ToString("0.####", CultureInfo.InvariantCulture), m.Currency, m.Within is { } place ? $"in {place}" : null }.OfType<string>())));

    private static IReadOnlyList<string> ReadCodes(string? text) => [.. (text ?? "").Split([',', ' ', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(c => c.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Take(300)];

    private static IReadOnlyList<string> ReadLines(string? text) => [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Take(1_000)];

    // turnover 61000000 CAD · employees 640 in DE
    private static EntityMeasure? Measure(string line, List<Refusal> no)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length >= 2 && Words.Parse<Measure>(words[0]) is { } measure && decimal.TryParse(words[1].Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            switch (words[2..])
            {
                case []: return new EntityMeasure(measure, null, null, value);
                case [var currency] when currency != "in": return new EntityMeasure(measure, null, currency.ToUpperInvariant(), value);
                case ["in", var place]: return new EntityMeasure(measure, place.ToUpperInvariant(), null, value);
                case [var currency, "in", var place]: return new EntityMeasure(measure, place.ToUpperInvariant(), currency.ToUpperInvariant(), value);
            }
        }
        if (no.Count < 5) no.Add(new Refusal(RefusalKind.Invalid, "measure_unreadable", $"“{line}” cannot be read: write turnover 61000000 CAD, assets 20000000 CAD, employees 640, or employees 640 in DE.", "measures"));
        return null;
    }
}
