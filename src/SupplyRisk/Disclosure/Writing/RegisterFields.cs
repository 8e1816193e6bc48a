using System.Globalization;
using SupplyRisk.Disclosure.Figures;
using SupplyRisk.Disclosure.Frameworks;
using SupplyRisk.Disclosure.Statements;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Disclosure.Writing;

/// <param name="Value">Null for what a person has to write.</param>
public sealed record RegisterLine(string Id, string Label, string? Value, Confidence Confidence);

/// <summary>What the public register of each law asks for, filled in, to copy.</summary>
public static class RegisterFields
{
    public static IReadOnlyList<(Framework Law, IReadOnlyList<RegisterLine> Lines)> Of(StatementFile file) =>
        [.. file.Laws.Where(l => l.Publication.Fields.Count > 0).Select(l => (l, (IReadOnlyList<RegisterLine>)[.. l.Publication.Fields.Select(f => new RegisterLine(f.Id, f.Label, f.From is { } from ? Value(file, from) : null, f.Confidence))]))];

    private static string? Value(StatementFile file, string from)
    {
        var (s, e) = (file.Statement, file.Facts);
        var value = from switch
        {
            "entity.name" => file.Entity,
            "entity.legal_form" => e.LegalForm,
            "entity.registration" => e.Registration,
            "entity.address" => e.Address,
            "entity.website" => e.Website,
            "entity.countries" => string.Join(", ", e.Seat.Concat(e.Business).Distinct().Select(c => CountryNames.English(c) ?? c)),
            "entity.sectors" => string.Join(", ", e.Sectors),
            "entity.turnover" => string.Join(", ", e.Measures.Where(m => m is { Measure: Measure.Turnover, Within: null }).Select(m => $"{m.Currency} {FigureValue.Digits(m.Value)}")),
            "entity.employees" => e.Measures.FirstOrDefault(m => m is { Measure: Measure.Employees, Within: null }) is { } people ? FigureValue.Digits(people.Value) : null,
            "entity.subsidiaries" => string.Join("; ", e.Subsidiaries),
            "statement.period_start" => Day(s.PeriodFrom),
            "statement.period_end" => Day(s.PeriodTo),
            "statement.kind" => e.Subsidiaries.Count > 0 ? "Joint" : "Single",
            "statement.laws" => string.Join(", ", file.Laws.Select(l => l.Name)),
            "statement.link" => s.PublishedAt,
            "statement.version" => s.Edition > 1 ? $"Revised, edition {s.Edition.ToString(CultureInfo.InvariantCulture)}" : "First edition",
            "statement.sections" => string.Join(", ", file.Sections.Where(x => x.IsAnswered).Select(x => x.Section.Title)),
            "approval.body" => s.ApprovalBody,
            "approval.date" => s.BodyApprovedOn is { } on ? Day(on) : null,
            "approval.signatory" => s.Signatory,
            "approval.title" => s.SignatoryTitle,
            _ => throw new InvalidOperationException($"A register value that the reader let through: {from}."),
        };
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
