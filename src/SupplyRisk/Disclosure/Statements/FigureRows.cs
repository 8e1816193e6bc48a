using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Disclosure.Figures;

namespace SupplyRisk.Disclosure.Statements;

/// <summary>The rows behind a figure, as they stood when it was frozen, with what they are called now.</summary>
/// <param name="Rows">The first <see cref="Most"/>, by name.</param>
public sealed record FigureRows(Statement Statement, string Entity, Figure Figure, FigureValue Value, FigureReceipt Receipt, IReadOnlyList<FigureRow> Rows)
{
    public const int Most = 1_000;
}

/// <param name="Address">Where it stands in the product, or null where it is gone or has no page.</param>
/// <param name="Says">What was counted of it.</param>
public sealed record FigureRow(string Name, string? Address, string Says);

/// <summary>Names the rows behind figures.</summary>
internal static class NameRows
{
    public static async Task<IReadOnlyList<FigureRow>> ReadAsync(SupplyRiskDb db, Statement statement, FrozenRecords records, Figure figure, FigureValue value, CancellationToken ct)
    {
        var keys = value.Rows.Take(FigureRows.Most).ToHashSet(StringComparer.Ordinal);
        return figure.Topic switch
        {
            "suppliers" => await SuppliersAsync(db, [.. records.Suppliers.Where(s => keys.Contains(s.Id)).Select(s => (s.Id, s.Id, Said(s.Country, s.Tier is { } t ? $"tier {t}" : null, s.Band is { } b ? Words.Snake(b).Replace('_', ' ') : "not screened", s.Coverage is { } c ? $"{c} % known" : null)))], id => $"/suppliers/{id}", ct),
            "flags" => await SuppliersAsync(db, [.. records.Flags.Where(f => keys.Contains(f.Id)).Select(f => (f.Supplier, f.Id, Said(f.Country, $"flagged {f.OpenedOn:yyyy-MM-dd}", f.DecidedOn is { } on ? $"decided {on:yyyy-MM-dd}" : null, f.Outcome is { } o ? Words.Snake(o).Replace('_', ' ') : null)))], id => $"/review/{id}", ct),
            "audits" => await AuditsAsync(db, [.. records.Audits.Where(a => keys.Contains(a.Id))], ct),
            "actions" => [.. records.Actions.Where(a => keys.Contains(a.Id)).Select(a => new FigureRow(Words.Snake(a.Kind).Replace('_', ' '), $"/actions/{a.Id}", Said(Words.Snake(a.State).Replace('_', ' '), $"opened {a.OpenedOn:yyyy-MM-dd}", a.DoneOn is { } d ? $"done {d:yyyy-MM-dd}" : null, a.People is { } p ? $"{FigureValue.Digits(p)} people" : null, a.Amount is { } m ? $"{a.Currency} {FigureValue.Digits(m)}" : null)))],
            "facts" => [.. records.Facts.Where(f => keys.Contains(f.Id)).Select(f => new FigureRow(f.What ?? Words.Snake(f.Kind).Replace('_', ' '), $"/statements/entities/{statement.EntityId}#records", Said($"{f.On:yyyy-MM-dd}", f.Count is { } n ? FigureValue.Digits(n) : null, f.OfThem is { } o ? $"of them {FigureValue.Digits(o)}" : null)))],
            _ => throw new InvalidOperationException($"A topic of another kind: {figure.Topic}."),
        };
    }

    private static async Task<IReadOnlyList<FigureRow>> SuppliersAsync(SupplyRiskDb db, IReadOnlyList<(string Supplier, string Row, string Says)> rows, Func<string, string> address, CancellationToken ct)
    {
        var ids = rows.Select(r => Guid.Parse(r.Supplier)).Distinct().ToList();
        var names = new Dictionary<Guid, string>();
        foreach (var some in ids.Chunk(500))
            foreach (var v in await db.SupplierVersions.StillKnownNow().Where(v => some.Contains(v.SupplierId)).Select(v => new { v.SupplierId, v.ValidFrom, v.Name }).ToListAsync(ct)) names[v.SupplierId] = v.Name;
        return [.. rows.Select(r => names.TryGetValue(Guid.Parse(r.Supplier), out var name) ? new FigureRow(name, address(r.Row), r.Says) : new FigureRow("a supplier that is gone", null, r.Says)).OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<FigureRow>> AuditsAsync(SupplyRiskDb db, IReadOnlyList<FrozenAudit> audits, CancellationToken ct)
    {
        var paths = new Dictionary<Guid, string>();
        foreach (var some in audits.Select(a => Guid.Parse(a.Id)).Chunk(500))
            foreach (var d in await db.Documents.Where(d => some.Contains(d.Id)).Select(d => new { d.Id, d.Path }).ToListAsync(ct)) paths[d.Id] = d.Path;
        return [.. audits.Select(a => new FigureRow(paths.TryGetValue(Guid.Parse(a.Id), out var path) ? path[(path.LastIndexOfAny(['/', '\\']) + 1)..] : "a document that is gone", paths.ContainsKey(Guid.Parse(a.Id)) ? $"/documents/{a.Id}" : null, Said(a.Kind.Replace('_', ' '), $"{a.On:yyyy-MM-dd}", a.Unannounced ? "not announced" : null))).OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    private static string Said(params string?[] parts) => string.Join(" · ", parts.OfType<string>());
}
