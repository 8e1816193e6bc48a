using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.Data;
using SupplyRisk.Suppliers;

namespace SupplyRisk.Ingestion;

/// <summary>
/// Corrections that hold against the list they correct. A fact stays as corrected while the list repeats what was corrected, and is the list's again
/// as soon as it says anything else: then somebody has changed the list since.
/// </summary>
internal sealed class HeldCorrections
{
    private readonly Dictionary<string, List<Held>> byKey;

    private HeldCorrections(Dictionary<string, List<Held>> byKey) => this.byKey = byKey;

    /// <param name="Corrected">What the list said whenever it was corrected; null where it said nothing.</param>
    /// <param name="Value">What is known instead.</param>
    /// <param name="Since">Of the newest correction.</param>
    private sealed record Held(CorrectableFact Fact, IReadOnlySet<string?> Corrected, string Value, DateTime Since);

    /// <param name="db">Read only.</param>
    /// <param name="listSourceId">Null for a source that does not exist yet: nothing was corrected.</param>
    public static async Task<HeldCorrections> OfAsync(SupplyRiskDb db, Guid? listSourceId, CancellationToken ct)
    {
        if (listSourceId is not { } source) return new HeldCorrections([]);
        var rows = await (
            from i in db.Imports.Where(i => i.ListSourceId == source && i.Format == CorrectSupplier.Format && i.State == ImportState.Applied)
            join before in db.SupplierVersions on i.Id equals before.EndedByImportId
            join after in db.SupplierVersions.Where(v => v.ValidTo == TwoTimes.OpenEnd) on new { Import = i.Id, before.SupplierId } equals new { Import = after.ImportId, after.SupplierId }
            join now in db.SupplierVersions.StillKnownNow().Where(v => v.ValidTo == TwoTimes.OpenEnd) on before.SupplierId equals now.SupplierId
            join s in db.Suppliers on before.SupplierId equals s.Id
            where before.ImportId != i.Id && before.ValidTo == TwoTimes.OpenEnd
            orderby i.AppliedAt, i.Id, after.Id
            select new { s.OwnId, i.AppliedAt, Before = before, After = after, Now = now }).AsNoTracking().ToListAsync(ct);
        var held = rows.GroupBy(r => r.OwnId, StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => Enum.GetValues<CorrectableFact>()
                .Select(f => Hold(f, [.. g.Select(r => (CorrectSupplier.Known(r.Before, f), CorrectSupplier.Known(r.After, f), r.AppliedAt ?? default))], CorrectSupplier.Known(g.First().Now, f)))
                .OfType<Held>().ToList(),
            StringComparer.Ordinal);
        return new HeldCorrections(held);
    }

    /// <summary>The record with its corrections, and what to tell of each: the list should be put right where it comes from.</summary>
    /// <param name="key">The supplier's key within the source, as the list has it.</param>
    public (SupplierRecord Record, IReadOnlyList<RowIssue> Issues) Over(string key, SupplierRecord record, int row, IReadOnlyList<MappedColumn> columns)
    {
        if (!byKey.TryGetValue(key, out var corrections)) return (record, []);
        var issues = new List<RowIssue>();
        foreach (var c in corrections)
        {
            var said = CorrectSupplier.Known(record, c.Fact);
            if (said == c.Value || !c.Corrected.Contains(said)) continue;
            record = CorrectSupplier.With(record, c.Fact, c.Value);
            var what = Words.Snake(c.Fact).Replace('_', ' ');
            var header = columns.FirstOrDefault(x => x.Field?.Key() == Words.Snake(c.Fact))?.Header ?? "";
            issues.Add(new RowIssue(row, header, said, IssueSeverity.Warning,
                string.Create(CultureInfo.InvariantCulture, $"the {what} stays '{c.Value}', as corrected on {c.Since:yyyy-MM-dd}; the list still says {(said is null ? "nothing" : $"'{said}'")}"),
                "have the list put right where it comes from; a correction that was wrong can be undone among the imports"));
        }
        return (record, issues);
    }

    // One correction upon another, A to B and B to C, holds against A and B. Where something else came between, what went before it is over.
    private static Held? Hold(CorrectableFact fact, IReadOnlyList<(string? Before, string? After, DateTime At)> inOrder, string? now)
    {
        var corrected = new HashSet<string?>();
        var (value, since) = ((string?)null, default(DateTime));
        foreach (var (before, after, at) in inOrder)
        {
            if (before == after) continue;
            if (value != before) corrected.Clear();
            corrected.Add(before);
            (value, since) = (after, at);
        }
        return value is not null && value == now ? new Held(fact, corrected, value, since) : null;
    }
}
